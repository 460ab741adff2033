import type { Generated } from 'kysely'
import type { HandoverKind } from '#vocabulary'

/** Tables of the hand-over; instants are ISO 8601 in UTC, sealed values bytes. */
export interface HandoverTables {
  handover: {
    id: string
    kind: HandoverKind
    written_at: Generated<string>
    written_by: string
    sheet: unknown
    sealed_note: Buffer | null
    data_key_id: string
    taken_at: string | null
    taken_by: string | null
  }
  handover_flag: {
    id: string
    situation_id: string
    sealed_sentence: Buffer
    data_key_id: string
    flagged_at: Generated<string>
    flagged_by: string
    cleared_at: string | null
    cleared_by: string | null
  }
}
