import type { TaskList } from 'graphile-worker'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { writeJournal } from '#kernel/journal.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Tables } from '#tables.server.ts'
import type { ImportRow } from './check.server.ts'
import type { PreviewRow } from './contract.ts'
import type { Fault } from './faults.ts'
import { placeOf, sealFindings } from './queries.server.ts'
import { checkFile, type Progress, type Source, writeFile } from './run.server.ts'

/** The name of the job. */
export const importTask = 'import_contacts'

/** What the jobs of the import lean on. */
interface Means {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
}

const Payload = z.object({ run: z.uuid() })
/** Faults that the page can show; past this, the file needs another kind of work. */
const shownFaults = 2000
/** Tries before an import is given up. */
const tries = 5

/** Somebody has stopped the import, or another worker has gone on with it. */
class Stopped extends Error {}

/** The jobs of the import, for whoever starts the worker. */
export function importTasks(means: Means): TaskList {
  return {
    [importTask]: async (payload, { job }) => {
      const { run } = Payload.parse(payload)
      try {
        await goOn(means, run)
      } catch (error) {
        if (error instanceof Stopped) return
        if (job.attempts < tries) throw error
        await means.database
          .updateTable('import_run')
          .set({ state: 'failed', ended_at: sql`clock_timestamp()`, sealed_file: null })
          .where('id', '=', run)
          .execute()
      }
    },
  }
}

/** Takes up again the imports that a stopped server left half-way; called at each start. */
export async function resumeImports({ database }: Pick<Means, 'database'>): Promise<void> {
  const runs = await database
    .selectFrom('import_run')
    .select('id')
    .where('state', 'in', ['checking', 'importing'])
    .execute()
  for (const { id } of runs) await enqueue(database, importTask, { run: id }, { key: `import:${id}` })
}

async function goOn(means: Means, id: string): Promise<void> {
  const run = await means.database
    .selectFrom('import_run')
    .select(['id', 'state', 'uploaded_by', 'row_done', 'sealed_file'])
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'importing'])
    .executeTakeFirst()
  if (!run?.sealed_file) return
  const file = Buffer.from(means.keys.unsealAlone(placeOf('sealed_file', id), run.sealed_file))
  const source = sourceOf(file)
  if (run.state === 'checking') await check(means, id, source)
  else await write(means, { id, authorId: run.uploaded_by, skip: run.row_done }, source)
}

async function check({ database, keys }: Means, id: string, source: Source): Promise<void> {
  const found = await checkFile(database, source, { onProgress: showProgress(database, id) })
  await database
    .updateTable('import_run')
    .set({
      state: 'checked',
      progress: 100,
      row_count: found.rows,
      contacts: found.contacts,
      situations: found.situations,
      unchanged: found.unchanged,
      faulty: found.faulty,
      fault_count: found.rejected.length,
      sealed_findings: sealFindings(keys, id, {
        faults: faultsShown(found.rejected),
        first: found.first.map(preview),
      }),
    })
    .where('id', '=', id)
    .where('state', '=', 'checking')
    .execute()
}

async function write(
  { database, keys }: Means,
  run: { id: string; authorId: string; skip: number },
  source: Source,
): Promise<void> {
  const requestId = newId()
  const isRunning = sql<boolean>`state = 'importing'`
  let dealtWith = run.skip
  await writeFile(
    database,
    keys,
    source,
    { id: run.authorId },
    {
      skip: run.skip,
      onBatch: async (db, done) => {
        const { rows } = await sql`
        update import_run set row_done = row_done + ${done.rows}, contacts = contacts + ${done.contacts},
          situations = situations + ${done.situations}, unchanged = unchanged + ${done.unchanged},
          progress = least(100, (row_done + ${done.rows}) * 100 / greatest(row_count, 1))
        where id = ${run.id} and ${isRunning} and row_done = ${dealtWith} returning id`.execute(db)
        if (rows.length === 0) throw new Stopped()
        dealtWith += done.rows
        await writeJournal(db, {
          requestId,
          actorId: run.authorId,
          role: 'coordinator',
          action: 'import.run',
          entityId: run.id,
          outcome: 'done',
          detail: `contacts=${done.contacts}`,
        })
      },
    },
  )
  await database
    .updateTable('import_run')
    .set({ state: 'done', progress: 100, ended_at: sql`clock_timestamp()`, sealed_file: null })
    .where('id', '=', run.id)
    .where(isRunning)
    .execute()
}

/** The file, in pieces: what reads it never holds more than one twice. */
function sourceOf(file: Buffer): Source {
  const piece = 65_536
  return {
    size: file.length,
    open: async function* () {
      for (let at = 0; at < file.length; at += piece) yield file.subarray(at, at + piece)
    },
  }
}

const faultsShown = (faults: readonly Fault[]): Fault[] => faults.slice(0, shownFaults)

function preview({ summary, ...row }: ImportRow): PreviewRow {
  return {
    ...row,
    problems: [...row.problems],
    signs: [...row.signs],
    actions: [...row.actions],
    hasSummary: summary !== null,
  }
}

/** Writes how far the work is, at most once a second. */
function showProgress(database: Kysely<Tables>, id: string): (progress: Progress) => void {
  let last = Date.now()
  return ({ rows, share }) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    database
      .updateTable('import_run')
      .set({ progress: Math.min(100, Math.round(share * 100)), row_count: rows })
      .where('id', '=', id)
      .execute()
      .catch(() => undefined)
  }
}
