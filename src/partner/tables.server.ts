import type { Generated } from 'kysely'
import type { PartnerEvent, PartnerRole, ReturnOutcome } from '#vocabulary'

/** Tables of the partners' zone, in their own schema; times are ISO 8601 strings in UTC. */
export interface PartnerTables {
  'partner.authority': { id: string; name: string }
  'partner.person': {
    id: string
    authority_id: string
    email: string
    name: string
    role: PartnerRole
    password_hash: string
    password_temporary: Generated<boolean>
    active: Generated<boolean>
    public_key: string | null
    sealed_identity: string | null
    key_added_at: string | null
    demonstration: Generated<boolean>
    created_at: Generated<string>
    last_sign_in_at: string | null
    version: Generated<number>
  }
  'partner.session': {
    digest: Buffer
    id: string
    person_id: string
    authority_id: string
    created_at: Generated<string>
    last_seen_at: Generated<string>
    expires_at: string
  }
  'partner.package': {
    id: string
    transmission_id: string
    authority_id: string
    unit_id: string
    kind: 'alert' | 'canary'
    urgent: boolean
    reference: string
    sent_at: string
    stored_at: Generated<string>
    edition: number
    sealed: Buffer | null
    reply_key: string
    recalled_at: string | null
    read_at: string | null
    acknowledged_at: string | null
    acknowledged_by: string | null
    acknowledged_name: string | null
    complement_asked_at: string | null
    redirected_at: string | null
    returned_at: string | null
    return_outcome: ReturnOutcome | null
  }
  'partner.recall': { package_id: string; at: Generated<string> }
  'partner.package_recipient': { package_id: string; authority_id: string; person_id: string }
  'partner.event': {
    id: string
    cursor: Generated<number>
    at: Generated<string>
    kind: PartnerEvent
    authority_id: string
    package_id: string | null
    transmission_id: string | null
    person_id: string | null
    person_name: string
    outcome: ReturnOutcome | null
    sealed_note: Buffer | null
  }
  'partner.idempotency': { created_at: Generated<string> }
}
