import { regionOf } from '#vocabulary'

/** Who will read the counts. */
export type GateAudience = 'public' | 'professional'

/** What each audience may be told: fewer units than `threshold` are not told apart, and a crossed table of which more than `mostHidden` would be hidden says nothing. */
export const gateSettings: Readonly<Record<GateAudience, { threshold: number; mostHidden: number }>> = {
  public: { threshold: 11, mostHidden: 0.5 },
  professional: { threshold: 5, mostHidden: 0.5 },
}

/** What is told to one audience is known to those listed with it. */
export const readBy: Readonly<Record<GateAudience, readonly GateAudience[]>> = {
  public: ['public'],
  professional: ['public', 'professional'],
}

/** The units behind which there are children; the others (sessions held, answers of institutions) are told as they are. */
export const guardedUnits: readonly string[] = ['situation', 'contact', 'dismissed_contact', 'callback']

/** What stands for a hidden count, primary and secondary alike. */
export const hiddenSymbol = '–'

export interface GatePeriod {
  readonly from: string
  readonly to: string
}

/**
 * A table of counts as it would be published, margins included. An axis whose name begins with `+` holds words of which
 * one unit may have several; the others share the units out. The axis `place` knows that départements lie in régions
 * (`R84`); the words of the axis `month` are periods.
 */
export interface CountTable {
  readonly id: string
  readonly unit: string
  readonly period: GatePeriod
  readonly axes: readonly string[]
  /** What the table is narrowed to: `{ place: '33' }`. */
  readonly within?: Readonly<Record<string, string>>
  /** One code an axis, `null` where the cell is the margin over it. */
  readonly cells: readonly { readonly at: readonly (string | null)[]; readonly count: number }[]
}

/** A cell that readers already have, or know to exist. */
export interface PublishedCell {
  readonly key: string
  readonly value: number
  readonly isShown: boolean
}

/** A cell by what it counts, whatever table it stands in: two tables that hold the same one are linked by it. */
export interface CellPlace {
  readonly unit: string
  readonly period: GatePeriod
  readonly at: Readonly<Record<string, string>>
}

export const isSeveral = (axis: string): boolean => axis.startsWith('+')

/** The word that holds another one on an axis. */
export function above(axis: string, code: string): string | undefined {
  if (axis !== 'place' || code.startsWith('R')) return undefined
  const region = regionOf(code)
  return region === undefined ? undefined : `R${region}`
}

/** `situation|2024-01-01/2024-12-31|gender=girl&place=33`. */
export const keyOf = ({ unit, period, at }: CellPlace): string =>
  `${unit}|${period.from}/${period.to}|${Object.keys(at)
    .toSorted()
    .map((axis) => `${axis}=${at[axis]}`)
    .join('&')}`

export function placeOf(key: string): CellPlace {
  const [unit = '', period = '', at = ''] = key.split('|')
  const [from = '', to = ''] = period.split('/')
  const pairs = at === '' ? [] : at.split('&').map((pair) => pair.split('='))
  return { unit, period: { from, to }, at: Object.fromEntries(pairs) }
}

/** Where a cell of a table stands among all that was ever published. */
export function placeIn(table: CountTable, at: readonly (string | null)[]): CellPlace {
  let period = table.period
  const codes: Record<string, string> = { ...table.within }
  for (const [index, axis] of table.axes.entries()) {
    const code = at[index] ?? null
    if (code === null) continue
    if (axis === 'month') period = monthWithin(code, period)
    else codes[axis] = code
  }
  return { unit: table.unit, period, at: codes }
}

/** The days of a month that lie in a period. */
function monthWithin(month: string, { from, to }: GatePeriod): GatePeriod {
  const first = `${month}-01`
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  return { from: first < from ? from : first, to: last > to ? to : last }
}

/** The same table told by larger places, then without its last axis; nothing when there is nothing coarser. */
export function coarser(table: CountTable): CountTable | undefined {
  if (table.axes.length < 2) return undefined
  const place = table.axes.indexOf('place')
  const isFine = (code: string | null | undefined) =>
    !!code && !code.startsWith('R') && !!above('place', code)
  const hasRegions = table.cells.some(({ at }) => at[place]?.startsWith('R'))
  if (place >= 0 && hasRegions && table.cells.some(({ at }) => isFine(at[place])))
    return { ...table, cells: table.cells.filter(({ at }) => !isFine(at[place])) }
  const kept = place >= 0 ? table.axes.filter((_, index) => index !== place) : table.axes.slice(0, -1)
  const dropped = place >= 0 ? place : table.axes.length - 1
  return {
    ...table,
    axes: kept,
    cells: table.cells
      .filter(({ at }) => (at[dropped] ?? null) === null)
      .map(({ at, count }) => ({ at: at.filter((_, index) => index !== dropped), count })),
  }
}
