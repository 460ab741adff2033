import { negativeBinomial, quantile, tailFrom } from './law.ts'

/** What was seen of one place while nothing was judged: so many cases over so much exposure (weeks, or minors × weeks). */
export interface Past {
  readonly cases: number
  readonly exposure: number
}

/** What is believed of a rate: a Gamma law of that shape and rate. */
interface Belief {
  readonly shape: number
  readonly rate: number
}

/** What the low-count rule says of one département in one week. */
export interface LowCountVerdict {
  readonly expected: number
  readonly upperbound: number
  readonly pvalue: number
  readonly alarm: boolean
  /** Too little was ever seen, here and around, for a bound to mean something. */
  readonly isThin: boolean
}

/** What the rule believes before looking: how much the level above weighs on the one under it, in cases of that level. */
export interface LowCountControl {
  readonly alpha: number
  /** Cases' worth of the nation's rate in a region's belief. */
  readonly regionWeight: number
  /** Cases' worth of the region's rate in a département's belief. */
  readonly departementWeight: number
}

export const lowCountDefaults: LowCountControl = { alpha: 0.01, regionWeight: 2, departementWeight: 2 }

/** Jeffreys' prior of a Poisson rate, before anything is known. */
const unknown: Belief = { shape: 0.5, rate: 0 }

const learn = (belief: Belief, past: Past): Belief => ({
  shape: belief.shape + past.cases,
  rate: belief.rate + past.exposure,
})

/** What is carried to the level under: the same mean, worth `weight` cases and no more than what is known. */
function handDown(belief: Belief, weight: number): Belief {
  const shape = Math.min(weight, belief.shape)
  return { shape, rate: (belief.rate * shape) / belief.shape }
}

/**
 * Judges a count that is too low for a regression: the exact predictive law of a Poisson count whose rate is Gamma,
 * learnt from the département's own past and shrunk to its region's, itself shrunk to the nation's (Gelman et al. 2013,
 * §2.6 and §5). The bound is the least count of which more would come less than `alpha` of the time.
 */
export function lowCount(
  y: number,
  exposure: number,
  past: { readonly departement: Past; readonly region: Past; readonly nation: Past },
  control: LowCountControl = lowCountDefaults,
): LowCountVerdict {
  const nation = learn(unknown, past.nation)
  const region = learn(handDown(nation, control.regionWeight), past.region)
  const own = learn(handDown(region, control.departementWeight), past.departement)
  if (!(own.rate > 0)) return { expected: 0, upperbound: 0, pvalue: 1, alarm: false, isThin: true }
  const law = negativeBinomial(own.shape, own.rate / (own.rate + exposure))
  const upperbound = quantile(law, 1 - control.alpha)
  const isThin = own.shape < 1
  return {
    expected: law.mean,
    upperbound,
    pvalue: tailFrom(law, y),
    alarm: !isThin && y > upperbound,
    isThin,
  }
}
