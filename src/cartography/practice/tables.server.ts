import type { ColumnType, Generated } from 'kysely'
import type {
  Departement,
  PracticeEvent,
  PracticeStatus,
  Problem,
  Region,
  ServiceVisibility,
} from '#vocabulary'

/** Null unless it is said. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Tables of the practices. */
export interface PracticeTables {
  practice: {
    id: string
    version: Generated<number>
    status: Generated<PracticeStatus>
    title: string
    done: string
    partners: string | null
    means: string | null
    results: string | null
    evidence: string | null
    /** What anyone may read of the contact, once it is published; the whole of it is sealed. */
    contact_name: string | null
    contact_role: string | null
    contact_email: string | null
    contact_phone: string | null
    contact_visibility: ServiceVisibility
    consent_by: string | null
    consent_on: string | null
    consent_scope: Exclude<ServiceVisibility, 'internal'> | null
    owner_id: string
    review_on: string | null
    reviewed_by: string | null
    reviewed_at: string | null
    published_at: string | null
    created_at: Generated<string>
    updated_at: Generated<string>
    search_text: Generated<string>
    data_key_id: Optional<string>
    sealed_contact: Optional<Buffer>
  }
  practice_writer: { practice_id: string; account_id: string }
  practice_departement: { practice_id: string; departement: Departement }
  practice_region: { practice_id: string; region: Region }
  practice_problem: { practice_id: string; problem: Problem }
  practice_document: {
    id: string
    practice_id: string
    name: string
    media_type: string
    size: number
    file: Buffer
    added_at: Generated<string>
    added_by: string
    removed_at: string | null
  }
  practice_adoption: {
    practice_id: string
    departement: Departement
    adopted_on: string | null
    note: string | null
    recorded_at: Generated<string>
    recorded_by: string
  }
  practice_comment: {
    id: string
    practice_id: string
    body: string
    written_at: Generated<string>
    written_by: string
    withdrawn_at: string | null
  }
  practice_history: {
    id: string
    practice_id: string
    kind: PracticeEvent
    status: PracticeStatus | null
    changes: string
    /** Changes of what is sealed. */
    sealed_changes: Optional<Buffer>
    happened_at: Generated<string>
    author_id: string | null
  }
}
