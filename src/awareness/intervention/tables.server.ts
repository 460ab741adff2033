import type { Generated } from 'kysely'
import type {
  AttendanceMethod,
  Audience,
  AwarenessKind,
  DeliveryTrouble,
  Departement,
  EvaluationMoment,
  EvaluationQuestion,
  InterventionLetterKind,
  InterventionRequestStatus,
  InterventionRole,
  InterventionStatus,
} from '#vocabulary'

/** Tables of the interventions. */
export interface InterventionTables {
  intervention: {
    id: string
    version: Generated<number>
    kind: AwarenessKind
    status: Generated<InterventionStatus>
    title: string
    organisation: string | null
    starts_at: string | null
    ends_at: string | null
    departement: Departement | null
    place: string | null
    video_link: string | null
    notes: string | null
    organiser_id: string
    sequence: Generated<number>
    cancelled_reason: string | null
    attendance_method: AttendanceMethod | null
    counted_at: string | null
    counted_by: string | null
    purge_on: string | null
    data_key_id: string
    created_at: Generated<string>
  }
  intervention_audience: {
    intervention_id: string
    audience: Audience
    expected: Generated<number>
    present: number | null
  }
  intervention_person: {
    id: string
    intervention_id: string
    role: InterventionRole
    account_id: string | null
    sealed: Buffer | null
    has_email: Generated<boolean>
    removed_at: string | null
    added_at: Generated<string>
  }
  intervention_material: { intervention_id: string; resource_id: string }
  intervention_signature: {
    id: string
    intervention_id: string
    audience: Audience
    sealed: Buffer
    signed_at: Generated<string>
  }
  intervention_request: {
    id: string
    version: Generated<number>
    form: Buffer
    reference: string
    status: Generated<InterventionRequestStatus>
    audience: Audience
    departement: Departement | null
    expected: number
    wished_from: string | null
    wished_to: string | null
    sealed: Buffer | null
    data_key_id: string | null
    answer: Buffer | null
    answered_at: string | null
    answered_by: string | null
    intervention_id: string | null
    is_flagged: Generated<boolean>
    received_at: Generated<string>
    purge_on: string
  }
  intervention_letter: {
    id: string
    kind: InterventionLetterKind
    person_id: string | null
    request_id: string | null
    sequence: number
    created_at: Generated<string>
    sent_at: string | null
    dropped_at: string | null
    attempts: Generated<number>
    last_trouble: DeliveryTrouble | null
  }
  evaluation: {
    intervention_id: string
    moment: EvaluationMoment
    code: string
    opened_at: Generated<string>
    closed_at: string | null
    answers: Generated<number>
  }
  evaluation_count: {
    intervention_id: string
    moment: EvaluationMoment
    question: EvaluationQuestion
    points: number
    count: number
  }
  evaluation_words: { id: Generated<string>; intervention_id: string; words: string }
  evaluation_form: { digest: Buffer; intervention_id: string }
}
