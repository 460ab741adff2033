import { useInfiniteQuery } from '@tanstack/react-query'
import { CheckCheck } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Badge, Button, dayOf, Empty, ErrorState, formatDay, Loading, TextLink } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { listOpenDecisions, saveDecision } from './contract.ts'
import { useMeetingAct } from './useMeetings.ts'

/** What was decided and is not done yet, wherever it was decided. */
export function DecisionList() {
  const mayWrite = useCan()(saveDecision.action)
  const act = useMeetingAct()
  const list = useInfiniteQuery({
    queryKey: ['decisions'],
    queryFn: ({ pageParam, signal }) =>
      call(listOpenDecisions, { query: { limit: 50, ...(pageParam && { after: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  if (list.isError && !list.data)
    return <ErrorState title={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
  if (!list.data) return <Loading label="Lecture des décisions…" lines={5} />
  const items = list.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Empty title="Toutes les décisions sont tenues." icon={CheckCheck} />
  return (
    <>
      <ul className="meeting-lines" aria-label="Décisions à tenir">
        {items.map((one) => (
          <li key={one.id}>
            <div>
              <p>
                {one.words} {one.isLate && <Badge tone="attention">En retard</Badge>}
              </p>
              <span className="muted small">
                {one.owner}
                {one.dueOn && `, pour le ${formatDay(one.dueOn)}`} ·{' '}
                <TextLink href={`/bureau/rencontres/${one.meetingId}`}>
                  {one.meeting}, {formatDay(one.startsAt)}
                </TextLink>
              </span>
            </div>
            {mayWrite && (
              <Button
                size="small"
                aria-label={`C’est fait : ${one.words}`}
                onPress={() =>
                  void act(
                    () =>
                      call(saveDecision, {
                        params: { id: one.id },
                        version: one.version,
                        input: { doneOn: dayOf(new Date()) },
                      }),
                    'Décision tenue.',
                  )
                }
              >
                C’est fait
              </Button>
            )}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          Afficher les suivantes
        </Button>
      )}
    </>
  )
}
