import { Temporal } from 'temporal-polyfill'
import type { MeetingRhythm } from '#vocabulary'

const zone = 'Europe/Paris'

/** The start and end of one meeting of a series. */
export interface Slot {
  readonly startsAt: string
  readonly endsAt: string
}

const instantOf = (at: Temporal.ZonedDateTime): string => at.toInstant().toString()

/** The same weekday, at the same place in the month; its last one when the month has no fifth. */
function inMonth(first: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const rank = Math.ceil(first.day / 7)
  const start = first.with({ day: 1 }).add({ months })
  const day = start.add({ days: ((first.dayOfWeek - start.dayOfWeek + 7) % 7) + (rank - 1) * 7 })
  return day.month === start.month ? day : day.subtract({ days: 7 })
}

/**
 * The meetings of a series, at the same hour on the clock of Paris whatever the season: each week, every second week, or
 * each month on the same weekday at the same rank (« le deuxième jeudi »).
 */
export function slotsOf(first: Slot, rhythm: MeetingRhythm, count: number): Slot[] {
  const start = Temporal.Instant.from(first.startsAt).toZonedDateTimeISO(zone)
  const length = start.toInstant().until(Temporal.Instant.from(first.endsAt))
  return Array.from({ length: count }, (_, index) => {
    const day =
      rhythm === 'monthly'
        ? inMonth(start.toPlainDate(), index)
        : start.toPlainDate().add({ weeks: index * (rhythm === 'weekly' ? 1 : 2) })
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: start.toPlainTime() })
    return { startsAt: instantOf(at), endsAt: at.toInstant().add(length).toString() }
  })
}

const onTheClock = (instant: string): Temporal.PlainDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime()

/**
 * Where another meeting of a series goes when one of them is moved: as many days and hours further on the clock of Paris,
 * and as long as it. Nothing when the one was not moved.
 */
export function shifted(before: Slot, after: Slot, other: Slot): Slot | undefined {
  const was = { start: onTheClock(before.startsAt), end: onTheClock(before.endsAt) }
  const is = { start: onTheClock(after.startsAt), end: onTheClock(after.endsAt) }
  if (was.start.equals(is.start) && was.end.equals(is.end)) return undefined
  const further = was.start.until(is.start, { largestUnit: 'day' })
  const longer = was.start.until(was.end, { largestUnit: 'minute' }).total('minutes')
  const length = is.start.until(is.end, { largestUnit: 'minute' }).total('minutes')
  const own = { start: onTheClock(other.startsAt), end: onTheClock(other.endsAt) }
  const ownLength = own.start.until(own.end, { largestUnit: 'minute' }).total('minutes')
  const at = own.start.add(further).toZonedDateTime(zone)
  return {
    startsAt: instantOf(at),
    endsAt: instantOf(at.add({ minutes: length === longer ? ownLength : length })),
  }
}
