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
import { dayIn, type Speech, speechOf } from './speech/speech.ts'

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

const amount = (value: number, { tag }: Speech): string => value.toLocaleString(tag)

function rangeFault(question: Question, answer: Answer, speech: Speech): string | undefined {
  if (question.type !== 'text' || !('inputType' in question)) return undefined
  const { min, max } = question
  const { fault } = speech
  if (question.inputType === 'number') {
    if (typeof answer !== 'number') return fault.number
    if (question.step === 1 && !Number.isInteger(answer)) return fault.whole
    if (typeof min === 'number' && answer < min) return fault.atLeast(amount(min, speech))
    if (typeof max === 'number' && answer > max) return fault.atMost(amount(max, speech))
    return undefined
  }
  if (typeof answer !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(answer)) return fault.date
  if (typeof min === 'string' && answer < min) return fault.from(dayIn(speech, min, 'short'))
  if (typeof max === 'string' && answer > max) return fault.until(dayIn(speech, max, 'short'))
  return undefined
}

function choiceFault(
  question: Question,
  answer: Answer,
  comment: Answer | undefined,
  { fault }: Speech,
): string | undefined {
  const known = new Set(optionsOfQuestion(question).map(({ value }) => value))
  const values = typeof answer === 'object' ? Object.values(answer) : [String(answer)]
  if (known.size > 0 && values.some((value) => !known.has(value))) return fault.unknown
  if (values.includes(otherCode) && hasChoices(question) && isMissing(comment)) return fault.other
  if (question.type === 'checkbox') {
    const { minSelectedChoices: least = 0, maxSelectedChoices: most = 0 } = question
    if (values.length > 1 && values.includes(noneCode)) return fault.none
    if (values.length < least && !values.includes(noneCode)) return fault.tickMore(least)
    if (most > 0 && values.length > most) return fault.tickLess(most)
  }
  if (question.type === 'ranking' && values.length !== question.choices.length) return fault.ranks
  if (question.type === 'matrix') {
    const rows = new Set(question.rows.map(({ value }) => value))
    if (Object.keys(answer).some((row) => !rows.has(row))) return fault.rows
    if (question.isAllRowRequired && Object.keys(answer).length < rows.size) return fault.everyRow
  }
  return undefined
}

/** What is wrong with an answer, in a sentence of a language; nothing when it can be kept. */
export function faultOf(
  question: Question,
  answers: Answers,
  isRequired: boolean,
  locale?: Locale,
): string | undefined {
  const speech = speechOf(locale)
  const answer = answers[question.name]
  if (answer === undefined || isMissing(answer)) return isRequired ? speech.fault.missing : undefined
  const isTyped = question.type === 'comment' || (question.type === 'text' && !('inputType' in question))
  if (isTyped) {
    const most = longestOf(question)
    return String(answer).length > most ? speech.fault.long(amount(most, speech)) : undefined
  }
  return (
    rangeFault(question, answer, speech) ??
    choiceFault(question, answer, answers[commentOf(question.name)], speech)
  )
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
  const speech = speechOf(locale)
  if (typeof answer === 'number') return amount(answer, speech)
  if (typeof answer === 'string') {
    if ('inputType' in question && question.inputType === 'date')
      return /^\d{4}-\d{2}-\d{2}$/.test(answer) ? dayIn(speech, answer, 'short') : answer
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
