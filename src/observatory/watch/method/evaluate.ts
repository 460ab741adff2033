import { z } from 'zod'
import { type BayesControl, bayesAt } from './bayes.ts'
import { type CusumControl, cusumOver } from './cusum.ts'
import { type EarsControl, earsAt } from './ears.ts'
import { type FarringtonControl, farringtonAt, farringtonDefaults } from './farrington.ts'
import { rangeOf, type Series, type Verdict } from './series.ts'

const range = z.tuple([z.int().positive(), z.int().positive()])
const share = z.number().gt(0).lt(1)

const FarringtonCase = z.object({
  method: z.literal('farringtonFlexible').optional(),
  b: z.int().positive().default(farringtonDefaults.b),
  w: z.int().nonnegative().default(farringtonDefaults.w),
  reweight: z.boolean().default(farringtonDefaults.reweight),
  weightsThreshold: z.number().default(farringtonDefaults.weightsThreshold),
  alpha: share.default(farringtonDefaults.alpha),
  trend: z.boolean().default(farringtonDefaults.trend),
  pThresholdTrend: z.number().default(farringtonDefaults.pThresholdTrend),
  limit54: z.tuple([z.number(), z.int().positive()]).default([...farringtonDefaults.limit54]),
  powertrans: z.enum(['2/3', '1/2', 'none']).default(farringtonDefaults.powertrans),
  thresholdMethod: z.enum(['delta', 'nbPlugin', 'muan']).default(farringtonDefaults.thresholdMethod),
  populationOffset: z.boolean().default(farringtonDefaults.populationOffset),
  pastWeeksNotIncluded: z.int().nonnegative().nullable().default(null),
  noPeriods: z.int().positive().default(farringtonDefaults.noPeriods),
  range,
})

const EarsCase = z.object({
  method: z.enum(['C1', 'C2', 'C3']),
  baseline: z.int().min(3).default(7),
  minSigma: z.number().nonnegative().default(0),
  alpha: share.optional(),
  range,
})

const BayesCase = z.object({
  method: z.literal('bayes'),
  b: z.int().nonnegative().default(0),
  w: z.int().positive().default(6),
  actY: z.boolean().default(true),
  alpha: share.default(0.05),
  range,
})

const CusumCase = z.object({
  method: z.literal('cusum'),
  k: z.number().default(1.04),
  h: z.number().positive().default(2.26),
  trans: z.enum(['standard', 'rossi', 'anscombe', 'none']).default('standard'),
  m: z.number().positive().nullable().optional(),
  range,
})

/** One case to evaluate: the name of its series and how the method is told to work. */
export const WatchCase = z.object({
  series: z.string(),
  control: z.union([CusumCase, BayesCase, EarsCase, FarringtonCase]),
})
export type WatchCase = z.infer<typeof WatchCase>

const count = z.number().nonnegative().nullable()

/** A file of series, by name. */
export const SeriesFile = z.object({
  series: z.record(
    z.string(),
    z.object({
      freq: z.number().positive(),
      epochAsDate: z.boolean().default(false),
      epoch: z.array(z.number()).default([]),
      observed: z.array(z.array(count)).min(1),
      population: z.array(z.array(z.number())).optional(),
    }),
  ),
})

/** One list a unit, one value a point. */
type Grid<T> = readonly (readonly (T | null)[])[]

export interface Evaluation {
  readonly upperbound: Grid<number>
  readonly alarm: Grid<boolean>
  readonly expected: Grid<number>
  readonly pvalue: Grid<number>
  readonly score: Grid<number>
}

function judge(series: Series, unit: number, control: WatchCase['control']): readonly Verdict[] {
  if (control.method === 'cusum') return cusumOver(series, unit, control as CusumControl)
  const times = rangeOf(control.range)
  if (control.method === 'bayes') return times.map((k) => bayesAt(series, unit, k, control as BayesControl))
  if (control.method === 'C1' || control.method === 'C2' || control.method === 'C3') {
    const alpha = 'alpha' in control ? control.alpha : undefined
    const ears = { ...control, alpha: alpha ?? (control.method === 'C3' ? 0.025 : 0.001) } as EarsControl
    return times.map((k) => earsAt(series, unit, k, ears))
  }
  return times.map((k) => farringtonAt(series, unit, k, control as FarringtonControl))
}

/** Judges every unit of a series over the range of a case: the same shape as a reference file, null for gaps. */
export function evaluate(series: Series, { control }: WatchCase): Evaluation {
  const verdicts = series.observed.map((_, unit) => judge(series, unit, control))
  const grid = <Key extends keyof Verdict>(key: Key) => verdicts.map((unit) => unit.map((one) => one[key]))
  return {
    upperbound: grid('upperbound'),
    alarm: grid('alarm'),
    expected: grid('expected'),
    pvalue: grid('pvalue'),
    score: grid('score'),
  }
}
