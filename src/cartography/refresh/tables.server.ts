import type { ColumnType, Generated } from 'kysely'
import type { Hours } from '#kernel/hours/hours.ts'
import type {
  DeliveryTrouble,
  Departement,
  PlaceAccess,
  ProposalState,
  RefreshMessageKind,
  RefreshReplyKind,
  ServiceAudience,
  ServiceCost,
  ServiceCoverage,
  ServiceEntry,
  ServiceKind,
  ServiceReach,
  ServiceVisibility,
  SpokenLanguage,
} from '#vocabulary'
import type { Contact } from '../directory/contract.ts'
import type { ProposedFields } from '../directory/proposed.ts'

/** Tables of the refresh by link; times ISO 8601 in UTC. */
export interface RefreshTables {
  correspondent: {
    id: string
    service_id: string
    name: string | null
    email: string
    added_at: Generated<string>
    added_by: string | null
    told_at: Generated<string | null>
    objected_at: Generated<string | null>
  }
  refresh_message: {
    id: string
    correspondent_id: string
    kind: RefreshMessageKind
    asked_at: Generated<string>
    asked_by: string | null
    attempts: Generated<number>
    sent_at: Generated<string | null>
    dropped_at: Generated<string | null>
    last_trouble: Generated<DeliveryTrouble | null>
  }
  refresh_reply: {
    id: string
    service_id: string
    correspondent_id: string
    kind: RefreshReplyKind
    seen_version: number
    seen_contacts: Generated<string[]>
    fields: ColumnType<ProposedFields | null, string | null, never>
    remark: string | null
    replied_at: Generated<string>
    settled_at: Generated<string | null>
    proposal_id: Generated<string | null>
    undone_at: Generated<string | null>
    undone_by: Generated<string | null>
    undone_reason: Generated<string | null>
  }
  /** What was hidden at the request of somebody, as it was shown before. */
  refresh_hidden: {
    reply_id: string
    service_id: string
    contact_id: string | null
    visibility: ServiceVisibility
  }
  refresh_record: RecordRow
  /** What the holder of the link said, and what became of it; nothing is waiting unless it is a proposal. */
  refresh_answer: {
    reply_id: string
    kind: RefreshReplyKind
    replied_at: string
    state: ProposalState | null
    /** Why fields were not accepted. */
    reasons: { field: string; reason: string }[]
    undone_at: string | null
  }
}

/** The entry as its own service reads it by a link. */
export interface RecordRow {
  /** That of the link: the entry itself may have been merged into another since. */
  id: string
  version: number
  name: string
  organisation: string
  description: string | null
  kinds: ServiceKind[]
  audiences: ServiceAudience[]
  min_age: number | null
  max_age: number | null
  entries: ServiceEntry[]
  entry_note: string | null
  reaches: ServiceReach[]
  coverage: ServiceCoverage
  departements: Departement[]
  cost: ServiceCost | null
  cost_note: string | null
  capacity: number | null
  languages: SpokenLanguage[]
  hours: Hours | null
  time_zone: string
  professional_notes: string | null
  visibility: ServiceVisibility
  verified_on: string | null
  has_place: boolean
  is_confidential: boolean | null
  place_name: string | null
  address: string | null
  postcode: string | null
  commune: string | null
  stands_in: Departement | null
  access: PlaceAccess[]
  contacts: Contact[]
}
