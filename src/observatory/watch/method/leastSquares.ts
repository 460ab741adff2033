/** A least-squares fit by Householder reflections; columns that add nothing are left out, the last ones first to go. */
export interface LeastSquares {
  /** One per column in the given order; undefined when the column was left out. */
  readonly coefficients: readonly (number | undefined)[]
  readonly rank: number
  /** How much each row pulls its own fit: the diagonal of the hat matrix, worked out when it is asked. */
  readonly leverage: () => Float64Array<ArrayBuffer>
  /** x′(X′X)⁻¹x for a row x, over the columns that were kept. */
  readonly spread: (row: readonly number[]) => number
}

/**
 * Solves min |Xb − z| for a matrix given by its columns. A column whose length falls under `tolerance` of what it was,
 * once the columns before it are taken out, is set aside, as LINPACK's dqrdc2 does.
 */
export function leastSquares(
  given: readonly Float64Array<ArrayBuffer>[],
  response: Float64Array<ArrayBuffer>,
  tolerance: number,
): LeastSquares {
  const rows = response.length
  const columns = given.map((column) => column.slice())
  const z = response.slice()
  const order = columns.map((_, index) => index)
  const before = columns.map((column) => Math.max(norm(column, 0), Number.MIN_VALUE))
  const diagonal: number[] = []
  const reflections: Float64Array<ArrayBuffer>[] = []
  let kept = columns.length
  let step = 0
  while (step < Math.min(kept, rows)) {
    const column = at(columns, step)
    const length = norm(column, step)
    if (length < at(before, step) * tolerance) {
      for (const list of [columns, order, before] as unknown[][]) list.push(...list.splice(step, 1))
      kept -= 1
      continue
    }
    const head = at(column, step)
    const alpha = head > 0 ? -length : length
    const reflection = new Float64Array(rows)
    for (let row = step; row < rows; row += 1) reflection[row] = at(column, row)
    reflection[step] = head - alpha
    const scale = norm(reflection, step)
    if (scale > 0) for (let row = step; row < rows; row += 1) reflection[row] = at(reflection, row) / scale
    for (let next = step; next < columns.length; next += 1) reflect(at(columns, next), reflection, step)
    reflect(z, reflection, step)
    diagonal.push(alpha)
    reflections.push(reflection)
    step += 1
  }
  const rank = step
  const upper = (row: number, column: number) =>
    row === column ? at(diagonal, row) : at(at(columns, column), row)
  const solution = new Float64Array(rank)
  for (let row = rank - 1; row >= 0; row -= 1) {
    let sum = at(z, row)
    for (let column = row + 1; column < rank; column += 1) sum -= upper(row, column) * at(solution, column)
    solution[row] = sum / upper(row, row)
  }
  const coefficients: (number | undefined)[] = columns.map(() => undefined)
  for (let index = 0; index < rank; index += 1) coefficients[at(order, index)] = at(solution, index)
  const spread = (row: readonly number[]): number => {
    const forward = new Float64Array(rank)
    let total = 0
    for (let index = 0; index < rank; index += 1) {
      let sum = at(row, at(order, index))
      for (let above = 0; above < index; above += 1) sum -= upper(above, index) * at(forward, above)
      forward[index] = sum / upper(index, index)
      total += at(forward, index) ** 2
    }
    return total
  }
  return { coefficients, rank, leverage: () => leverageOf(reflections, rows), spread }
}

function leverageOf(
  reflections: readonly Float64Array<ArrayBuffer>[],
  rows: number,
): Float64Array<ArrayBuffer> {
  const leverage = new Float64Array(rows)
  for (let index = 0; index < reflections.length; index += 1) {
    const unit = new Float64Array(rows)
    unit[index] = 1
    for (let step = reflections.length - 1; step >= 0; step -= 1) reflect(unit, at(reflections, step), step)
    for (let row = 0; row < rows; row += 1) leverage[row] = at(leverage, row) + at(unit, row) ** 2
  }
  return leverage
}

function reflect(column: Float64Array, reflection: Float64Array, from: number): void {
  let product = 0
  for (let row = from; row < column.length; row += 1) product += at(column, row) * at(reflection, row)
  for (let row = from; row < column.length; row += 1) {
    column[row] = at(column, row) - 2 * product * at(reflection, row)
  }
}

function norm(column: Float64Array, from: number): number {
  let sum = 0
  for (let row = from; row < column.length; row += 1) sum += at(column, row) ** 2
  return Math.sqrt(sum)
}

/** The element that the caller knows to be there. */
function at<T>(list: ArrayLike<T>, index: number): T {
  return list[index] as T
}
