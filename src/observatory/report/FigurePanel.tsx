import { BarList, Disclosure, formatList, formatNumber, Panel } from '#kernel/ui/index.ts'
import { isOfAwareness } from './awareness.ts'
import type { Report, ReportFigure } from './contract.ts'
import { wordsOf } from './figures.ts'
import { sentenceOf } from './sentence.ts'

interface FigurePanelProps {
  readonly figure: ReportFigure
  readonly report: Report
}

/** Fewer zeros than this stay rows of their own. */
const manyZeros = 3

/** One figure: what it says, its bars and counts, and its rule one click away (in full on paper). */
export function FigurePanel({ figure, report }: FigurePanelProps) {
  const { one, many } = wordsOf(figure.population)
  const zeros = figure.rows.filter(({ count }) => count === 0)
  // A month at zero is a gap in the course of the year; a word at zero need only be named.
  const hasBases = figure.rows.some(({ base }) => base !== undefined)
  const isOfMonths = figure.rows.some(({ code }) => /^\d{4}-\d{2}$/.test(code))
  const isShort = zeros.length < manyZeros || isOfMonths || hasBases
  const shown = isShort ? figure.rows : figure.rows.filter(({ count }) => count > 0)
  const rows = shown.map((row) =>
    row.base === undefined ? row : { ...row, label: `${row.label} (sur ${formatNumber(row.base)})` },
  )
  return (
    <Panel
      level={3}
      title={figure.title}
      lead={<span className="report-says">{sentenceOf(figure, report)}</span>}
    >
      {rows.length > 0 && (
        <BarList
          caption={captionOf(figure)}
          rows={figure.multiple && !hasBases ? rows.toSorted((a, b) => b.count - a.count) : rows}
          unit={many}
          base={hasBases ? undefined : figure.base}
          maxPercent={figure.multiple ? 100 : undefined}
        />
      )}
      {!isShort && (
        <p className="report-zeros">
          {`À zéro\u00a0: ${formatList(zeros.map(({ label }) => label))}${rows.length === 0 ? `, sur ${figure.base} ${figure.base < 2 ? one : many}` : ''}.`}
        </p>
      )}
      <Rule figure={figure} />
    </Panel>
  )
}

/** How a figure is counted: one click away on screen, in full on paper, where nothing can be clicked. */
export function Rule({ figure }: { readonly figure: ReportFigure }) {
  return (
    <>
      <div className="no-print">
        <Disclosure title="Règle de calcul">{figure.rule}</Disclosure>
      </div>
      <p className="report-rule">{figure.rule}</p>
    </>
  )
}

/** What stands over the bars: how the answers are to be read. */
export const captionOf = ({ id, multiple, population, rows }: ReportFigure): string =>
  rows.some(({ base }) => base !== undefined)
    ? 'Chaque ligne a sa base'
    : isOfAwareness(id)
      ? `Chaque ${wordsOf(population).one} compte dans une seule ligne`
      : multiple
        ? 'Plusieurs réponses possibles'
        : `Une réponse par ${wordsOf(population).one}`
