import type { Generated } from 'kysely'
import type { Role } from '#vocabulary'

/** Tables of the accounts; times are ISO 8601 strings in UTC. */
export interface AccountTables {
  account: {
    id: string
    login: string
    name: string
    role: Role
    password_hash: string
    password_temporary: Generated<boolean>
    active: Generated<boolean>
    demonstration: Generated<boolean>
    created_at: Generated<string>
    last_sign_in_at: string | null
    version: Generated<number>
  }
  session: {
    digest: Buffer
    id: string
    account_id: string
    created_at: Generated<string>
    last_seen_at: Generated<string>
    expires_at: string
  }
}
