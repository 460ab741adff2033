import { Temporal } from 'temporal-polyfill'
import type { CallbackRhythm } from '#vocabulary'
import type { Window } from './windows.ts'

/** « Chaque semaine pendant un mois » : how often, until which day, and the window it all began with. */
export interface Repetition {
  readonly rhythm: CallbackRhythm
  /** The last day on which a window may open, in the time of the person. */
  readonly until: string
  readonly first: Window
}

const periods: Readonly<Record<CallbackRhythm, (count: number) => Temporal.DurationLike>> = {
  daily: (days) => ({ days }),
  weekly: (weeks) => ({ weeks }),
  fortnightly: (count) => ({ weeks: 2 * count }),
  monthly: (months) => ({ months }),
}

/** More than a promise can be repeated: a year of days. */
const limit = 400

/**
 * The window that comes after an occurrence, on the clock of the person: nine in the morning stays nine in the morning
 * when the hour changes, and the 31st comes back after February. One that is already over is skipped. None after the end.
 */
export function nextWindow(
  rule: Repetition,
  after: Window,
  zone: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Window | null {
  const at = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  const [opens, closes] = [at(rule.first.opensAt), at(rule.first.closesAt)]
  const last = Temporal.PlainDate.from(rule.until)
  const done = Temporal.Instant.from(after.opensAt)
  for (let count = 1; count <= limit; count++) {
    const period = periods[rule.rhythm](count)
    const [start, end] = [opens.add(period), closes.add(period)]
    if (Temporal.PlainDate.compare(start.toPlainDate(), last) > 0) return null
    const isAhead =
      Temporal.Instant.compare(start.toInstant(), done) > 0 &&
      Temporal.Instant.compare(end.toInstant(), now) > 0
    if (isAhead) return { opensAt: start.toInstant().toString(), closesAt: end.toInstant().toString() }
  }
  return null
}

/** How many times a promise will be made in all, the first included. */
export function countWindows(rule: Repetition, zone: string): number {
  let count = 1
  let current: Window = rule.first
  const long = Temporal.Instant.fromEpochMilliseconds(0)
  for (;;) {
    const next = nextWindow(rule, current, zone, long)
    if (!next) return count
    current = next
    count += 1
  }
}
