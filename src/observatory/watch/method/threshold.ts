import { pnorm, qnorm } from 'lib-r-math.js'
import { type Law, negativeBinomial, poisson, quantile, tailFrom } from './law.ts'

/** Which power of a count is taken to be about normal. */
export type PowerTransformation = '2/3' | '1/2' | 'none'

/** The highest count that is not unusual, and how probable what was seen would have been. */
export interface Bound {
  readonly upper: number
  readonly pvalue: number
}

/** By the delta method: a power of the count is about normal (Farrington et al. 1996, §3.5); `se` on the scale of counts. */
export function boundByPower(
  y: number,
  mean: number,
  se: number,
  phi: number,
  alpha: number,
  power: PowerTransformation,
): Bound {
  const tau = phi + se ** 2 / mean
  const exponent = { '2/3': 2 / 3, '1/2': 1 / 2, none: 1 }[power]
  const spread = {
    '2/3': Math.sqrt((4 / 9) * Math.cbrt(mean) * tau),
    '1/2': Math.sqrt(tau / 4),
    none: Math.sqrt(mean * tau),
  }[power]
  const centre = mean ** exponent
  return {
    upper: (centre + qnorm(1 - alpha) * spread) ** (1 / exponent),
    pvalue: pnorm(y ** exponent, centre, spread, false),
  }
}

/**
 * By a negative binomial around the prediction, or around its upper limit when `se` (on the log scale) is given
 * (Noufaily et al. 2013; Salmon et al. 2016). A count that is not over-dispersed is Poisson.
 */
export function boundByCounts(y: number, eta: number, se: number, phi: number, alpha: number): Bound {
  const mean = Math.exp(eta + qnorm(1 - alpha) * se)
  const law: Law = phi > 1 ? negativeBinomial(mean / (phi - 1), 1 / phi) : poisson(mean)
  return { upper: quantile(law, 1 - alpha), pvalue: tailFrom(law, y) }
}
