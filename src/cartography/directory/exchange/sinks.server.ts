import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Kysely } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Tables } from '#tables.server.ts'

/** Where a file goes as it is made, and from where it is read again. */
export interface Sink {
  /** Takes the whole of it. @returns its bytes */
  readonly take: (chunks: AsyncIterable<Buffer>) => Promise<number>
  readonly open: () => AsyncIterable<Buffer>
  readonly discard: () => Promise<void>
}

/** A file of its own in the temporary folder, that only this process reads. */
export async function fileSink(): Promise<Sink & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'repere-export-'))
  const path = join(folder, 'export')
  return {
    path,
    take: async (chunks) => {
      await pipeline(Readable.from(chunks), createWriteStream(path, { mode: 0o600 }))
      return (await stat(path)).size
    },
    open: () => createReadStream(path),
    discard: () => rm(folder, { recursive: true, force: true }),
  }
}

const partSize = 1024 * 1024

/** Rows of the database, compressed: what the job makes, any process may give away. */
export function partSink(database: Kysely<Tables>, id: string): Sink {
  const put = (position: number, content: Buffer) =>
    database.insertInto('exchange_part').values({ export_id: id, position, content }).execute()
  return {
    take: async (chunks) => {
      let bytes = 0
      let position = 0
      let waiting: Buffer[] = []
      let size = 0
      const zip = Readable.from(counted(chunks, (count) => (bytes += count))).pipe(createGzip({ level: 5 }))
      for await (const piece of zip as AsyncIterable<Buffer>) {
        waiting.push(piece)
        size += piece.length
        if (size < partSize) continue
        await put(position++, Buffer.concat(waiting))
        waiting = []
        size = 0
      }
      if (size > 0) await put(position, Buffer.concat(waiting))
      return bytes
    },
    open: () => Readable.from(partsOf(database, id)).pipe(createGunzip()),
    discard: async () => {
      await database.deleteFrom('exchange_part').where('export_id', '=', id).execute()
    },
  }
}

async function* counted(chunks: AsyncIterable<Buffer>, add: (count: number) => void) {
  for await (const chunk of chunks) {
    add(chunk.length)
    yield chunk
  }
}

async function* partsOf(database: Kysely<Tables>, id: string): AsyncGenerator<Buffer, void> {
  for (let position = 0; ; position++) {
    const row = await database
      .selectFrom('exchange_part')
      .select('content')
      .where('export_id', '=', id)
      .where('position', '=', position)
      .executeTakeFirst()
    if (!row) return
    yield row.content
  }
}

/** The whole of an export for who takes it: held compressed, opened as it goes. */
export async function readParts(db: Db, id: string): Promise<Readable> {
  const rows = await db
    .selectFrom('exchange_part')
    .select('content')
    .where('export_id', '=', id)
    .orderBy('position')
    .execute()
  return Readable.from(rows.map(({ content }) => content)).pipe(createGunzip())
}
