import type { Generated } from 'kysely'
import type {
  ClockStep,
  DeliveryChannel,
  DeliveryState,
  DeliveryTrouble,
  EscalationKind,
  EscalationOutcome,
  HandOverWay,
  NoticeKind,
} from '#vocabulary'

/** Tables of sending and of the clock; instants are ISO 8601 in UTC, sealed values bytes. */
export interface DeliveryTables {
  delivery: {
    id: string
    kind: Generated<'alert' | 'canary'>
    transmission_id: string | null
    authority_id: string | null
    unit_id: string | null
    channel: DeliveryChannel
    urgent: boolean
    state: Generated<DeliveryState>
    edition: Generated<number>
    sent_edition: Generated<number>
    send_after: string
    created_at: Generated<string>
    attempts: Generated<number>
    last_attempt_at: string | null
    next_attempt_at: string | null
    last_trouble: DeliveryTrouble | null
    undeliverable_at: string | null
    delivered_at: string | null
    read_at: string | null
    acknowledged_at: string | null
    recalled_at: string | null
    recall_told_at: string | null
    handed_over_at: string | null
    handed_over_by: string | null
    hand_over_way: HandOverWay | null
    sealed_handed_to: Buffer | null
    data_key_id: string | null
  }
  clock_setting: {
    step: ClockStep
    delay_minutes: number
    repeat_minutes: number | null
    changed_at: Generated<string>
    changed_by: string | null
  }
  escalation: {
    id: Generated<string>
    transmission_id: string
    step: ClockStep
    round: Generated<number>
    kind: EscalationKind
    due_at: string
    made_at: Generated<string>
    done_at: string | null
    done_by: string | null
    outcome: EscalationOutcome | null
    sealed_note: Buffer | null
    reminded_at: Generated<string | null>
    widened_at: Generated<string | null>
    called_at: Generated<string | null>
    called_account_id: Generated<string | null>
  }
  /** Written by the reconciler alone. */
  clock_next: { transmission_id: string; rings_at: string }
  clock_touched: { transmission_id: string }
  notice: {
    id: Generated<string>
    delivery_id: string
    person_id: string
    kind: NoticeKind
    escalation_id: string | null
    made_at: Generated<string>
    sent_at: string | null
    dropped_at: string | null
    attempts: Generated<number>
    next_attempt_at: Generated<string>
    last_trouble: DeliveryTrouble | null
  }
  relay_event: {
    id: string
    kind: string
    package_id: string | null
    at: string
    applied_at: Generated<string>
  }
  pulse: {
    only_one: Generated<boolean>
    cursor: Generated<number>
    trailing_cursor: Generated<number>
    stuck_events: Generated<number>
    collected_at: string | null
    reconciled_at: string | null
    mail_configured: Generated<boolean>
    mail_answered_at: string | null
    canary_at: string | null
    started_at: Generated<string>
  }
}
