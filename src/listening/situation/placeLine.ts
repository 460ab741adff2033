import { Temporal } from 'temporal-polyfill'

interface Dated {
  readonly since: string | null
  readonly until: string | null
}

/** Where a stay lies on the line of time, in percent of its length. */
export interface Stretch {
  readonly from: number
  readonly size: number
  /** Nobody said when it began: the line only knows that it did. */
  readonly isOpenStart: boolean
}

export interface Tick {
  readonly at: number
  readonly label: string
}

export interface PlaceLine {
  readonly stretches: readonly (Stretch | null)[]
  readonly ticks: readonly Tick[]
}

const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate) => from.until(to).total('days')

/** Lays stays on one line of time, from the earliest date to today; a stay without any date has no stretch. */
export function placeLine(places: readonly Dated[], today: string): PlaceLine {
  const days = places.flatMap(({ since, until }) => [since, until]).filter((day) => day !== null)
  if (days.length === 0) return { stretches: places.map(() => null), ticks: [] }
  const sorted = [...days, today]
    .map((day) => Temporal.PlainDate.from(day))
    .toSorted(Temporal.PlainDate.compare)
  const end = sorted.at(-1) ?? Temporal.PlainDate.from(today)
  const known = sorted[0] ?? end
  // Room before the first known date, where the stays of unknown beginning come from.
  const room = Math.max(7, Math.round(daysBetween(known, end) * 0.06))
  const start = known.subtract({ days: room })
  const length = daysBetween(start, end)
  const at = (day: string | Temporal.PlainDate) =>
    (daysBetween(start, Temporal.PlainDate.from(day)) / length) * 100
  return {
    stretches: places.map(({ since, until }) => {
      if (!since && !until) return null
      const from = since ? at(since) : 0
      const to = until ? at(until) : 100
      const size = Math.max(1, to - from)
      return { from: Math.min(from, 100 - size), size, isOpenStart: !since }
    }),
    ticks: ticksOf(start, end, at),
  }
}

/** Five marks at most, on first days of months or of years. */
function ticksOf(
  start: Temporal.PlainDate,
  end: Temporal.PlainDate,
  at: (day: Temporal.PlainDate) => number,
): Tick[] {
  const months = start.until(end, { largestUnit: 'months' }).months
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((size) => months / size <= 5) ?? 240
  const month = new Intl.DateTimeFormat('fr-FR', { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const ticks: Tick[] = []
  let day = start.with({ day: 1 }).add({ months: 1 })
  if (step >= 12) day = Temporal.PlainDate.from({ year: start.year + 1, month: 1, day: 1 })
  for (; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ months: step })) {
    const label = step >= 12 ? String(day.year) : month.format(new Date(`${day}T00:00:00Z`))
    // The end of the line bears its own word.
    if (at(day) < 78) ticks.push({ at: at(day), label })
  }
  return ticks
}
