import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { QuestionnaireAddressee, SurveyStatus } from '#vocabulary'
import { surveyFaults } from './check.ts'
import type { SurveyEntry, SurveyRow, SurveyVersion, VersionLine } from './contract.ts'
import { mayWrite, versionsSeenBy } from './policy.server.ts'
import type { Survey } from './shape.ts'

const lineColumns = [
  'version.id',
  'version.survey_id',
  'version.number',
  'version.version',
  'version.status',
  'version.changed_at',
  'version.published_at',
  'version.retired_at',
  'changer.name as changed_by',
  'publisher.name as published_by',
] as const

const pageCount = sql<number>`jsonb_array_length(version.content -> 'pages')`
const questionCount = sql<number>`(select coalesce(sum(jsonb_array_length(page -> 'elements')), 0)
  from jsonb_array_elements(version.content -> 'pages') page)`

const linesSeenBy = (actor: Actor, db: Db) =>
  versionsSeenBy(actor, db)
    .select(lineColumns)
    .select([pageCount.as('pages'), questionCount.as('questions')])

type LineRow = Awaited<ReturnType<ReturnType<typeof linesSeenBy>['executeTakeFirstOrThrow']>>

const lineOf = (row: LineRow): VersionLine => ({
  id: row.id,
  number: row.number,
  version: row.version,
  status: row.status,
  pages: row.pages,
  questions: Number(row.questions),
  changedAt: row.changed_at,
  changedBy: row.changed_by,
  publishedAt: row.published_at,
  publishedBy: row.published_by,
  retiredAt: row.retired_at,
})

interface Asked {
  readonly after?: string | undefined
  readonly limit: number
}

/** The questionnaires by title, each with what is asked today and what is being written. */
export async function pageOfSurveys(actor: Actor, db: Db, { after, limit }: Asked) {
  const place = after ? readPlace(z.tuple([z.string(), z.uuid()]), after) : undefined
  const found = await db
    .selectFrom('survey')
    .select(['id', 'code', 'title', 'addressee'])
    .where((is) =>
      mayWrite(actor)
        ? is.val(true)
        : is.exists(
            is
              .selectFrom('survey_version as version')
              .select('version.id')
              .whereRef('version.survey_id', '=', 'survey.id')
              .where('version.status', '<>', 'draft'),
          ),
    )
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(title, id) > (${place?.[0]}, ${place?.[1]}::uuid)`),
    )
    .orderBy('title')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const rows = await linesSeenBy(actor, db)
    .where('version.survey_id', '=', sql<string>`any(${found.map(({ id }) => id)}::uuid[])`)
    .execute()
  const of = (id: string) => rows.filter((row) => row.survey_id === id)
  return cutPage(
    found,
    limit,
    ({ title, id }) => [title, id],
    (survey): SurveyRow => {
      const lines = of(survey.id).map(lineOf)
      const withStatus = (status: SurveyStatus) => lines.find((line) => line.status === status) ?? null
      return {
        ...survey,
        published: withStatus('published'),
        draft: withStatus('draft'),
        versions: lines.length,
      }
    },
  )
}

/** A questionnaire and its versions, the last first. */
export async function readEntry(actor: Actor, db: Db, id: string): Promise<SurveyEntry> {
  const [survey, rows] = await Promise.all([
    db
      .selectFrom('survey')
      .select(['id', 'code', 'title', 'addressee'])
      .where('id', '=', id)
      .executeTakeFirst(),
    linesSeenBy(actor, db).where('version.survey_id', '=', id).orderBy('version.number', 'desc').execute(),
  ])
  if (!survey || (rows.length === 0 && !mayWrite(actor))) return refuse('not_found')
  return { ...survey, versions: rows.map(lineOf), abilities: { write: mayWrite(actor) } }
}

/** One version with its words. */
export async function readVersion(actor: Actor, db: Db, id: string): Promise<SurveyVersion> {
  const row = await linesSeenBy(actor, db)
    .select('version.content')
    .where('version.id', '=', id)
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  return {
    ...lineOf(row),
    surveyId: row.survey_id,
    content: row.content,
    faults: row.status === 'draft' ? surveyFaults(row.content) : [],
  }
}

/** The version before another, of the same questionnaire. */
export async function versionBefore(actor: Actor, db: Db, { surveyId, number }: SurveyVersion) {
  const row = await versionsSeenBy(actor, db)
    .select('version.id')
    .where('version.survey_id', '=', surveyId)
    .where('version.number', '<', number)
    .orderBy('version.number', 'desc')
    .executeTakeFirst()
  return row?.id
}

/** A version as a campaign asks it. */
export interface VersionToAsk {
  readonly id: string
  readonly surveyId: string
  readonly number: number
  readonly status: SurveyStatus
  readonly title: string
  readonly addressee: QuestionnaireAddressee | null
  readonly survey: Survey
}

const toAsk = (db: Db) =>
  db
    .selectFrom('survey_version as version')
    .innerJoin('survey', 'survey.id', 'version.survey_id')
    .select([
      'version.id',
      'version.survey_id as surveyId',
      'version.number',
      'version.status',
      'survey.title',
      'survey.addressee',
      'version.content as survey',
    ])

/** What a campaign may ask today: the published version of each questionnaire. */
export const publishedVersions = (db: Db): Promise<VersionToAsk[]> =>
  toAsk(db).where('version.status', '=', 'published').orderBy('survey.title').execute()

/** A version by its identifier, whatever its status; undefined when there is none. */
export const versionToAsk = (db: Db, id: string): Promise<VersionToAsk | undefined> =>
  toAsk(db).where('version.id', '=', id).executeTakeFirst()

/** Every version of a questionnaire that was ever asked, the first first: for exports over the years. */
export const versionsOfSurvey = (db: Db, surveyId: string): Promise<VersionToAsk[]> =>
  toAsk(db)
    .where('version.survey_id', '=', surveyId)
    .where('version.status', '<>', 'draft')
    .orderBy('version.number')
    .execute()
