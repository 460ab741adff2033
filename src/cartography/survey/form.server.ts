import { createHash } from 'node:crypto'
import { type Fields, textOf, textsOf } from '#kernel/public/public.server.ts'
import { faultOf } from './answers.ts'
import {
  type Answer,
  type Answers,
  commentOf,
  hasChoices,
  type Locale,
  localeCodes,
  noneCode,
  otherCode,
  type Page,
  type Question,
  type Survey,
} from './shape.ts'

/** The names of the fields of a question in the form. */
export const fieldOf = (id: string, row?: string): string => (row ? `q.${id}.${row}` : `q.${id}`)
export const otherFieldOf = (id: string): string => `other.${id}`
/** Ticked to say that last year's answer still stands. */
export const sameFieldOf = (id: string): string => `same.${id}`
/** What the page showed when it was given: to know who changed what. */
export const wasFieldOf = (id: string): string => `was.${id}`

/** A short mark of an answer and of what « autre » means in it; the same answer always gives the same mark. */
export function markOf(answers: Answers, id: string): string {
  const answer = answers[id]
  if (answer === undefined) return '-'
  const plain =
    typeof answer === 'object' && !Array.isArray(answer)
      ? Object.entries(answer).toSorted(([a], [b]) => (a < b ? -1 : 1))
      : Array.isArray(answer)
        ? [...answer]
        : String(answer)
  const text = JSON.stringify([plain, answers[commentOf(id)] ?? ''])
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}

/** One page as somebody sent it. */
export interface PostedPage {
  /** What each question of the page now holds, readable or not; a question without answer is absent. */
  readonly answers: Answers
  /** Every question that the form showed: one of them without answer was left empty. */
  readonly shown: readonly string[]
  /** The questions whose answer differs from what the page showed. */
  readonly changed: readonly string[]
  /** The mark of what the page showed, by question. */
  readonly was: Readonly<Record<string, string>>
  /** What cannot be kept: it is shown again as typed, and never stored. */
  readonly faults: readonly { readonly id: string; readonly page: string; readonly sentence: string }[]
  /** The choice of the button that sent the form. */
  readonly act: 'next' | 'previous' | 'save' | 'autosave' | 'send'
}

const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim()

function numberOf(text: string): number | string {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  const value = Number(plain)
  return /^-?\d+(\.\d+)?$/.test(plain) && Number.isFinite(value) ? value : text
}

function answerOf(question: Question, form: Fields): Answer | undefined {
  const name = fieldOf(question.name)
  if (question.type === 'checkbox') {
    const order = [...question.choices.map(({ value }) => value), noneCode, otherCode]
    const ticked = [...new Set(textsOf(form, name))]
    return ticked.length > 0 ? ticked.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)) : undefined
  }
  if (question.type === 'matrix') {
    const cells = question.rows.flatMap(({ value }) => {
      const cell = textOf(form, fieldOf(question.name, value))
      return cell ? [[value, cell] as const] : []
    })
    return cells.length > 0 ? Object.fromEntries(cells) : undefined
  }
  if (question.type === 'ranking') {
    const ranks = question.choices.flatMap(({ value }) => {
      const rank = Number(textOf(form, fieldOf(question.name, value)))
      return rank > 0 ? [{ value, rank }] : []
    })
    // Two propositions of the same rank are one too few: the fault says so.
    const distinct = new Map(
      ranks.toSorted((a, b) => a.rank - b.rank).map(({ value, rank }) => [rank, value]),
    )
    return distinct.size > 0 ? [...distinct.values()] : undefined
  }
  const typed = tidy(textOf(form, name) ?? '')
  if (typed === '') return undefined
  return 'inputType' in question && question.inputType === 'number' ? numberOf(typed) : typed
}

/** The button that asks for another language without losing what is on the page. */
export const speakField = 'parler'

/** The language asked by a form or an address, when a questionnaire may be written in it; French otherwise. */
export function localeOf(fields: Fields): Locale | undefined {
  const asked = textOf(fields, speakField) ?? textOf(fields, 'langue')
  return localeCodes.find((code) => code === asked)
}

const acts = ['next', 'previous', 'save', 'autosave', 'send'] as const

/** Reads what was sent for one page; nothing of another page or of an unknown question passes. */
export function readPage(page: Page, form: Fields, lastYear: Answers = {}): PostedPage {
  const answers: Record<string, Answer> = {}
  const was: Record<string, string> = {}
  for (const question of page.elements) {
    const { name } = question
    const shown = textOf(form, wasFieldOf(name))
    if (shown === undefined) continue
    was[name] = shown
    const isSame = textOf(form, sameFieldOf(name)) !== undefined
    const answer = answerOf(question, form)
    if (answer === undefined && isSame) {
      for (const key of [name, commentOf(name)]) {
        const before = lastYear[key]
        if (before !== undefined) answers[key] = before
      }
      continue
    }
    if (answer === undefined) continue
    answers[name] = answer
    const comment = tidy(textOf(form, otherFieldOf(name)) ?? '').slice(0, 500)
    const isOther = answer === otherCode || (Array.isArray(answer) && answer.includes(otherCode))
    if (comment && isOther && hasChoices(question)) answers[commentOf(name)] = comment
  }
  const shown = Object.keys(was)
  const locale = localeOf(form)
  const faults = page.elements.flatMap((question) => {
    const sentence = shown.includes(question.name) ? faultOf(question, answers, false, locale) : undefined
    return sentence ? [{ id: question.name, page: page.name, sentence }] : []
  })
  const said = textOf(form, speakField) === undefined ? textOf(form, 'act') : 'save'
  const act = acts.find((each) => each === said) ?? 'next'
  const changed = shown.filter((id) => markOf(answers, id) !== was[id])
  return { answers, shown, changed, was, faults, act }
}

/** An answer that two contributors gave differently since the page was shown. */
export interface AnswerClash {
  readonly id: string
  readonly mine: Answer | undefined
  readonly theirs: Answer | undefined
}

/**
 * Lays what was sent over what is stored now: only what this person changed is written, and what somebody else changed
 * meanwhile is never overwritten but given back to choose.
 */
export function layOver(
  stored: Answers,
  posted: PostedPage,
): { answers: Answers; written: readonly string[]; clashes: readonly AnswerClash[] } {
  const bad = new Set(posted.faults.map(({ id }) => id))
  const answers: Record<string, Answer> = { ...stored }
  const written: string[] = []
  const clashes: AnswerClash[] = []
  for (const id of posted.changed) {
    if (bad.has(id)) continue
    const now = markOf(stored, id)
    if (now === markOf(posted.answers, id)) continue
    if (now !== posted.was[id]) {
      clashes.push({ id, mine: posted.answers[id], theirs: stored[id] })
      continue
    }
    for (const name of [id, commentOf(id)]) {
      const answer = posted.answers[name]
      if (answer === undefined) delete answers[name]
      else answers[name] = answer
    }
    written.push(id)
  }
  return { answers, written, clashes }
}

/** The page of a questionnaire by its name; undefined when there is none. */
export const pageNamed = (survey: Survey, name: string | undefined): Page | undefined =>
  survey.pages.find((page) => page.name === name)
