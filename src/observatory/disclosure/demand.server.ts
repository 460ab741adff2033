import type { Highs } from 'highs'
import { distanceOf, reaches, type Side, sidesOf, unreached } from './audit.server.ts'
import { movesOnly, nearly, type OtherTable, Reader } from './reader.server.ts'
import { type Attacker, countOf, floorOf, guardsOf, type LinkedTable, mayHide } from './table.ts'

/** A linear condition on which cells are hidden, that every safe pattern meets: the weights of hidden cells reach `least`. */
export interface Cut {
  readonly weights: ReadonlyMap<number, number>
  readonly least: number
}

/** What one kind of reader asks of a pattern, as far as hiding everything can give it. */
export interface Demand {
  /** What the pattern fails to give, as conditions it breaks. */
  readonly broken: (hidden: readonly number[]) => readonly Cut[]
  /** Whether the pattern gives all of it. */
  readonly isMet: (hidden: readonly number[]) => boolean
  /** All the sides it asks for. */
  readonly sides: readonly Side[]
  readonly close: () => void
}

/** Opens the demand of one kind of reader on a table; whoever opens it closes it. */
export function openDemand(
  solver: Highs,
  table: LinkedTable,
  attacker: Attacker,
  against: readonly Attacker[],
): Demand {
  const reader = new Reader(solver, table, attacker)
  const everything = table.cells.flatMap((_, cell) => (mayHide(table, cell, against) ? [cell] : []))
  reader.face(everything)
  const sides = asFarAsPossible(reader, sidesOf(guardsOf(table, attacker)))
  const known: Float64Array[] = []
  const missed = (hidden: readonly number[], seen?: (other: OtherTable, side: Side) => void) => {
    const isHidden = new Set(hidden)
    const answers = known.filter((differences) => movesOnly(differences, (cell) => isHidden.has(cell)))
    const open = sides.filter((side) => !answers.some((differences) => reaches(side, differences)))
    if (open.length === 0) return []
    reader.face(hidden)
    return unreached(reader, open, (other, side) => {
      if (side) seen?.(other, side)
      else known.push(other.differences)
    })
  }
  return {
    sides,
    isMet: (hidden) => missed(hidden).length === 0,
    broken: (hidden) => {
      const cuts: Cut[] = []
      missed(hidden, (other, side) => {
        const isHidden = new Set(hidden)
        cuts.push(
          attacker === 'integer'
            ? someOther(everything, isHidden)
            : cutOf(table, attacker, everything, other, side),
        )
      })
      return cuts
    },
    close: () => reader.close(),
  }
}

/** A side that stays out of reach when everything is hidden is brought back to what can be reached. */
function asFarAsPossible(reader: Reader, sides: readonly Side[]): readonly Side[] {
  const best = new Map<Side, number>()
  const missed = unreached(reader, sides, ({ differences }, side) => {
    if (side) best.set(side, Math.abs(differences[side.guard.cell] as number))
  })
  return sides.flatMap((side): Side[] => {
    if (!missed.includes(side)) return [side]
    const most = best.get(side) ?? 0
    if (most < nearly) return []
    const { guard, toward } = side
    return [{ toward, guard: { ...guard, ...(toward > 0 ? { up: most } : { down: most }) } }]
  })
}

/**
 * The condition that a failed search proves: what the dual prices say about the room that hiding each cell would have
 * given, each weight brought down to what is asked for (Fischetti & Salazar 2000, capacity inequalities).
 */
function cutOf(
  table: LinkedTable,
  attacker: Attacker,
  everything: readonly number[],
  { worth }: OtherTable,
  side: Side,
): Cut {
  const distance = distanceOf(side)
  const weights = new Map<number, number>()
  let own = 0
  for (const cell of everything) {
    const price = worth[cell] as number
    if (Math.abs(price) < 1e-9) continue
    const value = countOf(table, cell)
    const weight = price < 0 ? 1 : Math.min(1, (price * (value - floorOf(value, attacker))) / distance)
    if (cell === side.guard.cell) own = weight
    else if (weight > 1e-9) weights.set(cell, weight)
  }
  return { weights, least: 1 - own }
}

/** A pattern that fails, fails with less: something else must be hidden. */
function someOther(everything: readonly number[], isHidden: ReadonlySet<number>): Cut {
  return {
    weights: new Map(everything.filter((cell) => !isHidden.has(cell)).map((cell) => [cell, 1])),
    least: 1,
  }
}
