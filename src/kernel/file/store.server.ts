import { createReadStream } from 'node:fs'
import { copyFile, link, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '#tables.server.ts'
import { type Db, send } from '../db.server.ts'
import { newId } from '../id.ts'
import { refuse } from '../refusal.ts'
import { contentFolder, contentPath, incomingFolder } from './place.server.ts'
import { type ReceivedFile, spool } from './receive.server.ts'

/** Whoever may read the database: a transaction, or the pool of the public pages. */
export type Reader = Pick<Kysely<Tables>, 'selectFrom'>

/** Bytes of one row of a content. */
const chunkSize = 256 * 1024

/** To whom a file is open: to anybody, or only to what staff endpoints let through. */
export type FileAudience = 'public' | 'internal'

/** What is to be kept, with its bytes: already on the disk, in memory when small, or as they come. */
export type NewFile = {
  readonly name: string
  /** Its media type, found in its bytes and never in its name. */
  readonly type: string
  readonly audience: FileAudience
} & (
  | { readonly received: ReceivedFile }
  | { readonly bytes: Uint8Array }
  | { readonly stream: Readable | AsyncIterable<Uint8Array> }
)

/** A file as it is kept. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly audience: FileAudience
  readonly size: number
  readonly sha256: Buffer
  readonly storedAt: string
}

/** Keeps a file: its bytes go to the database piece by piece, and to the disk it will be served from. */
export async function storeFile(
  db: Db,
  file: NewFile,
): Promise<{ readonly id: string; readonly sha256: Buffer; readonly size: number }> {
  if ('received' in file) return await keep(db, file, file.received)
  const stream = 'bytes' in file ? Readable.from([Buffer.from(file.bytes)]) : file.stream
  const received = await spool(stream, file.name)
  try {
    return await keep(db, file, received)
  } finally {
    await received.discard()
  }
}

async function keep(db: Db, { name, type, audience }: NewFile, { path, sha256, size }: ReceivedFile) {
  if (size === 0) refuse('file_missing')
  await lock(db, sha256)
  const isNew = await db
    .insertInto('file_content')
    .values({ sha256, size })
    .onConflict((conflict) => conflict.doNothing())
    .returning('size')
    .executeTakeFirst()
  if (isNew) await keepChunks(db, path, sha256)
  const id = newId()
  const row = { id, sha256, name, media_type: type, is_public: audience === 'public' }
  await send(db, db.insertInto('file').values(row).compile())
  // Ready to be served; if the transaction fails, these bytes are swept away as nobody's.
  await link(path, contentPath(sha256)).catch((error: { code?: string }) =>
    error.code === 'EEXIST' ? undefined : copyIn(path, sha256),
  )
  return { id, sha256, size }
}

async function keepChunks(db: Db, path: string, sha256: Buffer): Promise<void> {
  let position = 0
  for await (const bytes of createReadStream(path, { highWaterMark: chunkSize })) {
    await db.insertInto('file_chunk').values({ sha256, position, bytes }).execute()
    position += 1
  }
}

/** Storing and forgetting the same bytes take turns. */
const lock = (db: Db, sha256: Buffer) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${sha256.toString('hex')}, 5))`.execute(db)

/** A disk that has no hard links. */
async function copyIn(path: string, sha256: Buffer): Promise<void> {
  const to = contentPath(sha256)
  await copyFile(path, `${to}.part`)
  await rename(`${to}.part`, to)
}

const rows = (db: Reader) =>
  db
    .selectFrom('file')
    .innerJoin('file_content', 'file_content.sha256', 'file.sha256')
    .select([
      'file.id',
      'file.name',
      'file.media_type as type',
      'file.is_public',
      'file_content.size',
      'file.sha256',
      'file.stored_at as storedAt',
    ])

const shaped = ({ is_public, ...row }: Awaited<ReturnType<typeof found>>): StoredFile => ({
  ...row,
  audience: is_public ? 'public' : 'internal',
})
const found = (db: Reader, id: string) => rows(db).where('file.id', '=', id).executeTakeFirstOrThrow()

/** What is known of a file, without its bytes; nothing when the reader may not see it. */
export async function fileRow(db: Reader, id: string): Promise<StoredFile | undefined> {
  const row = await rows(db).where('file.id', '=', id).executeTakeFirst()
  return row && shaped(row)
}

/** The same of several files at once; those that the reader may not see are left out. */
export async function fileRows(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
  if (ids.length === 0) return new Map()
  const found = await rows(db).where('file.id', 'in', ids).execute()
  return new Map(found.map((row) => [row.id, shaped(row)]))
}

/** The bytes of a content as they lie in the database, one piece in memory at a time. */
export async function* readContent(db: Reader, sha256: Buffer): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const chunk = await db
      .selectFrom('file_chunk')
      .select('bytes')
      .where('sha256', '=', sha256)
      .where('position', '=', position)
      .executeTakeFirst()
    if (!chunk) return
    yield chunk.bytes
  }
}

/** The bytes of a file, from the database. */
export async function readFile(db: Reader, id: string): Promise<Readable> {
  const row = (await fileRow(db, id)) ?? refuse('not_found')
  return Readable.from(readContent(db, row.sha256), { objectMode: false })
}

const filling = new Map<string, Promise<string>>()

/** A copy of a content on this disk, fetched from the database once, and checked when it is. */
export async function localCopy(
  db: Reader,
  { sha256, size }: Pick<StoredFile, 'sha256' | 'size'>,
): Promise<string> {
  const path = contentPath(sha256)
  if ((await stat(path).catch(() => undefined))?.size === size) return path
  const busy = filling.get(path)
  if (busy) return await busy
  const work = fill(db, sha256).finally(() => filling.delete(path))
  filling.set(path, work)
  return await work
}

async function fill(db: Reader, sha256: Buffer): Promise<string> {
  const path = contentPath(sha256)
  const copy = await spool(readContent(db, sha256), '')
  try {
    if (!copy.sha256.equals(sha256)) throw new Error('a file in the database is not what it was')
    await rename(copy.path, path)
  } finally {
    await copy.discard()
  }
  return path
}

/** Opens a file to anybody, or takes it back. */
export async function setFileAudience(db: Db, id: string, audience: FileAudience): Promise<void> {
  await send(
    db,
    db
      .updateTable('file')
      .set({ is_public: audience === 'public' })
      .where('id', '=', id)
      .compile(),
  )
}

/** Forgets a file, and its bytes when no other file is made of them. */
export async function removeFile(db: Db, id: string): Promise<void> {
  const gone = await db.deleteFrom('file').where('id', '=', id).returning('sha256').executeTakeFirst()
  if (!gone) return
  await lock(db, gone.sha256)
  const left = await db.selectFrom('file').select('id').where('sha256', '=', gone.sha256).limit(1).execute()
  if (left.length > 0) return
  await db.deleteFrom('file_content').where('sha256', '=', gone.sha256).execute()
  await rm(contentPath(gone.sha256), { force: true })
}

const dayInMilliseconds = 86_400_000

/** Sweeps the disk: copies of what is not in the database any more, and what was never brought to the end. */
export async function sweepFiles(db: Db): Promise<void> {
  const kept = await db.selectFrom('file_content').select('sha256').execute()
  const names = new Set(kept.map(({ sha256 }) => sha256.toString('hex')))
  for (const [folder, spared] of [
    [contentFolder(), names],
    [incomingFolder(), new Set<string>()],
  ] as const) {
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      const touched = (await stat(path).catch(() => undefined))?.mtimeMs ?? Number.NaN
      // What came in the last day may belong to a transaction that is still open.
      if (!spared.has(name) && Date.now() - touched > dayInMilliseconds) await rm(path, { force: true })
    }
  }
}
