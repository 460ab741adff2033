import { useInfiniteQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Button,
  Cluster,
  Empty,
  ErrorState,
  Loading,
  plural,
  RadioChips,
  Stack,
  Switch,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { CallbackList } from './CallbackList.tsx'
import { listCallbacks } from './contract.ts'
import { RulesButton } from './RulesDialog.tsx'

type View = 'today' | 'all' | 'settled'

const views: readonly { value: View; label: string }[] = [
  { value: 'today', label: 'Aujourd’hui et en retard' },
  { value: 'all', label: 'Tous ceux à faire' },
  { value: 'settled', label: 'Réglés' },
]

const emptyWords: Record<View, { title: string; body: string }> = {
  today: {
    title: 'Aucun rappel à faire aujourd’hui.',
    body: 'Les rappels promis pendant un contact ou depuis une situation s’affichent ici, les plus en retard d’abord.',
  },
  all: {
    title: 'Aucun rappel promis.',
    body: 'Un rappel se programme à la fin d’un contact, ou depuis une situation avec la touche r.',
  },
  settled: { title: 'Aucun rappel réglé.', body: 'Un rappel tenu, refusé ou annulé se retrouve ici.' },
}

/** Who is to be called back: overdue first, and none disappears by itself. */
export function CallbackListPage() {
  const [view, setView] = useState<View>('today')
  const [isMine, setMine] = useState(false)
  const [isClimbed, setClimbed] = useState(false)
  const can = useCan()
  const callbacks = useInfiniteQuery({
    queryKey: ['callbacks', view, isMine, isClimbed],
    queryFn: ({ pageParam, signal }) =>
      call(listCallbacks, {
        query: {
          view,
          mine: String(isMine) as 'true' | 'false',
          climbed: String(isClimbed) as 'true' | 'false',
          limit: 50,
          ...(pageParam && { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: 60_000,
  })
  views.forEach(({ value, label }, place) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the views are a constant list.
    useShortcut(String(place + 1), () => setView(value), { label, group: 'Rappels' })
  })
  const pages = callbacks.data?.pages
  const items = pages?.flatMap((page) => page.items) ?? []
  const { overdue = 0, climbed = 0 } = pages?.[0] ?? {}
  return (
    <>
      <PageHeader
        title="Rappels"
        lead={pages && leadOf(overdue, climbed)}
        actions={can('reach_rules.save') && <RulesButton />}
      />
      <Cluster gap={4} align="between">
        <RadioChips
          label="Quels rappels"
          hideLabel
          options={views}
          value={view}
          onChange={(chosen) => chosen && setView(chosen)}
          noneLabel={false}
        />
        <Cluster gap={4}>
          <Switch isSelected={isMine} onChange={setMine}>
            Les miens seulement
          </Switch>
          <Switch isSelected={isClimbed} onChange={setClimbed}>
            Remontés à la coordination
          </Switch>
        </Cluster>
      </Cluster>
      {callbacks.error && !pages && (
        <ErrorState
          title="Les rappels n’ont pas pu être lus"
          kept={sentenceOf(callbacks.error)}
          onRetry={() => void callbacks.refetch()}
        />
      )}
      {!pages && !callbacks.error && <Loading label="Les rappels arrivent…" lines={6} />}
      {pages && items.length === 0 && (
        <Empty title={emptyWords[view].title} icon={BellOff}>
          {emptyWords[view].body}
        </Empty>
      )}
      {items.length > 0 && (
        <Stack gap={4}>
          <CallbackList label="Rappels" callbacks={items} />
          {callbacks.hasNextPage && (
            <div>
              <Button isPending={callbacks.isFetchingNextPage} onPress={() => void callbacks.fetchNextPage()}>
                Afficher les suivants
              </Button>
            </div>
          )}
        </Stack>
      )}
    </>
  )
}

const leadOf = (overdue: number, climbed: number) =>
  overdue === 0
    ? 'Aucun n’est en retard.'
    : `${climbed > 0 ? `${plural(climbed, 'rappel est remonté', 'rappels sont remontés')} à la coordination. ` : ''}${plural(overdue, 'rappel est en retard', 'rappels sont en retard')} : ils restent en tête jusqu’à ce que quelqu’un les règle.`
