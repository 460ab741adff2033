import type { ColumnType, Generated } from 'kysely'
import type {
  ActorKind,
  Attendance,
  DeliveryTrouble,
  Departement,
  FeedbackUsefulness,
  MeetingMessageKind,
  MeetingNature,
  MeetingRhythm,
  MeetingStatus,
  WorkingSessionKind,
} from '#vocabulary'

/** Null unless it is said. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Tables of the meetings. */
export interface MeetingTables {
  local_actor: {
    id: string
    version: Generated<number>
    name: string
    kind: ActorKind
    departement: Departement | null
    organisation_id: string | null
    created_at: Generated<string>
    created_by: string | null
  }
  meeting_series: {
    id: string
    rhythm: MeetingRhythm
    created_at: Generated<string>
    created_by: string
  }
  meeting: {
    id: string
    version: Generated<number>
    series_id: string | null
    nature: MeetingNature
    kind: WorkingSessionKind | null
    status: Generated<MeetingStatus>
    title: string
    starts_at: string
    ends_at: string
    departement: Departement | null
    place: string | null
    video_link: string | null
    agenda: string | null
    minutes: string | null
    organiser_id: string
    sequence: Generated<number>
    cancelled_reason: string | null
    data_key_id: Optional<string>
    sealed_minutes: Optional<Buffer>
    created_at: Generated<string>
  }
  meeting_actor: { meeting_id: string; actor_id: string }
  meeting_participant: {
    id: string
    meeting_id: string
    actor_id: string | null
    /** Of before it was sealed. */
    name: Optional<string>
    email: Optional<string>
    sealed: Optional<Buffer>
    has_email: Generated<boolean>
    attendance: Generated<Attendance>
    feedback_asked: Generated<boolean>
    removed_at: string | null
  }
  meeting_decision: {
    id: string
    version: Generated<number>
    meeting_id: string
    words: string
    /** Of before it was sealed. */
    owner: Optional<string>
    sealed_owner: Optional<Buffer>
    due_on: string | null
    done_on: string | null
    done_by: string | null
    created_at: Generated<string>
  }
  meeting_message: {
    id: string
    meeting_id: string
    participant_id: string
    kind: MeetingMessageKind
    sequence: number
    created_at: Generated<string>
    sent_at: string | null
    dropped_at: string | null
    attempts: Generated<number>
    last_trouble: DeliveryTrouble | null
  }
  meeting_feedback_code: { digest: Buffer; meeting_id: string }
  meeting_feedback: {
    id: Generated<string>
    meeting_id: string
    usefulness: FeedbackUsefulness
    words: string | null
  }
}
