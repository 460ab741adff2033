import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  type CampaignResponseStatus,
  campaignResponseStatus,
  type QuestionnaireAddressee,
  questionnaireAddressee,
} from '#vocabulary'
import { questionsOf, wordsIn } from '../survey/shape.ts'
import type { Campaign, CampaignRow, StatusCounts } from './contract.ts'
import { authoritiesAsked } from './keep.server.ts'
import { stateOf, todayInParis } from './state.ts'

/** Counts of no answer at all. */
export const noCounts = (): StatusCounts => ({
  asked: 0,
  invited: 0,
  opened: 0,
  partial: 0,
  submitted: 0,
  declined: 0,
})

/** Adds some answers of one status. */
export function tallied(counts: StatusCounts, status: CampaignResponseStatus, n: number): StatusCounts {
  return { ...counts, asked: counts.asked + n, [status]: counts[status] + n }
}

/** Every campaign, the latest first, with how many answers stand where. */
export async function listAll(db: Db): Promise<CampaignRow[]> {
  const today = todayInParis()
  const [rows, counts] = await Promise.all([
    db.selectFrom('campaign').selectAll().orderBy('opens_on', 'desc').orderBy('id', 'desc').execute(),
    db
      .selectFrom('campaign_target')
      .select(['campaign_id', 'status'])
      .select(sql<number>`count(*)`.as('n'))
      .groupBy(['campaign_id', 'status'])
      .execute(),
  ])
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    year: row.year,
    state: stateOf(row, today),
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    counts: counts
      .filter(({ campaign_id }) => campaign_id === row.id)
      .reduce((sum, { status, n }) => tallied(sum, status, n), noCounts()),
  }))
}

/** One campaign with what it asks, of how many, and what did not leave. */
export async function readOne(db: Db, id: string, mayWrite: boolean): Promise<Campaign> {
  const [row, surveys, sums, unsent] = await Promise.all([
    db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst(),
    db
      .selectFrom('campaign_survey as of')
      .innerJoin('survey_version as version', 'version.id', 'of.version_id')
      .select(['of.addressee', 'version.id', 'version.survey_id', 'version.number', 'version.content'])
      .where('of.campaign_id', '=', id)
      .execute(),
    db
      .selectFrom('campaign_target as target')
      .select(sql<number>`count(distinct target.authority_id)`.as('authorities'))
      .select(
        sql<number>`count(*) filter (where not exists (select from campaign_person person
          where person.target_id = target.id and person.removed_at is null and person.email is not null))`.as(
          'without',
        ),
      )
      .where('target.campaign_id', '=', id)
      .executeTakeFirst(),
    db
      .selectFrom('campaign_message as message')
      .innerJoin('campaign_person as person', 'person.id', 'message.person_id')
      .innerJoin('campaign_target as target', 'target.id', 'person.target_id')
      .select('message.trouble')
      .select(sql<number>`count(*)`.as('n'))
      .where('target.campaign_id', '=', id)
      .where('message.sent_at', 'is', null)
      .where('message.dropped_at', 'is', null)
      .groupBy('message.trouble')
      .execute(),
  ])
  if (!row) return refuse('not_found')
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    year: row.year,
    purpose: row.purpose,
    readers: row.readers,
    contact: row.contact,
    minutes: row.minutes,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    state: stateOf(row),
    launchedAt: row.launched_at,
    surveys: surveys
      .map((one) => ({
        addressee: one.addressee,
        versionId: one.id,
        surveyId: one.survey_id,
        title: wordsIn(one.content.title),
        number: one.number,
        questions: questionsOf(one.content).length,
      }))
      .toSorted((a, b) => order(a.addressee) - order(b.addressee)),
    authorities: sums?.authorities ?? 0,
    withoutAddress: sums?.without ?? 0,
    unsent: unsent.map(({ trouble, n }) => ({ trouble, count: n })),
    abilities: { write: mayWrite },
  }
}

const order = (addressee: QuestionnaireAddressee): number => questionnaireAddressee.codes.indexOf(addressee)

/** What a new campaign may ask, and of whom. */
export async function choices(db: Db) {
  const [versions, authorities] = await Promise.all([
    db
      .selectFrom('survey_version as version')
      .innerJoin('survey', 'survey.id', 'version.survey_id')
      .select(['version.id', 'survey.addressee', 'survey.title', 'version.number'])
      .where('version.status', '=', 'published')
      // Those that were written first come first: the ones shipped with the product.
      .orderBy('survey.created_at')
      .orderBy('survey.title')
      .execute(),
    authoritiesAsked(db),
  ])
  return { versions, authorities }
}

/** The statuses in the order of the list. */
export const statuses = campaignResponseStatus.codes
