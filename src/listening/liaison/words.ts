import { Temporal } from 'temporal-polyfill'
import { formatDay, plural, type Tone } from '#kernel/ui/index.ts'
import type { Departement } from '#vocabulary'
import type { DueItem, Exchange, ExchangeKind } from './contract.ts'

/** What the forms know of the file. */
export interface FilePlace {
  readonly id: string
  readonly reference: string
  readonly departement?: Departement | null
  readonly known?: { readonly departement: Departement | null }
}

/** Today, in the time of the house. */
export const todayText = () => Temporal.Now.plainDateISO('Europe/Paris').toString()

/** The day so many days from today. */
export const inDays = (days: number) => Temporal.Now.plainDateISO('Europe/Paris').add({ days }).toString()

/** The last day to answer somebody who asked on that day what came of their information. */
export const answerBy = (askedOn: string) => Temporal.PlainDate.from(askedOn).add({ months: 3 }).toString()

const daysSince = (day: string) =>
  Temporal.PlainDate.from(day).until(Temporal.Now.plainDateISO('Europe/Paris')).days

/** « en retard de 3 jours », « à faire aujourd’hui », « pour le 3 déc. 2026 », and how loudly. */
export function dueInWords({ state, dueOn }: Pick<DueItem, 'state' | 'dueOn'>): { text: string; tone: Tone } {
  if (state === 'overdue')
    return { text: `En retard de ${plural(daysSince(dueOn), 'jour', 'jours')}`, tone: 'attention' }
  if (state === 'due') return { text: 'Aujourd’hui', tone: 'accent' }
  return { text: `Pour le ${formatDay(dueOn)}`, tone: 'neutral' }
}

/** What is to be followed, in a sentence. */
export function dueTitle(item: DueItem): string {
  if (item.kind === 'informant_request') return `Donner les suites à : ${item.person ?? 'un informant'}`
  const service = item.service || 'ce service'
  if (item.kind === 'reply_awaited') return `Réponse attendue : ${service}`
  return `Le rendez-vous avec « ${service} » a-t-il eu lieu ?`
}

/** How each kind of exchange is named where one is chosen. */
export const exchangeTitles: Record<ExchangeKind, string> = {
  ase_liaison: 'Échange avec l’ASE',
  partner_contact: 'Échange avec un partenaire',
  prosecutor_report: 'Signalement au procureur',
  emergency_services: 'Secours alertés',
}

/** « Mme Modèle, référente » ; nothing when nobody was named. */
export const personInWords = ({ person, role }: Pick<Exchange, 'person' | 'role'>) =>
  [person, role].filter(Boolean).join(', ')

/** The same, inside a sentence: « échange avec l’ASE ». */
export const inSentence = (title: string) => `${title.charAt(0).toLowerCase()}${title.slice(1)}`
