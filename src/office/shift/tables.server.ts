import type { Generated } from 'kysely'
import type { ShiftKind } from '#vocabulary'

/** Tables of the rota; instants are ISO 8601 in UTC. */
export interface ShiftTables {
  shift: {
    id: string
    account_id: string
    kind: ShiftKind
    starts_at: string
    ends_at: string
    series_id: string | null
    recorded_at: Generated<string>
    recorded_by: string | null
  }
}
