import { formatDate, formatNumber, plural } from '#kernel/ui/format.ts'
import { departement } from '#vocabulary'
import type { Report, ReportFigure } from './contract.ts'
import { wordsOf } from './figures.ts'
import { headlinesOf, sentenceOf } from './sentence.ts'

const width = 96
/** More words than this (départements) and those that nobody gave are only counted. */
const longList = 40

/** The report as a terminal shows it: for each figure a sentence, then its table. */
export function reportAsText(report: Report): string {
  const { from, to } = report.period
  const headlines = headlinesOf(report).map(({ value, label }) => `  ${value.padStart(8)}  ${label}`)
  const title = `Rapport du ${formatDate(from)} au ${formatDate(to)}`
  return [
    [title, '═'.repeat(title.length)].join('\n'),
    headlines.join('\n'),
    ...report.figures.map((figure) => figureAsText(figure, report)),
  ].join('\n\n')
}

function figureAsText(figure: ReportFigure, report: Report): string {
  const isLong = figure.rows.length > longList && figure.rows.some(({ code }) => departement.has(code))
  const rows = isLong ? figure.rows.filter(({ count }) => count > 0) : figure.rows
  const nameOf = (row: (typeof rows)[number]) =>
    row.base === undefined ? row.label : `${row.label} (sur ${formatNumber(row.base)})`
  const label = Math.max(0, ...rows.map((row) => nameOf(row).length))
  const count = Math.max(1, ...rows.map((row) => formatNumber(row.count).length))
  const lines = rows.map(
    (row) =>
      `  ${nameOf(row).padEnd(label)}  ${formatNumber(row.count).padStart(count)}  ${percent(row.percent).padStart(7)}`,
  )
  const hidden = figure.rows.length - rows.length
  if (hidden > 0) lines.push(`  (${formatNumber(hidden)} autres lignes à zéro)`)
  const { one, many } = wordsOf(figure.population)
  return [
    figure.title,
    '─'.repeat(figure.title.length),
    ...wrap(sentenceOf(figure, report), ''),
    '',
    ...lines,
    '',
    ...wrap(
      `Base\u00a0: ${plural(figure.base, one, many)}${figure.multiple ? ', plusieurs réponses possibles' : ''}. ${figure.rule}`,
      '  ',
    ),
  ].join('\n')
}

const decimal = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const percent = (value: number | null): string => (value === null ? '–' : `${decimal.format(value)}\u00a0%`)

/** Cuts a sentence at its ordinary spaces; those that do not break stay where they are. */
function wrap(text: string, indent: string): string[] {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.length + word.length > width && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = indent
    }
    line += `${word} `
  }
  return [...lines, line.trimEnd()]
}
