import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Button,
  Cluster,
  dayOf,
  ErrorState,
  formatTime,
  Stack,
  TextLink,
  VisuallyHidden,
} from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { listMeetings } from './contract.ts'
import { monthAfter, monthOf, weeksOf } from './month.ts'

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const monthName = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const monthWord = new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' })
const atNoon = (day: string) => new Date(`${day}T12:00:00Z`)

/** A month of meetings as a calendar, which is a table: weeks are rows, days are columns. */
export function MonthTable() {
  const { said, go } = useAddress()
  const asked = said.get('mois') ?? ''
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : monthOf(dayOf(new Date()))
  const weeks = weeksOf(month)
  const [from = '', to = ''] = [weeks[0]?.[0], weeks.at(-1)?.at(-1)]
  const list = useQuery({
    queryKey: ['meetings', 'month', month],
    queryFn: ({ signal }) => call(listMeetings, { query: { when: 'all', from, to, limit: 200 }, signal }),
    placeholderData: keepPreviousData,
  })
  const title = monthName.format(atNoon(`${month}-01`))
  const of = (day: string) => (list.data?.items ?? []).filter((one) => dayOf(one.startsAt) === day)
  return (
    <Stack gap={4}>
      <Cluster gap={2}>
        <Button icon={ChevronLeft} onPress={() => go({ mois: monthAfter(month, -1) })}>
          Mois précédent
        </Button>
        <Button onPress={() => go({ mois: null })}>Ce mois-ci</Button>
        <Button icon={ChevronRight} onPress={() => go({ mois: monthAfter(month, 1) })}>
          Mois suivant
        </Button>
      </Cluster>
      {list.isError && !list.data && (
        <ErrorState title={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className="month-scroll" aria-label={`Rencontres de ${title}`} tabIndex={0}>
        <table className="month" aria-busy={list.isFetching}>
          <caption>{title}</caption>
          <thead>
            <tr>
              {weekdays.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]}>
                {week.map((day) => (
                  <td key={day} data-outside={monthOf(day) !== month || undefined}>
                    <time dateTime={day}>
                      {Number(day.slice(8))}
                      <VisuallyHidden> {monthWord.format(atNoon(day))}</VisuallyHidden>
                    </time>
                    <ul>
                      {of(day).map((one) => (
                        <li key={one.id} data-cancelled={one.status === 'cancelled' || undefined}>
                          <TextLink href={`/bureau/rencontres/${one.id}`}>
                            {formatTime(one.startsAt)} {one.title}
                          </TextLink>
                          {one.status === 'cancelled' && <span className="muted"> (annulée)</span>}
                        </li>
                      ))}
                    </ul>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Stack>
  )
}
