import { useState } from 'react'
import { BarList, Button, formatPercent, Panel, plural } from '#kernel/ui/index.ts'
import { FranceMap } from '#kernel/ui/map/FranceMap.tsx'
import { departement } from '#vocabulary'
import type { Report, ReportFigure } from './contract.ts'
import { captionOf, Rule } from './FigurePanel.tsx'
import { wordsOf } from './figures.ts'
import { sentenceOf } from './sentence.ts'

interface PlacesPanelProps {
  readonly figure: ReportFigure
  readonly report: Report
}

/** The départements twice: as a map, and as the table that says the same to whoever does not see it. */
export function PlacesPanel({ figure, report }: PlacesPanelProps) {
  const [isWhole, setWhole] = useState(false)
  const { one, many } = wordsOf(figure.population)
  const rowOf = new Map(figure.rows.map((row) => [row.code, row]))
  const counted = figure.rows.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  const told = (code: string) => {
    const { count = 0, percent = null } = rowOf.get(code) ?? {}
    const part = count > 0 && percent !== null ? `, ${formatPercent(percent)}` : ''
    return `${departement.label(code)} (${code})\u00a0: ${count === 0 ? `aucune ${one}` : plural(count, one, many)}${part}`
  }
  const missing = figure.rows.length - counted.length
  return (
    <Panel
      level={3}
      title={figure.title}
      lead={<span className="report-says">{sentenceOf(figure, report)}</span>}
    >
      <div className="report-places">
        <FranceMap
          title="Situations par département"
          values={Object.fromEntries(
            figure.rows.filter(({ code }) => code !== 'not_asked').map(({ code, count }) => [code, count]),
          )}
          label={told}
        />
        <div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever scrolls with the keyboard must reach it. */}
          <section className="report-places-table" aria-label="Table des départements" tabIndex={0}>
            <BarList
              caption={captionOf(figure)}
              rows={(isWhole ? figure.rows : counted).map((row) => ({ ...row, label: named(row) }))}
              unit={many}
              base={figure.base}
            />
          </section>
          {missing > 0 && (
            <Button size="small" variant="plain" onPress={() => setWhole(!isWhole)}>
              {isWhole
                ? 'Seulement les départements concernés'
                : `Tous les départements, dont ${missing} sans ${one}`}
            </Button>
          )}
        </div>
      </div>
      <Rule figure={figure} />
    </Panel>
  )
}

const named = ({ code, label }: { code: string; label: string }): string =>
  /^\d/.test(code) ? `${label} (${code})` : label
