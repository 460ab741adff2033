import { dnbinom, dpois, pnbinom, ppois, qnbinom, qpois } from 'lib-r-math.js'

/** A law of counts: its mean, how probable each count is, and what the library says of its tails. */
export interface Law {
  readonly mean: number
  readonly probability: (count: number) => number
  /** P(X > count), to about eight digits. */
  readonly above: (count: number) => number
  readonly quantile: (p: number) => number
}

export const poisson = (mean: number): Law => ({
  mean,
  probability: (count) => dpois(count, mean),
  above: (count) => ppois(count, mean, false),
  quantile: (p) => qpois(p, mean),
})

/** `size` failures waited for, each of probability `prob`: mean size × (1 − prob)/prob. */
export const negativeBinomial = (size: number, prob: number): Law => ({
  mean: (size * (1 - prob)) / prob,
  probability: (count) => dnbinom(count, size, prob),
  above: (count) => pnbinom(count, size, prob, undefined, false),
  quantile: (p) => qnbinom(p, size, prob),
})

/** Beyond this mean the terms are too many to be summed. */
const summable = 20_000

/** P(X ≥ count), summed term by term from the side where it loses nothing: the incomplete beta functions at hand keep eight digits only. */
export function tailFrom(law: Law, count: number): number {
  if (!(law.mean < 1e12)) return Number.NaN
  if (count <= 0) return 1
  if (law.mean > summable) return law.above(count - 1)
  if (count <= law.mean) {
    let below = 0
    for (let k = 0; k < count; k += 1) below += law.probability(k)
    return 1 - below
  }
  let tail = 0
  for (let k = Math.ceil(count); ; k += 1) {
    const term = law.probability(k)
    tail += term
    if (!(term > tail * 1e-17)) return tail
  }
}

/** The least count c with P(X ≤ c) ≥ p, to the rounding of a double. */
export function quantile(law: Law, p: number): number {
  if (!(law.mean < 1e12)) return Number.NaN
  if (law.mean > summable) return law.quantile(p)
  if (p >= 1) return Number.POSITIVE_INFINITY
  const wanted = p * (1 - 64 * Number.EPSILON)
  let sum = 0
  for (let count = 0; ; count += 1) {
    sum += law.probability(count)
    if (sum >= wanted || (count > law.mean && law.probability(count) < Number.EPSILON * (1 - p))) return count
  }
}
