import { sql } from 'kysely'
import type { z } from 'zod'
import { type Db, send } from '#kernel/db.server.ts'
import { removeFile, setFileAudience } from '#kernel/file/store.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { resourceKind, resourceTopic } from '#vocabulary'
import type { createResource, publishVersion, ResourceFields, saveResource } from './contract.ts'
import { resourceOf } from './query.server.ts'

type NewVersion = z.output<(typeof publishVersion)['input']>

/** An address that a person can read and dictate, which stays when the title changes. */
async function slugOf(db: Db, title: string): Promise<string> {
  const plain =
    title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replaceAll('œ', 'oe')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 70)
      .replace(/^-+|-+$/g, '') || 'ressource'
  const { rows } = await sql<{ slug: string }>`select slug from resource
    where slug = ${plain} or slug ~ ${`^${plain}-[0-9]+$`}`.execute(db)
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(plain)) return plain
  for (let number = 2; ; number++) if (!taken.has(`${plain}-${number}`)) return `${plain}-${number}`
}

const columnsOf = (fields: Partial<ResourceFields>) => ({
  ...(fields.title !== undefined && { title: fields.title }),
  ...(fields.kind !== undefined && { kind: fields.kind }),
  ...(fields.audience !== undefined && { audience: fields.audience }),
  ...(fields.summary !== undefined && { summary: fields.summary }),
  ...(fields.visibility !== undefined && { visibility: fields.visibility }),
  ...(fields.language !== undefined && { language: fields.language }),
  ...(fields.isEasyToRead !== undefined && { is_easy_to_read: fields.isEasyToRead }),
  ...(fields.licence !== undefined && { licence: fields.licence }),
  ...(fields.reviewOn !== undefined && { review_on: fields.reviewOn }),
})

/** What others see must be read again one day: somebody says when. */
function demandReview(visibility: ResourceFields['visibility'], reviewOn: string | null): void {
  if (visibility === 'internal' || reviewOn) return
  refuse('malformed', {
    fields: [{ field: 'reviewOn', message: 'Ce que d’autres lisent se relit : dites quand.' }],
  })
}

async function writeTopics(db: Db, id: string, topics: ResourceFields['topics']): Promise<void> {
  await db.deleteFrom('resource_topic').where('resource_id', '=', id).execute()
  const rows = [...new Set(topics)].map((topic) => ({ resource_id: id, topic }))
  if (rows.length > 0) await db.insertInto('resource_topic').values(rows).execute()
}

/** Writes down what is searched: its words, and those of its kind and its topics. */
async function writeSearch(db: Db, id: string): Promise<void> {
  const { title, summary, kind, topics } = await resourceOf(db, id)
  const words = [title, summary, resourceKind.label(kind), ...topics.map((one) => resourceTopic.label(one))]
  await sql`update resource set search_text = fold(${words.filter(Boolean).join(' ')}) where id = ${id}`.execute(
    db,
  )
}

/** Adds a resource with its first version. */
export async function addResource(db: Db, by: string, given: z.output<(typeof createResource)['input']>) {
  const { first, topics, ...fields } = given
  demandReview(fields.visibility, fields.reviewOn)
  // Two with one title at the same moment get two addresses.
  await sql`select pg_advisory_xact_lock(hashtextextended('resource slug', 0))`.execute(db)
  const id = newId()
  const slug = await slugOf(db, fields.title)
  const row = {
    ...columnsOf(fields),
    id,
    slug,
    title: fields.title,
    kind: fields.kind,
    audience: fields.audience,
    summary: fields.summary,
    licence: fields.licence,
    owner_id: by,
    review_on: fields.reviewOn,
    retired_at: null,
    created_by: by,
  }
  await send(db, db.insertInto('resource').values(row).compile())
  await writeTopics(db, id, topics)
  await addVersion(db, by, id, 1, first)
  await writeSearch(db, id)
  await openFiles(db, id)
  return { id, version: 1, slug }
}

async function addVersion(db: Db, by: string | null, resourceId: string, number: number, given: NewVersion) {
  const { label, publishedOn, note, link, fileId } = given
  if (fileId) await demandFree(db, fileId)
  const id = newId()
  const row = {
    id,
    resource_id: resourceId,
    number,
    label,
    published_on: publishedOn,
    note,
    link,
    file_id: fileId,
    created_by: by,
  }
  await send(db, db.insertInto('resource_version').values(row).compile())
  return { id, number }
}

/** A file that was looked at here, and that no version took yet. */
async function demandFree(db: Db, fileId: string): Promise<void> {
  const free = await db
    .selectFrom('resource_file')
    .select('file_id')
    .where('file_id', '=', fileId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('resource_version as v').select('v.id').where('v.file_id', '=', fileId))),
    )
    .forUpdate()
    .executeTakeFirst()
  if (!free)
    refuse('malformed', { fields: [{ field: 'fileId', message: 'Apportez de nouveau ce fichier.' }] })
}

async function holdResource(db: Db, id: string) {
  const held = await db
    .selectFrom('resource')
    .select(['id', 'version', 'visibility', 'review_on', 'retired_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return held ?? refuse('not_found')
}

/** Publishes one more version; two people who do so at once get two numbers. */
export async function publish(db: Db, by: string, resourceId: string, given: NewVersion) {
  await holdResource(db, resourceId)
  const last = await db
    .selectFrom('resource_version')
    .select((row) => row.fn.max('number').as('number'))
    .where('resource_id', '=', resourceId)
    .executeTakeFirst()
  const made = await addVersion(db, by, resourceId, (last?.number ?? 0) + 1, given)
  await db
    .updateTable('resource')
    .set({ updated_at: sql<string>`now()` })
    .where('id', '=', resourceId)
    .execute()
  await openFiles(db, resourceId)
  return made
}

/** Corrects a resource, retires it or proposes it again; refuses an old version with the resource as it is now. */
export async function changeResource(
  db: Db,
  by: string,
  id: string,
  version: number,
  changes: z.output<(typeof saveResource)['input']>,
): Promise<number> {
  const held = await holdResource(db, id)
  if (held.version !== version) refuse('version_conflict', { current: await resourceOf(db, id) })
  const { isRetired, isMine, topics, ...fields } = changes
  demandReview(
    fields.visibility ?? held.visibility,
    fields.reviewOn === undefined ? held.review_on : fields.reviewOn,
  )
  const written = await db
    .updateTable('resource')
    .set({
      ...columnsOf(fields),
      ...(isMine && { owner_id: by }),
      ...(isRetired !== undefined && {
        retired_at: isRetired ? sql<string>`coalesce(retired_at, now())` : null,
      }),
      updated_at: sql<string>`now()`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  if (topics) await writeTopics(db, id, topics)
  await writeSearch(db, id)
  await openFiles(db, id)
  return written.version
}

/** Anybody may read the files of what is public and proposed, and no others. */
async function openFiles(db: Db, id: string): Promise<void> {
  const { visibility, retired_at } = await holdResource(db, id)
  const files = await db
    .selectFrom('resource_version')
    .select('file_id')
    .where('resource_id', '=', id)
    .where('file_id', 'is not', null)
    .execute()
  const open = visibility === 'public' && retired_at === null ? 'public' : 'internal'
  for (const { file_id } of files) if (file_id) await setFileAudience(db, file_id, open)
}

/** Forgets the files that no version took within a day, and the rare searches of a season ago. */
export async function purgeResources(db: Db): Promise<void> {
  const left = await db
    .deleteFrom('resource_file')
    .where('brought_at', '<', sql<string>`now() - interval '1 day'`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('resource_version as v')
            .select('v.id')
            .whereRef('v.file_id', '=', 'resource_file.file_id'),
        ),
      ),
    )
    .returning('file_id')
    .execute()
  for (const { file_id } of left) await removeFile(db, file_id)
  await db
    .deleteFrom('resource_miss')
    .where('last_day', '<', sql<string>`current_date - case when words is null then 90 else 365 end`)
    .execute()
}
