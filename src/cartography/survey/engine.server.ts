import type { SurveyModel } from 'survey-core'
import { regionOf } from '#vocabulary'
import { faultOf, isAnswered } from './answers.ts'
import { type Answer, type Answers, commentOf, type Locale, questionsOf, type Survey } from './shape.ts'

/** A questionnaire to ask; one with an identifier never changes, and its model is kept ready. */
export interface Asked {
  readonly id: string | null
  readonly survey: Survey
  /** The language in which what is wrong is told; French unless said. */
  readonly locale?: Locale | undefined
}

/** Where the respondent stands, which the questionnaire may look at without asking. */
export interface Territory {
  readonly departement: string | null
}

/** One question that is asked of this respondent today. */
export interface AskedQuestion {
  readonly id: string
  readonly isRequired: boolean
  readonly isAnswered: boolean
  readonly fault: string | undefined
}

/** One page that has something to ask. */
export interface AskedPage {
  readonly name: string
  readonly questions: readonly AskedQuestion[]
}

/** A fault of an answer: the question and a sentence. */
export interface AnswerFault {
  readonly id: string
  readonly page: string
  readonly sentence: string
}

type Core = typeof import('survey-core')
let opened: Promise<Core> | undefined

/** The engine is heavy and only respondents and writers need it: it is read when the first of them comes. */
async function openCore(): Promise<Core> {
  opened ??= import('survey-core').then((core) => {
    core.surveyLocalization.defaultLocale = 'fr'
    return core
  })
  return opened
}

const kept = new Map<string, SurveyModel>()
const most = 24

/** The model of survey-core for a questionnaire. A published one has a single model, lent to one respondent at a time. */
export async function modelOf({ id, survey }: Asked): Promise<SurveyModel> {
  const { SurveyModel: Model } = await openCore()
  const known = id === null ? undefined : kept.get(id)
  const model = known ?? new Model(survey)
  if (id === null) return model
  kept.delete(id)
  kept.set(id, model)
  const oldest = kept.size > most ? kept.keys().next().value : undefined
  // Forgotten, not disposed of: somebody may have it in hand.
  if (oldest !== undefined) kept.delete(oldest)
  return model
}

/** What survey-core finds wrong with the writing itself. */
export async function complaintsOf(survey: Survey): Promise<string[]> {
  const model = await modelOf({ id: null, survey })
  const found = (model.jsonErrors ?? []).map(({ message }) => message)
  model.dispose()
  return found
}

/**
 * Which pages and questions this respondent has before them, what is required, and what is wrong.
 * Nothing waits between the answers put into the model and what is read from it: no one else has it meanwhile.
 */
export async function examine(
  asked: Asked,
  { departement }: Territory,
  answers: Answers,
): Promise<AskedPage[]> {
  const model = await modelOf(asked)
  const byId = new Map(questionsOf(asked.survey).map((question) => [question.name, question]))
  try {
    // One pass over the rules: the territory goes with the answers, and replaces whatever the last respondent said.
    model.data = {
      ...answers,
      departement: departement ?? '',
      region: (departement && regionOf(departement)) ?? '',
    }
    return model.visiblePages
      .map((page) => ({
        name: page.name,
        questions: page.questions.flatMap((of): AskedQuestion[] => {
          const question = byId.get(of.name)
          if (!question || !of.isVisible) return []
          const { isRequired } = of
          return [
            {
              id: of.name,
              isRequired,
              isAnswered: isAnswered(answers, of.name),
              fault: faultOf(question, answers, isRequired, asked.locale),
            },
          ]
        }),
      }))
      .filter(({ questions }) => questions.length > 0)
  } catch (error) {
    if (asked.id !== null) kept.delete(asked.id)
    throw error
  } finally {
    if (asked.id === null) model.dispose()
  }
}

/** The pages that this respondent goes through, with what they are asked there. */
export const pagesOf = (asked: Asked, territory: Territory, answers: Answers): Promise<AskedPage[]> =>
  examine(asked, territory, answers)

const faultsIn = (pages: readonly AskedPage[]): AnswerFault[] =>
  pages.flatMap(({ name, questions }) =>
    questions.flatMap(({ id, fault }) => (fault === undefined ? [] : [{ id, page: name, sentence: fault }])),
  )

/** What keeps one page from being complete. */
export async function validatePage(
  asked: Asked,
  territory: Territory,
  page: string,
  answers: Answers,
): Promise<AnswerFault[]> {
  return faultsIn(await examine(asked, territory, answers)).filter((fault) => fault.page === page)
}

/** What keeps the whole from being sent. */
export async function validateAll(
  asked: Asked,
  territory: Territory,
  answers: Answers,
): Promise<AnswerFault[]> {
  return faultsIn(await examine(asked, territory, answers))
}

/** How far an answer has come, over the questions that are asked of this respondent. */
export interface Progress {
  readonly asked: number
  readonly answered: number
  readonly required: number
  readonly requiredAnswered: number
  readonly pages: number
  readonly pagesComplete: number
  /** Nothing required is missing and nothing is wrong. */
  readonly isComplete: boolean
}

/** Counts what is answered of what is asked. */
export function progressIn(pages: readonly AskedPage[]): Progress {
  const all = pages.flatMap(({ questions }) => questions)
  const required = all.filter(({ isRequired }) => isRequired)
  return {
    asked: all.length,
    answered: all.filter((each) => each.isAnswered).length,
    required: required.length,
    requiredAnswered: required.filter((each) => each.isAnswered).length,
    pages: pages.length,
    pagesComplete: pages.filter(({ questions }) => questions.every(({ fault }) => fault === undefined))
      .length,
    isComplete: all.every(({ fault }) => fault === undefined),
  }
}

export const progressOf = async (asked: Asked, territory: Territory, answers: Answers): Promise<Progress> =>
  progressIn(await examine(asked, territory, answers))

/** The answers to questions that are asked: what was answered before another answer hid the question is left out. */
export async function answersAsked(asked: Asked, territory: Territory, answers: Answers): Promise<Answers> {
  const pages = await examine(asked, territory, answers)
  const kept: Record<string, Answer> = {}
  for (const { id } of pages.flatMap(({ questions }) => questions)) {
    for (const name of [id, commentOf(id)]) {
      const answer = answers[name]
      if (answer !== undefined) kept[name] = answer
    }
  }
  return kept
}
