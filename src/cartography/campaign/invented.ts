import type { Draws } from '#listening/demonstration/random.ts'
import {
  type CampaignResponseStatus,
  type PhenomenonMet,
  type QuestionnaireAddressee,
  regionOf,
} from '#vocabulary'
import { optionsOfQuestion } from '../survey/answers.ts'
import { ruleOf } from '../survey/rule.ts'
import { type Answer, type Answers, otherCode, type Question, type Survey } from '../survey/shape.ts'
import { phenomenonQuestion } from './figures.ts'

/** How many authorities answered at least one of the four questionnaires of the first year. */
export const answering = 41

interface Share {
  /** Where the run of those who answered begins and ends, among the 41. */
  readonly runs: readonly (readonly [from: number, to: number])[]
  readonly answers: number
  readonly met: number
}

/** The published counts: 21 of 23, 25 of 28, 25 of 29, 19 of 26; together they cover the 41. */
export const published: Readonly<Record<QuestionnaireAddressee, Share>> = {
  departmental_home: { runs: [[5, 27]], answers: 23, met: 21 },
  crip: { runs: [[13, 40]], answers: 28, met: 25 },
  ase: { runs: [[0, 28]], answers: 29, met: 25 },
  def_director: {
    runs: [
      [13, 25],
      [28, 40],
    ],
    answers: 26,
    met: 19,
  },
}

/** What one of the 41 answers to a questionnaire; nothing when it did not answer that one. */
export function answerOfFirstYear(
  addressee: QuestionnaireAddressee,
  place: number,
): PhenomenonMet | undefined {
  const { runs, answers, met } = published[addressee]
  let rank = 0
  for (const [from, to] of runs) {
    if (place >= from && place <= to) {
      rank += place - from
      // The « no » are spread over the answers, not at the end of the alphabet.
      const no = answers - met
      const isNo = Math.floor(((rank + 1) * no) / answers) > Math.floor((rank * no) / answers)
      return isNo ? 'no' : 'yes'
    }
    rank += to - from + 1
  }
  return undefined
}

/** Where those who did not answer stayed. */
export const statusOfOthers = (draws: Draws): Exclude<CampaignResponseStatus, 'submitted'> =>
  draws.weigh({ invited: 60, opened: 22, partial: 9, declined: 9 })

/** Where the answers of the campaign of today stand, three weeks after it began. */
export const statusOfToday = (draws: Draws): CampaignResponseStatus =>
  draws.weigh({ invited: 42, opened: 16, partial: 17, submitted: 21, declined: 4 })

const firstNames = [
  'Ondine',
  'Basile',
  'Clémence',
  'Tancrède',
  'Ysaline',
  'Octave',
  'Philippine',
  'Gaspard',
] as const
const lastNames = [
  'Fictif',
  'Delexemple',
  'Dupapier',
  'Laruse',
  'Desessais',
  'Lemodèle',
  'Duconte',
  'Laplume',
] as const

/** A professional who does not exist. */
export const inventName = (draws: Draws): string => `${draws.pick(firstNames)} ${draws.pick(lastNames)}`

/** What people write when they are asked to say it in their own words; of services, never of a child. */
const remarks = [
  'Nous manquons de places d’accueil à distance du territoire.',
  'Une formation commune avec les forces de l’ordre serait utile.',
  'La cellule pluripartenariale se réunit tous les deux mois.',
  'Nous aimerions connaître les pratiques des départements voisins.',
  'Le référent vient d’être nommé ; le circuit est en cours d’écriture.',
  'Les fugues sont désormais signalées le jour même au parquet.',
  'Peu de recul à ce jour : le comptage commence cette année.',
] as const

/** The question whose answer becomes a proposal to the directory. */
const namingQuestion = 'services_named'
const services = [
  'Équipe mobile La Clairière (inventée), au chef-lieu',
  'Accueil de jour Le Belvédère (inventé), joint par la CRIP',
  'Maison des adolescents des Quatre Vents (inventée)',
] as const

function answerTo(question: Question, draws: Draws): Answer | undefined {
  if (question.name === namingQuestion) return draws.chance(25) ? draws.pick(services) : undefined
  const codes = optionsOfQuestion(question)
    .map(({ value }) => value)
    .filter((code) => code !== otherCode && code !== 'none')
  switch (question.type) {
    case 'text':
      if ('inputType' in question && question.inputType === 'number') {
        const low = Number(question.min ?? 0)
        return draws.between(low, Math.min(Number(question.max ?? 40), low + 40))
      }
      if ('inputType' in question) return '2023-10-02'
      return draws.pick(remarks).slice(0, question.maxLength ?? 300)
    case 'comment':
      return draws.chance(45) || question.isRequired ? draws.pick(remarks) : undefined
    case 'checkbox': {
      const most = Math.min(question.maxSelectedChoices || 4, codes.length)
      const chosen = new Set(
        draws.sample(codes, draws.between(Math.max(1, question.minSelectedChoices ?? 1), most)),
      )
      return codes.filter((code) => chosen.has(code))
    }
    case 'ranking':
      return draws.shuffle(codes)
    case 'matrix':
      return Object.fromEntries(question.rows.map(({ value }) => [value, draws.pick(codes)]))
    default:
      return draws.pick(codes)
  }
}

/** Whether a rule of the questionnaire lets something be asked, after what is answered before it. */
function isShown(
  rule: string | undefined,
  answers: Answers,
  place: Readonly<Record<string, string>>,
): boolean {
  const read = rule === undefined ? undefined : ruleOf(rule)
  if (!read) return true
  const holds = read.conditions.map(({ of, is, values }) => {
    const answer = place[of] ?? answers[of]
    const told =
      answer === undefined ? [] : typeof answer === 'object' ? Object.values(answer) : [String(answer)]
    const [value = ''] = values
    if (is === 'empty') return told.length === 0
    if (is === 'notempty') return told.length > 0
    if (is === 'notequal') return !told.includes(value)
    if (is === 'more') return Number(told[0]) > Number(value)
    if (is === 'less') return Number(told[0]) < Number(value)
    return values.some((one) => told.includes(one))
  })
  return read.join === 'and' ? holds.every(Boolean) : holds.some(Boolean)
}

/** A whole answer, invented, to what is asked in that place: the same seed gives the same one. */
export function inventAnswers(
  survey: Survey,
  met: PhenomenonMet,
  departement: string,
  draws: Draws,
): { readonly answers: Answers; readonly asked: readonly string[] } {
  const answers: Record<string, Answer> = {}
  const asked: string[] = []
  const place = { departement, region: regionOf(departement) ?? '' }
  for (const page of survey.pages) {
    if (!isShown(page.visibleIf, answers, place)) continue
    for (const question of page.elements) {
      if (!isShown(question.visibleIf, answers, place)) continue
      asked.push(question.name)
      const answer = question.name === phenomenonQuestion ? met : answerTo(question, draws)
      if (answer !== undefined) answers[question.name] = answer
    }
  }
  return { answers, asked }
}
