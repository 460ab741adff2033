import type { ColumnType, Generated } from 'kysely'
import type {
  CampaignEvent,
  CampaignMessageKind,
  CampaignRefusal,
  CampaignResponseStatus,
  DeliveryTrouble,
  QuestionnaireAddressee,
  Region,
} from '#vocabulary'
import type { Answer, Answers } from '../survey/shape.ts'

/** Read as what it is, written as its JSON. */
type Json<T> = ColumnType<T, string, string>
type JsonOrNothing<T> = ColumnType<T | null, string | null, string | null>

/** Tables of the campaigns; dates `YYYY-MM-DD`, instants ISO 8601 in UTC. */
export interface CampaignTables {
  campaign: {
    id: string
    version: Generated<number>
    name: string
    year: number
    purpose: string
    readers: string
    contact: string
    minutes: number
    opens_on: string
    closes_on: string
    launched_at: string | null
    launched_by: string | null
    closed_at: string | null
    created_at: Generated<string>
    created_by: string | null
  }
  campaign_survey: { campaign_id: string; addressee: QuestionnaireAddressee; version_id: string }
  campaign_target: {
    id: string
    campaign_id: string
    addressee: QuestionnaireAddressee
    authority_id: string
    territory: string
    departements: Generated<string[]>
    region: Region | null
    previous_id: string | null
    status: Generated<CampaignResponseStatus>
    version: Generated<number>
    opened_at: string | null
    started_at: string | null
    submitted_at: string | null
    submitted_by: string | null
    declined_at: string | null
    refusal: CampaignRefusal | null
    refusal_note: string | null
    asked: Generated<number>
    answered: Generated<number>
  }
  campaign_person: {
    id: string
    target_id: string
    name: string
    email: string | null
    job: string | null
    account_id: string | null
    opened_at: string | null
    removed_at: string | null
    added_at: Generated<string>
    added_by: string | null
    invited_by: string | null
  }
  campaign_message: {
    id: string
    person_id: string
    kind: CampaignMessageKind
    created_at: Generated<string>
    created_by: string | null
    attempts: Generated<number>
    sent_at: string | null
    dropped_at: string | null
    trouble: DeliveryTrouble | null
  }
  campaign_answer: { target_id: string; answers: Json<Answers>; changed_at: Generated<string> }
  campaign_value: {
    target_id: string
    question: string
    part: string
    code: string | null
    amount: ColumnType<string | null, number | null, number | null>
    day: string | null
    words: string | null
  }
  campaign_change: {
    id: string
    target_id: string
    question: string
    before: JsonOrNothing<Answer>
    after: JsonOrNothing<Answer>
    person_id: string
    at: Generated<string>
  }
  campaign_event: {
    id: string
    target_id: string
    kind: CampaignEvent
    at: Generated<string>
    person_id: string | null
    account_id: string | null
    note: string | null
  }
  campaign_tag: {
    target_id: string
    question: string
    tag: string
    account_id: string | null
    at: Generated<string>
  }
}
