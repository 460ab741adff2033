import type { SurveyQuestionKind } from '#vocabulary'
import type { Locale } from './shape.ts'

/** A question as its page shows it: everything is already in words. */
export interface FieldView {
  readonly id: string
  /** The name of its field; a table and a ranking have one field a line. */
  readonly field: string
  readonly kind: SurveyQuestionKind
  readonly number: number
  readonly title: string
  readonly hint: readonly string[]
  readonly isRequired: boolean
  readonly value: string
  readonly maxLength: number
  readonly options: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[]
  readonly rows: readonly { readonly field: string; readonly label: string; readonly value: string }[]
  readonly other: { readonly field: string; readonly code: string; readonly value: string } | undefined
  readonly fault: string | undefined
  readonly lastYear: { readonly name: string; readonly words: string; readonly field: string } | undefined
  /** What another contributor answered meanwhile; no words when they took the answer out. */
  readonly clash: { readonly by: string; readonly words: string } | undefined
  readonly was: { readonly name: string; readonly value: string }
}

/** Another language of the same page, by its own name. */
export interface LanguageView {
  readonly code: string
  readonly name: string
}

/** A page of a questionnaire. */
export interface QuestionPageProps {
  readonly survey: string
  readonly title: string
  readonly lead: string | undefined
  readonly intro: readonly string[]
  readonly step: string
  readonly progress: string
  readonly done: number
  readonly total: number
  readonly notice: string | undefined
  readonly action: string
  readonly hidden: readonly (readonly [string, string])[]
  readonly fields: readonly FieldView[]
  readonly hasPrevious: boolean
  readonly isLast: boolean
  readonly canSave: boolean
  readonly script: string | undefined
  readonly locale: Locale | undefined
  readonly languages: readonly LanguageView[]
}
