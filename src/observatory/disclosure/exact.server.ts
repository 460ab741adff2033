import type { Highs } from 'highs'
import type { Cut, Demand } from './demand.server.ts'
import { type Attacker, type LinkedTable, mayHide } from './table.ts'

/** A pattern and whether nothing cheaper exists. */
export interface Pattern {
  readonly hidden: readonly number[]
  readonly isOptimal: boolean
}

/** What hiding a cell costs. */
export type WeightOf = (cell: number) => number

/**
 * The cheapest pattern that meets every demand: a choice of cells is proposed, the demands say which conditions it
 * breaks, the choice is made again, until nothing is broken (Fischetti & Salazar 2000). Among equals by the first weight,
 * the second decides. Undefined when the deadline, in milliseconds of the monotonic clock, comes before the first answer.
 */
export function cheapestPattern(
  solver: Highs,
  table: LinkedTable,
  demands: readonly Demand[],
  against: readonly Attacker[],
  weights: readonly WeightOf[],
  deadline: number,
): Pattern | undefined {
  const size = table.cells.length
  const isPrimary = new Set(table.primary)
  const model = solver.createModel({
    numCols: size,
    numRows: 0,
    colCost: table.cells.map(() => 0),
    colLower: table.cells.map((_, cell) => (isPrimary.has(cell) ? 1 : 0)),
    colUpper: table.cells.map((_, cell) => (mayHide(table, cell, against) ? 1 : 0)),
    rowLower: [],
    rowUpper: [],
    matrix: { format: 'csr', numRows: 0, numCols: size, starts: [0], indices: [], values: [] },
    integrality: table.cells.map(() => solver.constants.variableType.integer),
  })
  try {
    model.options.set({
      output_flag: false,
      random_seed: 0,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-6,
      mip_max_nodes: mostNodes,
    })
    for (const cut of companyCuts(table)) add(model, solver, cut)
    let best: Pattern | undefined
    for (const weightOf of weights) {
      const costs = table.cells.map((_, cell) => weightOf(cell))
      for (const [cell, cost] of costs.entries()) model.changeColCost(cell, cost)
      const hidden = settle(solver, model, table, demands, deadline)
      if (!hidden) break
      best = { hidden, isOptimal: true }
      const price = hidden.reduce((sum, cell) => sum + (costs[cell] as number), 0)
      add(model, solver, { weights: new Map(costs.map((cost, cell) => [cell, -cost])), least: -price - 1e-6 })
    }
    return best
  } finally {
    model.dispose()
  }
}

type Model = ReturnType<Highs['createModel']>

/** What a search may take, whatever the machine: the deadline is for those that are slower than any table should be. */
const mostRounds = 200
const mostNodes = 50_000

/** The cheapest pattern by the present costs, conditions being added until none is broken. */
function settle(
  solver: Highs,
  model: Model,
  table: LinkedTable,
  demands: readonly Demand[],
  deadline: number,
): readonly number[] | undefined {
  for (let round = 0; round < mostRounds; round += 1) {
    const left = deadline - performance.now()
    if (left <= 0) return undefined
    model.options.set({ time_limit: model.getRunTime() + left / 1000 })
    model.run()
    if (model.getModelStatus() !== solver.constants.modelStatus.optimal) return undefined
    const { colValue } = model.getSolution()
    const hidden = table.cells.flatMap((_, cell) => ((colValue[cell] as number) > 0.5 ? [cell] : []))
    const broken = demands.flatMap((demand) => demand.broken(hidden))
    if (broken.length === 0) return hidden
    for (const cut of broken) add(model, solver, cut)
  }
  return undefined
}

function add(model: Model, solver: Highs, { weights, least }: Cut): void {
  model.addRow(least, solver.infinity, { indices: [...weights.keys()], values: [...weights.values()] })
}

/** A cell hidden alone in an equation is the difference of the others: it is never hidden alone. */
function companyCuts(table: LinkedTable): readonly Cut[] {
  return table.equations.flatMap(({ total, parts }) => {
    const all = [total, ...parts]
    return all.map((cell) => ({
      weights: new Map(all.map((one) => [one, one === cell ? -1 : 1])),
      least: 0,
    }))
  })
}
