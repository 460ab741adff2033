import type { List } from '#kernel/list.ts'
import type { Choice, Page, Question } from '../shape.ts'

interface Extra {
  readonly description?: string
  readonly isRequired?: boolean
  readonly visibleIf?: string
}
type Pairs = readonly (readonly [code: string, label: string])[]

/** The options of a list of the vocabulary, under the same codes: what is answered can be counted beside what is recorded. */
export const optionsFrom = (list: List, without: readonly string[] = []): Choice[] =>
  list.codes
    .filter((code) => !without.includes(code) && !['other', 'none'].includes(code))
    .map((code) => ({ value: code, text: list.label(code) }))

const optionsOf = (pairs: Pairs): Choice[] => pairs.map(([value, text]) => ({ value, text }))
const listed = (options: Pairs | Choice[]): Choice[] =>
  options.map((option) => ('value' in option ? option : { value: option[0], text: option[1] }))

export const page = (name: string, title: string, description: string, elements: Question[]): Page => ({
  name,
  title,
  ...(description && { description }),
  elements,
})

export const single = (name: string, title: string, options: Pairs, extra: Extra = {}): Question => ({
  type: 'radiogroup',
  name,
  title,
  ...extra,
  choices: optionsOf(options),
})

export const several = (
  name: string,
  title: string,
  options: Pairs | Choice[],
  extra: Extra & {
    showOtherItem?: boolean
    showNoneItem?: boolean
    noneText?: string
    maxSelectedChoices?: number
  } = {},
): Question => ({ type: 'checkbox', name, title, ...extra, choices: listed(options) })

export const yesNo = (name: string, title: string, extra: Extra = {}): Question => ({
  type: 'boolean',
  name,
  title,
  ...extra,
  valueTrue: 'yes',
  valueFalse: 'no',
})

export const count = (name: string, title: string, extra: Extra & { max?: number } = {}): Question => ({
  type: 'text',
  inputType: 'number',
  name,
  title,
  min: 0,
  step: 1,
  ...extra,
})

export const line = (name: string, title: string, extra: Extra = {}): Question => ({
  type: 'text',
  name,
  title,
  ...extra,
})
export const text = (name: string, title: string, extra: Extra = {}): Question => ({
  type: 'comment',
  name,
  title,
  ...extra,
  rows: 4,
  maxLength: 4000,
})

export const grid = (
  name: string,
  title: string,
  columns: Pairs,
  rows: Pairs,
  extra: Extra = {},
): Question => ({
  type: 'matrix',
  name,
  title,
  ...extra,
  columns: optionsOf(columns),
  rows: optionsOf(rows),
})

/** Asked only of those who have met the phenomenon. */
export const ifMet = { visibleIf: "{phenomenon_met} = 'yes'" } as const

export const ranked = (name: string, title: string, options: Pairs, extra: Extra = {}): Question => ({
  type: 'ranking',
  name,
  title,
  ...extra,
  choices: optionsOf(options),
})
