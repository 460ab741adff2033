import { qnorm } from 'lib-r-math.js'
import { nothingToSay, type Series, shown, type Verdict } from './series.ts'

/** How one of the three EARS charts is told to work; `alpha` is one-sided. */
export interface EarsControl {
  readonly method: 'C1' | 'C2' | 'C3'
  /** How many points before make the mean. */
  readonly baseline: number
  /** The least standard deviation. */
  readonly minSigma: number
  readonly alpha: number
}

interface Moments {
  readonly mean: number
  readonly sd: number
}

function momentsBefore(observed: readonly (number | null)[], end: number, control: EarsControl): Moments {
  const window = observed.slice(Math.max(0, end - control.baseline), end).map((count) => count ?? Number.NaN)
  const mean = window.reduce((sum, count) => sum + count, 0) / window.length
  const square = window.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (window.length - 1)
  return { mean, sd: Math.max(control.minSigma, Math.sqrt(square)) }
}

/**
 * Judges time `k` (from 1) by the Early Aberration Reporting System (Hutwagner et al. 2003; Fricker et al. 2008): C1 the
 * points just before, C2 leaving two out, C3 three C2 together. Null where the points before say nothing.
 */
export function earsAt(series: Series, unit: number, k: number, control: EarsControl): Verdict {
  const observed = series.observed[unit] ?? []
  const y = observed[k - 1]
  const lag = control.method === 'C1' ? 0 : 2
  const z = qnorm(1 - control.alpha)
  if (y == null) return nothingToSay
  const { mean, sd } = momentsBefore(observed, k - 1 - lag, control)
  const upper = control.method === 'C3' ? cumulated(observed, k, y, z, sd, control) : mean + z * sd
  if (Number.isNaN(upper)) return { ...nothingToSay, expected: shown(mean) }
  return { ...nothingToSay, upperbound: upper, expected: shown(mean), alarm: y > upper }
}

/** What today may be once what the two days before exceeded by is taken into account. */
function cumulated(
  observed: readonly (number | null)[],
  k: number,
  y: number,
  z: number,
  sd: number,
  control: EarsControl,
): number {
  let excess = 0
  for (const back of [1, 2]) {
    const past = momentsBefore(observed, k - back - 3, control)
    const c2 = ((observed[k - back - 1] ?? Number.NaN) - past.mean) / past.sd
    excess += Math.max(0, c2 - 1)
  }
  return Math.max(0, y + sd * (z - excess))
}
