/** Counts by unit and by time, as a reference file or the database gives them; times count from 1. */
export interface Series {
  /** How many points make a year: 52, 12 or 365. */
  readonly freq: number
  /** True when `epoch` holds days since 1970-01-01, so that a year back is a year of the calendar. */
  readonly epochAsDate: boolean
  readonly epoch: readonly number[]
  readonly observed: readonly (readonly (number | null)[])[]
  readonly population?: readonly (readonly number[])[]
}

/** What a method says of one point; null where it has nothing to say. */
export interface Verdict {
  readonly upperbound: number | null
  readonly alarm: boolean | null
  readonly expected: number | null
  readonly pvalue: number | null
  readonly score: number | null
}

export const nothingToSay: Verdict = {
  upperbound: null,
  alarm: null,
  expected: null,
  pvalue: null,
  score: null,
}

/** A number that may be shown: what is not finite is a gap. */
export const shown = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** The points to judge: every time from the first to the last. */
export function rangeOf([first, last]: readonly [number, number]): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}
