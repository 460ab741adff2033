import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { ResourceTopic } from '#vocabulary'
import { FileNotes, type listResources, type Resource } from './contract.ts'

type Asked = z.output<(typeof listResources)['query']>

export const today = (): string => Temporal.Now.plainDateISO('Europe/Paris').toString()

/** Whether every word typed is there, or a word much like it. */
export const answersTo = (typed: string) => sql<SqlBool>`not exists (
  select from regexp_split_to_table(fold(${typed}), ' ') as word
  where position(word in resource.search_text) = 0 and word_similarity(word, resource.search_text) < 0.45)`

/** To be read again: its day has come, or nobody chose one for what others rely on. */
const due = () => sql<SqlBool>`(resource.retired_at is null and (resource.review_on <= ${today()}
  or (resource.review_on is null and resource.visibility <> 'internal')))`

/** Resources with their versions, the last first; never the bytes of their files. */
export function selectResources(db: Db) {
  return db
    .selectFrom('resource')
    .leftJoin('account as owner', 'owner.id', 'resource.owner_id')
    .selectAll('resource')
    .select(['owner.name as owner', due().as('is_due')])
    .select(
      sql<ResourceTopic[]>`array(select t.topic from resource_topic t where t.resource_id = resource.id
        order by t.topic)`.as('topics'),
    )
    .select((row) =>
      jsonArrayFrom(
        row
          .selectFrom('resource_version as edition')
          .leftJoin('account', 'account.id', 'edition.created_by')
          .select(['edition.id', 'edition.number', 'edition.label', 'edition.published_on as publishedOn'])
          .select(['edition.note', 'edition.link', 'account.name as createdBy'])
          .select((version) => [
            jsonObjectFrom(
              version
                .selectFrom('resource_file')
                .innerJoin('file', 'file.id', 'resource_file.file_id')
                .innerJoin('file_content', 'file_content.sha256', 'file.sha256')
                .select(['file.id', 'file.name', 'file.media_type as type', 'resource_file.notes'])
                .select(sql<number>`file_content.size::int`.as('size'))
                .whereRef('resource_file.file_id', '=', 'edition.file_id'),
            ).as('file'),
            version
              .selectFrom('sending')
              .innerJoin('action', 'action.id', 'sending.action_id')
              .whereRef('sending.resource_version_id', '=', 'edition.id')
              .where('action.cancelled_at', 'is', null)
              .select(sql<number>`count(*)::int`.as('count'))
              .as('sendings'),
            version
              .selectFrom('resource_download as taken')
              .whereRef('taken.version_id', '=', 'edition.id')
              .select(sql<number>`coalesce(sum(taken.count), 0)::int`.as('count'))
              .as('downloads'),
          ])
          .whereRef('edition.resource_id', '=', 'resource.id')
          .orderBy('edition.number', 'desc'),
      ).as('versions'),
    )
}
type ResourceRow = Awaited<ReturnType<ReturnType<typeof selectResources>['execute']>>[number]

const itemOf = (row: ResourceRow): Resource => ({
  id: row.id,
  version: row.version,
  slug: row.slug,
  title: row.title,
  kind: row.kind,
  audience: row.audience,
  summary: row.summary,
  topics: row.topics,
  visibility: row.visibility,
  language: row.language === 'interpreter' ? 'fr' : row.language,
  isEasyToRead: row.is_easy_to_read,
  licence: row.licence,
  reviewOn: row.review_on,
  owner: row.owner,
  isDue: row.is_due === true,
  retiredAt: row.retired_at,
  versions: row.versions.map(({ file, ...one }) => ({
    ...one,
    file: file && { ...file, notes: FileNotes.parse(file.notes) },
    sendings: one.sendings ?? 0,
    downloads: one.downloads ?? 0,
  })),
})

/** One resource as it is now. */
export async function resourceOf(db: Db, id: string): Promise<Resource> {
  const row = await selectResources(db).where('resource.id', '=', id).executeTakeFirst()
  return row ? itemOf(row) : refuse('not_found')
}

function narrowed<Query extends ReturnType<typeof selectResources>>(query: Query, asked: Asked): Query {
  let found: ReturnType<typeof selectResources> = query
  if (!asked.retired) found = found.where('resource.retired_at', 'is', null)
  if (asked.kind) found = found.where('resource.kind', '=', asked.kind)
  if (asked.audience) found = found.where('resource.audience', '=', asked.audience)
  if (asked.visibility) found = found.where('resource.visibility', '=', asked.visibility)
  if (asked.text) found = found.where(answersTo(asked.text))
  return found as Query
}

/** One page of the catalogue, by title; what was retired comes only when it is asked for. */
export async function pageOfResources(db: Db, asked: Asked) {
  const all = narrowed(selectResources(db), asked)
  const counted = sql<number>`count(*)::int`.as('count')
  const dueOnes = all.where(due())
  let query = asked.due ? dueOnes : all
  const [total, waiting] = await Promise.all([
    query.clearSelect().select(counted).executeTakeFirstOrThrow(),
    dueOnes.clearSelect().select(counted).executeTakeFirstOrThrow(),
  ])
  if (asked.after) {
    const [title, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(sql<SqlBool>`(resource.title, resource.id) > (${title}, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('resource.title')
    .orderBy('resource.id')
    .limit(asked.limit + 1)
    .execute()
  const page = cutPage(rows, asked.limit, (row) => [row.title, row.id], itemOf)
  return { ...page, total: total.count, due: waiting.count }
}
