import { useQuery } from '@tanstack/react-query'
import { BookCheck } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Badge, Button, Empty, ErrorState, formatDay, Table } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { CloseYearDialog } from './CloseYearDialog.tsx'
import { closeEdition, type EditionRow, listEditions } from './contract.ts'

const columns = [
  {
    id: 'title',
    title: 'Édition',
    cell: (one: EditionRow) => one.title,
    isRowHeader: true,
    width: 'wide' as const,
  },
  {
    id: 'period',
    title: 'Période',
    cell: (one: EditionRow) => `Du ${formatDay(one.from)} au ${formatDay(one.to)}`,
  },
  { id: 'closed', title: 'Close le', cell: (one: EditionRow) => formatDay(one.closedAt) },
  {
    id: 'state',
    title: 'État',
    cell: (one: EditionRow) =>
      one.isSuperseded ? (
        <Badge tone="attention">Remplacée par un erratum</Badge>
      ) : one.publishedAt ? (
        <Badge tone="positive">Publiée</Badge>
      ) : (
        <Badge>À publier</Badge>
      ),
  },
]

/** The years that were closed: what they say does not move any more. */
export function EditionListPage() {
  const can = useCan()
  const [isClosing, setClosing] = useState(false)
  const list = useQuery({
    queryKey: ['editions'],
    queryFn: ({ signal }) => call(listEditions, { signal }),
  })
  const items = list.data?.items ?? []
  return (
    <>
      <PageHeader
        title="Éditions"
        lead="Une édition fige une année : ses règles, ses mots et ses chiffres. Corriger un dossier ne la change plus."
        actions={
          can(closeEdition.action) && (
            <Button variant="primary" icon={BookCheck} onPress={() => setClosing(true)}>
              Clore une année
            </Button>
          )
        }
      />
      {list.isError && !list.data ? (
        <ErrorState title={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : (
        <Table
          name="editions"
          caption="Éditions"
          columns={columns}
          rows={items}
          rowId={(one) => one.id}
          rowLabel={(one) => one.title}
          rowHref={(one) => `/bureau/editions/${one.id}`}
          isLoading={list.isPending}
          empty={
            <Empty
              title={list.isPending ? 'Lecture des éditions…' : 'Aucune année n’est close.'}
              icon={BookCheck}
            >
              {!list.isPending &&
                'Le rapport se lit en direct dans « Rapport » ; clore une année le fige pour le publier.'}
            </Empty>
          }
        />
      )}
      {isClosing && <CloseYearDialog onClose={() => setClosing(false)} />}
    </>
  )
}
