import { seasonBefore } from './baseline.ts'
import { negativeBinomial, quantile, tailFrom } from './law.ts'
import { nothingToSay, type Series, type Verdict } from './series.ts'

/** How the Bayes chart is told to work; `alpha` is one-sided. */
export interface BayesControl {
  readonly method: 'bayes'
  readonly b: number
  readonly w: number
  /** Whether the points just before count too. */
  readonly actY: boolean
  readonly alpha: number
}

/**
 * Judges time `k` (from 1) by the predictive law of a Poisson count after the n counts before it, with Jeffreys' prior:
 * NegBin(sum + 1/2, n/(n + 1)) (Höhle 2007; Riebler 2004).
 */
export function bayesAt(series: Series, unit: number, k: number, control: BayesControl): Verdict {
  const y = series.observed[unit]?.[k - 1]
  const before = seasonBefore(series, unit, k, { b: control.b, w: control.w, now: control.actY })
  if (y == null || !before || before.length === 0) return nothingToSay
  const n = before.length
  const law = negativeBinomial(before.reduce((sum, count) => sum + count, 0) + 0.5, n / (n + 1))
  const upper = quantile(law, 1 - control.alpha)
  return {
    upperbound: upper,
    expected: law.mean,
    pvalue: tailFrom(law, y),
    score: null,
    alarm: y > upper,
  }
}
