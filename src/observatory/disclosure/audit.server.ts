import { nearly, type OtherTable, openSolver, Reader, type Wish } from './reader.server.ts'
import { type Attacker, countOf, type Guard, guardsOf, type LinkedTable, mayHide } from './table.ts'

/** A primary cell that this reader knows better than is allowed. */
export interface Leak {
  readonly cell: number
  readonly from: number
  readonly to: number
}

/** What one kind of reader gets out of a pattern: cells known exactly, cells known too well (the former among them). */
export interface Finding {
  readonly recovered: number
  readonly underProtected: number
  readonly leaks: readonly Leak[]
}

/** One side of one guard. */
export interface Side {
  readonly guard: Guard
  readonly toward: 1 | -1
}

export const distanceOf = ({ guard, toward }: Side): number => (toward > 0 ? guard.up : guard.down)

const wishOf = (side: Side): Wish => ({
  cell: side.guard.cell,
  toward: side.toward,
  atMost: distanceOf(side),
})

/** Whether a table goes as far as a side asks for. */
export const reaches = (side: Side, differences: Float64Array): boolean =>
  side.toward * (differences[side.guard.cell] as number) >=
  distanceOf(side) - nearly * Math.max(1, distanceOf(side))

const isWhole = (differences: Float64Array): boolean =>
  differences.every((value) => Math.abs(value - Math.round(value)) < nearly)

/** The sides of the guards that ask for something. */
export const sidesOf = (guards: readonly Guard[]): readonly Side[] =>
  guards
    .flatMap((guard): Side[] => [
      { guard, toward: 1 },
      { guard, toward: -1 },
    ])
    .filter((side) => distanceOf(side) > 0)

/** A choice of sides that may be pulled together: at most one a cell, another choice each turn. */
export function together(sides: readonly Side[], turn: number): readonly Side[] {
  const chosen = new Map<number, Side>()
  for (const side of sides) {
    const { cell } = side.guard
    const isUp = ((cell * 2654435761 + turn * 40503) >>> 7) % 2 === 0
    if (!chosen.has(cell) || side.toward > 0 === isUp) chosen.set(cell, side)
  }
  return [...chosen.values()]
}

/**
 * The sides that no table reaches. One table often answers for many: several are pulled at once as long as that settles
 * some, then those left are asked one by one. `seen` is shown every table, and the side that was asked alone if it was.
 */
export function unreached(
  reader: Reader,
  sides: readonly Side[],
  seen: (table: OtherTable, missed?: Side) => void = () => undefined,
): readonly Side[] {
  let left = sides
  const settle = (table: OtherTable): number => {
    const before = left.length
    left = left.filter((side) => !reaches(side, table.differences))
    return before - left.length
  }
  for (let turn = 0, idle = 0; left.length > 2 && idle < 3; turn += 1) {
    const table = reader.furthest(together(left, turn).map(wishOf))
    seen(table)
    if (settle(table) * 25 < left.length) idle += 1
  }
  const missed: Side[] = []
  for (let side = left[0]; side; side = left[0]) {
    const asked = side
    const table = reader.furthest([wishOf(asked)])
    settle(table)
    const isMissed = left[0] === asked
    seen(table, isMissed ? asked : undefined)
    if (!isMissed) continue
    left = left.slice(1)
    missed.push(asked)
  }
  return missed
}

/** Whole tables: an answer of the plain reader will do when it happens to be whole; the rest are searched for. */
function unreachedByWhole(plain: Reader, whole: Reader, sides: readonly Side[]): readonly Side[] {
  let left = sides
  for (const side of sides) {
    if (!left.includes(side)) continue
    const { differences } = plain.furthest([wishOf(side)])
    if (isWhole(differences)) left = left.filter((one) => !reaches(one, differences))
    if (!left.includes(side)) continue
    const exact = whole.furthest([wishOf(side)]).differences
    left = left.filter((one) => !reaches(one, exact))
  }
  return left
}

/**
 * What each kind of reader gets out of a table whose hidden cells are these, by linear programmes independent of how the
 * pattern was found (Fischetti & Salazar 2000; Hundepool et al. 2012, ch. 4). A side that stays out of reach when every
 * cell that may be hidden is hidden is not asked for.
 */
export async function audit(
  table: LinkedTable,
  hidden: readonly number[],
  attacker: Attacker,
): Promise<Finding> {
  const solver = await openSolver()
  const guards = guardsOf(table, attacker)
  const isHidden = new Set(hidden)
  const shown = guards.filter(({ cell }) => !isHidden.has(cell))
  const sides = sidesOf(guards.filter(({ cell }) => isHidden.has(cell)))
  const reader = new Reader(solver, table, attacker === 'integer' ? 'plain' : attacker)
  const whole = attacker === 'integer' ? new Reader(solver, table, 'integer') : undefined
  try {
    reader.face(hidden)
    whole?.face(hidden)
    const missed = whole ? unreachedByWhole(reader, whole, sides) : unreached(reader, sides)
    const limited = missed.length > 0 ? possible(reader, table, attacker, missed) : []
    reader.face(hidden)
    const cells = [...new Set(limited.map(({ guard }) => guard.cell))]
    const leaks = [
      ...shown.map(({ cell }) => ({ cell, from: countOf(table, cell), to: countOf(table, cell) })),
      ...cells.map((cell) => intervalOf(whole ?? reader, table, cell)),
    ].toSorted((a, b) => a.cell - b.cell)
    const recovered = leaks.filter(({ from, to }) => to - from < 1e-4).length
    return { recovered, underProtected: leaks.length, leaks }
  } finally {
    reader.close()
    whole?.close()
  }
}

/** Of the sides that are not reached, those that hiding everything would have reached. */
function possible(
  reader: Reader,
  table: LinkedTable,
  attacker: Attacker,
  missed: readonly Side[],
): readonly Side[] {
  const far = (side: Side) =>
    side.toward * (reader.furthest([wishOf(side)]).differences[side.guard.cell] as number)
  const now = missed.map(far)
  reader.face(table.cells.flatMap((_, cell) => (mayHide(table, cell, [attacker]) ? [cell] : [])))
  return missed.filter(
    (side, place) => far(side) - (now[place] as number) > nearly * Math.max(1, distanceOf(side)),
  )
}

/** What a reader knows of one cell: the least and the most that it can be. */
function intervalOf(reader: Reader, table: LinkedTable, cell: number): Leak {
  const ask = (toward: 1 | -1) => reader.furthest([{ cell, toward, atMost: 1e6 }]).differences[cell] as number
  const value = countOf(table, cell)
  return { cell, from: value + ask(-1), to: value + ask(1) }
}
