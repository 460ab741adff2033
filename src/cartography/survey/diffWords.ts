import { surveyQuestionKind } from '#vocabulary'
import { optionsOfQuestion } from './answers.ts'
import { type Difference, titleIn } from './diff.ts'
import { questionsOf, type Survey, wordsIn } from './shape.ts'

/** What differs, for a person to read before publishing. */
export function differenceInWords(
  { kind, where, codes = [], before, after }: Difference,
  old: Survey,
  now: Survey,
): string {
  const title = `«\u00a0${titleIn(kind === 'removed' || kind === 'page_removed' ? [old] : [now, old], where)}\u00a0»`
  const options = codes.map((code) => `«\u00a0${labelOf(code, where, [now, old])}\u00a0»`).join(', ')
  switch (kind) {
    case 'added':
      return `Question ajoutée\u00a0: ${title}.`
    case 'removed':
      return `Question retirée\u00a0: ${title}. Les réponses déjà données restent dans les exports.`
    case 'moved':
      return `Question déplacée\u00a0: ${title}.`
    case 'relabelled':
      return `Formulation changée\u00a0: ${title}.`
    case 'kind_changed':
      return `${title} ne se répond plus de la même façon\u00a0: ${kindLabel(before)} devient ${kindLabel(after)}. Les réponses de l’an dernier ne seront pas reprises.`
    case 'option_added':
      return `${title}\u00a0: réponse ajoutée, ${options}.`
    case 'option_removed':
      return `${title}\u00a0: réponse retirée, ${options}.`
    case 'option_relabelled':
      return `${title}\u00a0: réponse reformulée, ${options}.`
    case 'requirement_changed':
      return isRequiredIn(now, where) ? `${title} devient nécessaire.` : `${title} n’est plus nécessaire.`
    case 'rule_changed':
      return `${title} n’est plus posée dans les mêmes cas.`
    case 'limits_changed':
      return `${title}\u00a0: les limites de la réponse changent.`
    case 'page_added':
      return `Page ajoutée\u00a0: ${title}.`
    case 'page_removed':
      return `Page retirée\u00a0: ${title}.`
    case 'page_relabelled':
      return `Page reformulée\u00a0: ${title}.`
  }
}

const kindLabel = (code: string | undefined) => surveyQuestionKind.label(code ?? '').toLowerCase()

const isRequiredIn = (survey: Survey, id: string): boolean =>
  questionsOf(survey).find(({ name }) => name === id)?.isRequired ?? false

function labelOf(code: string, id: string, surveys: readonly Survey[]): string {
  for (const survey of surveys) {
    const question = questionsOf(survey).find(({ name }) => name === id)
    if (!question) continue
    const row = question.type === 'matrix' && question.rows.find(({ value }) => `ligne ${value}` === code)
    const option = row || optionsOfQuestion(question).find(({ value }) => value === code)
    if (option) return wordsIn(option.text)
  }
  return code
}
