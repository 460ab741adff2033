import { useQuery } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { Banner, Empty, ErrorState, formatNumber, Loading, Panel, Stack, Table } from '#kernel/ui/index.ts'
import { type Comparison, type ComparisonReason, compareWithLive, comparisonReasons } from './contract.ts'

const words: Readonly<Record<ComparisonReason, string>> = {
  correction: 'Corrections',
  merge: 'Fusions',
  disposal: 'Éliminations',
  addition: 'Ajouts',
  elsewhere: 'Hors dossiers',
}

type Row = Comparison['figures'][number]['rows'][number]

const signed = (value: number): string =>
  value === 0 ? '' : `${value > 0 ? '+' : '−'}${formatNumber(Math.abs(value))}`

const columns = [
  { id: 'label', title: 'Réponse', cell: (row: Row) => row.label, isRowHeader: true, width: 'wide' as const },
  {
    id: 'frozen',
    title: 'À la clôture',
    cell: (row: Row) => formatNumber(row.frozen),
    align: 'end' as const,
  },
  { id: 'today', title: 'Aujourd’hui', cell: (row: Row) => formatNumber(row.today), align: 'end' as const },
  ...comparisonReasons.map((reason) => ({
    id: reason,
    title: words[reason],
    cell: (row: Row) => signed(row[reason]),
    align: 'end' as const,
  })),
]

/** What live data say today, beside what was closed; each difference with what made it. */
export function ComparisonPanel({ id }: { readonly id: string }) {
  const comparison = useQuery({
    queryKey: ['edition', id, 'comparison'],
    queryFn: ({ signal }) => call(compareWithLive, { params: { id }, signal }),
  })
  if (comparison.isError)
    return <ErrorState title={sentenceOf(comparison.error)} onRetry={() => void comparison.refetch()} />
  if (!comparison.data) return <Loading label="Les dossiers se comparent…" lines={6} />
  const { figures, files, situations } = comparison.data
  if (figures.length === 0)
    return <Empty title="Rien n’a changé : les données d’aujourd’hui disent la même chose que l’édition." />
  const moved = comparisonReasons.filter((reason) => files[reason] > 0)
  return (
    <Stack gap={5}>
      <Banner
        title={`${formatNumber(situations.frozen)} situations à la clôture, ${formatNumber(situations.today)} aujourd’hui.`}
      >
        {moved.map((reason) => `${words[reason]} : ${formatNumber(files[reason])}`).join(' · ')} (en
        dossiers). L’édition ne change pas.
      </Banner>
      {figures.map(({ id: figure, title, rows }) => (
        <Panel key={figure} title={title} level={3} isQuiet>
          <Table
            name={`edition-comparison-${figure}`}
            caption={title}
            columns={columns}
            rows={rows}
            rowId={(row) => row.code}
            rowLabel={(row) => row.label}
          />
        </Panel>
      ))}
    </Stack>
  )
}
