import {
  above,
  type CellPlace,
  type CountTable,
  guardedUnits,
  isSeveral,
  keyOf,
  type PublishedCell,
  placeIn,
  placeOf,
} from './gate.ts'
import type { LinkedTable } from './table.ts'

/** One count of the linked system. `fresh` is about to be told, `printed` was; nobody was ever told of a `derived` one. */
interface SystemCell {
  readonly key: string
  readonly value: number
  readonly state: 'fresh' | 'printed' | 'kept' | 'derived'
}

/** Everything that readers could put together, as the methods of disclosure control take it. */
export interface System {
  readonly cells: readonly SystemCell[]
  /** Printed cells stand in it as zeros: their differences are nought, and nothing may hide them. */
  readonly table: LinkedTable
  /** Primary cells that must stay in doubt; the others of `primary` are only kept hidden. */
  readonly guarded: readonly number[]
}

/** Lays fresh tables and what was published before into one system of cells and equations. */
export function systemOf(
  tables: readonly CountTable[],
  threshold: number,
  already: readonly (readonly PublishedCell[])[] = [],
): System {
  const cells = new Map<string, SystemCell>()
  const keepHidden = new Set<string>()
  for (const table of tables.filter(({ unit }) => guardedUnits.includes(unit)))
    for (const { at, count } of table.cells) {
      const key = keyOf(placeIn(table, at))
      const known = cells.get(key)
      if (known && known.value !== count) throw new Error(`${key} is counted twice, and differently`)
      cells.set(key, { key, value: count, state: 'fresh' })
    }
  for (const release of already) addRelease(cells, keepHidden, release)
  const equations = [...linksByAxis(cells), ...linksByPeriod(cells)]
  const all = [...cells.values()].map((cell) => ({ ...cell }))
  const index = new Map(all.map(({ key }, at) => [key, at]))
  const linked: LinkedTable['equations'] = []
  for (const { total, parts, rest } of equations) {
    // « Not this word » exists even when it is nobody's: a group that has it whole must seem not to.
    const isKept = rest !== undefined && (rest.value > 0 || rest.key.includes('>+'))
    if (rest !== undefined && isKept && !index.has(rest.key)) {
      index.set(rest.key, all.length)
      all.push({ ...rest, state: 'derived' })
    }
    const of = rest !== undefined && isKept ? [...parts, rest.key] : parts
    linked.push({ total: index.get(total) ?? 0, parts: of.map((key) => index.get(key) ?? 0) })
  }
  return guard(all, linked, index, keepHidden, threshold)
}

/** A release that the present counts contradict was made before corrections: what it hid stays hidden, and it subtracts from nothing exactly. */
function addRelease(
  cells: Map<string, SystemCell>,
  keepHidden: Set<string>,
  release: readonly PublishedCell[],
): void {
  const isSame = release.every(({ key, value }) => (cells.get(key)?.value ?? value) === value)
  for (const { key, value, isShown } of release) {
    const known = cells.get(key)
    if (!isShown && known && !isSame) keepHidden.add(key)
    if (!isSame) continue
    if (isShown) cells.set(key, { key, value, state: 'printed' })
    else if (!known) cells.set(key, { key, value, state: 'kept' })
  }
}

interface Link {
  readonly total: string
  readonly parts: readonly string[]
  /** What the total holds beside its parts. */
  readonly rest?: { readonly key: string; readonly value: number }
}

/** Each cell is a part of the nearest cell above it, along each of its axes. */
function linksByAxis(cells: ReadonlyMap<string, SystemCell>): Link[] {
  const groups = new Map<string, { total: string; axis: string; parts: string[] }>()
  for (const { key } of cells.values()) {
    const place = placeOf(key)
    for (const axis of Object.keys(place.at)) {
      const total = nearestAbove(cells, place, axis)
      if (total === undefined) continue
      const name = `${total}>${axis}${isSeveral(axis) ? place.at[axis] : ''}`
      const group = groups.get(name) ?? { total, axis, parts: [] }
      group.parts.push(key)
      groups.set(name, group)
    }
  }
  return [...groups].flatMap(([name, { total, parts }]) => linkOf(cells, total, parts, `others:${name}`))
}

function nearestAbove(
  cells: ReadonlyMap<string, SystemCell>,
  place: CellPlace,
  axis: string,
): string | undefined {
  const { [axis]: code = '', ...others } = place.at
  for (let up = above(axis, code); up !== undefined; up = above(axis, up)) {
    const key = keyOf({ ...place, at: { ...others, [axis]: up } })
    if (cells.has(key)) return key
  }
  const key = keyOf({ ...place, at: others })
  return cells.has(key) ? key : undefined
}

/** A total less its parts must be a count; where it is not, corrections came in between. */
function linkOf(
  cells: ReadonlyMap<string, SystemCell>,
  total: string,
  parts: readonly string[],
  rest: string,
): Link[] {
  const countOf = (key: string) => cells.get(key)?.value ?? 0
  const value = parts.reduce((left, part) => left - countOf(part), countOf(total))
  return value < 0 ? [] : [{ total, parts, rest: { key: rest, value } }]
}

/** The same count over a longer period is that of the shorter ones inside it, and of what they leave. */
function linksByPeriod(cells: ReadonlyMap<string, SystemCell>): Link[] {
  const series = new Map<string, CellPlace[]>()
  for (const { key } of cells.values()) {
    const place = placeOf(key)
    const name = keyOf({ ...place, period: { from: '', to: '' } })
    series.set(name, [...(series.get(name) ?? []), place])
  }
  const links: Link[] = []
  for (const places of series.values()) {
    const within = new Map<string, CellPlace[]>()
    for (const place of places) {
      const [closest] = places
        .filter((other) => holds(other, place))
        .toSorted((a, b) => daysOf(a) - daysOf(b))
      if (closest) within.set(keyOf(closest), [...(within.get(keyOf(closest)) ?? []), place])
    }
    for (const [total, inside] of within) {
      for (const chain of chainsOf(inside)) {
        const parts = chain.map(keyOf)
        links.push(...linkOf(cells, total, parts, `rest:${total}−${parts.join('−')}`))
      }
    }
  }
  return links
}

const holds = ({ period: a }: CellPlace, { period: b }: CellPlace): boolean =>
  a.from <= b.from && b.to <= a.to && (a.from < b.from || b.to < a.to)

const daysOf = ({ period }: CellPlace): number => Date.parse(period.to) - Date.parse(period.from)

/** Periods laid end to end without overlapping, in as few series as that takes. */
function chainsOf(places: readonly CellPlace[]): CellPlace[][] {
  const chains: CellPlace[][] = []
  for (const place of places.toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1))) {
    const chain = chains.find((one) => (one.at(-1)?.period.to ?? '') < place.period.from)
    if (chain) chain.push(place)
    else chains.push([place])
  }
  return chains
}

/** Which cells must stay in doubt, and by how much. */
function guard(
  all: readonly SystemCell[],
  equations: LinkedTable['equations'],
  index: ReadonlyMap<string, number>,
  keepHidden: ReadonlySet<string>,
  threshold: number,
): System {
  const levels = new Map<number, { down: number; up: number }>()
  for (const [cell, { value, state }] of all.entries()) {
    if (state !== 'printed' && value > 0 && value < threshold)
      levels.set(cell, { down: value - 1, up: threshold - value })
  }
  for (const { cell, down, up } of groupsTold(all, equations, threshold)) {
    const known = levels.get(cell) ?? { down: 0, up: 0 }
    levels.set(cell, { down: Math.max(known.down, down), up: Math.max(known.up, up) })
  }
  const guarded = [...levels].filter(([, { down, up }]) => down + up > 0).map(([cell]) => cell)
  for (const [cell, { key, state }] of all.entries()) {
    const stays = state === 'kept' || keepHidden.has(key)
    if (stays && state !== 'printed' && !levels.has(cell)) levels.set(cell, { down: 0, up: 0 })
  }
  for (const key of keepHidden) {
    const cell = index.get(key)
    if (cell !== undefined && all[cell]?.state !== 'printed' && !levels.has(cell))
      levels.set(cell, { down: 0, up: 0 })
  }
  const primary = [...levels.keys()].toSorted((a, b) => a - b)
  return {
    cells: all,
    guarded,
    table: {
      cells: all.map(({ value, state }) => ({ value: state === 'printed' ? 0 : value })),
      equations,
      primary,
      lpl: primary.map((cell) => levels.get(cell)?.down ?? 0),
      upl: primary.map((cell) => levels.get(cell)?.up ?? 0),
    },
  }
}

/**
 * Group disclosure: where all of a small group gave one answer, whoever belongs to the group is told apart. The answer is
 * hidden with the zeros beside it, one of which must seem possible. The whole population, and places, are no such groups.
 */
function groupsTold(
  all: readonly SystemCell[],
  equations: LinkedTable['equations'],
  threshold: number,
): { cell: number; down: number; up: number }[] {
  // Nobody at all gave these answers, which is printed: that nobody of the group did tells nothing more.
  const widthOf = (cell: number) => Object.keys(placeOf(all[cell]?.key ?? '').at).length
  const empty = new Set(
    equations.flatMap(({ total, parts }) =>
      all[total]?.value === 0 ? parts.filter((part) => widthOf(part) > widthOf(total)) : [],
    ),
  )
  return equations.flatMap(({ total, parts }) => {
    const group = all[total]
    if (!group || group.value === 0 || Object.keys(placeOf(group.key).at).length === 0) return []
    const isWord = parts.length === 2 && all[parts[1] ?? 0]?.key.includes('>+')
    const answers = isWord ? parts : parts.filter((part) => isAnswerTo(all[part], group))
    if (isWord && !isAnswerTo(all[parts[0] ?? 0], group)) return []
    const told = answers.find((part) => all[part]?.value === group.value)
    if (told === undefined || answers.length < 2) return []
    if (all[told]?.state === 'printed' || all[told]?.state === 'derived') return []
    // A group as large as this tells of nobody.
    if (group.value >= threshold * 10) return []
    const open = answers.filter((part) => !empty.has(part) && all[part]?.state !== 'printed')
    if (open.length < 2) return []
    return open.map((part) =>
      part === told ? { cell: part, down: 1, up: 0 } : { cell: part, down: 0, up: 1 },
    )
  })
}

/** Whether a cell says one thing more of the same units: neither a smaller place nor a shorter time. */
function isAnswerTo(cell: SystemCell | undefined, group: SystemCell): boolean {
  if (cell === undefined || cell.state === 'derived') return false
  const { at, period } = placeOf(cell.key)
  const of = placeOf(group.key)
  if (period.from !== of.period.from || period.to !== of.period.to) return false
  return Object.keys(at).length === Object.keys(of.at).length + 1 && at.place === of.at.place
}
