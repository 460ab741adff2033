import type { SurveyQuestionKind } from '#vocabulary'
import { questionOf } from './kinds.ts'
import { type Page, type Question, questionsOf, type Survey } from './shape.ts'

/** Where something stands: a page, and a question of it unless the page itself is meant. */
export interface Spot {
  readonly page: number
  readonly question: number | null
}

/** What a change makes: the questionnaire, where the person now is, and what is said to a screen reader. */
export interface Edit {
  readonly survey: Survey
  readonly at: Spot
  readonly said: string
}

const replaced = <T>(all: readonly T[], at: number, one: T): T[] =>
  all.map((each, of) => (of === at ? one : each))
const without = <T>(all: readonly T[], at: number): T[] => all.filter((_, of) => of !== at)
const inserted = <T>(all: readonly T[], at: number, one: T): T[] => [
  ...all.slice(0, at),
  one,
  ...all.slice(at),
]

function freshName(survey: Survey, base: string): string {
  const taken = new Set([
    ...survey.pages.map(({ name }) => name),
    ...questionsOf(survey).map(({ name }) => name),
  ])
  for (let number = 1; ; number++) {
    const name = `${base}_${number}`
    if (!taken.has(name)) return name
  }
}

/** The page at a place, changed. */
export const withPage = (survey: Survey, at: number, page: Page): Survey => ({
  ...survey,
  pages: replaced(survey.pages, at, page),
})

/** The question at a place, changed; rules that looked at it follow its new identifier. */
export function withQuestion(survey: Survey, { page, question }: Spot, now: Question): Survey {
  const of = survey.pages[page]
  const before = question === null ? undefined : of?.elements[question]
  if (!of || question === null || !before) return survey
  const next = withPage(survey, page, { ...of, elements: replaced(of.elements, question, now) })
  return before.name === now.name ? next : renamed(next, before.name, now.name)
}

function renamed(survey: Survey, before: string, after: string): Survey {
  const follow = <T extends { visibleIf?: string; requiredIf?: string }>(one: T): T => ({
    ...one,
    ...(one.visibleIf && { visibleIf: one.visibleIf.replaceAll(`{${before}}`, `{${after}}`) }),
    ...(one.requiredIf && { requiredIf: one.requiredIf.replaceAll(`{${before}}`, `{${after}}`) }),
  })
  return {
    ...survey,
    pages: survey.pages.map((page) => ({ ...follow(page), elements: page.elements.map(follow) })),
  }
}

/** Adds a page after the one where the person is. */
export function addPage(survey: Survey, { page }: Spot): Edit {
  const added: Page = { name: freshName(survey, 'page'), title: 'Nouvelle page', elements: [] }
  return {
    survey: { ...survey, pages: inserted(survey.pages, page + 1, added) },
    at: { page: Math.min(page + 1, survey.pages.length), question: null },
    said: 'Page ajoutée.',
  }
}

/** Adds a question after the one where the person is, or at the end of the page. */
export function addQuestion(survey: Survey, { page, question }: Spot, kind: SurveyQuestionKind): Edit {
  const of = survey.pages[page]
  if (!of) return { survey, at: { page, question }, said: '' }
  const at = question === null ? of.elements.length : question + 1
  const added = questionOf(kind, { name: freshName(survey, 'question'), title: 'Nouvelle question' })
  return {
    survey: withPage(survey, page, { ...of, elements: inserted(of.elements, at, added) }),
    at: { page, question: at },
    said: 'Question ajoutée.',
  }
}

/** Copies a question under itself, with an identifier of its own. */
export function duplicate(survey: Survey, { page, question }: Spot): Edit {
  const of = survey.pages[page]
  const one = question === null ? undefined : of?.elements[question]
  if (!of || question === null || !one) return { survey, at: { page, question }, said: '' }
  const copy = {
    ...structuredClone(one),
    name: freshName(survey, one.name.replace(/_\d+$/, '').slice(0, 50)),
  }
  return {
    survey: withPage(survey, page, { ...of, elements: inserted(of.elements, question + 1, copy) }),
    at: { page, question: question + 1 },
    said: 'Question dupliquée.',
  }
}

/** Takes out a question, or a page with all that it asks. */
export function remove(survey: Survey, { page, question }: Spot): Edit {
  const of = survey.pages[page]
  if (!of) return { survey, at: { page, question }, said: '' }
  if (question === null) {
    return {
      survey: { ...survey, pages: without(survey.pages, page) },
      at: { page: Math.max(0, page - 1), question: null },
      said: 'Page retirée. Annuler la remet.',
    }
  }
  return {
    survey: withPage(survey, page, { ...of, elements: without(of.elements, question) }),
    at: { page, question: of.elements.length > 1 ? Math.min(question, of.elements.length - 2) : null },
    said: 'Question retirée. Annuler la remet.',
  }
}

/** Moves a page or a question one step; a question at the edge of its page goes to the next page. */
export function move(survey: Survey, { page, question }: Spot, step: 1 | -1): Edit {
  const stay: Edit = { survey, at: { page, question }, said: step > 0 ? 'Déjà à la fin.' : 'Déjà au début.' }
  const of = survey.pages[page]
  if (!of) return stay
  if (question === null) {
    const to = page + step
    if (!survey.pages[to]) return stay
    const pages = inserted(without(survey.pages, page), to, of)
    return {
      survey: { ...survey, pages },
      at: { page: to, question },
      said: `Page ${to + 1} sur ${pages.length}.`,
    }
  }
  const one = of.elements[question]
  if (!one) return stay
  const to = question + step
  if (of.elements[to]) {
    const elements = inserted(without(of.elements, question), to, one)
    return {
      survey: withPage(survey, page, { ...of, elements }),
      at: { page, question: to },
      said: `Question ${to + 1} sur ${elements.length} de la page.`,
    }
  }
  const next = survey.pages[page + step]
  if (!next) return stay
  const place = step > 0 ? 0 : next.elements.length
  const pages = replaced(
    replaced(survey.pages, page, { ...of, elements: without(of.elements, question) }),
    page + step,
    { ...next, elements: inserted(next.elements, place, one) },
  )
  return {
    survey: { ...survey, pages },
    at: { page: page + step, question: place },
    said: `Question passée à la page ${page + step + 1}.`,
  }
}
