import { percentOf } from '#kernel/percent.ts'

/** Five numbers that say how values are spread: never who stands where. */
export interface Spread {
  readonly count: number
  readonly min: number
  readonly lower: number
  readonly median: number
  readonly upper: number
  readonly max: number
}

/** The value at a share of the way, between its two neighbours. */
function at(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

/** How some values are spread; nothing when there is none. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const rounded = (share: number) => Math.round(at(sorted, share) * 10) / 10
  return {
    count: sorted.length,
    min: rounded(0),
    lower: rounded(0.25),
    median: rounded(0.5),
    upper: rounded(0.75),
    max: rounded(1),
  }
}

/** One option of a question, with how many chose it. */
export const countedRow = (code: string, label: string, count: number, base: number) => ({
  code,
  label,
  count,
  percent: percentOf(count, base),
})
