import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePdf } from '#kernel/pdf.server.ts'
import { Refusal } from '#kernel/refusal.ts'
import { formatDate, formatNumber } from '#kernel/ui/format.ts'
import { hiddenSymbol } from '../disclosure/gate.ts'
import type { EditionFile } from './files.server.ts'
import { type EditionOutput, hidingRule } from './output.ts'

const source = readFileSync(join(import.meta.dirname, 'edition.typ'), 'utf8')

const decimal = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? hiddenSymbol : formatNumber(value)
const share = (value: number | null): string =>
  value === null ? hiddenSymbol : `${decimal.format(value)}\u00a0%`

/** More rows than this, and those at zero are only named in the data. */
const longTable = 40

/** Figures that stand in the synthesis of two pages. */
const inSynthesis: readonly string[] = [
  'caller_profile',
  'minor_gender',
  'published_age_band',
  'problem',
  'action',
]

function tablesOf({ figures, crossings, threshold }: EditionOutput) {
  const plain = figures.map(({ id, title, rule, base, rows }) => {
    const shown = rows.length > longTable ? rows.filter(({ count }) => count !== 0) : rows
    const isHidden = rows.some(({ count }) => count === null)
    return {
      id,
      title,
      heads: ['Réponse', 'Nombre', 'Part'],
      rows: shown.map((row) => [
        row.base === undefined ? row.label : `${row.label} (sur ${number(row.base)})`,
        number(row.count),
        share(row.percent),
      ]),
      notes: [
        `Base\u00a0: ${number(base)}. ${rule}`,
        ...(shown.length < rows.length
          ? ['Les lignes à zéro ne sont pas imprimées\u00a0; elles sont dans les données.']
          : []),
        ...(isHidden ? [hidingRule(threshold)] : []),
      ],
    }
  })
  const crossed = crossings.map(({ id, title, axes, rows, rule }) => ({
    id,
    title,
    heads: [...axes.map((axis) => axis.title), 'Nombre'],
    rows: rows
      .filter(({ count }) => count !== 0)
      .map(({ at, count }) => [...at.map(({ label }) => label), number(count)]),
    notes: [rule, ...(rows.some(({ count }) => count === null) ? [hidingRule(threshold)] : [])],
  }))
  return [...plain, ...crossed]
}

/** What is printed of an edition; `isShort` for the synthesis. */
export function sheetOf(output: EditionOutput, isShort: boolean) {
  const tables = tablesOf(output)
  return {
    title: isShort ? `${output.title} – l’essentiel` : output.title,
    isShort,
    period: `Du ${formatDate(output.period.from)} au ${formatDate(output.period.to)}`,
    reader: output.audience === 'public' ? 'Pour tous' : 'Pour les professionnels',
    erratum: output.erratum,
    method: output.methodWords,
    hiding: hidingRule(output.threshold),
    headlines: output.headlines.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }])),
    chapters: isShort ? output.chapters.slice(0, 1) : output.chapters,
    tables: isShort
      ? tables
          .filter(({ id }) => inSynthesis.includes(id))
          .map((table) => ({
            ...table,
            rows: table.rows.filter(([, count]) => count !== '0').slice(0, 8),
            notes: [],
          }))
      : tables,
    issuedAt: output.publishedAt,
  }
}

/** An edition on paper, whole and in two pages; none on a machine that cannot print. */
export async function paperFiles(output: EditionOutput): Promise<EditionFile[]> {
  try {
    const whole = await makePdf(source, sheetOf(output, false))
    const short = await makePdf(source, sheetOf(output, true))
    return [
      { name: 'rapport.pdf', type: 'application/pdf', content: whole },
      { name: 'synthese.pdf', type: 'application/pdf', content: short },
    ]
  } catch (error) {
    if (error instanceof Refusal && error.code === 'pdf_unavailable') return []
    throw error
  }
}
