import { Temporal } from 'temporal-polyfill'
import { formatTime } from '#kernel/ui/index.ts'
import type { Shift } from './contract.ts'
import { daysBetween } from './hours.ts'

const monday = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 })

/** The Monday of this week in Paris, as `2026-11-23`. */
export const thisWeek = (): string => monday(Temporal.Now.plainDateISO('Europe/Paris')).toString()

export const weekOf = (day: string): string => monday(Temporal.PlainDate.from(day)).toString()

export const weeksLater = (week: string, weeks: number): string =>
  Temporal.PlainDate.from(week).add({ weeks }).toString()

/** The seven days of a week. */
export const daysOf = (week: string): string[] =>
  Array.from({ length: 7 }, (_, index) => Temporal.PlainDate.from(week).add({ days: index }).toString())

/** The shifts that begin on a day in Paris, and those of the day before that go on into it. */
export function shiftsOn(day: string, shifts: readonly Shift[]) {
  const { from, to } = daysBetween(day, 1)
  return shifts
    .filter(
      ({ startsAt, endsAt }) =>
        Date.parse(startsAt) < Date.parse(to) && Date.parse(endsAt) > Date.parse(from),
    )
    .map((shift) => ({ shift, goesOn: Date.parse(shift.startsAt) < Date.parse(from) }))
}

/** The hours of a day when nobody listens nor coordinates: « 00:00 – 08:00 ». Duty at home is not being there. */
export function gapsOn(day: string, shifts: readonly Shift[]): string[] {
  const { from, to } = daysBetween(day, 1)
  const gaps: string[] = []
  const tell = (start: number, end: number) => {
    const last = end === Date.parse(to) ? '24:00' : formatTime(new Date(end))
    gaps.push(`${formatTime(new Date(start))} – ${last}`)
  }
  let covered = Date.parse(from)
  for (const { kind, startsAt, endsAt } of shifts.toSorted(
    (a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt),
  )) {
    if (kind === 'duty_officer' || Date.parse(endsAt) <= covered) continue
    if (Date.parse(startsAt) >= Date.parse(to)) break
    if (Date.parse(startsAt) > covered) tell(covered, Date.parse(startsAt))
    covered = Date.parse(endsAt)
  }
  if (covered < Date.parse(to)) tell(covered, Date.parse(to))
  return gaps
}
