import type { ColumnType, Generated } from 'kysely'
import type { QuestionnaireAddressee, SurveyQuestionKind, SurveyStatus } from '#vocabulary'
import type { Survey } from './shape.ts'

/** Read as what it is, written as its JSON. */
type Json<T> = ColumnType<T, string, string>

/** Tables of the questionnaires; instants ISO 8601 in UTC. */
export interface SurveyTables {
  survey: {
    id: string
    code: string
    title: string
    addressee: QuestionnaireAddressee | null
    created_at: Generated<string>
    created_by: string | null
  }
  survey_version: {
    id: string
    survey_id: string
    number: number
    version: Generated<number>
    status: Generated<SurveyStatus>
    content: Json<Survey>
    created_at: Generated<string>
    created_by: string | null
    changed_at: Generated<string>
    changed_by: string | null
    published_at: string | null
    published_by: string | null
    retired_at: string | null
  }
  survey_question: {
    version_id: string
    code: string
    kind: SurveyQuestionKind
    page: string
    position: number
    title: string
  }
  survey_option: {
    version_id: string
    question: string
    part: 'option' | 'row'
    code: string
    position: number
    label: string
  }
}
