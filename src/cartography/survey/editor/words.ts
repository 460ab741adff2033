import { departementName, region } from '#vocabulary'
import { optionsOfQuestion } from '../answers.ts'
import { kindOf } from '../kinds.ts'
import {
  type Comparison,
  comparisons,
  isTerritory,
  type Rule,
  ruleInWords,
  territoryVariables,
} from '../rule.ts'
import { type Locale, type Localised, type Question, questionsOf, type Survey, wordsIn } from '../shape.ts'

/** A text with one language changed; a translation that is emptied is taken out. */
export function setWords(text: Localised | undefined, locale: Locale | null, value: string): Localised {
  if (locale === null)
    return text === undefined || typeof text === 'string' ? value : { ...text, default: value }
  const all: Record<string, string> = typeof text === 'object' ? { ...text } : { default: text ?? '' }
  if (value === '') delete all[locale]
  else all[locale] = value
  return Object.keys(all).length > 1 ? (all as Localised) : (all.default ?? '')
}

/** What is written in one language, empty when it was not translated. */
export const exactWords = (text: Localised | undefined, locale: Locale | null): string => {
  if (locale === null) return wordsIn(text)
  return typeof text === 'object' ? (text[locale] ?? '') : ''
}

/** The words of a rule, with the titles and options of the questionnaire. */
export function tellRule(rule: Rule, survey: Survey): string {
  const byId = new Map(questionsOf(survey).map((question) => [question.name, question]))
  return ruleInWords(rule, {
    titleOf: (id) => wordsIn(byId.get(id)?.title) || id,
    labelOf: (id, value) => {
      if (id === 'departement') return departementName(value)
      if (id === 'region') return region.label(value)
      const of = byId.get(id)
      const option = of && optionsOfQuestion(of).find((each) => each.value === value)
      return option ? wordsIn(option.text) : value
    },
  })
}

/** How an answer to a question can be looked at, in the order in which a person reads it. */
export function comparisonsFor(question: Question | undefined, of: string): readonly Comparison[] {
  if (isTerritory(of)) return ['equal', 'notequal', 'anyof']
  switch (question && kindOf(question)) {
    case 'single':
    case 'dropdown':
    case 'yes_no':
      return ['equal', 'notequal', 'anyof', 'notempty', 'empty']
    case 'multiple':
      return ['contains', 'anyof', 'notempty', 'empty']
    case 'number':
      return ['more', 'less', 'notempty', 'empty']
    default:
      return ['notempty', 'empty']
  }
}

export const comparisonLabel = (is: Comparison): string => comparisons[is]
export const territoryLabel = (of: keyof typeof territoryVariables): string =>
  `${territoryVariables[of].charAt(0).toUpperCase()}${territoryVariables[of].slice(1)} du répondant`
