import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { dayOf, ErrorState, formatTime, Month, monthAsked, Stack } from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { listMeetings } from './contract.ts'

/** The meetings of a month, as a calendar. */
export function MonthTable() {
  const { said, go } = useAddress()
  const { month, from, to } = monthAsked(said.get('mois'))
  const list = useQuery({
    queryKey: ['meetings', 'month', month],
    queryFn: ({ signal }) => call(listMeetings, { query: { when: 'all', from, to, limit: 200 }, signal }),
    placeholderData: keepPreviousData,
  })
  const events = (list.data?.items ?? []).map((one) => ({
    id: one.id,
    day: dayOf(one.startsAt),
    text: `${formatTime(one.startsAt)} ${one.title}`,
    href: `/bureau/rencontres/${one.id}`,
    isCancelled: one.status === 'cancelled',
  }))
  return (
    <Stack gap={4}>
      {list.isError && !list.data && (
        <ErrorState title={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <Month
        month={month}
        what="Rencontres"
        events={events}
        isBusy={list.isFetching}
        onMonth={(other) => go({ mois: other })}
      />
    </Stack>
  )
}
