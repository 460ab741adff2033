import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { demandInForce } from '#listening/situation/fields.server.ts'
import { audience, resourceKind } from '#vocabulary'
import type {
  CatalogueItem,
  createDocument,
  listDocuments,
  publishVersion,
  saveDocument,
} from './contract.ts'
import { pdfOf, plainName } from './file.server.ts'

type NewVersion = z.output<(typeof publishVersion)['input']>

/** Items with their versions, the last first; never the bytes of their files. */
export function selectDocuments(db: Db) {
  return db
    .selectFrom('document')
    .selectAll('document')
    .select((row) =>
      jsonArrayFrom(
        row
          .selectFrom('document_version as edition')
          .leftJoin('account', 'account.id', 'edition.created_by')
          .select(['edition.id', 'edition.number', 'edition.label', 'edition.published_on as publishedOn'])
          .select(['edition.note', 'edition.link', 'edition.file_name as fileName'])
          .select([
            'account.name as createdBy',
            sql<number | null>`octet_length(edition.file)`.as('fileSize'),
          ])
          .select((version) =>
            version
              .selectFrom('sending')
              .innerJoin('action', 'action.id', 'sending.action_id')
              .whereRef('sending.document_version_id', '=', 'edition.id')
              .where('action.cancelled_at', 'is', null)
              .select(sql<number>`count(*)::int`.as('count'))
              .as('sendings'),
          )
          .whereRef('edition.document_id', '=', 'document.id')
          .orderBy('edition.number', 'desc'),
      ).as('versions'),
    )
}
type DocumentRow = Awaited<ReturnType<ReturnType<typeof selectDocuments>['execute']>>[number]

const itemOf = (row: DocumentRow): CatalogueItem => ({
  id: row.id,
  version: row.version,
  title: row.title,
  kind: row.kind,
  audience: row.audience,
  summary: row.summary,
  retiredAt: row.retired_at,
  versions: row.versions.map((one) => ({ ...one, sendings: one.sendings ?? 0 })),
})

/** One page of the catalogue, by title; what was retired comes only when it is asked for. */
export async function pageOfDocuments(db: Db, asked: z.output<(typeof listDocuments)['query']>) {
  let query = selectDocuments(db)
  if (!asked.retired) query = query.where('document.retired_at', 'is', null)
  if (asked.kind) query = query.where('document.kind', '=', asked.kind)
  if (asked.audience) query = query.where('document.audience', '=', asked.audience)
  if (asked.after) {
    const [title, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(sql<SqlBool>`(document.title, document.id) > (${title}, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('document.title')
    .orderBy('document.id')
    .limit(asked.limit + 1)
    .execute()
  return cutPage(rows, asked.limit, (row) => [row.title, row.id], itemOf)
}

/** Adds an item with its first version. */
export async function addDocument(db: Db, by: string, given: z.output<(typeof createDocument)['input']>) {
  const { first, ...fields } = given
  demandInForce([
    ['kind', resourceKind, fields.kind],
    ['audience', audience, fields.audience],
  ])
  const id = newId()
  await send(
    db,
    db
      .insertInto('document')
      .values({ ...fields, id, retired_at: null, created_by: by })
      .compile(),
  )
  await addVersion(db, by, id, 1, first)
  return { id, version: 1 }
}

async function addVersion(db: Db, by: string | null, documentId: string, number: number, given: NewVersion) {
  const { label, publishedOn, note, link, file } = given
  const id = newId()
  const row = {
    id,
    document_id: documentId,
    number,
    label,
    published_on: publishedOn,
    note,
    link,
    file: file && pdfOf(file.content),
    file_name: file && plainName(file.name),
    created_by: by,
  }
  await send(db, db.insertInto('document_version').values(row).compile())
  return { id, number }
}

async function holdDocument(db: Db, id: string) {
  const held = await db
    .selectFrom('document')
    .select(['id', 'version', 'retired_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return held ?? refuse('not_found')
}

/** Publishes one more version; two people who do so at once get two numbers. */
export async function publish(db: Db, by: string, documentId: string, given: NewVersion) {
  await holdDocument(db, documentId)
  const last = await db
    .selectFrom('document_version')
    .select((row) => row.fn.max('number').as('number'))
    .where('document_id', '=', documentId)
    .executeTakeFirst()
  return await addVersion(db, by, documentId, (last?.number ?? 0) + 1, given)
}

/** Corrects an item, retires it or proposes it again; refuses an old version with the item as it is now. */
export async function changeDocument(
  db: Db,
  id: string,
  version: number,
  changes: z.output<(typeof saveDocument)['input']>,
): Promise<number> {
  const held = await holdDocument(db, id)
  if (held.version !== version) {
    const row = await selectDocuments(db).where('document.id', '=', id).executeTakeFirstOrThrow()
    refuse('version_conflict', { current: itemOf(row) })
  }
  const { isRetired, ...fields } = changes
  const written = await db
    .updateTable('document')
    .set({
      ...fields,
      ...(isRetired !== undefined && {
        retired_at: isRetired ? sql<string>`coalesce(retired_at, now())` : null,
      }),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return written.version
}

/** The file of a version, under its name. */
export async function fileOf(db: Db, versionId: string): Promise<{ name: string; file: Buffer }> {
  const row = await db
    .selectFrom('document_version')
    .select(['file', 'file_name'])
    .where('id', '=', versionId)
    .executeTakeFirst()
  if (!row?.file || !row.file_name) return refuse('not_found')
  return { name: row.file_name, file: row.file }
}
