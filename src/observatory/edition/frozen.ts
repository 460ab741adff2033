import { percentOf } from '#kernel/percent.ts'
import { isDepartement } from '#vocabulary'
import type { Report, ReportFigure } from '../report/contract.ts'
import { lengthInMonths, type Period } from '../report/period.ts'

/** The columns of a frozen file that a figure may count. */
export const frozenColumns = [
  'caller_profile',
  'gender',
  'age',
  'departement',
  'known_to_child_protection',
  'stage',
  'danger_level',
  'certainty',
] as const
export type FrozenColumn = (typeof frozenColumns)[number]

/** What a file said when the year was closed. */
export type FrozenFact = Readonly<Record<Exclude<FrozenColumn, 'age'>, string | null>> & {
  readonly number: number
  readonly age: number | null
  readonly month: string
  readonly words: readonly string[]
}

/** A figure as it was when the year was closed, with how its facts are counted; `counted` ones hold their counts. */
export interface FrozenFigure {
  readonly id: string
  readonly title: string
  readonly rule: string
  readonly unit: string
  readonly population: ReportFigure['population']
  readonly multiple: boolean
  readonly from:
    | {
        readonly kind: 'column'
        readonly column: FrozenColumn
        readonly bands?: Readonly<Record<string, string>>
      }
    | { readonly kind: 'word'; readonly list: string }
    | { readonly kind: 'month' }
    | { readonly kind: 'counted'; readonly base: number; readonly rows: ReportFigure['rows'] }
  readonly rows: readonly { readonly code: string; readonly label: string }[]
}

export interface Frozen {
  readonly method: string
  readonly period: Period
  readonly figures: readonly FrozenFigure[]
  readonly facts: readonly FrozenFact[]
}

/** A way of counting frozen facts; it is never changed, another one is added beside it. */
interface Method {
  /** Said to readers. */
  readonly words: string
  /** The rows of a figure under which a file counts. */
  readonly answers: (figure: FrozenFigure, fact: FrozenFact) => readonly string[]
}

/** Under which code stands a file that nobody asked. */
const unasked = 'not_asked'

/** Every way of counting that an edition may name. */
export const methods: Readonly<Record<string, Method>> = {
  'situations-1': {
    words:
      'Chaque situation dont le premier contact tombe dans la période compte une fois par réponse ; les pourcentages sont arrondis au dixième, la moitié vers le haut.',
    answers: ({ from }, fact) => {
      if (from.kind === 'month') return [fact.month]
      if (from.kind === 'word')
        return fact.words
          .filter((word) => word.startsWith(`${from.list}/`))
          .map((word) => word.slice(from.list.length + 1))
      if (from.kind === 'counted') return []
      const value = fact[from.column]
      return [from.bands ? (from.bands[value ?? ''] ?? unasked) : String(value ?? unasked)]
    },
  },
}

export const presentMethod = 'situations-1'

/** The rows under which a file counts, by the method of its edition. */
export function answersOf(method: string, figure: FrozenFigure, fact: FrozenFact): readonly string[] {
  const known = methods[method]
  if (!known) throw new Error(`no method ${method}`)
  return known.answers(figure, fact)
}

/** Counts an edition again from its frozen facts alone: the same digits, whatever the files and the words have become. */
export function recount({ method, period, figures, facts }: Frozen): Report {
  const counted = figures.map((figure) => countFigure(method, figure, facts))
  const baseOf = (id: string) => counted.find((figure) => figure.id === id)?.base ?? 0
  const contacts = baseOf('contact_channel')
  const ages = facts.flatMap(({ age }) => (age === null ? [] : [age])).toSorted((a, b) => a - b)
  const middle = (rank: number) => ages[Math.floor(rank)] ?? 0
  const known = ages.length
  return {
    period: { from: period.from, to: period.to },
    filters: { departement: [], callerProfile: [] },
    populations: {
      situations: facts.length,
      contacts,
      departments: new Set(
        facts.flatMap(({ departement: code }) => (code && isDepartement(code) ? [code] : [])),
      ).size,
    },
    rates: {
      newSituationsPerMonth: facts.length / lengthInMonths(period),
      contactsPerSituation: facts.length === 0 ? null : contacts / facts.length,
      meanAge: known === 0 ? null : ages.reduce((sum, age) => sum + age, 0) / known,
    },
    ages: {
      known,
      median: known === 0 ? null : (middle((known - 1) / 2) + middle(known / 2)) / 2,
      under15: ages.filter((age) => age < 15).length,
    },
    figures: counted,
  }
}

function countFigure(method: string, figure: FrozenFigure, facts: readonly FrozenFact[]): ReportFigure {
  const { id, title, rule, population, multiple, from } = figure
  const head = { id, title, rule, population, multiple }
  if (from.kind === 'counted') return { ...head, base: from.base, rows: from.rows }
  const counts = new Map<string, number>()
  for (const fact of facts)
    for (const code of answersOf(method, figure, fact)) counts.set(code, (counts.get(code) ?? 0) + 1)
  return {
    ...head,
    base: facts.length,
    rows: figure.rows.map(({ code, label }) => {
      const count = counts.get(code) ?? 0
      return { code, label, count, percent: percentOf(count, facts.length) }
    }),
  }
}
