import type { Generated } from 'kysely'
import type { DebriefAnswer } from '#vocabulary'

/** Tables of the times to talk; instants are ISO 8601 in UTC. */
export interface DebriefTables {
  debrief: {
    id: string
    account_id: string
    contact_id: string | null
    answer: DebriefAnswer
    answered_at: Generated<string>
    held_at: string | null
    held_by: string | null
  }
}
