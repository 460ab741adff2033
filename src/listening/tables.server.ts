import type { Generated } from 'kysely'
import type {
  Absence,
  Action,
  AdviceField,
  CallbackOutcome,
  CallbackPriority,
  CallbackRhythm,
  CallbackSettlement,
  CallbackTeam,
  CallerDetail,
  CallerGender,
  CallerPermission,
  CallerProfile,
  Certainty,
  ClosingReason,
  ContactChannel,
  ContactDirection,
  DangerLevel,
  Departement,
  Disposition,
  KnownToChildProtection,
  LivingPlace,
  Measure,
  MinorGender,
  NoAnswerPlan,
  OrientationKind,
  PlaceRole,
  Presence,
  ProfessionalSector,
  Qualification,
  SchoolStatus,
  SituationLink,
  SituationStage,
  Source,
} from '#vocabulary'
import type { AuthorityTables } from './authority/tables.server.ts'
import type { DebriefTables } from './debrief/tables.server.ts'
import type { DeliveryTables } from './delivery/tables.server.ts'
import type { HandoverTables } from './handover/tables.server.ts'
import type { ImportTables } from './import/tables.server.ts'
import type { LiaisonTables } from './liaison/tables.server.ts'
import type { PresenceTables } from './presence/tables.server.ts'
import type { SafeContactTables } from './safecontact/tables.server.ts'
import type { DocumentTables } from './transmission/document/tables.server.ts'
import type { TransmissionTables } from './transmission/tables.server.ts'
import type { WebFormTables } from './webform/tables.server.ts'

/** The four lists whose words are observed. */
export type ObservableKind = 'problem' | 'sign' | 'exploitation_mode' | 'exploitation_place'

/** Tables of the listening axis; instants are ISO 8601 in UTC, dates `YYYY-MM-DD`, sealed values bytes. */
export interface ListeningTables
  extends AuthorityTables,
    DebriefTables,
    DeliveryTables,
    DocumentTables,
    HandoverTables,
    ImportTables,
    LiaisonTables,
    PresenceTables,
    SafeContactTables,
    TransmissionTables,
    WebFormTables {
  contact: {
    id: string
    version: Generated<number>
    situation_id: string | null
    data_key_id: string
    channel: ContactChannel
    direction: ContactDirection
    occurred_at: string
    ended_at: string | null
    recorded_at: Generated<string>
    recorded_by: string | null
    listener_id: string | null
    finalised_at: string | null
    disposition: Disposition | null
    caller_profile: CallerProfile | null
    caller_detail: CallerDetail | null
    caller_sector: ProfessionalSector | null
    caller_gender: CallerGender | null
    caller_name_absence: Absence | null
    departement: Departement | null
    minor_gender: MinorGender | null
    minor_age: number | null
    minor_age_absence: Absence | null
    known_to_child_protection: KnownToChildProtection | null
    living_place: LivingPlace | null
    school_status: SchoolStatus | null
    certainty: Certainty | null
    danger_level: DangerLevel | null
    qualification: Qualification | null
    sealed_caller: Buffer | null
    sealed_minor: Buffer | null
    sealed_narrative: Buffer | null
    attached_at: string | null
    attached_by: string | null
    authorisation_id: string | null
    import_ref: string | null
  }
  contact_permission: { contact_id: string; permission: CallerPermission }
  contact_measure: { contact_id: string; measure: Measure }
  observation: {
    contact_id: string
    kind: ObservableKind
    code: string
    presence: Presence
    source: Source | null
  }
  situation: {
    id: string
    reference: string
    version: Generated<number>
    data_key_id: string
    sealed_identity: Buffer | null
    sealed_note: Buffer | null
    gender: MinorGender | null
    age: number | null
    departement: Departement | null
    living_place: LivingPlace | null
    school_status: SchoolStatus | null
    known_to_child_protection: KnownToChildProtection | null
    stage: Generated<SituationStage>
    closing_reason: ClosingReason | null
    external_reference: string | null
    import_ref: string | null
    merged_into: string | null
    created_at: Generated<string>
    created_by: string | null
    moved_at: Generated<string>
  }
  situation_number: { year: number; last: number }
  situation_measure: { situation_id: string; measure: Measure; inherited: Generated<boolean> }
  place: {
    id: string
    situation_id: string
    role: PlaceRole
    departement: Departement | null
    since: string | null
    until: string | null
    sealed_address: Buffer | null
    data_key_id: string
    recorded_at: Generated<string>
    recorded_by: string | null
  }
  situation_link: {
    situation_id: string
    other_id: string
    kind: SituationLink
    recorded_at: Generated<string>
    recorded_by: string | null
  }
  assignment: {
    situation_id: string
    account_id: string
    assigned_at: Generated<string>
    inherited: Generated<boolean>
  }
  stage_change: {
    id: string
    situation_id: string
    from_stage: SituationStage
    to_stage: SituationStage
    closing_reason: ClosingReason | null
    happened_at: string
    recorded_at: Generated<string>
    recorded_by: string | null
  }
  situation_merge: {
    id: string
    kept_id: string
    absorbed_id: string
    moved: unknown
    merged_at: Generated<string>
    merged_by: string | null
    undone_at: string | null
    undone_by: string | null
  }
  situation_summary: {
    situation_id: string
    reference: string
    stage: SituationStage
    moved_at: string
    opened_at: string | null
    last_contact_at: string | null
    contact_count: number
    caller_profile: CallerProfile | null
    gender: MinorGender | null
    age: number | null
    departement: Departement | null
    known_to_child_protection: KnownToChildProtection | null
    danger_level: DangerLevel | null
    certainty: Certainty | null
  }
  situation_listing: {
    situation_id: string
    reader: string
    stage: SituationStage
    danger_level: string
    departement: string
    moved_at: string
    opened_at: string
  }
  situation_fact: { situation_id: string; kind: string; code: string; first_on: string; opened_on: string }
  action: {
    id: string
    situation_id: string | null
    contact_id: string | null
    kind: Action
    orientation_kind: OrientationKind | null
    performed_at: string
    recorded_at: Generated<string>
    author_id: string | null
    cancelled_at: string | null
    sealed_note: Buffer | null
    data_key_id: string | null
  }
  action_advice: { action_id: string; field: AdviceField }
  callback: {
    id: string
    version: Generated<number>
    situation_id: string | null
    contact_id: string | null
    opens_at: string
    closes_at: string
    time_zone: Generated<string>
    assignee_id: string | null
    sealed_whom: Buffer | null
    data_key_id: string
    recorded_at: Generated<string>
    recorded_by: string | null
    settled_at: string | null
    settled_as: CallbackSettlement | null
    safe_contact_id: string | null
    person_id: string | null
    priority: Generated<CallbackPriority>
    team: CallbackTeam | null
    no_answer_plan: NoAnswerPlan | null
    rhythm: CallbackRhythm | null
    repeats_until: string | null
    rule_opens_at: string | null
    rule_closes_at: string | null
    follows_id: string | null
  }
  callback_attempt: {
    id: string
    callback_id: string
    happened_at: string
    recorded_at: Generated<string>
    author_id: string | null
    outcome: CallbackOutcome
    sealed_note: Buffer | null
    authorisation_id: string | null
    person_id: string | null
    contact_id: string | null
  }
  lookup_key: { hash: string; contact_id: string | null; situation_id: string | null }
}
