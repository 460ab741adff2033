import type { phenomenonMet, surveyResponses } from '#cartography/campaign/figures.ts'
import type { Figure } from '#kernel/figure.ts'
import { actions } from '#listening/action/figures.ts'
import { callbacks } from '#listening/callback/figures.ts'
import { callerProfiles, channels, dispositions } from '#listening/contact/figures.ts'
import {
  certainties,
  dangerLevels,
  exploitationModes,
  exploitationPlaces,
  problems,
  signs,
} from '#listening/observation/figures.ts'
import {
  ages,
  departements,
  genders,
  known,
  measures,
  months,
  publishedAges,
  stages,
} from '#listening/situation/figures.ts'
import { type AwarenessFigure, awarenessOfReport } from './awareness.ts'
import { type actorsMet, cartographyOfReport, type workingSessions } from './cartography.ts'

/** The columns of a situation that a figure may count. */
export const situationColumns = [
  'caller_profile',
  'gender',
  'known_to_child_protection',
  'stage',
  'danger_level',
  'certainty',
  'departement',
  'age',
] as const
export type SituationColumn = (typeof situationColumns)[number]

/** Where situations hold several answers at once: facts, of the kind that bears the name of the list. */
const facts = ['observation', 'action', 'measure'] as const

type Countable =
  | Figure<'situation', SituationColumn | (typeof facts)[number] | 'opened_at'>
  | Figure<'contact', 'channel'>
  | Figure<'dismissed_contact', 'disposition'>
  | Figure<'callback', 'settlement'>
  | typeof surveyResponses
  | typeof phenomenonMet
  | typeof workingSessions
  | typeof actorsMet
  | AwarenessFigure

interface Section {
  readonly title: string
  readonly figures: readonly Countable[]
}

/** The report in reading order, part by part: a figure that cannot be counted does not compile. */
export const sections: readonly Section[] = [
  {
    title: 'Qui appelle, pour qui',
    figures: [callerProfiles, genders, ages, publishedAges, known, measures],
  },
  { title: 'Où vivent les mineurs', figures: [departements] },
  {
    title: 'Ce qui est dit et observé',
    figures: [problems, signs, exploitationModes, exploitationPlaces, certainties, dangerLevels],
  },
  { title: 'Ce qui est fait', figures: [actions, stages] },
  { title: 'Quand et comment', figures: [months, channels, dispositions, callbacks] },
  { title: 'Ce que disent les territoires', figures: cartographyOfReport },
  { title: 'Ce qui est partagé avec les professionnels et le public', figures: awarenessOfReport },
]

/** Every figure of the report, in reading order. */
export const figures: readonly Countable[] = sections.flatMap((section) => section.figures)

export const figureIds = figures.map(({ id }) => id)

/** Whether a figure is counted on the facts of situations. */
export const isOfFacts = ({ from }: Figure): boolean => facts.some((one) => one === from)

/** Whether a figure is counted on a column of situations. */
export const isColumn = (from: string): from is SituationColumn =>
  situationColumns.some((one) => one === from)

/** What each unit is called: in files, and before a number. */
export const units = {
  situation: { population: 'situations', one: 'situation', many: 'situations' },
  contact: { population: 'contacts', one: 'contact', many: 'contacts' },
  dismissed_contact: {
    population: 'dismissed_contacts',
    one: 'contact sans suite',
    many: 'contacts sans suite',
  },
  callback: { population: 'callbacks', one: 'rappel', many: 'rappels' },
  questionnaire: {
    population: 'authorities_asked',
    one: 'collectivité interrogée',
    many: 'collectivités interrogées',
  },
  answer: { population: 'answers', one: 'réponse', many: 'réponses' },
  working_session: { population: 'working_sessions', one: 'séance de travail', many: 'séances de travail' },
  actor: { population: 'actors', one: 'acteur rencontré', many: 'acteurs rencontrés' },
  intervention: { population: 'interventions', one: 'intervention', many: 'interventions' },
  professional: {
    population: 'professionals_reached',
    one: 'professionnel touché',
    many: 'professionnels touchés',
  },
  podcast_download: { population: 'podcast_downloads', one: 'téléchargement', many: 'téléchargements' },
  resource_sent: { population: 'resources_sent', one: 'ressource envoyée', many: 'ressources envoyées' },
} as const satisfies Record<Countable['of'], { population: string; one: string; many: string }>

export type Population = (typeof units)[keyof typeof units]['population']

/** The words of a population, as `units` has them. */
export const wordsOf = (population: string) =>
  Object.values(units).find((unit) => unit.population === population) ?? units.situation
