import { formatList, formatNumber, plural } from '#kernel/ui/format.ts'
import { isOfAwareness } from './awareness.ts'
import type { Report, ReportFigure } from './contract.ts'
import { figures, wordsOf } from './figures.ts'
import { percentOf } from './rows.ts'

const nbsp = '\u00a0'

type Row = ReportFigure['rows'][number]

/** Rows that say something, the largest first; the first of equals is the first of the list. */
const largest = ({ rows }: ReportFigure, most: number): Row[] =>
  rows
    .filter(({ count, code }) => count > 0 && code !== 'not_asked')
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most)

/** « 86 % » to the unit, from the counts: rounding a rounded figure could end one off. */
const share = (count: number, base: number): string => `${percentOf(count, base, 0) ?? 0}${nbsp}%`

/** A label inside a sentence; initials keep their capitals. */
const inside = (label: string): string =>
  /^\p{Lu}\p{Ll}|^\p{Lu}\s/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a figure says, as one reads it aloud. */
export function sentenceOf(figure: ReportFigure, report: Report): string {
  const { one, many } = wordsOf(figure.population)
  const known = figures.find(({ id }) => id === figure.id)
  if (figure.base === 0) return `Aucun${feminine.test(one) ? 'e' : ''} ${one} sur cette période.`
  if (figure.id === 'survey_response') return ofAnswers(figure)
  if (figure.id === 'phenomenon_met') return ofPhenomenon(figure)
  if (figure.id === 'working_session') return ofSessions(figure)
  if (isOfAwareness(figure.id)) return ofAwareness(figure)
  if (known?.from === 'opened_at') return ofMonths(figure, report)
  if (known?.from === 'departement') return ofPlaces(figure, report)
  if (figure.id === 'age_band') return ofAges(report)
  const first = largest(figure, figure.multiple ? 4 : 6)
  if (first.length === 0) return `Rien n’a été noté pour ${figure.base > 1 ? `ces ${many}` : `cette ${one}`}.`
  if (figure.multiple) {
    const parts = first.map(({ label, count }, at) =>
      at === 0
        ? `${label} dans ${share(count, figure.base)} des ${many}`
        : `${inside(label)} dans ${share(count, figure.base)}`,
    )
    return `${formatList(parts)}.`
  }
  const said = first.filter(({ code }) => known?.words[code])
  if (said.length > 0)
    return `${formatList(said.map(({ code, count }) => `${share(count, figure.base)} ${known?.words[code]}`))}.`
  return `${capital(formatList(first.map(({ label, count }) => `${inside(label)} (${share(count, figure.base)})`)))}.`
}

const feminine = /^(situation|collectivité|réponse|séance|intervention|ressource)/

function ofAnswers({ rows }: ReportFigure): string {
  const any = rows.find(({ code }) => code === 'any_of_four')
  const { count = 0, base = 0 } = any ?? {}
  const who = plural(count, 'collectivité a répondu', 'collectivités ont répondu')
  return `${who} à au moins un questionnaire, sur ${plural(base, 'interrogée', 'interrogées')}.`
}

/** « 91,3 % (21 sur 23) » : each addressee over its own answers. */
function ofPhenomenon({ rows }: ReportFigure): string {
  const said = rows.flatMap(({ label, count, percent, base = 0 }) =>
    base === 0 || percent === null
      ? []
      : [`${inside(label)} ${formatNumber(percent)}${nbsp}% (${count} sur ${base})`],
  )
  return `Phénomène rencontré${nbsp}: ${formatList(said)}.`
}

function ofSessions(figure: ReportFigure): string {
  const first = largest(figure, 4).map(({ label, count }) => `${inside(label)} (${formatNumber(count)})`)
  return `${plural(figure.base, 'séance de travail tenue', 'séances de travail tenues')}${nbsp}: ${formatList(first)}.`
}

/** « 8 interventions : conférence (3), formation (2)… » : their number first, for it is what is remembered. */
function ofAwareness(figure: ReportFigure): string {
  const { one, many } = wordsOf(figure.population)
  const first = largest(figure, 4).map(({ label, count }) => `${inside(label)} (${formatNumber(count)})`)
  return `${plural(figure.base, one, many)}${nbsp}: ${formatList(first)}.`
}

function ofMonths(figure: ReportFigure, { rates }: Report): string {
  const [top] = largest(figure, 1)
  const pace = plural(Math.round(rates.newSituationsPerMonth), 'nouvelle situation', 'nouvelles situations')
  return `${pace} par mois en moyenne${top ? `, ${top.count} en ${inside(top.label)} au plus fort` : ''}.`
}

function ofPlaces(figure: ReportFigure, { populations }: Report): string {
  const first = largest(figure, 3).filter(({ code }) => code !== 'unknown' && code !== 'undisclosed')
  const count = plural(populations.departments, 'département concerné', 'départements concernés')
  if (first.length === 0) return `${count}.`
  return `${count}, d’abord ${formatList(first.map(({ label, count: n }) => `${label} (${formatNumber(n)})`))}.`
}

function ofAges({ ages, rates }: Report): string {
  if (rates.meanAge === null || ages.median === null) return 'Aucun âge n’est connu.'
  const under = `${share(ages.under15, ages.known)} ont moins de 15${nbsp}ans`
  return `${yearsOf(rates.meanAge)} en moyenne, ${yearsOf(ages.median)} pour la médiane${nbsp}; ${under}, quand l’âge est connu.`
}

/** « 14,8 ans ». */
export const yearsOf = (age: number): string => `${formatNumber(age)}${nbsp}${age < 2 ? 'an' : 'ans'}`

/** The figures that one remembers, each with its words. */
export function headlinesOf({
  populations,
  rates,
}: Report): { value: string; label: string; note?: string }[] {
  const { situations, contacts, departments } = populations
  const pace = rates.newSituationsPerMonth
  return [
    { value: formatNumber(situations), label: situations < 2 ? 'situation' : 'situations' },
    { value: formatNumber(contacts), label: contacts < 2 ? 'contact' : 'contacts' },
    {
      value: formatNumber(departments),
      label: departments < 2 ? 'département concerné' : 'départements concernés',
    },
    {
      value: formatNumber(Math.round(pace)),
      label: pace < 1.5 ? 'nouvelle situation par mois' : 'nouvelles situations par mois',
      note: Number.isInteger(pace) ? undefined : `${formatNumber(pace)} exactement`,
    },
    {
      value: rates.contactsPerSituation === null ? '–' : formatNumber(rates.contactsPerSituation, 2),
      label: 'contacts par situation',
      note: 'contacts ÷ situations de la période',
    },
    { value: rates.meanAge === null ? '–' : yearsOf(rates.meanAge), label: 'd’âge moyen au premier contact' },
  ]
}
