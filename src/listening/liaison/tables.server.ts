import type { Generated } from 'kysely'
import type {
  DueKind,
  DueSettlement,
  ExchangeChannel,
  ExchangeDirection,
  OrientationOutcome,
  SendingChannel,
} from '#vocabulary'

/** Tables of the work with services; what names or tells is sealed under the key of its action or of its own row. */
export interface LiaisonTables {
  exchange: {
    action_id: string
    version: Generated<number>
    direction: ExchangeDirection
    channel: ExchangeChannel
    unit_id: string | null
    sealed_words: Buffer
  }
  sending: {
    action_id: string
    version: Generated<number>
    resource_version_id: string
    channel: SendingChannel
    sealed_words: Buffer
  }
  orientation: {
    action_id: string
    version: Generated<number>
    service_id: string | null
    outcome: Generated<OrientationOutcome>
    outcome_at: string | null
    outcome_by: string | null
    sealed_words: Buffer
  }
  due_item: {
    id: string
    version: Generated<number>
    situation_id: string
    action_id: string | null
    kind: DueKind
    asked_on: string
    due_on: string
    assignee_id: string | null
    sealed_words: Buffer
    data_key_id: string
    recorded_at: Generated<string>
    recorded_by: string | null
    settled_at: string | null
    settled_as: DueSettlement | null
    settled_by: string | null
  }
}
