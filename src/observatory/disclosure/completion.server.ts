import type { Highs } from 'highs'
import { distanceOf, reaches, type Side, together } from './audit.server.ts'
import type { Demand } from './demand.server.ts'
import { nearly } from './reader.server.ts'
import { type Attacker, countOf, floorOf, type LinkedTable, mayHide } from './table.ts'

/**
 * A good pattern for a table too large for the best one: each side that is not given yet is given by the cheapest other
 * table that gives it, whose moved cells are hidden; then what turns out useless is shown again, the dearest first, while
 * there is time (after the completion heuristic of Fischetti & Salazar 2000, §5).
 */
export function completedPattern(
  solver: Highs,
  table: LinkedTable,
  demands: readonly (readonly [Attacker, Demand])[],
  against: readonly Attacker[],
  weightOf: (cell: number) => number,
  deadline: number,
): readonly number[] {
  const hidden = new Set(table.primary)
  for (const [attacker, { sides }] of demands) {
    const mover = openMover(solver, table, attacker, against, weightOf)
    try {
      let left = sides
      const hide = (differences: Float64Array): number => {
        for (const [cell, value] of differences.entries()) if (Math.abs(value) > nearly) hidden.add(cell)
        const before = left.length
        left = left.filter((side) => !reaches(side, differences))
        return before - left.length
      }
      for (let turn = 0, idle = 0; left.length > 2 && idle < 3; turn += 1) {
        if (hide(mover.pull(together(left, turn), hidden)) * 25 < left.length) idle += 1
      }
      for (let side = left[0]; side; side = left[0]) {
        hide(mover.move(side, hidden))
        if (left[0] === side) left = left.slice(1)
      }
    } finally {
      mover.close()
    }
  }
  return pruned(
    table,
    hidden,
    demands.map(([, demand]) => demand),
    weightOf,
    deadline,
  )
}

/** How many cells may be looked at again, all tries together. */
const tries = 200_000

/** Shows again, the dearest first, every secondary cell without which the demands are still met. */
function pruned(
  table: LinkedTable,
  given: ReadonlySet<number>,
  demands: readonly Demand[],
  weightOf: (cell: number) => number,
  deadline: number,
): readonly number[] {
  const hidden = new Set(given)
  const secondary = [...given]
    .filter((cell) => !table.primary.includes(cell))
    .toSorted((a, b) => weightOf(b) - weightOf(a) || countOf(table, b) - countOf(table, a) || a - b)
  // So many tries and no more: the same table gives the same pattern on a slower machine.
  for (const cell of secondary.slice(0, Math.floor(tries / table.cells.length))) {
    if (performance.now() > deadline) break
    hidden.delete(cell)
    if (!demands.every((demand) => demand.isMet([...hidden]))) hidden.add(cell)
  }
  return [...hidden].toSorted((a, b) => a - b)
}

interface Mover {
  /** The cheapest table that gives this side. */
  readonly move: (side: Side, hidden: ReadonlySet<number>) => Float64Array
  /** A table that gives as many of these sides as it can without costing too much. */
  readonly pull: (sides: readonly Side[], hidden: ReadonlySet<number>) => Float64Array
  readonly close: () => void
}

/** A model with two columns a cell, up and down, so that moving either way costs what hiding the cell does. */
function openMover(
  solver: Highs,
  table: LinkedTable,
  attacker: Attacker,
  against: readonly Attacker[],
  weightOf: (cell: number) => number,
): Mover {
  const size = table.cells.length
  const room = table.cells.map(({ value }, cell) =>
    mayHide(table, cell, against) ? value - floorOf(value, attacker) : 0,
  )
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { total, parts } of table.equations) {
    indices.push(total, total + size, ...parts, ...parts.map((part) => part + size))
    values.push(1, -1, ...parts.map(() => -1), ...parts.map(() => 1))
    starts.push(indices.length)
  }
  const bounds = new Array(size * 2).fill(0)
  const upper = [...table.cells.map((_, cell) => (mayHide(table, cell, against) ? 1e7 : 0)), ...room]
  const model = solver.createModel({
    numCols: size * 2,
    numRows: table.equations.length,
    colCost: bounds,
    colLower: bounds,
    colUpper: upper,
    rowLower: table.equations.map(() => 0),
    rowUpper: table.equations.map(() => 0),
    matrix: { format: 'csr', numRows: table.equations.length, numCols: size * 2, starts, indices, values },
  })
  model.options.set({ output_flag: false, random_seed: 0 })
  const columns = { kind: 'range', from: 0, to: size * 2 - 1 } as const
  const columnOf = ({ guard, toward }: Side) => (toward > 0 ? guard.cell : guard.cell + size)
  const across = (column: number) => (column < size ? column + size : column - size)
  const costs = (hidden: ReadonlySet<number>) => {
    const one = table.cells.map((_, cell) => (hidden.has(cell) ? 0 : weightOf(cell)))
    return Float64Array.from([...one, ...one])
  }
  const solve = (cost: Float64Array, limits: readonly (readonly [number, number, number])[]) => {
    model.changeColsCost(columns, cost)
    for (const [column, lower, most] of limits) model.changeColBounds(column, lower, most)
    model.run()
    const { colValue } = model.getSolution()
    for (const [column] of limits) model.changeColBounds(column, 0, upper[column] as number)
    return Float64Array.from(
      table.cells,
      (_, cell) => (colValue[cell] as number) - (colValue[cell + size] as number),
    )
  }
  const dearest = Math.max(1, ...table.cells.map((_, cell) => weightOf(cell)))
  return {
    move: (side, hidden) => {
      const column = columnOf(side)
      const distance = distanceOf(side)
      return solve(costs(hidden), [
        [column, distance, Math.max(distance, upper[column] as number)],
        [across(column), 0, 0],
      ])
    },
    pull: (sides, hidden) => {
      const cost = costs(hidden)
      for (const side of sides) cost[columnOf(side)] = (-20 * dearest) / distanceOf(side)
      return solve(
        cost,
        sides.flatMap((side) => [
          [columnOf(side), 0, distanceOf(side)] as const,
          [across(columnOf(side)), 0, 0] as const,
        ]),
      )
    },
    close: () => model.dispose(),
  }
}
