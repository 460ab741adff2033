import { openSolver } from './reader.server.ts'
import type { LinkedTable } from './table.ts'

/**
 * The counts of a table rounded to multiples of `base`, such that every total is still the sum of its parts: each goes to
 * one of the two multiples beside it, further only where that cannot be, and as close as possible in all.
 */
export async function rounded(
  table: Pick<LinkedTable, 'cells' | 'equations'>,
  base = 5,
): Promise<readonly number[]> {
  for (const room of [0, 1, 2, 4]) {
    const found = await roundedWithin(table, base, room)
    if (found) return found
  }
  throw new Error('no rounding adds up')
}

async function roundedWithin(
  { cells, equations }: Pick<LinkedTable, 'cells' | 'equations'>,
  base: number,
  room: number,
): Promise<readonly number[] | undefined> {
  const solver = await openSolver()
  const size = cells.length
  const low = cells.map(({ value }) => Math.max(0, Math.floor(value / base) - room))
  const high = cells.map(({ value }) => (value === 0 ? 0 : Math.ceil(value / base) + room))
  // The second half of the columns is how far each one goes from its count.
  const rows: {
    readonly at: number[]
    readonly by: number[]
    readonly least: number
    readonly most: number
  }[] = [
    ...equations.map(({ total, parts }) => ({
      at: [total, ...parts],
      by: [1, ...parts.map(() => -1)],
      least: 0,
      most: 0,
    })),
    ...cells.flatMap(({ value }, cell) => [
      { at: [cell, cell + size], by: [-base, 1], least: -value, most: solver.infinity },
      { at: [cell, cell + size], by: [base, 1], least: value, most: solver.infinity },
    ]),
  ]
  const starts = [0]
  for (const { at } of rows) starts.push((starts.at(-1) ?? 0) + at.length)
  const model = solver.createModel({
    numCols: size * 2,
    numRows: rows.length,
    colCost: [...cells.map(() => 0), ...cells.map(() => 1)],
    colLower: [...low, ...cells.map(() => 0)],
    colUpper: [...high, ...cells.map(() => solver.infinity)],
    rowLower: rows.map(({ least }) => least),
    rowUpper: rows.map(({ most }) => most),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: size * 2,
      starts,
      indices: rows.flatMap(({ at }) => at),
      values: rows.flatMap(({ by }) => by),
    },
    integrality: [
      ...cells.map(() => solver.constants.variableType.integer),
      ...cells.map(() => solver.constants.variableType.continuous),
    ],
  })
  try {
    model.options.set({ output_flag: false, random_seed: 0 })
    model.run()
    if (model.getModelStatus() !== solver.constants.modelStatus.optimal) return undefined
    const { colValue } = model.getSolution()
    return cells.map((_, cell) => Math.round(Math.abs(colValue[cell] ?? 0)) * base)
  } finally {
    model.dispose()
  }
}
