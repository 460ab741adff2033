/** Who will read the counts: anyone at all, or the platform. */
export type Reader = 'public' | 'inside'

/** Fewer people than that are not told apart. */
export const thresholds: Readonly<Record<Reader, number>> = { public: 11, inside: 5 }

/** How many people a place counts; places of one group are read beside each other. */
export interface Cell {
  readonly place: string
  readonly group: string
  readonly count: number
}

/** What may be shown of some counts. */
export interface Disclosed {
  /** The places whose count is shown; every other one is hidden, zero included. */
  readonly shown: ReadonlyMap<string, number>
  /** The sum of all places; null as soon as one is hidden. */
  readonly total: number | null
  readonly threshold: number
}

const smallestFirst = (a: Cell, b: Cell) => a.count - b.count || (a.place < b.place ? -1 : 1)

/**
 * The only door by which counts of people leave: those under the threshold are hidden together, zeros included, and no
 * sum is given with them. For whoever knows a sum from elsewhere, a group never hides one place alone, and places are
 * hidden until what is left of the whole leaves several values to each of them.
 */
export function disclose(cells: readonly Cell[], reader: Reader): Disclosed {
  const threshold = thresholds[reader]
  return discloseUnder(cells, threshold)
}

/** The same under any threshold, from two. */
export function discloseUnder(cells: readonly Cell[], threshold: number): Disclosed {
  const hidden = new Set(cells.filter(({ count }) => count < threshold))
  const shown = cells.filter((cell) => !hidden.has(cell)).toSorted(smallestFirst)
  const hide = (cell: Cell | undefined) => {
    if (cell === undefined) return false
    shown.splice(shown.indexOf(cell), 1)
    hidden.add(cell)
    return true
  }
  const companions = () => {
    for (const group of new Set(cells.map((cell) => cell.group))) {
      const alone = [...hidden].filter((cell) => cell.group === group).length === 1
      if (alone) hide(shown.find((cell) => cell.group === group))
    }
  }
  companions()
  while (hidden.size > 0 && !isVague([...hidden], threshold) && hide(shown[0])) companions()
  return {
    shown: new Map(shown.map(({ place, count }) => [place, count])),
    total: hidden.size === 0 ? cells.reduce((sum, { count }) => sum + count, 0) : null,
    threshold,
  }
}

/** Whether the sum of what is hidden leaves several values to each of the hidden counts. */
function isVague(hidden: readonly Cell[], threshold: number): boolean {
  const sum = hidden.reduce((so, { count }) => so + count, 0)
  return hidden.length > 1 && sum >= threshold && sum !== hidden.length * (threshold - 1)
}
