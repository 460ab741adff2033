import { audit, type Finding } from './audit.server.ts'
import { completedPattern } from './completion.server.ts'
import { type Demand, openDemand } from './demand.server.ts'
import { cheapestPattern } from './exact.server.ts'
import { openSolver } from './reader.server.ts'
import { type Attacker, attackers, countOf, type LinkedTable } from './table.ts'

/** What a pattern must be best at: the fewest cells, or the least hidden in all. */
export type Minimise = 'cells' | 'value'

export interface Protection {
  /** Hidden cells, primary and secondary alike, in order. */
  readonly suppressed: readonly number[]
  readonly cells: number
  readonly value: number
  readonly audit: Readonly<Record<Attacker, Finding>>
  /** Whether no reader it was made against gets anything out of it. */
  readonly published: boolean
  /** Whether nothing cheaper exists. */
  readonly isOptimal: boolean
}

export interface ProtectOptions {
  readonly minimise?: Minimise
  readonly against?: readonly Attacker[]
  /** How long the best pattern is looked for before a good one will do. */
  readonly seconds?: number
}

/** Above this, the best pattern is not looked for. */
const exactUpTo = 320

/**
 * Hides what must be and the least beside it, so that no reader can work out a primary cell or come too close; then has
 * the result audited as a stranger's.
 */
export async function protect(
  table: LinkedTable,
  { minimise = 'cells', against = attackers, seconds = 60 }: ProtectOptions = {},
): Promise<Protection> {
  const solver = await openSolver()
  const byCells = () => 1
  const byValue = (cell: number) => countOf(table, cell) + 1e-4
  const [weightOf, then] = minimise === 'cells' ? [byCells, byValue] : [byValue, byCells]
  // Whoever knows that hidden counts are at least one can do whatever the plain reader can.
  const needed = against.filter((one) => one !== 'plain' || !against.includes('positive'))
  const demands = needed.map((one): readonly [Attacker, Demand] => [
    one,
    openDemand(solver, table, one, against),
  ])
  try {
    const all = demands.map(([, demand]) => demand)
    const end = performance.now() + seconds * 1000
    const exact =
      table.cells.length <= exactUpTo
        ? cheapestPattern(solver, table, all, against, [weightOf, then], end)
        : undefined
    const hidden = exact?.hidden ?? completedPattern(solver, table, demands, against, weightOf, end)
    return await judged(table, hidden, against, exact?.isOptimal ?? false)
  } finally {
    for (const [, demand] of demands) demand.close()
  }
}

/** Judges a pattern, whoever made it. */
export async function judged(
  table: LinkedTable,
  hidden: readonly number[],
  against: readonly Attacker[] = attackers,
  isOptimal = false,
): Promise<Protection> {
  const suppressed = [...new Set(hidden)].toSorted((a, b) => a - b)
  const findings = {
    plain: await audit(table, suppressed, 'plain'),
    integer: await audit(table, suppressed, 'integer'),
    positive: await audit(table, suppressed, 'positive'),
  }
  return {
    suppressed,
    cells: suppressed.length,
    value: suppressed.reduce((sum, cell) => sum + countOf(table, cell), 0),
    audit: findings,
    published: against.every((one) => findings[one].underProtected === 0),
    isOptimal,
  }
}
