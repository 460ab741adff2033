import { departement, region } from '#vocabulary'
import { above, type CountTable } from '../disclosure/gate.ts'
import { answersOf, type Frozen, type FrozenFact, type FrozenFigure } from './frozen.ts'

/** How a figure is called among the axes of the gate: ages are one axis at two grains, places another. */
export function axisOf({ id, multiple, from }: FrozenFigure): string {
  if (id === 'department') return 'place'
  if (from.kind === 'month') return 'month'
  if (from.kind === 'column' && from.column === 'age') return 'age'
  return multiple ? `+${id}` : id
}

/** The codes of a fact on a figure, with the place that holds it. */
const codesOf = (method: string, figure: FrozenFigure, fact: FrozenFact): string[] =>
  answersOf(method, figure, fact).flatMap((code) => {
    const larger = figure.id === 'department' ? above('place', code) : undefined
    return larger === undefined ? [code] : [code, larger]
  })

/** Every code of a figure: of places, the régions too. */
const allCodes = (figure: FrozenFigure): string[] => {
  const codes = figure.rows.map(({ code }) => code)
  if (figure.id !== 'department') return codes
  return [...new Set([...codes, ...codes.flatMap((code) => above('place', code) ?? [])])]
}

/** What a code of a figure is called. */
export function labelIn(figure: FrozenFigure, code: string): string {
  const row = figure.rows.find((one) => one.code === code)
  if (row) return row.label
  return code.startsWith('R') ? region.label(code.slice(1)) : departement.label(code)
}

/** The counts of a question, or of several crossed, margins included. */
export function crossed(frozen: Frozen, figures: readonly FrozenFigure[], id: string): CountTable {
  const counts = new Map<string, number>()
  for (const fact of frozen.facts) {
    const choices = figures.map((figure) => [null, ...codesOf(frozen.method, figure, fact)])
    for (const at of product(choices)) {
      const key = JSON.stringify(at)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return {
    id,
    unit: 'situation',
    period: frozen.period,
    axes: figures.map(axisOf),
    cells: product(figures.map((figure) => [null, ...allCodes(figure)])).map((at) => ({
      at,
      count: counts.get(JSON.stringify(at)) ?? 0,
    })),
  }
}

const product = (choices: readonly (readonly (string | null)[])[]): (string | null)[][] =>
  choices.reduce<(string | null)[][]>(
    (known, of) => known.flatMap((at) => of.map((code) => [...at, code])),
    [[]],
  )

/** The table of a figure: its answers, under the count of all that could have given one. */
export function tableOf(frozen: Frozen, figure: FrozenFigure): CountTable {
  const { from, id, unit } = figure
  if (from.kind !== 'counted') return crossed(frozen, [figure], id)
  const axis = from.rows.some((row) => row.base !== undefined) ? `+${id}` : axisOf(figure)
  return {
    id,
    unit,
    period: frozen.period,
    axes: [axis],
    cells: [{ at: [null], count: from.base }, ...from.rows.map(({ code, count }) => ({ at: [code], count }))],
  }
}
