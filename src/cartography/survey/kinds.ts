import type { SurveyQuestionKind } from '#vocabulary'
import type { Choice, Question } from './shape.ts'

/** How a question is answered, from the way survey-core writes it. */
export function kindOf(question: Question): SurveyQuestionKind {
  switch (question.type) {
    case 'text':
      if (!('inputType' in question)) return 'short_text'
      return question.inputType === 'number' ? 'number' : 'date'
    case 'comment':
      return 'long_text'
    case 'radiogroup':
      return 'single'
    case 'dropdown':
      return 'dropdown'
    case 'checkbox':
      return 'multiple'
    case 'boolean':
      return 'yes_no'
    case 'matrix':
      return 'matrix'
    case 'ranking':
      return 'ranking'
  }
}

/** What the three answers of a yes-no question are called; the same codes as the vocabulary's `phenomenon_met`. */
export const yesNoChoices: readonly Choice[] = [
  { value: 'yes', text: { default: 'Oui', en: 'Yes', es: 'Sí', de: 'Ja', it: 'Sì', pt: 'Sim' } },
  { value: 'no', text: { default: 'Non', en: 'No', es: 'No', de: 'Nein', it: 'No', pt: 'Não' } },
  {
    value: 'unknown',
    text: {
      default: 'Ne sait pas',
      en: 'Don’t know',
      es: 'No lo sé',
      de: 'Weiß nicht',
      it: 'Non so',
      pt: 'Não sei',
    },
  },
]

const blankChoices = (): Choice[] => [
  { value: 'option_1', text: 'Première réponse' },
  { value: 'option_2', text: 'Deuxième réponse' },
]

/** A new question of a kind; asked again in another kind, it keeps its words and, when it can, its options. */
export function questionOf(
  kind: SurveyQuestionKind,
  words: Partial<Question> & { name: string; title: Question['title'] },
): Question {
  const { name, title, description, isRequired, visibleIf, requiredIf } = words
  const asked = {
    name,
    title,
    ...(description !== undefined && { description }),
    ...(isRequired && { isRequired }),
    ...(visibleIf && { visibleIf }),
    ...(requiredIf && { requiredIf }),
  }
  const choices: Choice[] = 'choices' in words && words.choices ? [...words.choices] : blankChoices()
  switch (kind) {
    case 'short_text':
      return { type: 'text', ...asked }
    case 'long_text':
      return { type: 'comment', ...asked }
    case 'number':
      return { type: 'text', inputType: 'number', step: 1, min: 0, ...asked }
    case 'date':
      return { type: 'text', inputType: 'date', ...asked }
    case 'single':
      return { type: 'radiogroup', ...asked, choices }
    case 'dropdown':
      return { type: 'dropdown', ...asked, choices }
    case 'multiple':
      return { type: 'checkbox', ...asked, choices }
    case 'yes_no':
      return { type: 'boolean', valueTrue: 'yes', valueFalse: 'no', ...asked }
    case 'matrix':
      return {
        type: 'matrix',
        ...asked,
        columns: choices,
        rows: [
          { value: 'ligne_1', text: 'Première ligne' },
          { value: 'ligne_2', text: 'Deuxième ligne' },
        ],
      }
    case 'ranking':
      return { type: 'ranking', ...asked, choices }
  }
}
