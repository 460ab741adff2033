import { z } from 'zod'
import { ruleOf } from './rule.ts'

/** The languages in which a questionnaire can be worded; French is `default`, and never missing. */
export const locales = {
  en: 'anglais',
  es: 'espagnol',
  de: 'allemand',
  it: 'italien',
  pt: 'portugais',
} as const
export type Locale = keyof typeof locales
export const localeCodes = Object.keys(locales) as Locale[]

const words = (most: number) => z.string().trim().max(most)

/** A text of the questionnaire: French alone, or French and its translations. */
const localised = (most: number) =>
  z.union([
    words(most),
    z.strictObject({
      default: words(most),
      en: words(most).optional(),
      es: words(most).optional(),
      de: words(most).optional(),
      it: words(most).optional(),
      pt: words(most).optional(),
    }),
  ])
export type Localised = string | ({ readonly default: string } & { readonly [L in Locale]?: string })

/** Names that never change: they are those of the columns of every export. */
export const questionId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, 'Un identifiant en minuscules sans accent, comme « duree_moyenne ».')
const code = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,60}$/, 'Un code sans espace ni accent, comme « tous_les_mois ».')

const rule = z
  .string()
  .max(1000)
  .refine((text) => ruleOf(text) !== undefined, 'Une règle que l’éditeur ne sait pas tenir.')

const Choice = z.union([
  z.strictObject({ value: code, text: localised(300) }),
  code.transform((value) => ({ value, text: value })),
])
export interface Choice {
  readonly value: string
  readonly text: Localised
}
const Choices = z.array(Choice).min(1).max(120)

const asked = {
  name: questionId,
  title: localised(500),
  description: localised(1000).optional(),
  isRequired: z.boolean().optional(),
  visibleIf: rule.optional(),
  requiredIf: rule.optional(),
}
const chosen = {
  choices: Choices,
  showOtherItem: z.boolean().optional(),
  otherText: localised(200).optional(),
}

const Text = z.strictObject({
  type: z.literal('text'),
  ...asked,
  maxLength: z.number().int().min(1).max(500).optional(),
})
const Amount = z.strictObject({
  type: z.literal('text'),
  ...asked,
  inputType: z.literal('number'),
  min: z.number().optional(),
  max: z.number().optional(),
  /** 1 for whole numbers, smaller for decimals. */
  step: z.number().positive().optional(),
})
const Day = z.strictObject({
  type: z.literal('text'),
  ...asked,
  inputType: z.literal('date'),
  min: z.iso.date().optional(),
  max: z.iso.date().optional(),
})
const Comment = z.strictObject({
  type: z.literal('comment'),
  ...asked,
  rows: z.number().int().min(2).max(20).optional(),
  maxLength: z.number().int().min(1).max(5000).optional(),
})
const Radio = z.strictObject({ type: z.literal('radiogroup'), ...asked, ...chosen })
const Dropdown = z.strictObject({ type: z.literal('dropdown'), ...asked, ...chosen })
const Checkbox = z.strictObject({
  type: z.literal('checkbox'),
  ...asked,
  ...chosen,
  showNoneItem: z.boolean().optional(),
  noneText: localised(200).optional(),
  minSelectedChoices: z.number().int().min(0).max(120).optional(),
  maxSelectedChoices: z.number().int().min(0).max(120).optional(),
})
const YesNo = z.strictObject({
  type: z.literal('boolean'),
  ...asked,
  valueTrue: z.literal('yes'),
  valueFalse: z.literal('no'),
})
const Matrix = z.strictObject({
  type: z.literal('matrix'),
  ...asked,
  columns: Choices.max(12),
  rows: Choices.max(40),
  /** The old name of `eachRowRequired`, which survey-core still reads. */
  isAllRowRequired: z.boolean().optional(),
})
const Ranking = z.strictObject({ type: z.literal('ranking'), ...asked, choices: Choices.max(20) })

/** What a question can be: the closed part of the survey-core format that Repère writes, asks and exports. */
export const Question = z.union([
  Amount,
  Day,
  Text,
  Comment,
  Radio,
  Dropdown,
  Checkbox,
  YesNo,
  Matrix,
  Ranking,
])
export type Question = z.output<typeof Question>

export const Page = z.strictObject({
  name: questionId,
  title: localised(200),
  description: localised(2000).optional(),
  visibleIf: rule.optional(),
  elements: z.array(Question).max(60),
})
export type Page = z.output<typeof Page>

/** A questionnaire as survey-core reads it. */
export const Survey = z.strictObject({
  title: localised(200),
  description: localised(3000).optional(),
  completedHtml: z.undefined().optional(),
  pages: z.array(Page).max(30),
})
export type Survey = z.output<typeof Survey>

/** Every question, in the order in which it is asked. */
export const questionsOf = (survey: Survey): Question[] => survey.pages.flatMap(({ elements }) => elements)

/** A text in a language; in French when it was not translated. */
export const wordsIn = (text: Localised | undefined, locale?: Locale): string => {
  if (text === undefined || typeof text === 'string') return text ?? ''
  return (locale && text[locale]) || text.default
}

export type OptionQuestion = Extract<Question, { choices: unknown }>
export const hasChoices = (question: Question): question is OptionQuestion => 'choices' in question

/** Written for « autre » and « aucun », as survey-core does. */
export const otherCode = 'other'
export const noneCode = 'none'
/** Where survey-core keeps what « autre » means. */
export const commentOf = (id: string) => `${id}-Comment`

const noneWords: Localised = {
  default: 'Aucun de ceux-ci',
  en: 'None of these',
  es: 'Ninguno de estos',
  de: 'Nichts davon',
  it: 'Nessuno di questi',
  pt: 'Nenhum destes',
}
const otherWords: Localised = {
  default: 'Autre',
  en: 'Other',
  es: 'Otro',
  de: 'Anderes',
  it: 'Altro',
  pt: 'Outro',
}

/** The options that can be ticked, « autre » and « aucun » included. */
export function optionsAsked(question: OptionQuestion): readonly Choice[] {
  const extra: Choice[] = []
  if ('showNoneItem' in question && question.showNoneItem)
    extra.push({ value: noneCode, text: question.noneText ?? noneWords })
  if ('showOtherItem' in question && question.showOtherItem)
    extra.push({ value: otherCode, text: question.otherText ?? otherWords })
  return [...question.choices, ...extra]
}

/** What is answered to one question, as survey-core holds it. */
export type Answer = string | number | readonly string[] | Readonly<Record<string, string>>
export type Answers = Readonly<Record<string, Answer>>
