import type { Db } from '#kernel/db.server.ts'
import type { Figure } from '#kernel/figure.ts'
import { isDepartement } from '#vocabulary'
import { countAwareness } from './awareness.server.ts'
import { isOfAwareness } from './awareness.ts'
import { countCartography } from './cartography.server.ts'
import { isOfCartography } from './cartography.ts'
import type { Report, ReportFigure } from './contract.ts'
import { figures, isColumn, isOfFacts, type SituationColumn, units } from './figures.ts'
import { lengthInMonths, monthsOf, type Period, spanOf } from './period.ts'
import { countAnswers, factOf, type Wanted } from './queries.server.ts'
import { type Counts, rowsOf } from './rows.ts'

/** What is asked of the report; without `figures`, all of them. */
export interface Ask extends Period {
  readonly departements?: readonly string[]
  readonly callerProfiles?: readonly string[]
  readonly figures?: readonly string[]
}

type Countable = (typeof figures)[number]

/** The population of départements and the ages come with every report. */
const always = ['departement', 'age'] as const

const none: Counts = new Map()

/** Counts a period: the same figures whether they are read on screen, in a file or in a terminal. */
export async function tally(db: Db, ask: Ask): Promise<Report> {
  const { from, to, departements = [], callerProfiles = [] } = ask
  const period = { from, to }
  const asked = figures.filter(({ id }) => ask.figures?.includes(id) ?? true)
  const scope = { ...period, ...spanOf(period), months: monthsOf(period), departements, callerProfiles }
  const idsOf = (isOfIt: (id: string) => boolean) => new Set(asked.map(({ id }) => id).filter(isOfIt))
  const [counts, cartography, awareness] = await Promise.all([
    countAnswers(db, scope, wantedBy(asked)),
    countCartography(db, period, departements, idsOf(isOfCartography)),
    countAwareness(db, period, departements, idsOf(isOfAwareness)),
  ])
  const bases = {
    situation: sum(counts.get('situation.departement')),
    contact: sum(counts.get('contact.channel')),
    dismissed_contact: sum(counts.get('dismissed_contact.disposition')),
    callback: sum(counts.get('callback.settlement')),
  }
  const ages = agesOf(counts.get('situation.age'))
  return {
    period,
    filters: { departement: [...departements], callerProfile: [...callerProfiles] },
    populations: {
      situations: bases.situation,
      contacts: bases.contact,
      departments: concerned(counts.get('situation.departement')),
    },
    rates: {
      newSituationsPerMonth: bases.situation / lengthInMonths(period),
      contactsPerSituation: bases.situation === 0 ? null : bases.contact / bases.situation,
      meanAge: ages.mean,
    },
    ages: { known: ages.known, median: ages.median, under15: ages.under15 },
    figures: asked.map((figure) => {
      const counted = cartography.get(figure.id) ?? awareness.get(figure.id)
      return counted
        ? { ...headOf(figure), ...counted }
        : present(figure, counts, bases[figure.of as keyof typeof bases], period)
    }),
  }
}

/** What to count for some figures; the populations and the ages are always counted. */
export function wantedBy(asked: readonly Countable[]): Wanted {
  const columns = new Set<SituationColumn>()
  for (const figure of asked) {
    if (isColumn(figure.from)) columns.add(figure.from)
  }
  for (const column of always) columns.delete(column)
  return {
    // Those of many answers stand in a group of their own.
    groups: [...threeByThree([...columns]), always],
    facts: asked
      .filter(isOfFacts)
      .flatMap(({ list }) => list?.codes.map((code) => ({ kind: list.name, code })) ?? []),
    months: asked.some(({ from }) => from === 'opened_at'),
    callbacks: asked.some(({ of }) => of === 'callback'),
    dispositions: asked.some(({ of }) => of === 'dismissed_contact'),
  }
}

/** Three columns at a time: few passes over the situations, and few groups in each. */
function threeByThree(columns: readonly SituationColumn[]): SituationColumn[][] {
  const groups: SituationColumn[][] = []
  for (let at = 0; at < columns.length; at += 3) groups.push(columns.slice(at, at + 3))
  return groups
}

const sum = (counts: Counts = none): number => [...counts.values()].reduce((total, n) => total + n, 0)

const concerned = (counts: Counts = none): number =>
  [...counts].filter(([code, n]) => n > 0 && code !== null && isDepartement(code)).length

function present(
  figure: Countable,
  all: ReadonlyMap<string, Counts>,
  base: number,
  period: Period,
): ReportFigure {
  const raw = isOfFacts(figure) ? factsOf(figure, all.get('fact')) : all.get(`${figure.of}.${figure.from}`)
  const counts = figure.band ? banded(raw, figure.band) : (raw ?? none)
  return { ...headOf(figure), base, rows: rowsOf(figure, counts, base, period) }
}

function headOf({ id, title, rule, multiple, of }: Countable) {
  return { id, title, rule, population: units[of].population, multiple }
}

const factsOf = ({ list }: Figure, facts: Counts = none): Counts =>
  new Map(list?.codes.map((code) => [code, facts.get(factOf(list.name, code)) ?? 0]))

function banded(counts: Counts | undefined, band: (value: number | null) => string): Counts {
  const found = new Map<string, number>()
  for (const [value, n] of counts ?? none) {
    const code = band(value === null ? null : Number(value))
    found.set(code, (found.get(code) ?? 0) + n)
  }
  return found
}

/** Mean and median of the ages that are known, in years, unrounded. */
function agesOf(counts: Counts = none) {
  const ages = [...counts]
    .flatMap(([value, n]) => (value === null ? [] : [{ age: Number(value), n }]))
    .toSorted((a, b) => a.age - b.age)
  const known = ages.reduce((total, { n }) => total + n, 0)
  const total = ages.reduce((years, { age, n }) => years + age * n, 0)
  // The age of whoever stands at that rank when all stand in order.
  const at = (rank: number) => {
    let left = rank
    for (const { age, n } of ages) {
      if (left < n) return age
      left -= n
    }
    return 0
  }
  return {
    known,
    mean: known === 0 ? null : total / known,
    median: known === 0 ? null : (at(Math.floor((known - 1) / 2)) + at(Math.floor(known / 2))) / 2,
    under15: ages.filter(({ age }) => age < 15).reduce((years, { n }) => years + n, 0),
  }
}
