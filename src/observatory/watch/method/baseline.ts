import { referenceTimes } from './reference.ts'
import type { Series } from './series.ts'

/** The counts of the same season in the years before, and of the weeks just before when `now` asks for them. */
export function seasonBefore(
  series: Series,
  unit: number,
  k: number,
  { b, w, now }: { readonly b: number; readonly w: number; readonly now: boolean },
): readonly number[] | undefined {
  const references = b === 0 ? [] : referenceTimes(series, k, b)
  if (!references) return undefined
  const observed = series.observed[unit] ?? []
  const times = references.flatMap((time) => between(time - w, time + w))
  if (now) times.push(...between(k - w, k - 1))
  if (times.some((time) => time < 1)) return undefined
  return times.flatMap((time) => observed[time - 1] ?? [])
}

const between = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
