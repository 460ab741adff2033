import { above, type CountTable, isSeveral, placeOf } from './gate.ts'
import { openSolver } from './reader.server.ts'

/** The answers of one unit, on each axis. */
type Answers = Readonly<Record<string, readonly string[]>>

/** Counts units into a table with its margins, régions among the places; words that nobody has are left out. */
export function tabulate(units: readonly Answers[], head: Omit<CountTable, 'cells'>): CountTable {
  const counts = new Map<string, { at: (string | null)[]; count: number }>()
  for (const unit of units) {
    const choices = head.axes.map((axis): (string | null)[] => [
      null,
      ...(unit[axis] ?? []).flatMap((code) => [code, ...[above(axis, code) ?? []].flat()]),
    ])
    const each = choices.reduce<(string | null)[][]>(
      (known, codes) => known.flatMap((at) => codes.map((code) => [...at, code])),
      [[]],
    )
    for (const at of each) {
      const cell = counts.get(JSON.stringify(at)) ?? { at, count: 0 }
      cell.count += 1
      counts.set(JSON.stringify(at), cell)
    }
  }
  const codes = head.axes.map((_, axis) => [
    ...new Set([...counts.values()].map(({ at }) => at[axis] ?? null)),
  ])
  const all = codes.reduce<(string | null)[][]>(
    (known, of) => known.flatMap((at) => of.map((code) => [...at, code])),
    [[]],
  )
  return { ...head, cells: all.map((at) => counts.get(JSON.stringify(at)) ?? { at, count: 0 }) }
}

/**
 * An attacker written apart from the gate: he knows the shown counts, that a part is no more than its whole, that answers
 * which exclude each other sum up to at most their whole (to it, when all are listed), and the same of periods. Gives the
 * least and the most that each wanted count may be for him.
 */
export async function valuesLeftTo(
  truth: readonly { readonly key: string; readonly value: number }[],
  shown: ReadonlySet<string>,
  wanted: readonly string[],
): Promise<Map<string, readonly [number, number]>> {
  const solver = await openSolver()
  const values = new Map(truth.map(({ key, value }) => [key, value]))
  const keys = [...values.keys()]
  const at = new Map(keys.map((key, index) => [key, index]))
  const rows = [...values.keys()].flatMap((whole) => sumsOf(whole, keys, values))
  const starts = [0]
  for (const { parts } of rows) starts.push((starts.at(-1) ?? 0) + parts.length + 1)
  const model = solver.createModel({
    numCols: keys.length,
    numRows: rows.length,
    colCost: keys.map(() => 0),
    colLower: keys.map((key) => (shown.has(key) ? (values.get(key) ?? 0) : 0)),
    colUpper: keys.map((key) => (shown.has(key) ? (values.get(key) ?? 0) : 1e6)),
    rowLower: rows.map(() => 0),
    rowUpper: rows.map(({ isWhole }) => (isWhole ? 0 : solver.infinity)),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: keys.length,
      starts,
      indices: rows.flatMap(({ whole, parts }) => [
        at.get(whole) ?? 0,
        ...parts.map((part) => at.get(part) ?? 0),
      ]),
      values: rows.flatMap(({ parts }) => [1, ...parts.map(() => -1)]),
    },
  })
  model.options.set({ output_flag: false })
  try {
    return new Map(
      wanted.map((key) => {
        const column = at.get(key) ?? 0
        const ends = [1, -1].map((sign) => {
          model.changeColCost(column, sign)
          model.run()
          const end = model.getSolution().colValue[column] ?? 0
          model.changeColCost(column, 0)
          return end
        })
        return [key, [ends[0] ?? 0, ends[1] ?? 0] as const]
      }),
    )
  } finally {
    model.dispose()
  }
}

interface Sum {
  readonly whole: string
  readonly parts: readonly string[]
  readonly isWhole: boolean
}

function sumsOf(whole: string, keys: readonly string[], values: ReadonlyMap<string, number>): Sum[] {
  const of = placeOf(whole)
  const width = Object.keys(of.at).length
  const finer = keys.map(placeOf).flatMap((place, index) => {
    const axes = Object.keys(place.at).filter((axis) => of.at[axis] !== place.at[axis])
    const key = keys[index] ?? ''
    return key !== whole && place.unit === of.unit && axes.length <= 1 ? [{ key, place, axis: axes[0] }] : []
  })
  const sums: Sum[] = []
  const add = (parts: readonly string[]) => {
    const sum = parts.reduce((total, part) => total + (values.get(part) ?? 0), 0)
    const isWord = parts.some((part) =>
      Object.keys(placeOf(part).at).some((axis) => isSeveral(axis) && !(axis in of.at)),
    )
    if (parts.length > 0) sums.push({ whole, parts, isWhole: !isWord && sum === values.get(whole) })
  }
  const sameTime = finer.filter(
    ({ place }) => place.period.from === of.period.from && place.period.to === of.period.to,
  )
  for (const axis of new Set(sameTime.flatMap((one) => one.axis ?? []))) {
    const on = sameTime.filter(
      (one) => one.axis === axis && Object.keys(one.place.at).length === width + (axis in of.at ? 0 : 1),
    )
    const below = on.filter(({ place }) =>
      axis in of.at
        ? above(axis, place.at[axis] ?? '') === of.at[axis]
        : above(axis, place.at[axis] ?? '') === undefined,
    )
    const loose =
      axis in of.at ? [] : on.filter(({ place }) => above(axis, place.at[axis] ?? '') !== undefined)
    if (isSeveral(axis)) for (const { key } of below) add([key])
    else {
      add(below.map(({ key }) => key))
      add(loose.map(({ key }) => key))
    }
  }
  const earlier = finer
    .filter(({ axis, place }) => axis === undefined && Object.keys(place.at).length === width)
    .filter(({ place }) => of.period.from <= place.period.from && place.period.to <= of.period.to)
    .filter(({ place }) => place.period.from !== of.period.from || place.period.to !== of.period.to)
  for (const { key } of earlier) add([key])
  const months = earlier.filter(({ place }) => place.period.from.slice(0, 7) === place.period.to.slice(0, 7))
  add(months.map(({ key }) => key))
  return sums
}
