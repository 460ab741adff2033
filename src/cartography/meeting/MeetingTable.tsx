import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CalendarDays } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Empty,
  ErrorState,
  formatDay,
  formatTime,
  plural,
  SearchField,
  Table,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { meetingStatus } from '#vocabulary'
import { listMeetings, type MeetingRow } from './contract.ts'
import { kindInWords, placeInWords, statusTones } from './words.ts'

const pageSize = 50

/** The meetings to come, or those past, as a table. */
export function MeetingTable({ when }: { when: 'coming' | 'past' }) {
  const [text, setText] = useState('')
  const sought = useDeferredValue(text.trim())
  const filters = { when, limit: pageSize, ...(sought && { text: sought }) }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['meetings', filters, after],
    queryFn: ({ signal }) => call(listMeetings, { query: { ...filters, ...(after && { after }) }, signal }),
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
      name={`meetings-${when}`}
      caption={when === 'coming' ? 'Rencontres à venir' : 'Rencontres passées'}
      columns={columns}
      rows={items}
      rowId={(one) => one.id}
      rowLabel={(one) => one.title}
      rowHref={(one) => `/bureau/rencontres/${one.id}`}
      isLoading={list.isPending || list.isPlaceholderData}
      tools={
        <SearchField
          label="Chercher une rencontre ou un acteur"
          hideLabel
          placeholder="Objet ou acteur"
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
              ? 'Lecture des rencontres…'
              : sought
                ? 'Aucune rencontre ne répond à cette recherche.'
                : when === 'coming'
                  ? 'Aucune rencontre à venir.'
                  : 'Aucune rencontre passée.'
          }
          icon={CalendarDays}
        />
      }
    />
  )
}

const columns = [
  {
    id: 'title',
    title: 'Objet',
    cell: (one: MeetingRow) => one.title,
    isRowHeader: true,
    width: 'wide' as const,
  },
  {
    id: 'when',
    title: 'Quand',
    cell: (one: MeetingRow) => (
      <span className="meeting-when">{`${formatDay(one.startsAt)}, ${formatTime(one.startsAt)}`}</span>
    ),
  },
  { id: 'kind', title: 'Forme', cell: kindInWords },
  {
    id: 'actors',
    title: 'Acteurs',
    cell: (one: MeetingRow) =>
      one.actors.length > 2
        ? `${one.actors.slice(0, 2).join(', ')} et ${plural(one.actors.length - 2, 'autre', 'autres')}`
        : one.actors.join(', '),
  },
  { id: 'place', title: 'Lieu', cell: placeInWords, isMinor: true },
  {
    id: 'status',
    title: 'État',
    cell: (one: MeetingRow) => (
      <span className="meeting-badges">
        <Badge tone={statusTones[one.status]}>{meetingStatus.label(one.status)}</Badge>
        {one.unsent > 0 && (
          <Badge tone="attention">{plural(one.unsent, 'message non envoyé', 'messages non envoyés')}</Badge>
        )}
      </span>
    ),
  },
]
