import type { Generated } from 'kysely'
import type {
  Departement,
  ReturnOutcome,
  TransmissionEvent,
  TransmissionRecipient,
  TransmissionStatus,
} from '#vocabulary'

/** Tables of the transmissions; instants are ISO 8601 in UTC, dates `YYYY-MM-DD`, sealed values bytes. */
export interface TransmissionTables {
  transmission: {
    id: string
    version: Generated<number>
    reference: string
    writing_id: string
    situation_id: string
    authority_id: string | null
    unit_id: string | null
    recipient: TransmissionRecipient | null
    departement: Departement | null
    status: Generated<TransmissionStatus>
    urgent: Generated<boolean>
    complement_of: string | null
    author_id: string
    created_at: Generated<string>
    moved_at: Generated<string>
    submitted_at: string | null
    validator_id: string | null
    validated_at: string | null
    send_after: string | null
    sent_at: string | null
    acknowledged_at: string | null
    acknowledged_by: string | null
    return_due_on: string | null
    return_received_at: string | null
    return_outcome: ReturnOutcome | null
    redirected_at: string | null
    readdressed_as: string | null
    cancelled_at: string | null
    sealed_draft: Buffer
    sealed_content: Buffer | null
    data_key_id: string
  }
  transmission_number: { year: number; last: number }
  transmission_event: {
    id: string
    transmission_id: string
    kind: TransmissionEvent
    happened_at: string
    recorded_at: Generated<string>
    actor_id: string | null
    person_name: string | null
    outcome: ReturnOutcome | null
    sealed_note: Buffer | null
    data_key_id: string
  }
}
