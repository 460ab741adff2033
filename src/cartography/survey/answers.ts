import { yesNoChoices } from './kinds.ts'
import {
  type Answer,
  type Answers,
  type Choice,
  commentOf,
  hasChoices,
  type Locale,
  type Localised,
  noneCode,
  optionsAsked,
  otherCode,
  type Question,
  questionsOf,
  type Survey,
  wordsIn,
} from './shape.ts'

/** The codes that may be answered to a question; none for one that is typed. */
export function optionsOfQuestion(question: Question): readonly Choice[] {
  if (question.type === 'boolean') return yesNoChoices
  if (question.type === 'matrix') return question.columns
  return hasChoices(question) ? optionsAsked(question) : []
}

/** The most characters of a typed answer. */
export const longestOf = (question: Question): number =>
  question.type === 'comment'
    ? (question.maxLength ?? 4000)
    : 'maxLength' in question
      ? (question.maxLength ?? 300)
      : 300

const isMissing = (answer: Answer | undefined): boolean =>
  answer === undefined || answer === '' || (typeof answer === 'object' && Object.keys(answer).length === 0)

/** Whether something is answered to a question. */
export const isAnswered = (answers: Answers, id: string): boolean => !isMissing(answers[id])

const day = (iso: string): string => iso.split('-').reverse().join('/')
const amount = (value: number): string => value.toLocaleString('fr-FR')

function rangeFault(question: Question, answer: Answer): string | undefined {
  if (question.type !== 'text' || !('inputType' in question)) return undefined
  const { min, max } = question
  if (question.inputType === 'number') {
    if (typeof answer !== 'number') return 'Écrivez un nombre, par exemple 12.'
    if (question.step === 1 && !Number.isInteger(answer)) return 'Écrivez un nombre entier.'
    if (typeof min === 'number' && answer < min) return `Écrivez un nombre à partir de ${amount(min)}.`
    if (typeof max === 'number' && answer > max) return `Écrivez un nombre jusqu’à ${amount(max)}.`
    return undefined
  }
  if (typeof answer !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(answer)) return 'Écrivez une date complète.'
  if (typeof min === 'string' && answer < min) return `Choisissez une date à partir du ${day(min)}.`
  if (typeof max === 'string' && answer > max) return `Choisissez une date jusqu’au ${day(max)}.`
  return undefined
}

function choiceFault(question: Question, answer: Answer, comment: Answer | undefined): string | undefined {
  const known = new Set(optionsOfQuestion(question).map(({ value }) => value))
  const values = typeof answer === 'object' ? Object.values(answer) : [String(answer)]
  if (known.size > 0 && values.some((value) => !known.has(value)))
    return 'Choisissez parmi les réponses proposées.'
  if (values.includes(otherCode) && hasChoices(question) && isMissing(comment))
    return 'Précisez ce que « autre » veut dire.'
  if (question.type === 'checkbox') {
    const { minSelectedChoices: least = 0, maxSelectedChoices: most = 0 } = question
    if (values.length > 1 && values.includes(noneCode)) return '« Aucun » ne va pas avec une autre réponse.'
    if (values.length < least && !values.includes(noneCode)) return `Cochez au moins ${least} réponses.`
    if (most > 0 && values.length > most) return `Cochez ${most} réponses au plus.`
  }
  if (question.type === 'ranking' && values.length !== question.choices.length)
    return 'Donnez un rang différent à chaque proposition.'
  if (question.type === 'matrix') {
    const rows = new Set(question.rows.map(({ value }) => value))
    if (Object.keys(answer).some((row) => !rows.has(row))) return 'Choisissez parmi les lignes proposées.'
    if (question.isAllRowRequired && Object.keys(answer).length < rows.size) return 'Répondez à chaque ligne.'
  }
  return undefined
}

/** What is wrong with an answer, in a sentence; nothing when it can be kept. */
export function faultOf(question: Question, answers: Answers, isRequired: boolean): string | undefined {
  const answer = answers[question.name]
  if (answer === undefined || isMissing(answer))
    return isRequired ? 'Cette réponse est nécessaire.' : undefined
  const isTyped = question.type === 'comment' || (question.type === 'text' && !('inputType' in question))
  if (isTyped) {
    const most = longestOf(question)
    return String(answer).length > most ? `Écrivez ${amount(most)} caractères au plus.` : undefined
  }
  return rangeFault(question, answer) ?? choiceFault(question, answer, answers[commentOf(question.name)])
}

/** An answer as a person reads it; empty when there is none. */
export function answerInWords(question: Question, answers: Answers, locale?: Locale): string {
  const answer = answers[question.name]
  if (answer === undefined || isMissing(answer)) return ''
  const texts = new Map<string, Localised>(
    optionsOfQuestion(question).map(({ value, text }) => [value, text]),
  )
  const comment = answers[commentOf(question.name)]
  const word = (value: string) => {
    const text = texts.has(value) ? wordsIn(texts.get(value), locale) : value
    return value === otherCode && comment ? `${text} : ${comment}` : text
  }
  if (typeof answer === 'number') return amount(answer)
  if (typeof answer === 'string') {
    if ('inputType' in question && question.inputType === 'date') return day(answer)
    return texts.size > 0 ? word(answer) : answer
  }
  if (question.type === 'matrix') {
    return question.rows
      .flatMap(({ value, text }) => {
        const column = (answer as Readonly<Record<string, string>>)[value]
        return column ? [`${wordsIn(text, locale)} : ${word(column)}`] : []
      })
      .join(' ; ')
  }
  const words = (answer as readonly string[]).map(word)
  return question.type === 'ranking'
    ? words.map((each, at) => `${at + 1}. ${each}`).join(' ; ')
    : words.join(' ; ')
}

/** What can be taken over in another version: answers whose question is still there and can still be answered so. */
export function carryAnswers(answers: Answers, to: Survey): Answers {
  const kept: Record<string, Answer> = {}
  for (const question of questionsOf(to)) {
    const answer = answers[question.name]
    if (answer === undefined || isMissing(answer)) continue
    const comment = answers[commentOf(question.name)]
    const alone: Record<string, Answer> = {
      [question.name]: answer,
      ...(comment !== undefined && { [commentOf(question.name)]: comment }),
    }
    if (faultOf(question, alone, false) === undefined && fits(question, answer)) Object.assign(kept, alone)
  }
  return kept
}

/** Whether an answer has the shape that the question takes today. */
function fits(question: Question, answer: Answer): boolean {
  if (question.type === 'checkbox' || question.type === 'ranking') return Array.isArray(answer)
  if (question.type === 'matrix') return typeof answer === 'object' && !Array.isArray(answer)
  if ('inputType' in question && question.inputType === 'number') return typeof answer === 'number'
  return typeof answer === 'string'
}
