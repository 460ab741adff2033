import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button, TextLink } from './Button.tsx'
import { dayOf } from './format.ts'
import { Cluster, Stack, VisuallyHidden } from './layout.tsx'
import { monthAfter, monthOf, weeksOf } from './month.ts'

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const monthName = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const monthWord = new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' })
const atNoon = (day: string) => new Date(`${day}T12:00:00Z`)

/** What happens on a day. */
export interface MonthEvent {
  readonly id: string
  /** `2026-11-24`. */
  readonly day: string
  readonly text: string
  readonly href: string
  readonly isCancelled: boolean
}

/** The month that an address asks for, or the present one; with the first and the last day that its table shows. */
export function monthAsked(asked: string | null) {
  const month = asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : monthOf(dayOf(new Date()))
  const weeks = weeksOf(month)
  return { month, from: weeks[0]?.[0] ?? '', to: weeks.at(-1)?.at(-1) ?? '' }
}

interface MonthProps {
  readonly month: string
  /** « Rencontres ». */
  readonly what: string
  readonly events: readonly MonthEvent[]
  readonly isBusy: boolean
  /** Another month, or null for the present one. */
  readonly onMonth: (month: string | null) => void
}

/** A month as a calendar, which is a table: weeks are rows, days are columns. */
export function Month({ month, what, events, isBusy, onMonth }: MonthProps) {
  const title = monthName.format(atNoon(`${month}-01`))
  return (
    <Stack gap={4}>
      <Cluster gap={2}>
        <Button icon={ChevronLeft} onPress={() => onMonth(monthAfter(month, -1))}>
          Mois précédent
        </Button>
        <Button onPress={() => onMonth(null)}>Ce mois-ci</Button>
        <Button icon={ChevronRight} onPress={() => onMonth(monthAfter(month, 1))}>
          Mois suivant
        </Button>
      </Cluster>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className="month-scroll" aria-label={`${what} de ${title}`} tabIndex={0}>
        <table className="month" aria-busy={isBusy}>
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
            {weeksOf(month).map((week) => (
              <tr key={week[0]}>
                {week.map((day) => (
                  <td key={day} data-outside={monthOf(day) !== month || undefined}>
                    <time dateTime={day}>
                      {Number(day.slice(8))}
                      <VisuallyHidden> {monthWord.format(atNoon(day))}</VisuallyHidden>
                    </time>
                    <ul>
                      {events
                        .filter((one) => one.day === day)
                        .map((one) => (
                          <li key={one.id} data-cancelled={one.isCancelled || undefined}>
                            <TextLink href={one.href}>{one.text}</TextLink>
                            {one.isCancelled && <span className="muted"> (annulée)</span>}
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
