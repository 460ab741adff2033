import type { QuestionnaireAddressee } from '#vocabulary'
import type { Survey } from '../shape.ts'
import { aseSurvey } from './ase.ts'
import { cripSurvey } from './crip.ts'
import { defDirectorSurvey } from './def-director.ts'
import { departmentalHomeSurvey } from './departmental-home.ts'

/** A questionnaire that every installation starts with. */
export interface ReferenceSurvey {
  /** Never changes: its identifiers are made from it. */
  readonly code: string
  readonly addressee: QuestionnaireAddressee
  readonly survey: Survey
}

/** The four questionnaires of the programme. */
export const referenceSurveys: readonly ReferenceSurvey[] = [
  { code: 'directions-enfance-famille', addressee: 'def_director', survey: defDirectorSurvey },
  { code: 'aide-sociale-enfance', addressee: 'ase', survey: aseSurvey },
  { code: 'crip', addressee: 'crip', survey: cripSurvey },
  { code: 'foyers-departementaux', addressee: 'departmental_home', survey: departmentalHomeSurvey },
]
