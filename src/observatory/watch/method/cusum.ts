import { nothingToSay, type Series, shown, type Verdict } from './series.ts'

/** How the cumulative sum is told to work: the sum forgets `k` at each point and alarms above `h`. */
export interface CusumControl {
  readonly method: 'cusum'
  readonly k: number
  readonly h: number
  readonly trans: 'standard' | 'rossi' | 'anscombe' | 'none'
  /** The mean when nothing happens; that of the points before the range when absent. */
  readonly m?: number | null
  readonly range: readonly [number, number]
}

/** A count as about a standard normal value when its mean is m (Rossi et al. 1999 for the square-root mixture). */
export function standardised(y: number, m: number, trans: CusumControl['trans']): number {
  if (trans === 'standard') return (y - m) / Math.sqrt(m)
  if (trans === 'rossi') return (y - 3 * m + 2 * Math.sqrt(m * y)) / (2 * Math.sqrt(m))
  if (trans === 'anscombe') return (1.5 * (y ** (2 / 3) - m ** (2 / 3))) / m ** (1 / 6)
  return y
}

/**
 * Judges every point of the range by a one-sided cumulative sum, C = max(0, C + z − k), alarm above h (Page 1954); the
 * bound of a point is the least whole count that would have raised the alarm there. A mean of zero says nothing.
 */
export function cusumOver(series: Series, unit: number, control: CusumControl): readonly Verdict[] {
  const observed = series.observed[unit] ?? []
  const [first, last] = control.range
  const before = observed.slice(0, first - 1).filter((count) => count !== null)
  const m = control.m ?? before.reduce((sum, count) => sum + count, 0) / before.length
  if (!(m > 0)) return observed.slice(first - 1, last).map(() => nothingToSay)
  let sum = 0
  return observed.slice(first - 1, last).map((y) => {
    if (y === null) return nothingToSay
    let bound = 0
    while (sum + standardised(bound, m, control.trans) - control.k <= control.h) bound += 1
    sum = Math.max(0, sum + standardised(y, m, control.trans) - control.k)
    return {
      upperbound: bound,
      expected: m,
      pvalue: null,
      score: shown(sum / control.h),
      alarm: sum > control.h,
    }
  })
}
