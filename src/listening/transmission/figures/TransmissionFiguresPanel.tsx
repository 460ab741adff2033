import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartColumn, FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { addressOf } from '#kernel/address.ts'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  BarList,
  Button,
  ButtonLink,
  Cluster,
  DateRangeField,
  dayOf,
  Empty,
  ErrorState,
  KeyFigure,
  KeyFigures,
  Loading,
  Panel,
  Stack,
  Table,
  type TableColumn,
} from '#kernel/ui/index.ts'
import { readTransmissionFigures, type TransmissionFigures, type TransmissionTally } from './contract.ts'
import { headlinesOf, ofDue, type Period, presetsOf, share } from './words.ts'
import './figures.css'

/** « Chiffres »: what was transmitted in a period, how soon it was acknowledged, and what came back. */
export function TransmissionFiguresPanel() {
  const presets = presetsOf(dayOf(new Date()))
  const [shown, setShown] = useState<Period>({ from: presets[0]?.from ?? '', to: presets[0]?.to ?? '' })
  const answer = useQuery({
    queryKey: ['transmissions', 'figures', shown],
    queryFn: ({ signal }) => call(readTransmissionFigures, { query: { ...shown }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return (
    <Stack gap={4}>
      <div className="transmission-figures-period no-print">
        <PeriodChoice key={`${shown.from} ${shown.to}`} shown={shown} onShow={setShown} />
        <ButtonLink
          href={addressOf(readTransmissionFigures.path, {}, { ...shown, format: 'csv' })}
          download={`transmissions-${shown.from}-${shown.to}.csv`}
          icon={FileSpreadsheet}
        >
          CSV
        </ButtonLink>
      </div>
      {answer.data ? (
        <div className="transmission-figures" aria-busy={answer.isPlaceholderData}>
          <Figures figures={answer.data} />
        </div>
      ) : answer.error ? (
        <ErrorState
          title="Les chiffres n’ont pas pu être comptés"
          kept={sentenceOf(answer.error)}
          onRetry={() => void answer.refetch()}
        />
      ) : (
        <Loading label="Les chiffres se comptent…" lines={6} />
      )}
    </Stack>
  )
}

/** Ready-made periods, or two days; only two days in order change what is shown. */
function PeriodChoice({ shown, onShow }: { shown: Period; onShow: (period: Period) => void }) {
  const [range, setRange] = useState<{ from: string | null; to: string | null }>(shown)
  const isReversed = range.from !== null && range.to !== null && range.from > range.to
  const change = (next: typeof range) => {
    setRange(next)
    const { from, to } = next
    // A year being typed is first 0002, 0020, 0202.
    if (from && to && from <= to && from >= '1990') onShow({ from, to })
  }
  return (
    <>
      <DateRangeField
        legend="Reçues par les autorités"
        value={range}
        onChange={change}
        error={isReversed ? 'La période finit avant de commencer.' : undefined}
      />
      <Cluster gap={2}>
        {presetsOf(dayOf(new Date())).map(({ label, from, to }) => (
          <Button
            key={label}
            size="small"
            variant={from === shown.from && to === shown.to ? 'primary' : 'quiet'}
            onPress={() => onShow({ from, to })}
          >
            {label}
          </Button>
        ))}
      </Cluster>
    </>
  )
}

const authorityColumns: readonly TableColumn<TransmissionTally>[] = [
  { id: 'authority', title: 'Autorité', isRowHeader: true, cell: ({ label }) => label },
  { id: 'sent', title: 'Reçues', align: 'end', cell: ({ sent }) => String(sent) },
  { id: 'acknowledged', title: 'Accusées', align: 'end', cell: ({ acknowledged }) => String(acknowledged) },
  { id: 'returned', title: 'Retours', align: 'end', cell: ofDue },
]

function Figures({ figures }: { figures: TransmissionFigures }) {
  const { sent, returns, outcomes } = figures
  if (sent === 0)
    return (
      <Empty title="Aucune transmission n’a été reçue dans cette période." icon={ChartColumn}>
        Choisissez une période plus longue. Une transmission compte du jour où l’autorité l’a reçue.
      </Empty>
    )
  const answered = outcomes.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <KeyFigures>
        {headlinesOf(figures).map(({ label, value, note }) => (
          <KeyFigure key={label} label={label} value={value} note={note} />
        ))}
      </KeyFigures>
      <div className="transmission-figures-panels">
        <Panel level={3} title="Suites données">
          <BarList
            caption="Une suite par retour reçu"
            rows={outcomes.map((row) => ({ ...row, percent: share(row.count, answered) }))}
            unit={answered < 2 ? 'retour' : 'retours'}
            base={answered}
            rule="Un retour est attendu trois mois après la réception. Le taux de retour porte sur les transmissions dont le retour est reçu ou échu. Celles que l’autorité a déclarées hors de sa compétence n’en doivent pas."
          />
          {returns.awaited > 0 && (
            <p className="transmission-figures-note">
              {`${returns.awaited} ${returns.awaited < 2 ? 'retour n’est pas encore échu' : 'retours ne sont pas encore échus'}.`}
            </p>
          )}
        </Panel>
        <Panel level={3} title="Par département">
          <BarList
            caption="Département pour lequel l’autorité a été choisie"
            rows={figures.byDepartement.map(({ code, label, sent: count }) => ({
              code,
              label: /^\d/.test(code) ? `${label} (${code})` : label,
              count,
              percent: share(count, sent),
            }))}
            unit={sent < 2 ? 'transmission' : 'transmissions'}
            base={sent}
          />
        </Panel>
      </div>
      <Table
        name="transmission-figures"
        caption="Par autorité"
        columns={authorityColumns}
        rows={figures.byAuthority}
        rowId={({ code }) => code}
        rowLabel={({ label }) => label}
        isPlain
      />
    </>
  )
}
