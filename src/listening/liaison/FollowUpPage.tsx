import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarCheck2 } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Button,
  Empty,
  ErrorState,
  Loading,
  optionsOf,
  plural,
  RadioChips,
  Select,
  Stack,
  Switch,
} from '#kernel/ui/index.ts'
import { type DueKind, dueKind } from '#vocabulary'
import { listDueItems } from './contract.ts'
import { DueList } from './DueList.tsx'
import './liaison.css'

type View = 'open' | 'overdue' | 'settled'

const views: readonly { value: View; label: string }[] = [
  { value: 'open', label: 'Tout ce qui est à suivre' },
  { value: 'overdue', label: 'En retard' },
  { value: 'settled', label: 'Réglé' },
]

const emptyWords: Record<View, { title: string; body: string }> = {
  open: {
    title: 'Rien n’est à suivre.',
    body: 'Une réponse attendue d’un service, l’issue d’une orientation ou une demande de suites se notent depuis une situation.',
  },
  overdue: { title: 'Rien n’est en retard.', body: 'Ce qui dépasse son jour s’affiche ici, et y reste.' },
  settled: {
    title: 'Rien n’a encore été réglé.',
    body: 'Ce qui a été reçu, répondu ou laissé se retrouve ici.',
  },
}

/** What services owe us, what we owe whoever informed us, what is to be asked: overdue first. */
export function FollowUpPage() {
  const [view, setView] = useState<View>('open')
  const [kind, setKind] = useState<DueKind | null>(null)
  const [isMine, setMine] = useState(false)
  const due = useInfiniteQuery({
    queryKey: ['due', view, kind, isMine],
    queryFn: ({ pageParam, signal }) =>
      call(listDueItems, {
        query: {
          view,
          mine: isMine ? 'true' : 'false',
          limit: 50,
          ...(kind && { kind }),
          ...(pageParam && { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  views.forEach(({ value, label }, place) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the views are a constant list.
    useShortcut(String(place + 1), () => setView(value), { label, group: 'À suivre' })
  })
  const pages = due.data?.pages
  const items = pages?.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title="À suivre" lead={pages && leadOf(pages[0]?.overdue ?? 0)} />
      <div className="due-filters">
        <RadioChips
          label="Quoi"
          hideLabel
          options={views}
          value={view}
          onChange={(chosen) => chosen && setView(chosen)}
          noneLabel={false}
        />
        <Select
          label="Nature"
          options={optionsOf(dueKind)}
          value={kind}
          onChange={setKind}
          noneLabel="Toutes"
        />
        <Switch isSelected={isMine} onChange={setMine}>
          Ce qui est à moi seulement
        </Switch>
      </div>
      {due.error && !pages && (
        <ErrorState
          title="Ce qui est à suivre n’a pas pu être lu"
          kept={sentenceOf(due.error)}
          onRetry={() => void due.refetch()}
        />
      )}
      {!pages && !due.error && <Loading label="La liste arrive…" lines={6} />}
      {pages && items.length === 0 && (
        <Empty title={emptyWords[view].title} icon={CalendarCheck2}>
          {emptyWords[view].body}
        </Empty>
      )}
      {items.length > 0 && (
        <Stack gap={4}>
          <DueList label="À suivre" items={items} />
          {due.hasNextPage && (
            <div>
              <Button isPending={due.isFetchingNextPage} onPress={() => void due.fetchNextPage()}>
                Afficher les suivants
              </Button>
            </div>
          )}
        </Stack>
      )}
    </>
  )
}

const leadOf = (overdue: number) =>
  overdue === 0
    ? 'Rien n’est en retard.'
    : `${plural(overdue, 'attente est en retard', 'attentes sont en retard')} : elles restent en tête jusqu’à ce que quelqu’un les règle.`
