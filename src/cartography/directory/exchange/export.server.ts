import type { Kysely } from 'kysely'
import { refuse } from '#kernel/refusal.ts'
import type { Tables } from '#tables.server.ts'
import type { ExchangeFormat } from '#vocabulary'
import type { Leak } from './contract.ts'
import { findLeaks } from './guard.server.ts'
import {
  type Asked,
  countServices,
  fileNameOf,
  fileTypes,
  produce,
  type Sight,
  sightOf,
} from './produce.server.ts'
import { fileSink, type Sink } from './sinks.server.ts'

export interface Made {
  readonly services: number
  readonly bytes: number
  /** Empty, or nothing of the file is kept. */
  readonly leaks: readonly Leak[]
}

export interface Making {
  readonly onProgress?: (done: number, of: number) => void
  /** What reads the directory; the discretion rules unless told. */
  readonly sight?: Sight
}

/** Makes an export, all of it at one moment of the directory, then looks through it; a file that tells too much is thrown away. */
export async function makeExport(
  database: Kysely<Tables>,
  asked: Asked,
  sink: Sink,
  { onProgress, sight = sightOf(asked.audience) }: Making = {},
): Promise<Made> {
  let services = 0
  const bytes = await database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      const of = await countServices(db, asked, sight)
      return sink.take(
        produce(db, asked, sight, (count) => {
          services += count
          onProgress?.(services, of)
        }),
      )
    })
  const leaks = await findLeaks(database, asked, sink.open())
  if (leaks.length > 0) await sink.discard()
  return { services, bytes, leaks }
}

/** What anybody may take of the directory, as a file ready to be read; whoever takes it closes it. */
export interface OpenData {
  readonly type: string
  readonly filename: string
  readonly services: number
  readonly bytes: number
  readonly open: () => AsyncIterable<Buffer>
  readonly close: () => Promise<void>
}

/**
 * The public directory in one of its formats, for open data.
 * @throws Refusal `export_leaks` when the file would have told what it must not
 */
export async function openDirectoryData(database: Kysely<Tables>, format: ExchangeFormat): Promise<OpenData> {
  const asked: Asked = { format, audience: 'public', departement: null }
  const sink = await fileSink()
  try {
    const { services, bytes, leaks } = await makeExport(database, asked, sink)
    if (leaks.length > 0) refuse('export_leaks')
    const { type } = fileTypes[format]
    return { type, filename: fileNameOf(asked), services, bytes, open: sink.open, close: sink.discard }
  } catch (error) {
    await sink.discard()
    throw error
  }
}
