import { completedPattern } from './completion.server.ts'
import { type Demand, openDemand } from './demand.server.ts'
import { cheapestPattern } from './exact.server.ts'
import { judged, type Protection } from './protect.server.ts'
import { nearly, openSolver, Reader } from './reader.server.ts'
import { type Attacker, attackers, type LinkedTable, mayHide } from './table.ts'

/** What is asked of the solver: a system, what must stay in doubt, and what hiding each cell costs. */
export interface GateTask {
  readonly table: LinkedTable
  readonly guarded: readonly number[]
  readonly costs: readonly number[]
}

export interface GateSolution extends Protection {
  /** Guarded cells that a reader can work out all the same, because of what was printed before. */
  readonly givenAway: readonly number[]
}

/** Further than any programme goes: the solver takes no infinity. */
const noHurry = 1e12

/** From so many cells on, whoever publishes waits so many milliseconds for a better pattern, and no more. */
const largeFrom = 800
const patience = 15_000

/** Up to so many cells that may be hidden, the cheapest pattern of all is looked for. Without a clock, the same task gives the same pattern. */
const exactUpTo = 40

/** The cells to hide, judged twice: by the audit, and by whether any guarded cell is left a single value. */
export async function solveGate({ table, guarded, costs }: GateTask): Promise<GateSolution> {
  const solver = await openSolver()
  const against = attackers
  const weightOf = (cell: number) => costs[cell] ?? 1
  const demands = (['integer', 'positive'] as const).map((one): readonly [Attacker, Demand] => [
    one,
    openDemand(solver, table, one, against),
  ])
  try {
    const free = table.cells.filter((_, cell) => mayHide(table, cell, against)).length
    const all = demands.map(([, demand]) => demand)
    const exact =
      free <= exactUpTo ? cheapestPattern(solver, table, all, against, [weightOf], noHurry) : undefined
    // What is published is kept as it was: the clock only stops the search for less to hide.
    const end = table.cells.length > largeFrom ? performance.now() + patience : noHurry
    const hidden = exact?.hidden ?? completedPattern(solver, table, demands, against, weightOf, end)
    const result = await judged(table, hidden, against, exact?.isOptimal ?? false)
    return { ...result, givenAway: await workedOut(table, result.suppressed, guarded) }
  } finally {
    for (const [, demand] of demands) demand.close()
  }
}

/** The guarded cells that have but one possible value, by two linear programmes each. */
export async function workedOut(
  table: LinkedTable,
  hidden: readonly number[],
  guarded: readonly number[],
): Promise<number[]> {
  const solver = await openSolver()
  const reader = new Reader(solver, table, 'positive')
  try {
    reader.face(hidden)
    return guarded.filter((cell) =>
      ([1, -1] as const).every((toward) => {
        const { differences } = reader.furthest([{ cell, toward, atMost: 1 }])
        return Math.abs(differences[cell] ?? 0) <= nearly
      }),
    )
  } finally {
    reader.close()
  }
}
