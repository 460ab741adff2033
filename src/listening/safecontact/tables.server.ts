import type { Generated } from 'kysely'
import type { CallbackOutcome, ReachPurpose, SafeChannel, SafeRelation, SafeVoicemail } from '#vocabulary'

/** Tables of safe contact: the means, the agreements for letters, the authorisations. */
export interface SafeContactTables {
  reach_rule: {
    only: Generated<boolean>
    stale_after_days: Generated<number>
    team_after_minutes: Generated<number>
    coordinator_after_minutes: Generated<number>
    high_team_after_minutes: Generated<number>
    high_coordinator_after_minutes: Generated<number>
  }
  safe_contact: {
    id: string
    version: Generated<number>
    person_id: string
    situation_id: string | null
    contact_id: string | null
    relation: SafeRelation
    channel: SafeChannel
    allowed: Generated<boolean>
    time_zone: Generated<string>
    voicemail: Generated<SafeVoicemail>
    hides_number: Generated<boolean>
    sealed_means: Buffer | null
    data_key_id: string
    confirmed_at: string | null
    confirmed_by: string | null
    withdrawn_at: string | null
    recorded_at: Generated<string>
    recorded_by: string | null
  }
  reach_agreement: {
    id: string
    safe_contact_id: string
    purpose: ReachPurpose
    asked_by: string
    asked_at: Generated<string>
    agreed_by: string | null
    agreed_at: string | null
  }
  contact_authorisation: {
    id: string
    safe_contact_id: string
    person_id: string
    actor_id: string
    purpose: ReachPurpose
    agreement_id: string | null
    given_at: Generated<string>
    expires_at: string
    used_at: string | null
    outcome: CallbackOutcome | null
  }
}
