import { stringify } from 'csv-stringify/sync'
import type { Report } from './contract.ts'

const columns = [
  'figure',
  'title',
  'code',
  'label',
  'count',
  'percent',
  'population',
  'base',
  'multiple',
  'rule',
  'from',
  'to',
] as const

/** The report as CSV, a line for each figure and code; a cell that a spreadsheet would run as a formula is made text. */
export function reportAsCsv({ figures, period }: Report): string {
  const lines = figures.flatMap(({ id, title, rule, population, base, multiple, rows }) =>
    rows.map((row) => ({ figure: id, title, base, ...row, population, multiple, rule, ...period })),
  )
  return stringify(lines, {
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  })
}
