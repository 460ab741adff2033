import { Temporal } from 'temporal-polyfill'

const zone = 'Europe/Paris'

/** Two days of the Paris calendar, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** From the first instant, included, to the last, excluded. */
export interface Span {
  readonly start: string
  readonly end: string
}

const midnight = (day: Temporal.PlainDate): string => day.toZonedDateTime(zone).toInstant().toString()

const dayAfter = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day).add({ days: 1 })

/** The instants between which the period lies: from midnight in Paris to midnight after its last day. */
export function spanOf({ from, to }: Period): Span {
  return { start: midnight(Temporal.PlainDate.from(from)), end: midnight(dayAfter(to)) }
}

/** One month of the calendar, or what the period holds of it. */
export interface Month extends Span {
  /** `2023-04`. */
  readonly code: string
  /** « Avril 2023 ». */
  readonly label: string
}

const monthName = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Every month that the period touches, in order, cut at its edges. */
export function monthsOf({ from, to }: Period): Month[] {
  const end = dayAfter(to)
  const months: Month[] = []
  let start = Temporal.PlainDate.from(from)
  while (Temporal.PlainDate.compare(start, end) < 0) {
    const next = start.toPlainYearMonth().add({ months: 1 }).toPlainDate({ day: 1 })
    const stop = Temporal.PlainDate.compare(next, end) < 0 ? next : end
    const name = monthName.format(new Date(`${start}T00:00:00Z`))
    months.push({
      code: start.toPlainYearMonth().toString(),
      label: name.charAt(0).toUpperCase() + name.slice(1),
      start: midnight(start),
      end: midnight(stop),
    })
    start = stop
  }
  return months
}

/** How many months the period lasts, its last days counting as the part that they are of a month. */
export function lengthInMonths({ from, to }: Period): number {
  const start = Temporal.PlainDate.from(from)
  const end = dayAfter(to)
  const { years, months, days } = start.until(end, { largestUnit: 'year' })
  const whole = years * 12 + months
  const last = start.add({ months: whole })
  return whole + days / last.until(start.add({ months: whole + 1 })).days
}

/** The first year of the platform, the year of the calendar and the last twelve months. */
export function presetsOf(today: string): readonly (Period & { readonly label: string })[] {
  const day = Temporal.PlainDate.from(today)
  const year = day.year
  return [
    { label: '12 derniers mois', from: day.subtract({ years: 1 }).add({ days: 1 }).toString(), to: today },
    { label: `Année ${year}`, from: `${year}-01-01`, to: `${year}-12-31` },
    { label: `Année ${year - 1}`, from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
    { label: 'Première année', from: '2023-04-03', to: '2024-04-02' },
  ]
}
