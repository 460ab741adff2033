import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjusted } from './discoveries.ts'
import { evaluate, WatchCase } from './evaluate.ts'
import { negativeBinomial, poisson, quantile, tailFrom } from './law.ts'
import { lowCount } from './lowCount.ts'

const seed = Math.trunc(Math.random() * 2 ** 31)
const told = { seed, numRuns: 300 }

test(`nothing that is not a number is ever shown, whatever the counts (seed ${seed})`, () => {
  const methods = [
    { method: 'C1' },
    { method: 'C2' },
    { method: 'C3' },
    { method: 'bayes' },
    { method: 'cusum' },
    { b: 1, w: 2, noPeriods: 1 },
    { b: 2, w: 2, noPeriods: 3, thresholdMethod: 'nbPlugin' },
    { b: 2, w: 1, noPeriods: 2, thresholdMethod: 'muan', reweight: false },
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...methods),
      fc.array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(5000)), { minLength: 40, maxLength: 40 }),
      (control, counts) => {
        const one = WatchCase.parse({ series: 'any', control: { ...control, range: [1, 40] } })
        const said = evaluate({ freq: 12, epochAsDate: false, epoch: [], observed: [counts] }, one)
        for (const grid of Object.values(said)) {
          for (const value of grid.flat()) {
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
          }
        }
      },
    ),
    told,
  )
})

test(`the tail and the bound of a law agree with each other (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ min: 0.01, max: 300, noNaN: true }).map(poisson),
        fc
          .tuple(
            fc.double({ min: 0.05, max: 50, noNaN: true }),
            fc.double({ min: 0.05, max: 0.95, noNaN: true }),
          )
          .map(([size, prob]) => negativeBinomial(size, prob)),
      ),
      fc.double({ min: 0.5, max: 0.999, noNaN: true }),
      (law, p) => {
        const bound = quantile(law, p)
        expect(tailFrom(law, bound + 1)).toBeLessThanOrEqual(1 - p + 1e-9)
        if (bound > 0) expect(tailFrom(law, bound)).toBeGreaterThan(1 - p - 1e-9)
      },
    ),
    told,
  )
})

test('a département that never had a case is judged by its region, and a nation without a case says nothing', () => {
  const none = { cases: 0, exposure: 52 }
  const quiet = lowCount(3, 1, { departement: none, region: none, nation: { cases: 0, exposure: 5252 } })
  expect(quiet).toMatchObject({ isThin: true, alarm: false })
  const nation = { cases: 525, exposure: 5252 }
  const calm = lowCount(3, 1, { departement: none, region: { cases: 5, exposure: 416 }, nation })
  const busy = lowCount(3, 1, { departement: none, region: { cases: 250, exposure: 416 }, nation })
  expect(calm.alarm).toBe(true)
  expect(busy.pvalue).toBeGreaterThan(calm.pvalue)
  expect(busy.expected).toBeGreaterThan(calm.expected)
})

test('the more a département has lived, the less its region weighs', () => {
  const region = { cases: 40, exposure: 416 }
  const nation = { cases: 525, exposure: 5252 }
  const short = lowCount(1, 1, { departement: { cases: 2, exposure: 4 }, region, nation })
  const long = lowCount(1, 1, { departement: { cases: 200, exposure: 400 }, region, nation })
  expect(Math.abs(long.expected - 0.5)).toBeLessThan(Math.abs(short.expected - 0.5))
})

test(`an adjusted p-value is never smaller than the plain one, and keeps their order (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null })), (plain) => {
      const corrected = adjusted(plain)
      const pairs = plain.flatMap((p, index) =>
        p === null ? [] : [[p, corrected[index] ?? Number.NaN] as const],
      )
      for (const [p, q] of pairs) expect(q).toBeGreaterThanOrEqual(p - 1e-12)
      const sorted = pairs.toSorted((a, b) => a[0] - b[0])
      for (const [index, pair] of sorted.entries()) {
        if (index > 0) expect(pair[1]).toBeGreaterThanOrEqual((sorted[index - 1]?.[1] ?? 0) - 1e-12)
      }
      expect(corrected.filter((q) => q === null)).toHaveLength(plain.filter((p) => p === null).length)
    }),
    told,
  )
})

test('five tests of a known example are adjusted as in the paper', () => {
  expect(adjusted([0.01, 0.04, null, 0.03, 0.005])).toEqual([0.02, 0.04, null, 0.04, 0.02])
})
