import { Temporal } from 'temporal-polyfill'

/** The house reads its rota on the clock of Paris. */
const zone = 'Europe/Paris'

interface Asked {
  readonly day: string
  readonly from: string
  readonly to: string
  readonly weeks: number
}

export interface Hours {
  readonly startsAt: string
  readonly endsAt: string
}

const at = (day: Temporal.PlainDate, time: string): string =>
  day
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    .toInstant()
    .toString()

/** The same hours of the clock, week after week: eight o'clock stays eight o'clock when the season changes. */
export function hoursOf({ day, from, to, weeks }: Asked): Hours[] {
  const first = Temporal.PlainDate.from(day)
  return Array.from({ length: weeks }, (_, week) => {
    const start = first.add({ weeks: week })
    const end = to <= from ? start.add({ days: 1 }) : start
    return { startsAt: at(start, from), endsAt: at(end, to) }
  })
}

/** The instants between which some days pass in Paris. */
export function daysBetween(day: string, days: number): { from: string; to: string } {
  const first = Temporal.PlainDate.from(day)
  return { from: at(first, '00:00'), to: at(first.add({ days }), '00:00') }
}
