import type { List } from '#kernel/list.ts'
import { nearestCodes } from '#kernel/nearest.ts'
import { formatNumber } from '#kernel/ui/format.ts'
import type { EditionOutput } from './output.ts'

/** A figure that a sentence may hold; `text` is null when it may not be told. */
export interface LiveFigure {
  readonly name: string
  readonly label: string
  readonly text: string | null
}

const nbsp = '\u00a0'
const decimal = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 0, maximumFractionDigits: 1 })
const share = (value: number | null): string | null =>
  value === null ? null : `${decimal.format(value)}${nbsp}%`
const number = (value: number | null): string | null => (value === null ? null : formatNumber(value))

/** Every name that may stand between double braces, in the order of the report. */
export function liveFigures({
  headlines,
  figures,
}: Pick<EditionOutput, 'headlines' | 'figures'>): LiveFigure[] {
  return [
    ...headlines.map(({ name, label, value }) => ({ name, label, text: value })),
    ...figures.flatMap(({ id, title, base, rows }) => [
      { name: `${id}.base`, label: `${title} : base`, text: number(base) },
      ...rows.flatMap(({ code, label, count, percent }) => [
        { name: `${id}.${code}.count`, label: `${title} : ${label}, nombre`, text: number(count) },
        { name: `${id}.${code}.percent`, label: `${title} : ${label}, part`, text: share(percent) },
      ]),
    ]),
  ]
}

/** A text with its figures in place, and what could not be put there. */
export interface Resolved {
  readonly text: string
  readonly unknown: readonly { readonly name: string; readonly near: readonly string[] }[]
  readonly hidden: readonly string[]
}

const braces = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Puts the figures in their sentences: a name that is not known stays as it was written. */
export function resolve(text: string, known: readonly LiveFigure[]): Resolved {
  const byName = new Map(known.map((figure) => [figure.name, figure]))
  const unknown = new Map<string, readonly string[]>()
  const hidden = new Set<string>()
  const said = text.replaceAll(braces, (written, name: string) => {
    const figure = byName.get(name)
    if (!figure) unknown.set(name, nearestNames(name, known))
    else if (figure.text === null) hidden.add(name)
    return figure?.text ?? (figure ? '–' : written)
  })
  return { text: said, unknown: [...unknown].map(([name, near]) => ({ name, near })), hidden: [...hidden] }
}

function nearestNames(name: string, known: readonly LiveFigure[]): readonly string[] {
  const codes = known.map((figure) => figure.name)
  const list: List = {
    name: 'live_figure',
    codes,
    entry: () => undefined,
    label: (code) => code,
    has: (code): code is string => codes.includes(code),
  }
  return nearestCodes(list, name)
}

/** A piece of a chapter: `## ` begins a heading, `- ` a point of a list, an empty line a paragraph. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

export function blocksOf(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part): Block[] => {
      const lines = part.split('\n').map((line) => line.trim())
      const [first = '', ...rest] = lines
      if (first.startsWith('## '))
        return [{ kind: 'heading', text: first.slice(3) }, ...blocksOf(rest.join('\n'))]
      if (lines.every((line) => line.startsWith('- ')))
        return [{ kind: 'list', items: lines.map((line) => line.slice(2)) }]
      return [{ kind: 'paragraph', text: lines.join(' ') }]
    })
}
