import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { dayOf, ErrorState, formatTime, Month, monthAsked, Stack } from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { listInterventions } from './contract.ts'

/** The interventions of a month, as a calendar. */
export function InterventionMonth() {
  const { said, go } = useAddress()
  const { month, from, to } = monthAsked(said.get('mois'))
  const list = useQuery({
    queryKey: ['interventions', 'month', month],
    queryFn: ({ signal }) =>
      call(listInterventions, { query: { when: 'all', from, to, limit: 200 }, signal }),
    placeholderData: keepPreviousData,
  })
  const events = (list.data?.items ?? []).flatMap(({ id, startsAt, title, status }) =>
    startsAt
      ? [
          {
            id,
            day: dayOf(startsAt),
            text: `${formatTime(startsAt)} ${title}`,
            href: `/bureau/interventions/${id}`,
            isCancelled: status === 'cancelled',
          },
        ]
      : [],
  )
  return (
    <Stack gap={4}>
      {list.isError && !list.data && (
        <ErrorState title={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <Month
        month={month}
        what="Interventions"
        events={events}
        isBusy={list.isFetching}
        onMonth={(other) => go({ mois: other })}
      />
    </Stack>
  )
}
