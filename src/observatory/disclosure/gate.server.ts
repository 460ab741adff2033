import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { refuse } from '#kernel/refusal.ts'
import {
  type CountTable,
  coarser,
  type GateAudience,
  gateSettings,
  guardedUnits,
  keyOf,
  type PublishedCell,
  placeIn,
} from './gate.ts'
import type { GateSolution, GateTask } from './gateSolve.server.ts'
import { type System, systemOf } from './gateSystem.ts'

/** A table as it may leave: `null` where a count is hidden. */
export interface PassedTable {
  readonly id: string
  readonly cells: readonly { readonly at: readonly (string | null)[]; readonly count: number | null }[]
}

/** What the gate lets through, and what it must be told the next time. */
export interface Passed {
  readonly audience: GateAudience
  readonly threshold: number
  readonly tables: readonly PassedTable[]
  readonly record: readonly PublishedCell[]
  readonly audit: GateSolution['audit']
}

/** A table that cannot leave, and the finest one that could be tried in its place. */
export interface TooFine {
  readonly id: string
  readonly hiddenShare: number
  readonly coarser: CountTable | undefined
}

/**
 * The one gate for counts that leave: all the tables of one output at once, with everything that its readers already
 * have. What is returned has been audited; the same tables give the same answer.
 * @throws Refusal `disclosure_refused` when a table would be mostly hidden, or when the audit fails
 */
export async function pass(
  tables: readonly CountTable[],
  audience: GateAudience,
  already: readonly (readonly PublishedCell[])[] = [],
): Promise<Passed> {
  const { threshold } = gateSettings[audience]
  const fine = tooFine(tables, audience)
  if (fine.length > 0) refuseFine(fine)
  const system = systemOf(tables, threshold, already)
  const solution = await solve(taskOf(system))
  if (!solution.published || solution.givenAway.length > 0) {
    const keys = solution.givenAway.map((cell) => system.cells[cell]?.key ?? '')
    refuse('disclosure_refused', {
      fields: [...new Set(keys.map((key) => tableOfKey(tables, key)))].map((field) => ({
        field,
        message: 'Ce qui est déjà publié permettrait de retrouver un petit effectif de ce tableau.',
      })),
    })
  }
  const own = new Set(tables.flatMap((table) => table.cells.map(({ at }) => keyOf(placeIn(table, at)))))
  const hidden = new Set(solution.suppressed.map((cell) => system.cells[cell]?.key))
  const printed = tables.map((table) => ({
    id: table.id,
    cells: table.cells.map(({ at, count }) => {
      const isHidden = guardedUnits.includes(table.unit) && hidden.has(keyOf(placeIn(table, at)))
      return { at, count: isHidden ? null : count }
    }),
  }))
  const after = tables.flatMap((table, index) => {
    const share = hiddenShareOf(table, (at) => isHiddenIn(printed[index], at))
    return table.axes.length > 1 && share > gateSettings[audience].mostHidden
      ? [{ id: table.id, hiddenShare: share, coarser: coarser(table) }]
      : []
  })
  if (after.length > 0) refuseFine(after)
  return {
    audience,
    threshold,
    tables: printed,
    record: system.cells
      .filter(({ key }) => own.has(key))
      .map(({ key, value }) => ({ key, value, isShown: !hidden.has(key) })),
    audit: solution.audit,
  }
}

/** The crossed tables of which too much would be hidden, counting only what must be: told before anything is searched for. */
export function tooFine(tables: readonly CountTable[], audience: GateAudience): TooFine[] {
  const { threshold, mostHidden } = gateSettings[audience]
  return tables
    .filter(({ axes, unit }) => axes.length > 1 && guardedUnits.includes(unit))
    .map((table) => {
      const counts = new Map(table.cells.map(({ at, count }) => [at, count]))
      const share = hiddenShareOf(table, (at) => {
        const count = counts.get(at) ?? 0
        return count > 0 && count < threshold
      })
      return { id: table.id, hiddenShare: share, coarser: coarser(table) }
    })
    .filter(({ hiddenShare }) => hiddenShare > mostHidden)
}

/** The finest table, told by larger places and then without an axis, of which enough would be left; null when none is. */
export function finestThatPasses(table: CountTable, audience: GateAudience): CountTable | null {
  let one: CountTable | undefined = table
  while (one && tooFine([one], audience).length > 0) one = coarser(one)
  return one ?? null
}

/** Of the counts inside a table that say something, the part that is hidden. */
function hiddenShareOf(table: CountTable, isHidden: (at: readonly (string | null)[]) => boolean): number {
  const inside = table.cells.filter(({ at, count }) => count > 0 && at.every((code) => code !== null))
  return inside.length === 0 ? 0 : inside.filter(({ at }) => isHidden(at)).length / inside.length
}

const isHiddenIn = (table: PassedTable | undefined, at: readonly (string | null)[]): boolean =>
  table?.cells.find((cell) => cell.at === at)?.count === null

function refuseFine(fine: readonly TooFine[]): never {
  return refuse('disclosure_refused', {
    fields: fine.map(({ id, hiddenShare, coarser: other }) => ({
      field: id,
      message: `Ce croisement cacherait ${Math.round(hiddenShare * 100)} % de ses nombres. ${
        other
          ? 'Croisez de plus grands ensembles : les régions plutôt que les départements, ou une question de moins.'
          : 'Retirez-le.'
      }`,
    })),
  })
}

const tableOfKey = (tables: readonly CountTable[], key: string): string =>
  tables.find((table) => table.cells.some(({ at }) => keyOf(placeIn(table, at)) === key))?.id ?? key

/** Hiding a cell that nobody is told of costs next to nothing; a margin costs more than what it holds. */
function taskOf({ cells, table, guarded }: System): GateTask {
  const costs = cells.map(({ value, state }) => (state === 'derived' ? 1e-3 : 1 + Math.log2(1 + value)))
  return { table, guarded, costs }
}

/** Solves in a thread of its own: the service waits for no programme. */
function solve(task: GateTask): Promise<GateSolution> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'gate.worker.server.ts'), { workerData: task })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the gate ended without an answer')))
  })
}
