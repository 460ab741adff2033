import type { ReactNode } from 'react'
import { TextLink } from './Button.tsx'
import { Disclosure } from './Disclosure.tsx'
import { formatNumber, formatPercent } from './format.ts'

export interface BarRow {
  code: string
  label: string
  /** `null` when it may not be published: hatched, never white. */
  count: number | null
  percent: number | null
  note?: string
  href?: string
}

export interface BarListProps {
  caption: string
  rows: readonly BarRow[]
  /** What is counted, in the plural: « dossiers ». */
  unit?: string
  base?: number
  /** How it is counted, in a sentence. */
  rule?: string
  hideCaption?: boolean
  /** The percentage that fills the bar; the largest row unless told. */
  maxPercent?: number
}

/** Horizontal bars that are a table: whoever does not see the bars reads the same figures. */
export function BarList({
  caption,
  rows,
  unit = 'effectif',
  base,
  rule,
  hideCaption,
  maxPercent,
}: BarListProps) {
  const hasPercent = rows.some((row) => row.percent !== null)
  const sizes = rows.map((row) => (hasPercent ? row.percent : row.count) ?? 0)
  const full = maxPercent ?? Math.max(1, ...sizes)
  return (
    <div>
      <table className="bars">
        <caption className={hideCaption ? 'visually-hidden' : undefined}>
          {caption}
          {base !== undefined && (
            <span>
              {' '}
              · sur {formatNumber(base)} {unit}
            </span>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Intitulé</span>
            </th>
            <td />
            <th scope="col" className="bars-number">
              {unit}
            </th>
            {hasPercent && (
              <th scope="col" className="bars-number">
                part
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <BarLine key={row.code} row={row} full={full} hasPercent={hasPercent} />
          ))}
        </tbody>
      </table>
      {rule && (
        <div className="bars-rule">
          <Disclosure title="Règle de calcul">{rule}</Disclosure>
        </div>
      )}
    </div>
  )
}

function BarLine({ row, full, hasPercent }: { row: BarRow; full: number; hasPercent: boolean }) {
  const isHidden = row.count === null
  const size = ((hasPercent ? row.percent : row.count) ?? 0) / full
  return (
    <tr data-zero={row.count === 0 || undefined}>
      <th scope="row">
        {row.href ? <TextLink href={row.href}>{row.label}</TextLink> : row.label}
        {row.note && <small>{row.note}</small>}
      </th>
      <td className="bars-cell" aria-hidden>
        <div className={isHidden ? 'hatched' : undefined}>
          {!isHidden && <div className="bars-fill" style={{ inlineSize: `${Math.min(1, size) * 100}%` }} />}
        </div>
      </td>
      <td className="bars-number">{row.count === null ? 'masqué' : formatNumber(row.count)}</td>
      {hasPercent && (
        <td className="bars-number">{row.percent === null ? '–' : formatPercent(row.percent)}</td>
      )}
    </tr>
  )
}

/** A figure one remembers. */
export function KeyFigure({
  value,
  label,
  note,
  href,
}: {
  value: string
  label: string
  note?: ReactNode
  href?: string
}) {
  return (
    <div className="key-figure">
      <dt>{href ? <TextLink href={href}>{label}</TextLink> : label}</dt>
      <dd>{value}</dd>
      {note && <dd className="key-figure-note">{note}</dd>}
    </div>
  )
}

/** A row of key figures. */
export function KeyFigures({ children }: { children: ReactNode }) {
  return <dl className="key-figures">{children}</dl>
}

export interface Definition {
  term: string
  /** Nothing is an absence, and is shown as one. */
  value: ReactNode | null
  note?: ReactNode
}

/** What is known of a thing, term by term. */
export function DefinitionList({
  items,
  columns = 1,
  emptyLabel = 'Non renseigné',
}: {
  items: readonly Definition[]
  columns?: 1 | 2 | 3
  emptyLabel?: string
}) {
  return (
    <dl className="definitions" data-columns={columns}>
      {items.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>
            {item.value === null || item.value === undefined || item.value === '' ? (
              <span className="absent">{emptyLabel}</span>
            ) : (
              item.value
            )}
            {item.note && <small>{item.note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
