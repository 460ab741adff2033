import { percentOf } from '#kernel/percent.ts'
import { refuse } from '#kernel/refusal.ts'
import { formatNumber } from '#kernel/ui/format.ts'
import { type Passed, type PassedTable, pass } from '../disclosure/gate.server.ts'
import {
  type CountTable,
  coarser,
  type GateAudience,
  gateSettings,
  guardedUnits,
  keyOf,
  type PublishedCell,
  placeIn,
} from '../disclosure/gate.ts'
import type { Report, ReportFigure } from '../report/contract.ts'
import { headlinesOf } from '../report/sentence.ts'
import { crossed, labelIn, tableOf } from './crossing.ts'
import { type Frozen, type FrozenFigure, methods, recount } from './frozen.ts'
import { blocksOf, liveFigures, resolve } from './names.ts'
import type { EditionOutput, OutputCrossing, OutputFigure } from './output.ts'

/** Told in coarser classes, or of no use outside the house. */
const insideOnly: readonly string[] = ['age_band', 'stage']

export interface WantedCrossing {
  readonly figures: readonly string[]
  readonly byRegion: boolean
}

export interface BuildAsk {
  readonly audience: GateAudience
  readonly year: number
  readonly title: string
  readonly erratum: string | null
  readonly publishedAt: string
  readonly chapters: readonly { readonly title: string; readonly body: string }[]
  readonly crossings: readonly WantedCrossing[]
  readonly already: readonly (readonly PublishedCell[])[]
}

/**
 * What one audience may read of an edition: every count through the gate, all tables at once, and the chapters with the
 * figures as they leave.
 * @throws Refusal `disclosure_refused`, or `edition_text` when a sentence holds a figure that is unknown or hidden
 */
export async function buildOutput(
  frozen: Frozen,
  ask: BuildAsk,
): Promise<{ output: EditionOutput; passed: Passed; tables: readonly CountTable[] }> {
  const told = frozen.figures.filter(({ id }) => !insideOnly.includes(id))
  const report = recount(frozen)
  const crossings = ask.crossings.map((wanted) => ({ wanted, ...crossingTable(frozen, wanted) }))
  const tables = [...told.map((figure) => tableOf(frozen, figure)), ...crossings.map(({ table }) => table)]
  const passed = await pass(tables, ask.audience, ask.already)
  const byId = new Map(passed.tables.map((table) => [table.id, table]))
  const figures = told.map((figure) => figureOf(figure, report, byId.get(figure.id)))
  const places = told.find(({ id }) => id === 'department')
  const output: EditionOutput = {
    year: ask.year,
    title: ask.title,
    period: { from: frozen.period.from, to: frozen.period.to },
    audience: ask.audience,
    threshold: gateSettings[ask.audience].threshold,
    method: frozen.method,
    methodWords: methods[frozen.method]?.words ?? '',
    erratum: ask.erratum,
    publishedAt: ask.publishedAt,
    headlines: headlines(report, figures),
    figures: places ? [...figures, regionsOf(places, byId.get('department'), report)] : figures,
    crossings: crossings.map(({ of, table }) => crossingOf(table, of, byId.get(table.id))),
    chapters: [],
  }
  return { output: { ...output, chapters: chaptersOf(ask, output) }, passed, tables }
}

/** A crossing as it was asked for. */
export function crossingTable(
  frozen: Frozen,
  { figures, byRegion }: WantedCrossing,
): { table: CountTable; of: readonly FrozenFigure[] } {
  const of = figures.map((id) => {
    const figure = frozen.figures.find((one) => one.id === id)
    if (!figure || !['column', 'word'].includes(figure.from.kind))
      return refuse('malformed', { fields: [{ field: 'crossings', message: `« ${id} » ne se croise pas.` }] })
    return figure
  })
  const id = `${figures.map((one) => (one === 'department' && byRegion ? 'region' : one)).join('-')}`
  const table = crossed(frozen, of, id)
  const larger = byRegion && table.axes.includes('place') ? coarser(table) : undefined
  return { table: larger ?? table, of }
}

const countIn = (table: PassedTable | undefined, code: string | null): number | null =>
  table?.cells.find(({ at }) => at[0] === code)?.count ?? null

function figureOf(figure: FrozenFigure, report: Report, table: PassedTable | undefined): OutputFigure {
  const { id, title, rule, population, multiple, unit } = figure
  const head = { id, title, rule, population, multiple }
  const counted = report.figures.find((one) => one.id === id)
  if (!counted) throw new Error(`no figure ${id}`)
  // What institutions answered, and what was held or sent, tells of no child.
  if (!guardedUnits.includes(unit)) return { ...head, base: counted.base, rows: counted.rows }
  const base = countIn(table, null)
  return {
    ...head,
    base,
    rows: counted.rows.map((row) => rowOf(row.code, row.label, countIn(table, row.code), base)),
  }
}

/** A share is told when its count and its base are. */
const rowOf = (code: string, label: string, count: number | null, base: number | null) => ({
  code,
  label,
  count,
  percent: count === null || base === null ? null : percentOf(count, base),
})

function regionsOf(places: FrozenFigure, table: PassedTable | undefined, report: Report): OutputFigure {
  const base = countIn(table, null)
  const rows = (table?.cells ?? []).flatMap(({ at: [code], count }) =>
    code?.startsWith('R') ? [rowOf(code, labelIn(places, code), count, base)] : [],
  )
  const rule = report.figures.find(({ id }) => id === places.id)?.rule ?? ''
  return {
    id: 'region',
    title: 'Régions concernées',
    rule,
    population: 'situations',
    multiple: false,
    base,
    rows,
  }
}

function crossingOf(
  table: CountTable,
  of: readonly FrozenFigure[],
  passed: PassedTable | undefined,
): OutputCrossing {
  return {
    id: table.id,
    title: of.map(({ title }) => title).join(' × '),
    rule: of.map(({ rule }) => rule).join(' '),
    axes: of.map(({ id, title }) => ({ id, title })),
    rows: (passed?.cells ?? []).map(({ at, count }) => ({
      at: at.map((code, axis) => {
        const figure = of[axis]
        return { code, label: code === null || !figure ? 'Ensemble' : labelIn(figure, code) }
      }),
      count,
    })),
  }
}

/** The figures that one remembers; a mean is told when all the counts that it is made of are. */
function headlines(report: Report, figures: readonly OutputFigure[]): EditionOutput['headlines'] {
  const names = [
    'situations',
    'contacts',
    'departments',
    'new_per_month',
    'contacts_per_situation',
    'mean_age',
  ]
  const baseOf = (id: string) => figures.find((figure) => figure.id === id)?.base ?? null
  const isAgeTold = figures
    .find(({ id }) => id === 'published_age_band')
    ?.rows.every(({ count }) => count !== null)
  const isTold: Readonly<Record<string, boolean>> = {
    situations: baseOf('minor_gender') !== null,
    contacts: baseOf('contact_channel') !== null,
    departments: true,
    new_per_month: baseOf('minor_gender') !== null,
    contacts_per_situation: baseOf('minor_gender') !== null && baseOf('contact_channel') !== null,
    mean_age: (isAgeTold ?? false) && report.rates.meanAge !== null,
  }
  const lines = headlinesOf(report).map(({ value, label }, index) => {
    const name = names[index] ?? label
    return { name, label, value: isTold[name] ? value : null }
  })
  const { median } = report.ages
  return [
    ...lines,
    {
      name: 'median_age',
      label: 'd’âge médian au premier contact',
      value: isTold.mean_age && median !== null ? `${formatNumber(median)}\u00a0ans` : null,
    },
  ]
}

function chaptersOf(ask: BuildAsk, output: EditionOutput): EditionOutput['chapters'] {
  const known = liveFigures(output)
  const faults: { field: string; message: string }[] = []
  const chapters = ask.chapters.map(({ title, body }) => {
    const { text, unknown, hidden } = resolve(body, known)
    for (const { name, near } of unknown)
      faults.push({
        field: title,
        message: `« ${name} » n’est le nom d’aucun chiffre.${near.length > 0 ? ` Peut-être : ${near.join(', ')}.` : ''}`,
      })
    for (const name of hidden)
      faults.push({ field: title, message: `« ${name} » ne peut pas être publié : retirez-le de la phrase.` })
    return { title, blocks: blocksOf(text) }
  })
  if (faults.length > 0) refuse('edition_text', { fields: faults })
  return chapters
}

/** The whole of an edition as its analysts read it: nothing hidden. */
export function insideOutput(report: Report): Pick<EditionOutput, 'headlines' | 'figures'> {
  const figures: OutputFigure[] = report.figures.map((figure: ReportFigure) => figure)
  return { headlines: headlines(report, figures), figures }
}

/** The keys of the guarded cells of some tables, by table and place in it. */
export const keyIn = (table: CountTable, at: readonly (string | null)[]): string => keyOf(placeIn(table, at))
