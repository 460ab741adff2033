import type { Generated } from 'kysely'
import type {
  ApplicationState,
  DeliveryTrouble,
  Departement,
  MilestoneKind,
  ProjectCallStatus,
} from '#vocabulary'

/** Tables of the calls for local projects; what names or tells is sealed. */
export interface CallTables {
  project_call: {
    id: string
    version: Generated<number>
    slug: string
    status: Generated<ProjectCallStatus>
    title: string
    summary: string | null
    terms: string
    amount: number | null
    amount_each: number | null
    opens_on: string
    closes_on: string
    created_at: Generated<string>
    created_by: string
  }
  project_call_departement: { call_id: string; departement: Departement }
  project_criterion: { id: string; call_id: string; position: number; label: string; weight: number }
  project_reviewer: { call_id: string; account_id: string }
  application: {
    id: string
    version: Generated<number>
    call_id: string
    number: Generated<number>
    state: Generated<ApplicationState>
    departement: Departement | null
    amount: number | null
    sealed_words: Buffer
    created_at: Generated<string>
    submitted_at: string | null
    decided_at: string | null
    decided_by: string | null
    granted: number | null
    sealed_reasons: Buffer | null
    written_at: string | null
    last_trouble: DeliveryTrouble | null
  }
  application_file: {
    id: string
    application_id: string
    media_type: string
    size: number
    sealed_name: Buffer
    sealed_file: Buffer
    added_at: Generated<string>
  }
  review: {
    application_id: string
    reviewer_id: string
    version: Generated<number>
    has_conflict: Generated<boolean>
    sealed_words: Buffer | null
    given_at: string | null
  }
  review_score: { application_id: string; reviewer_id: string; criterion_id: string; score: number }
  project_milestone: {
    id: string
    version: Generated<number>
    application_id: string
    kind: MilestoneKind
    label: string
    due_on: string
    done_on: string | null
    note: string | null
  }
}
