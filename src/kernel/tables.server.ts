import type { Generated } from 'kysely'

/** Tables of the kernel; times are ISO 8601 strings in UTC. */
export interface KernelTables {
  data_key: { id: string; version: number; wrapped: Buffer; created_at: Generated<string> }
  journal: {
    id: Generated<number>
    at: Generated<string>
    request_id: string
    actor_id: string | null
    role: string | null
    action: string
    entity_id: string | null
    outcome: string
    detail: string | null
  }
  idempotency: {
    key: string
    actor_id: string
    digest: Buffer
    answer: Buffer
    created_at: Generated<string>
  }
  link: {
    id: string
    digest: Buffer
    purpose: string
    subject_id: string
    holder_id: string
    issued_at: Generated<string>
    expires_at: string
    revoked_at: Generated<string | null>
    last_used_at: Generated<string | null>
    uses: Generated<number>
  }
}
