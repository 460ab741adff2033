import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '#kernel/db.server.ts'
import type { Audience, ResourceKind, ResourceTopic, SpokenLanguage } from '#vocabulary'
import { FileNotes } from './contract.ts'
import { answersTo } from './query.server.ts'

/** What somebody outside looks for; everything may be left out. */
export interface Sought {
  readonly text?: string | undefined
  readonly audience?: Audience | undefined
  readonly language?: SpokenLanguage | undefined
  readonly topic?: ResourceTopic | undefined
  readonly kind?: ResourceKind | undefined
  readonly isEasy?: boolean
}

export const pageSize = 20

const shown = ['public', 'professionals'] as const

function narrowed(db: Db, sought: Sought) {
  let query = db.selectFrom('resource').where('resource.visibility', 'in', shown)
  query = query.where('resource.retired_at', 'is', null)
  const { text, audience, language, topic, kind } = sought
  if (text) query = query.where(answersTo(text))
  if (audience) query = query.where('resource.audience', '=', audience)
  if (language) query = query.where('resource.language', '=', language)
  if (kind) query = query.where('resource.kind', '=', kind)
  if (sought.isEasy) query = query.where('resource.is_easy_to_read', '=', true)
  if (topic)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('resource_topic as t')
          .select('t.topic')
          .whereRef('t.resource_id', '=', 'resource.id')
          .where('t.topic', '=', topic),
      ),
    )
  return query
}

const columns = [
  'resource.id',
  'resource.slug',
  'resource.title',
  'resource.kind',
  'resource.audience',
  'resource.summary',
  'resource.visibility',
  'resource.language',
  'resource.is_easy_to_read as isEasy',
  'resource.licence',
] as const

/** One page of what anybody may know of, easy to read first when asked, by title; and how many there are in all. */
export async function publishedResources(db: Db, sought: Sought, page: number) {
  const [total, items] = await Promise.all([
    narrowed(db, sought).select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow(),
    narrowed(db, sought)
      .select(columns)
      .orderBy('resource.title')
      .orderBy('resource.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
  ])
  return { total: total.count, items }
}

/** What may be chosen among: the words of the lists that some resource bears. */
export async function publishedChoices(db: Db) {
  const all = await narrowed(db, {})
    .select(['resource.audience', 'resource.language', 'resource.kind', 'resource.is_easy_to_read as isEasy'])
    .select(
      sql<ResourceTopic[]>`array(select t.topic from resource_topic t where t.resource_id = resource.id)`.as(
        'topics',
      ),
    )
    .execute()
  return {
    audiences: new Set(all.map(({ audience }) => audience)),
    languages: new Set(all.map(({ language }) => language)),
    kinds: new Set(all.map(({ kind }) => kind)),
    topics: new Set(all.flatMap(({ topics }) => topics)),
    hasEasy: all.some(({ isEasy }) => isEasy),
  }
}

/** One resource by its address, with the versions that the reader may have; nothing when it is not shown. */
export async function publishedResource(db: Db, by: { readonly slug: string } | { readonly id: string }) {
  const query =
    'slug' in by ? narrowed(db, {}).where('slug', '=', by.slug) : narrowed(db, {}).where('id', '=', by.id)
  const row = await query
    .select(columns)
    .select(
      sql<ResourceTopic[]>`array(select t.topic from resource_topic t where t.resource_id = resource.id)`.as(
        'topics',
      ),
    )
    .select((of) =>
      jsonArrayFrom(
        of
          .selectFrom('resource_version as edition')
          .leftJoin('resource_file', 'resource_file.file_id', 'edition.file_id')
          .leftJoin('file', 'file.id', 'edition.file_id')
          .leftJoin('file_content', 'file_content.sha256', 'file.sha256')
          .select(['edition.id', 'edition.number', 'edition.label', 'edition.published_on as publishedOn'])
          .select(['edition.note', 'edition.link', 'edition.file_id as fileId', 'resource_file.notes'])
          .select(['file.name', 'file.media_type as type', sql<number>`file_content.size::int`.as('size')])
          .whereRef('edition.resource_id', '=', 'resource.id')
          .orderBy('edition.number', 'desc'),
      ).as('versions'),
    )
    .executeTakeFirst()
  if (!row) return undefined
  const versions = row.versions.map(({ notes, fileId, name, type, size, ...version }) => ({
    ...version,
    file:
      fileId && name && type && size !== null
        ? { id: fileId, name, type, size, notes: FileNotes.parse(notes) }
        : undefined,
  }))
  return { ...row, versions }
}
export type PublishedResource = NonNullable<Awaited<ReturnType<typeof publishedResource>>>
