import { type Answers, commentOf, type Question, questionsOf, type Survey } from '../survey/shape.ts'

/** One thing that is counted: an answer, an option that was ticked, a line of a table, a rank. */
export interface Value {
  readonly question: string
  /** The option or the line; empty when the question takes one value. */
  readonly part: string
  readonly code: string | null
  readonly amount: number | null
  readonly day: string | null
  readonly words: string | null
}

const empty = { part: '', code: null, amount: null, day: null, words: null } as const

/** The part that holds what « autre » means. */
export const otherText = 'other_text'

function valuesOfOne(question: Question, answers: Answers): Value[] {
  const { name } = question
  const answer = answers[name]
  if (answer === undefined) return []
  const value = (given: Partial<Value>): Value => ({ ...empty, question: name, ...given })
  const comment = answers[commentOf(name)]
  const other = comment === undefined ? [] : [value({ part: otherText, words: String(comment) })]
  if (Array.isArray(answer)) {
    const isRanking = question.type === 'ranking'
    return [
      ...(answer as readonly string[]).map((code, at) =>
        value({ part: code, code, amount: isRanking ? at + 1 : null }),
      ),
      ...other,
    ]
  }
  if (typeof answer === 'object') return Object.entries(answer).map(([part, code]) => value({ part, code }))
  if (typeof answer === 'number') return [value({ amount: answer })]
  if ('inputType' in question && question.inputType === 'date') return [value({ day: String(answer) })]
  if (question.type === 'text' || question.type === 'comment') return [value({ words: String(answer) })]
  return [value({ code: String(answer) }), ...other]
}

/** What is counted of an answer; of some questions only when they are named. */
export function valuesOf(survey: Survey, answers: Answers, only?: ReadonlySet<string>): Value[] {
  return questionsOf(survey)
    .filter(({ name }) => only?.has(name) ?? true)
    .flatMap((question) => valuesOfOne(question, answers))
}
