import { pt } from 'lib-r-math.js'
import { dispersionOf, fitPoisson, type PoissonFit } from './poissonFit.ts'
import { referenceTimes, seasonLevels } from './reference.ts'
import { nothingToSay, type Series, shown, type Verdict } from './series.ts'
import { type Bound, boundByCounts, boundByPower, type PowerTransformation } from './threshold.ts'

/** How the improved Farrington algorithm is told to work; `alpha` is one-sided. */
export interface FarringtonControl {
  /** Years back. */
  readonly b: number
  /** Half width of a window, in points. */
  readonly w: number
  readonly reweight: boolean
  /** Standardised residual from which a past outbreak weighs less. */
  readonly weightsThreshold: number
  readonly alpha: number
  readonly trend: boolean
  readonly pThresholdTrend: number
  /** At least so many cases over so many points, else no bound. */
  readonly limit54: readonly [number, number]
  readonly powertrans: PowerTransformation
  readonly thresholdMethod: 'delta' | 'nbPlugin' | 'muan'
  readonly populationOffset: boolean
  /** Points before the judged one that are left out of the baseline; `w` when null. */
  readonly pastWeeksNotIncluded: number | null
  /** Levels of the season; 1 is windows only. */
  readonly noPeriods: number
}

export const farringtonDefaults: FarringtonControl = {
  b: 5,
  w: 3,
  reweight: true,
  weightsThreshold: 2.58,
  alpha: 0.05,
  trend: true,
  pThresholdTrend: 0.05,
  limit54: [5, 4],
  powertrans: '2/3',
  thresholdMethod: 'delta',
  populationOffset: false,
  pastWeeksNotIncluded: null,
  noPeriods: 1,
}

/** A verdict with what it was drawn from, so that a person may be shown the right comparison. */
export interface FarringtonVerdict extends Verdict {
  readonly dispersion: number | null
  readonly hasTrend: boolean
}

type Counts = Float64Array<ArrayBuffer>

interface Baseline {
  readonly counts: Counts
  readonly times: Counts
  readonly levels: readonly number[]
  readonly population: Counts
}

interface Model {
  readonly fit: PoissonFit
  /** At least 1. */
  readonly phi: number
  /** What R puts in the place of the working weights after a reweighting. */
  readonly weights: Counts
  readonly hasTrend: boolean
}

const silent: FarringtonVerdict = { ...nothingToSay, dispersion: null, hasTrend: false }

/**
 * Judges time `k` (from 1) of one unit by the improved Farrington algorithm: a quasi-Poisson regression over the same
 * season of the years before, past outbreaks weighing less (Farrington et al. 1996; Noufaily et al. 2013), reproducing
 * `farringtonFlexible` of R's surveillance 1.20.3. On the link scale methods its score is R's, which mixes scales.
 */
export function farringtonAt(
  series: Series,
  unit: number,
  k: number,
  control: FarringtonControl,
): FarringtonVerdict {
  const observed = series.observed[unit] ?? []
  const y = observed[k - 1]
  const references = referenceTimes(series, k, control.b)
  if (y == null || references === undefined) return silent
  const baseline = baselineOf(series, unit, k, references, control)
  if (baseline.counts.length === 0) return silent
  const populationNow = series.population?.[unit]?.[k - 1] ?? 1
  const model = chooseModel(baseline, k, populationNow, control)
  if (!model) return silent
  const { eta, spread } = predict(model, baseline, k, populationNow, control)
  const dispersion = dispersionOf(model.fit, model.weights)
  const se = Math.sqrt(dispersion * spread)
  const mean = Math.max(Math.exp(eta), 2 ** -52)
  const isDelta = control.thresholdMethod === 'delta'
  const bound: Bound = isDelta
    ? boundByPower(y, mean, se * mean, model.phi, control.alpha, control.powertrans)
    : boundByCounts(y, eta, control.thresholdMethod === 'muan' ? se : 0, model.phi, control.alpha)
  const recent = observed.slice(Math.max(0, k - control.limit54[1]), k)
  const isEnough = recent.reduce((sum: number, count) => sum + (count ?? 0), 0) >= control.limit54[0]
  const against = isDelta ? mean : eta
  const score = (y - against) / (bound.upper - against)
  return {
    upperbound: isEnough ? shown(bound.upper) : null,
    expected: isEnough ? shown(mean) : null,
    pvalue: shown(bound.pvalue),
    score: shown(score),
    alarm: isEnough && score > 1 && y > 0,
    dispersion: shown(model.phi),
    hasTrend: model.hasTrend,
  }
}

function baselineOf(
  series: Series,
  unit: number,
  k: number,
  references: readonly number[],
  control: FarringtonControl,
): Baseline {
  const past = control.pastWeeksNotIncluded ?? control.w
  const levels = seasonLevels(k, references, control.w, control.noPeriods, past)
  const observed = series.observed[unit] ?? []
  const times = levels.flatMap((level, index) =>
    level === undefined || observed[index] == null ? [] : [index + 1],
  )
  return {
    counts: Float64Array.from(times, (time) => observed[time - 1] as number),
    times: Float64Array.from(times),
    levels: times.map((time) => levels[time - 1] as number),
    population: Float64Array.from(times, (time) => series.population?.[unit]?.[time - 1] ?? 1),
  }
}

/** The columns of the regression: 1, time, then every level of the season but the first that is there. */
function columnsOf(baseline: Baseline, withTrend: boolean, present: readonly number[]): Counts[] {
  const columns = [new Float64Array(baseline.counts.length).fill(1)]
  if (withTrend) columns.push(baseline.times)
  for (const level of present.slice(1)) {
    columns.push(Float64Array.from(baseline.levels, (own) => (own === level ? 1 : 0)))
  }
  return columns
}

function levelsPresent(baseline: Baseline): readonly number[] {
  return [...new Set(baseline.levels)].sort((a, b) => a - b)
}

function fitOnce(baseline: Baseline, withTrend: boolean, control: FarringtonControl): Model | undefined {
  const present = levelsPresent(baseline)
  const offset = control.populationOffset ? baseline.population.map(Math.log) : undefined
  const ones = new Float64Array(baseline.counts.length).fill(1)
  let hasTrend = withTrend
  let fit = fitPoisson(columnsOf(baseline, hasTrend, present), baseline.counts, ones, offset)
  if (!fit.converged && hasTrend) {
    hasTrend = false
    fit = fitPoisson(columnsOf(baseline, hasTrend, present), baseline.counts, ones, offset)
  }
  if (!fit.converged) return undefined
  let phi = Math.max(dispersionOf(fit), 1)
  if (!control.reweight) return { fit, phi, weights: fit.workingWeights, hasTrend }
  const omega = outbreakWeights(fit, baseline.counts, phi, control.weightsThreshold)
  if (omega.some((weight) => !Number.isFinite(weight))) return undefined
  fit = fitPoisson(columnsOf(baseline, hasTrend, present), baseline.counts, omega, offset)
  phi = Math.max(dispersionOf(fit), 1)
  return { fit, phi, weights: omega, hasTrend }
}

/** Past counts far above the fit weigh less, by their standardised Anscombe residual (Noufaily et al. 2013, §3.4). */
function outbreakWeights(fit: PoissonFit, counts: Counts, phi: number, threshold: number): Counts {
  const leverage = fit.solved.leverage()
  const residuals = counts.map((y, row) => {
    const mu = fit.mean[row] as number
    const raw = 1.5 * (y ** (2 / 3) * mu ** (-1 / 6) - Math.sqrt(mu))
    return raw / Math.sqrt(phi * (1 - (leverage[row] as number)))
  })
  let sum = 0
  for (const s of residuals) sum += s > threshold ? s ** -2 : 1
  const gamma = residuals.length / sum
  return residuals.map((s) => (s > threshold ? gamma * s ** -2 : gamma))
}

/** A trend stays when three years or more say so, clearly, and it does not lead above everything seen. */
function chooseModel(
  baseline: Baseline,
  k: number,
  populationNow: number,
  control: FarringtonControl,
): Model | undefined {
  const model = fitOnce(baseline, control.trend, control)
  if (!model?.hasTrend) return model
  const slope = model.fit.solved.coefficients[1]
  const unit = model.fit.solved.coefficients.map((_, index) => (index === 1 ? 1 : 0))
  const variance = dispersionOf(model.fit, model.weights) * model.fit.solved.spread(unit)
  const t = (slope ?? Number.NaN) / Math.sqrt(variance)
  const p = 2 * pt(-Math.abs(t), model.fit.freedom)
  const { eta } = predict(model, baseline, k, populationNow, control)
  const highest = baseline.counts.reduce((high, count) => Math.max(high, count), 0)
  const isKept = control.b >= 3 && p < control.pThresholdTrend && Math.exp(eta) <= highest
  return isKept ? model : fitOnce(baseline, false, control)
}

function predict(
  model: Model,
  baseline: Baseline,
  k: number,
  populationNow: number,
  control: FarringtonControl,
): { readonly eta: number; readonly spread: number } {
  const present = levelsPresent(baseline)
  const row = [1]
  if (model.hasTrend) row.push(k)
  for (const level of present.slice(1)) row.push(level === control.noPeriods ? 1 : 0)
  const { coefficients } = model.fit.solved
  const eta = row.reduce((sum, value, index) => sum + value * (coefficients[index] ?? 0), 0)
  return {
    eta: eta + (control.populationOffset ? Math.log(populationNow) : 0),
    spread: model.fit.solved.spread(row),
  }
}
