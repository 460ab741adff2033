import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Button,
  ButtonLink,
  Cluster,
  Empty,
  ErrorState,
  Loading,
  plural,
  RadioChips,
  Stack,
} from '#kernel/ui/index.ts'
import { type Escalation, listEscalations } from './contract.ts'
import { EscalationList } from './EscalationList.tsx'
import { pulseQuery } from './PulseBanner.tsx'
import { SettleDialog } from './SettleDialog.tsx'
import { UndeliveredPanel } from './UndeliveredPanel.tsx'
import './delivery.css'

type View = 'open' | 'done'
const views: readonly { value: View; label: string }[] = [
  { value: 'open', label: 'À faire' },
  { value: 'done', label: 'Faites' },
]

/** Whom to call because a transmission is still without an answer, the longest wait first. */
export function EscalationListPage() {
  const [view, setView] = useState<View>('open')
  const [task, setTask] = useState<Escalation>()
  const { data: pulse } = useQuery(pulseQuery)
  const tasks = useInfiniteQuery({
    queryKey: ['escalations', view],
    queryFn: ({ pageParam, signal }) =>
      call(listEscalations, { query: { view, ...(pageParam && { after: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: 60_000,
  })
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader
        title="Relances"
        lead={pulse && leadOf(pulse.tasks)}
        actions={<ButtonLink href="/bureau/delais">Régler les délais</ButtonLink>}
      />
      <Stack gap={6}>
        <UndeliveredPanel />
        <Cluster gap={4}>
          <RadioChips
            label="Quelles relances"
            hideLabel
            options={views}
            value={view}
            onChange={(chosen) => chosen && setView(chosen)}
            noneLabel={false}
          />
        </Cluster>
        {tasks.error && !tasks.data && (
          <ErrorState
            title="Les relances n’ont pas pu être lues"
            kept={sentenceOf(tasks.error)}
            onRetry={() => void tasks.refetch()}
          />
        )}
        {tasks.isPending && <Loading label="Les relances arrivent…" lines={6} />}
        {tasks.data && items.length === 0 && (
          <Empty
            title={view === 'open' ? 'Il n’y a personne à relancer.' : 'Aucune relance n’a encore été notée.'}
            icon={BellOff}
          >
            Une transmission restée sans accusé de réception, ou un retour en retard, apparaît ici.
          </Empty>
        )}
        {items.length > 0 && <EscalationList tasks={items} onSettle={setTask} />}
        {tasks.hasNextPage && (
          <div>
            <Button isPending={tasks.isFetchingNextPage} onPress={() => void tasks.fetchNextPage()}>
              Afficher les suivantes
            </Button>
          </div>
        )}
      </Stack>
      {task && <SettleDialog task={task} onClose={() => setTask(undefined)} />}
    </>
  )
}

const leadOf = (count: number) =>
  count === 0
    ? 'Personne n’attend de relance.'
    : `${plural(count, 'relance attend', 'relances attendent')} : chacune reste tant que personne ne l’a notée.`
