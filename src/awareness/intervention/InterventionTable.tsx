import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Presentation } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Cluster,
  Empty,
  ErrorState,
  formatNumber,
  plural,
  SearchField,
  Table,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { awarenessKind, interventionStatus } from '#vocabulary'
import { type InterventionRow, listInterventions } from './contract.ts'
import { placeInWords, startInWords, statusTones } from './words.ts'

const pageSize = 50

/** The interventions to come, or those past, as a table. */
export function InterventionTable({ when }: { when: 'coming' | 'past' }) {
  const [text, setText] = useState('')
  const sought = useDeferredValue(text.trim())
  const filters = { when, limit: pageSize, ...(sought && { text: sought }) }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['interventions', filters, after],
    queryFn: ({ signal }) =>
      call(listInterventions, { query: { ...filters, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })
  if (list.isError && !list.data)
    return (
      <ErrorState
        title={sentenceOf(list.error)}
        errorId={list.error instanceof RefusalError ? list.error.id : undefined}
        onRetry={() => void list.refetch()}
      />
    )
  const items = list.data?.items ?? []
  return (
    <Table
      name={`interventions-${when}`}
      caption={when === 'coming' ? 'Interventions à venir' : 'Interventions passées'}
      columns={columns}
      rows={items}
      rowId={(one) => one.id}
      rowLabel={(one) => one.title}
      rowHref={(one) => `/bureau/interventions/${one.id}`}
      isLoading={list.isPending || list.isPlaceholderData}
      tools={
        <SearchField
          label="Chercher une intervention ou une organisation"
          hideLabel
          placeholder="Titre ou organisation"
          value={text}
          onChange={setText}
          shortcut="/"
        />
      }
      paging={{
        ...pagingOf(items.length, list.data?.next ?? null, list.isPlaceholderData),
        ...(list.data && { total: list.data.total }),
      }}
      empty={
        <Empty
          title={
            list.isPending
              ? 'Lecture des interventions…'
              : sought
                ? 'Aucune intervention ne répond à cette recherche.'
                : when === 'coming'
                  ? 'Aucune intervention à venir.'
                  : 'Aucune intervention passée.'
          }
          icon={Presentation}
        />
      }
    />
  )
}

const columns = [
  {
    id: 'title',
    title: 'Titre',
    cell: (one: InterventionRow) => one.title,
    isRowHeader: true,
    width: 'wide' as const,
  },
  {
    id: 'when',
    title: 'Quand',
    cell: (one: InterventionRow) => <span className="intervention-when">{startInWords(one)}</span>,
  },
  { id: 'kind', title: 'Forme', cell: (one: InterventionRow) => awarenessKind.label(one.kind) },
  { id: 'where', title: 'Où', cell: placeInWords },
  {
    id: 'people',
    title: 'Public',
    cell: (one: InterventionRow) =>
      one.present === null
        ? one.expected > 0 && `${formatNumber(one.expected)} attendus`
        : plural(one.present, 'présent', 'présents'),
  },
  {
    id: 'status',
    title: 'État',
    cell: (one: InterventionRow) => (
      <Cluster gap={1}>
        <Badge tone={statusTones[one.status]}>{interventionStatus.label(one.status)}</Badge>
        {one.unsent > 0 && (
          <Badge tone="attention">{plural(one.unsent, 'courriel non envoyé', 'courriels non envoyés')}</Badge>
        )}
      </Cluster>
    ),
  },
]
