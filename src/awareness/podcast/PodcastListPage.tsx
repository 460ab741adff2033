import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Mic, Plus } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Badge,
  Button,
  Empty,
  ErrorState,
  formatDateTime,
  formatDuration,
  formatNumber,
  optionsOf,
  Select,
  Stack,
  Table,
  TextLink,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useCan } from '#office/account/useMe.ts'
import { type PodcastStatus, podcastStatus } from '#vocabulary'
import { createEpisode, type EpisodeRow, listEpisodes } from './contract.ts'
import { EpisodeDialog } from './EpisodeDialog.tsx'
import { ShowPanel } from './ShowPanel.tsx'
import { statusTones } from './words.ts'

const pageSize = 50

/** The episodes of the podcast, whatever becomes of them. */
export function PodcastListPage() {
  const mayWrite = useCan()(createEpisode.action)
  const [status, setStatus] = useState<PodcastStatus | null>(null)
  const [isAdding, setAdding] = useState(false)
  const filters = { limit: pageSize, ...(status && { status }) }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['podcast', 'list', filters, after],
    queryFn: ({ signal }) => call(listEpisodes, { query: { ...filters, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })
  useShortcut('a', () => setAdding(true), { label: 'Préparer un épisode', isDisabled: !mayWrite })
  const items = list.data?.items ?? []
  return (
    <>
      <PageHeader
        title="Podcast"
        lead="Un épisode se publie avec sa transcription : chacun peut l’écouter ou le lire."
        actions={
          <>
            <TextLink href="/podcast/feed.xml" isExternal>
              Flux
            </TextLink>
            {mayWrite && (
              <Button variant="primary" icon={Plus} shortcut="a" onPress={() => setAdding(true)}>
                Préparer un épisode
              </Button>
            )}
          </>
        }
      />
      <Stack gap={5}>
        <Select
          label="État"
          options={optionsOf(podcastStatus)}
          value={status}
          onChange={setStatus}
          noneLabel="Tous"
        />
        {list.isError && !list.data ? (
          <ErrorState title={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
        ) : (
          <Table
            name="podcast"
            caption="Épisodes"
            columns={columns}
            rows={items}
            rowId={(one) => one.id}
            rowLabel={(one) => one.title}
            rowHref={(one) => `/bureau/podcast/${one.id}`}
            isLoading={list.isPending || list.isPlaceholderData}
            paging={{
              ...pagingOf(items.length, list.data?.next ?? null, list.isPlaceholderData),
              ...(list.data && { total: list.data.total }),
            }}
            empty={
              list.isPending ? (
                <Empty title="Lecture des épisodes…" />
              ) : (
                <Empty
                  title={status ? 'Aucun épisode dans cet état.' : 'Aucun épisode pour le moment.'}
                  icon={Mic}
                />
              )
            }
          />
        )}
        <ShowPanel mayWrite={mayWrite} />
      </Stack>
      {isAdding && <EpisodeDialog onClose={() => setAdding(false)} />}
    </>
  )
}

const columns = [
  {
    id: 'title',
    title: 'Épisode',
    cell: (one: EpisodeRow) => `${one.number ? `${one.number}. ` : ''}${one.title}`,
    isRowHeader: true,
    width: 'wide' as const,
  },
  {
    id: 'status',
    title: 'État',
    cell: (one: EpisodeRow) => (
      <Badge tone={statusTones[one.status]}>{podcastStatus.label(one.status)}</Badge>
    ),
  },
  { id: 'series', title: 'Série', cell: (one: EpisodeRow) => one.seriesTitle, isMinor: true },
  {
    id: 'at',
    title: 'Publication',
    cell: (one: EpisodeRow) => {
      const at = one.publishAt ?? one.publishedAt
      return at && formatDateTime(at)
    },
  },
  {
    id: 'duration',
    title: 'Durée',
    cell: (one: EpisodeRow) => one.durationMs && formatDuration(one.durationMs),
    isMinor: true,
  },
  {
    id: 'downloads',
    title: 'Téléchargements',
    cell: (one: EpisodeRow) => formatNumber(one.downloads, 0),
    align: 'end' as const,
  },
]
