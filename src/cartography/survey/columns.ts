import { answerInWords, optionsOfQuestion } from './answers.ts'
import { kindOf } from './kinds.ts'
import {
  type Answers,
  type Choice,
  commentOf,
  hasChoices,
  type Question,
  questionsOf,
  type Survey,
  wordsIn,
} from './shape.ts'

/** One column of an export: the same name in every version that asks the question. */
export interface Column {
  /** `phenomenon_met`, `signes[runaway]`, `roles[crip]`, `signes[other]`. */
  readonly name: string
  readonly question: string
  /** The option or row, when a question takes several columns. */
  readonly part: string | null
  readonly label: string
  readonly versions: readonly number[]
}

interface Numbered {
  readonly number: number
  readonly survey: Survey
}

interface Part {
  readonly part: string | null
  readonly label: string
  readonly read: (answers: Answers) => string
}

const valueAt = (answers: Answers, id: string) => answers[id]

/** The columns of one question, with how each is read. */
function partsOf(question: Question): Part[] {
  const { name } = question
  const title = wordsIn(question.title)
  const comment: Part[] =
    hasChoices(question) && 'showOtherItem' in question && question.showOtherItem
      ? [
          {
            part: 'other_text',
            label: `${title} : précision`,
            read: (answers) => String(valueAt(answers, commentOf(name)) ?? ''),
          },
        ]
      : []
  const each = (options: readonly Choice[], read: (answer: unknown, code: string) => string): Part[] =>
    options.map(({ value, text }) => ({
      part: value,
      label: `${title} : ${wordsIn(text)}`,
      read: (answers) => read(valueAt(answers, name), value),
    }))
  if (question.type === 'checkbox') {
    const ticked = (answer: unknown, code: string) =>
      Array.isArray(answer) ? (answer.includes(code) ? '1' : '0') : ''
    return [...each(optionsOfQuestion(question), ticked), ...comment]
  }
  if (question.type === 'ranking') {
    const rank = (answer: unknown, code: string) =>
      Array.isArray(answer) && answer.includes(code) ? String(answer.indexOf(code) + 1) : ''
    return each(question.choices, rank)
  }
  if (question.type === 'matrix') {
    const cell = (answer: unknown, row: string) => (answer as Record<string, string> | undefined)?.[row] ?? ''
    return each(question.rows, cell)
  }
  return [{ part: null, label: title, read: (answers) => String(valueAt(answers, name) ?? '') }, ...comment]
}

const nameOf = (question: string, part: string | null) => (part === null ? question : `${question}[${part}]`)

/**
 * The columns that hold the answers of every version: one for each question (and option or row), whatever its place, so
 * that no version shifts the answers of another. In the order of the last version, then what only older ones asked.
 */
export function columnsOf(versions: readonly Numbered[]): Column[] {
  const found = new Map<string, { column: Omit<Column, 'versions'>; versions: number[] }>()
  for (const { number, survey } of versions.toSorted((a, b) => b.number - a.number)) {
    for (const question of questionsOf(survey)) {
      for (const { part, label } of partsOf(question)) {
        const name = nameOf(question.name, part)
        const known = found.get(name)
        if (known) known.versions.push(number)
        else found.set(name, { column: { name, question: question.name, part, label }, versions: [number] })
      }
    }
  }
  const order = [...new Map([...found.values()].map(({ column }) => [column.question, 0])).keys()]
  // Options that an older version had stand beside those of their question, not at the end.
  return [...found.values()]
    .map(({ column, versions: asked }) => ({ ...column, versions: asked.toSorted((a, b) => a - b) }))
    .toSorted((a, b) => order.indexOf(a.question) - order.indexOf(b.question))
}

/** The cells of one answer, one per column: empty when its version did not ask, or nothing was answered. */
export function cellsOf(columns: readonly Column[], survey: Survey, answers: Answers): string[] {
  const read = new Map(
    questionsOf(survey).flatMap((question) =>
      partsOf(question).map((part) => [nameOf(question.name, part.part), part.read] as const),
    ),
  )
  return columns.map(({ name }) => read.get(name)?.(answers) ?? '')
}

/** One line of the codebook that goes with an export. */
export interface CodebookLine {
  readonly column: string
  readonly label: string
  readonly kind: string
  readonly codes: string
  readonly versions: string
}

/** What each column means, with the codes found in it. */
export function codebookOf(versions: readonly Numbered[]): CodebookLine[] {
  const latest = new Map<string, Question>()
  for (const { survey } of versions.toSorted((a, b) => a.number - b.number)) {
    for (const question of questionsOf(survey)) latest.set(question.name, question)
  }
  return columnsOf(versions).flatMap(({ name, question, part, label, versions: asked }) => {
    const of = latest.get(question)
    if (!of) return []
    const isFlag = of.type === 'checkbox' && part !== 'other_text'
    const options = part === 'other_text' || of.type === 'ranking' ? [] : optionsOfQuestion(of)
    const codes = isFlag
      ? '1 = coché ; 0 = non coché'
      : options.map(({ value, text }) => `${value} = ${wordsIn(text)}`).join(' ; ')
    return [{ column: name, label, kind: kindOf(of), codes, versions: asked.join(', ') }]
  })
}

/** One answer, question by question, in words: for a page to read again before sending. */
export function answersInWords(
  survey: Survey,
  answers: Answers,
): { id: string; title: string; words: string }[] {
  return questionsOf(survey).flatMap((question) => {
    const words = answerInWords(question, answers)
    return words ? [{ id: question.name, title: wordsIn(question.title), words }] : []
  })
}
