import type { Fields } from '#kernel/public/public.server.ts'
import { textOf } from '#kernel/public/public.server.ts'
import { departementName } from '#vocabulary'
import { answerInWords, carryAnswers, longestOf, optionsOfQuestion } from './answers.ts'
import {
  type AnswerFault,
  type Asked,
  type AskedPage,
  examine,
  progressIn,
  type Territory,
} from './engine.server.ts'
import {
  type AnswerClash,
  fieldOf,
  markOf,
  otherFieldOf,
  pageNamed,
  sameFieldOf,
  wasFieldOf,
} from './form.server.ts'
import { kindOf } from './kinds.ts'
import {
  type Answers,
  commentOf,
  hasChoices,
  type Locale,
  type Localised,
  localeCodes,
  otherCode,
  type Question,
  wordsIn,
} from './shape.ts'
import { type Speech, speechOf } from './speech/speech.ts'
import type { FieldView, LanguageView, QuestionPageProps } from './view.ts'

/** Another contributor's answer, given while this page was open. */
export interface Clash extends AnswerClash {
  readonly by: string
}

/** What a respondent's page is made from. */
export interface Showing {
  readonly asked: Asked
  readonly territory: Territory
  /** What is stored. */
  readonly answers: Answers
  /** What was just sent: whatever of it could not be kept is shown again as it was typed. */
  readonly typed?: Fields
  /** Nothing of it was kept. */
  readonly isUnkept?: boolean
  readonly page?: string | undefined
  readonly faults?: readonly AnswerFault[]
  readonly clashes?: readonly Clash[]
  /** The answers of an earlier campaign, offered for confirmation, and how to name it: « L’an dernier ». */
  readonly lastYear?: { readonly name: string; readonly answers: Answers }
  /** Where the form goes. */
  readonly action: string
  /** Where the script of the autosave is, when there is something to save. */
  readonly script?: string
  /** A line under the title: whose answer this is. */
  readonly lead?: string
  readonly notice?: string
  /** Sent back as they are. */
  readonly hidden?: readonly (readonly [string, string])[]
  /** False for a trial, which has nothing to resume. */
  readonly canSave?: boolean
}

/** The page to show: the one that is named, else the first that is not complete, else the last. */
export function pageToShow(pages: readonly AskedPage[], name: string | undefined): AskedPage | undefined {
  const isOpen = ({ questions }: AskedPage) =>
    questions.some(({ fault, isAnswered }) => fault !== undefined || !isAnswered)
  return pages.find((page) => page.name === name) ?? pages.find(isOpen) ?? pages.at(-1)
}

/** The page after or before one, among those that this respondent has before them. */
export function neighbourOf(pages: readonly AskedPage[], name: string, step: 1 | -1): string | undefined {
  return pages[pages.findIndex((page) => page.name === name) + step]?.name
}

/**
 * The questions of a page that an answer of the same page has just opened: without a script they were not there to be
 * answered, so the page is shown again before going on.
 */
export function openedSince(
  pages: readonly AskedPage[],
  name: string,
  shown: readonly string[],
): readonly string[] {
  const asked = pages.find((page) => page.name === name)?.questions ?? []
  return asked.map(({ id }) => id).filter((id) => !shown.includes(id))
}

/** The props of the page that a respondent reads; nothing when no question is asked of them. */
export async function questionPage(showing: Showing): Promise<QuestionPageProps | undefined> {
  const { asked, territory, answers, faults = [], clashes = [] } = showing
  const { locale } = asked
  const speech = speechOf(locale)
  const pages = await examine(asked, territory, answers)
  const current = pageToShow(pages, showing.page)
  const page = pageNamed(asked.survey, current?.name)
  if (!current || !page) return undefined
  const at = pages.indexOf(current)
  const progress = progressIn(pages)
  const place = territory.departement ? departementName(territory.departement) : ''
  const say = (text: Localised | undefined) => wordsIn(text, locale).replaceAll('{departement}', place)
  const before = showing.lastYear ? carryAnswers(showing.lastYear.answers, asked.survey) : {}
  let number = pages.slice(0, at).reduce((sum, { questions }) => sum + questions.length, 0)
  const fields = current.questions.flatMap(({ id, isRequired }): FieldView[] => {
    const question = page.elements.find((each) => each.name === id)
    if (!question) return []
    number += 1
    const clash = clashes.find((each) => each.id === id)
    const fault = faults.find((each) => each.id === id)?.sentence
    // What was left alone shows what stands now: somebody else may have answered it since the page was opened.
    const typed = fault || clash || showing.isUnkept ? showing.typed : undefined
    const seen = clash ? undefined : typed && textOf(typed, wasFieldOf(id))
    return [
      {
        ...fieldView(question, answers, typed, say, speech, locale),
        number,
        isRequired,
        fault,
        lastYear: lastYearOf(question, answers, before, showing.lastYear?.name, locale),
        clash: clash && {
          by: clash.by,
          words:
            clash.theirs === undefined
              ? ''
              : answerInWords(question, { ...answers, [id]: clash.theirs }, locale),
        },
        was: { name: wasFieldOf(id), value: seen ?? markOf(answers, id) },
      },
    ]
  })
  const isLast = at === pages.length - 1
  return {
    survey: say(asked.survey.title),
    title: say(page.title),
    lead: showing.lead,
    intro: [at === 0 ? say(asked.survey.description) : '', say(page.description)].filter(Boolean),
    step: speech.question.step(at + 1, pages.length),
    progress: speech.question.progress(progress.answered, progress.asked),
    done: progress.answered,
    total: progress.asked,
    notice: showing.notice,
    action: showing.action,
    hidden: [
      ['page', page.name],
      ...(locale ? [['langue', locale] as const] : []),
      ...(showing.hidden ?? []),
    ],
    fields,
    hasPrevious: at > 0,
    isLast,
    canSave: showing.canSave ?? true,
    script: showing.script,
    locale,
    languages: languagesOf(asked),
  }
}

function lastYearOf(
  question: Question,
  answers: Answers,
  before: Answers,
  name: string | undefined,
  locale: Locale | undefined,
): FieldView['lastYear'] {
  const words = answers[question.name] === undefined ? answerInWords(question, before, locale) : ''
  return words && name ? { words, name, field: sameFieldOf(question.name) } : undefined
}

type Say = (text: Localised | undefined) => string

function fieldView(
  question: Question,
  answers: Answers,
  typed: Fields | undefined,
  say: Say,
  speech: Speech,
  locale: Locale | undefined,
): Omit<FieldView, 'number' | 'isRequired' | 'fault' | 'lastYear' | 'clash' | 'was'> {
  const { name } = question
  const again = (field: string) => (typed ? (textOf(typed, field) ?? '') : undefined)
  const answer = answers[name]
  const sent = typed?.[fieldOf(name)]
  const chosen = typed
    ? [sent ?? []].flat()
    : Array.isArray(answer)
      ? (answer as readonly string[])
      : [String(answer ?? '')]
  const cellOf = (row: string) =>
    again(fieldOf(name, row)) ??
    (typeof answer === 'object' && !Array.isArray(answer) ? (answer as Record<string, string>)[row] : '') ??
    ''
  const rankOf = (code: string) => {
    const at = Array.isArray(answer) ? answer.indexOf(code) : -1
    return again(fieldOf(name, code)) ?? (at < 0 ? '' : String(at + 1))
  }
  const options = optionsOfQuestion(question).map(({ value, text }) => ({
    value,
    label: wordsIn(text, locale),
    isChosen: chosen.includes(value),
  }))
  const rows =
    question.type === 'matrix'
      ? question.rows.map(({ value, text }) => ({
          field: fieldOf(name, value),
          label: say(text),
          value: cellOf(value),
        }))
      : question.type === 'ranking'
        ? question.choices.map(({ value, text }) => ({
            field: fieldOf(name, value),
            label: say(text),
            value: rankOf(value),
          }))
        : []
  const hasOther = hasChoices(question) && 'showOtherItem' in question && question.showOtherItem === true
  return {
    id: name,
    field: fieldOf(name),
    kind: kindOf(question),
    title: say(question.title),
    hint: [say(question.description), limitsOf(question, speech)].filter(Boolean),
    value:
      again(fieldOf(name)) ?? (typeof answer === 'number' ? numberIn(answer, speech) : String(answer ?? '')),
    maxLength: longestOf(question),
    rows,
    options,
    other: hasOther
      ? {
          field: otherFieldOf(name),
          code: otherCode,
          value: again(otherFieldOf(name)) ?? String(answers[commentOf(name)] ?? ''),
        }
      : undefined,
  }
}

/** A number as it can be typed again: the comma of French, the point of English, and no separator of thousands. */
const numberIn = (value: number, { tag }: Speech): string =>
  value.toLocaleString(tag, { useGrouping: false, maximumFractionDigits: 12 })

/** What the form accepts, told before it is refused. */
function limitsOf(question: Question, { question: words }: Speech): string {
  if (question.type === 'ranking') return words.rankHint
  if (question.type !== 'checkbox') return ''
  const most = question.maxSelectedChoices
  return most ? words.mostHint(most) : words.severalHint
}

/** Each language by its own name. */
const names: Readonly<Record<Locale, string>> = {
  en: 'English',
  es: 'español',
  de: 'Deutsch',
  it: 'italiano',
  pt: 'português',
}

/** The other languages in which a questionnaire can be read; none when it has French only. */
export function languagesOf({ survey, locale }: Asked): readonly LanguageView[] {
  const text = JSON.stringify(survey)
  const found = localeCodes.filter((code) => text.includes(`"${code}":`))
  return [undefined, ...found]
    .filter((code) => found.length > 0 && code !== locale)
    .map((code) => ({ code: code ?? 'fr', name: code ? names[code] : 'français' }))
}
