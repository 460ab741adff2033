import type { ColumnType, Generated } from 'kysely'
import type { Hours } from '#kernel/hours/hours.ts'
import type { AuthorityChange, DeliveryChannel, Departement, TransmissionRecipient } from '#vocabulary'
import type { FieldChange } from './contract.ts'
import type { Part } from './decide.ts'

/** Read as what it is, written as its JSON. */
type Json<T> = ColumnType<T, string, string>
type JsonOrNothing<T> = ColumnType<T | null, string | null, string | null>

/** Tables of the authorities; dates `YYYY-MM-DD`, instants ISO 8601 in UTC. */
export interface AuthorityTables {
  authority: {
    id: string
    version: Generated<number>
    code: string
    name: string
    name_key: string
    channel: DeliveryChannel
    time_zone: string
    hours: JsonOrNothing<Hours>
    notes: string | null
    active: Generated<boolean>
    verified_on: string | null
    verified_by: string | null
  }
  authority_unit: {
    id: string
    version: Generated<number>
    authority_id: string
    recipient: TransmissionRecipient
    name: string
    name_key: string
    phone: string | null
    email: string | null
    address: string | null
    notes: string | null
    time_zone: string
    hours: JsonOrNothing<Hours>
    is_fallback: Generated<boolean>
    active: Generated<boolean>
    verified_on: string | null
    verified_by: string | null
  }
  authority_route: { departement: Departement; part: Part; unit_id: string }
  authority_history: {
    id: string
    authority_id: string
    unit_id: string | null
    kind: AuthorityChange
    changes: Json<FieldChange[]>
    happened_at: Generated<string>
    author_id: string | null
  }
}
