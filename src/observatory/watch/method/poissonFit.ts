import { type LeastSquares, leastSquares } from './leastSquares.ts'

type Counts = Float64Array<ArrayBuffer>

/** A quasi-Poisson regression with a logarithmic link, as R's glm.fit leaves it. */
export interface PoissonFit {
  readonly converged: boolean
  readonly mean: Counts
  /** (y − μ)/μ, the residuals of the last iteration. */
  readonly residuals: Counts
  /** Weights of the last weighted least squares: one step behind `mean`. */
  readonly workingWeights: Counts
  readonly solved: LeastSquares
  readonly freedom: number
}

const smallest = 2 ** -52

/** What e^x may at least be, so that no mean is ever zero (R's log link). */
const inverse = (eta: number): number => Math.max(Math.exp(eta), smallest)

function devianceOf(counts: Counts, mean: Counts, weights: Counts): number {
  let sum = 0
  for (const [index, y] of counts.entries()) {
    const mu = mean[index] as number
    const part = y > 0 ? y * Math.log(y / mu) - (y - mu) : mu
    sum += 2 * (weights[index] as number) * part
  }
  return sum
}

/**
 * Fits counts on columns by iterated weighted least squares, starting from μ = y + 0.1, at most 25 times, until the
 * deviance moves by less than 1e-8 of itself (McCullagh & Nelder 1989, §2.5; the stops are those of R's glm.fit).
 */
export function fitPoisson(
  columns: readonly Counts[],
  counts: Counts,
  weights: Counts,
  offset: Counts | undefined,
): PoissonFit {
  const size = counts.length
  const mean = counts.map((y) => y + 0.1)
  let eta = mean.map((mu) => Math.log(mu))
  let before = devianceOf(counts, mean, weights)
  let solved: LeastSquares | undefined
  let working = new Float64Array(size)
  let converged = false
  for (let turn = 0; turn < 25 && !converged; turn += 1) {
    const root = new Float64Array(size)
    const target = new Float64Array(size)
    for (let row = 0; row < size; row += 1) {
      const mu = mean[row] as number
      root[row] = Math.sqrt((weights[row] as number) * mu)
      const z = (eta[row] as number) - (offset?.[row] ?? 0) + ((counts[row] as number) - mu) / mu
      target[row] = z * (root[row] as number)
    }
    working = root.map((value) => value * value)
    solved = leastSquares(
      columns.map((column) => column.map((value, row) => value * (root[row] as number))),
      target,
      1e-11,
    )
    if (solved.coefficients.some((value) => value !== undefined && !Number.isFinite(value))) break
    const { coefficients } = solved
    eta = eta.map((_, row) => {
      let sum = offset?.[row] ?? 0
      for (const [index, column] of columns.entries())
        sum += (coefficients[index] ?? 0) * (column[row] as number)
      return sum
    })
    for (let row = 0; row < size; row += 1) mean[row] = inverse(eta[row] as number)
    const deviance = devianceOf(counts, mean, weights)
    if (!Number.isFinite(deviance)) break
    converged = Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < 1e-8
    before = deviance
  }
  if (!solved) throw new Error('nothing to fit')
  let used = 0
  for (const weight of weights) if (weight !== 0) used += 1
  return {
    converged,
    mean,
    residuals: mean.map((mu, row) => ((counts[row] as number) - mu) / mu),
    workingWeights: working,
    solved,
    freedom: used - solved.rank,
  }
}

/** The dispersion that a summary of the fit gives, with the weights it is told to use. */
export function dispersionOf(fit: PoissonFit, weights: Counts = fit.workingWeights): number {
  let sum = 0
  for (const [row, weight] of weights.entries()) {
    if (weight > 0) sum += weight * (fit.residuals[row] as number) ** 2
  }
  return fit.freedom > 0 ? sum / fit.freedom : Number.NaN
}
