import type { Generated } from 'kysely'

/** Who has what open; instants are ISO 8601 in UTC. */
export interface PresenceTables {
  presence: {
    entity_id: string
    account_id: string
    session_id: string
    writing: boolean
    since: Generated<string>
    seen_at: Generated<string>
  }
}
