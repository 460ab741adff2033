import type { TaskList } from 'graphile-worker'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { writeJournal } from '#kernel/journal.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Tables } from '#tables.server.ts'
import type { ExchangeFault } from './contract.ts'
import { makeExport } from './export.server.ts'
import { placeOf } from './queries.server.ts'
import { type File, type Looked, lookThrough, writeEntries } from './run.server.ts'
import { partSink } from './sinks.server.ts'

/** The names of the jobs. */
export const runTask = 'exchange_run'
export const exportTask = 'exchange_export'

interface Means {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
}

const Payload = z.object({ id: z.uuid() })
const tries = 3
/** Faults that are kept to be read; all of them are counted. */
const keptFaults = 5000
/** Entries written in one transaction. */
const batchSize = 50

/** Somebody has stopped the work, or another worker has gone on with it. */
class Stopped extends Error {}

/** The jobs of what comes in and goes out, for whoever starts the worker. */
export function exchangeTasks(means: Means): TaskList {
  return {
    [runTask]: async (payload, { job }) => {
      const { id } = Payload.parse(payload)
      try {
        await goOn(means, id)
      } catch (error) {
        if (error instanceof Stopped) return
        if (job.attempts < tries) throw error
        await end(means.database, id, 'failed')
      }
    },
    [exportTask]: async (payload, { job }) => {
      const { id } = Payload.parse(payload)
      try {
        await make(means, id)
      } catch (error) {
        if (job.attempts < tries) throw error
        await means.database
          .updateTable('exchange_export')
          .set({ state: 'failed', ended_at: sql`clock_timestamp()` })
          .where('id', '=', id)
          .execute()
      }
    },
  }
}

/** Takes up again what a stopped server left half-way; called at each start. */
export async function resumeExchange({ database }: Pick<Means, 'database'>): Promise<void> {
  const runs = await database
    .selectFrom('exchange_run')
    .select('id')
    .where('state', 'in', ['checking', 'writing'])
    .execute()
  for (const { id } of runs) await enqueue(database, runTask, { id }, { key: `exchange:${id}` })
  const exports = await database
    .selectFrom('exchange_export')
    .select('id')
    .where('state', '=', 'making')
    .execute()
  for (const { id } of exports) await enqueue(database, exportTask, { id }, { key: `exchange:${id}` })
}

const end = (database: Kysely<Tables>, id: string, state: 'done' | 'failed') =>
  database
    .updateTable('exchange_run')
    .set({ state, ended_at: sql`clock_timestamp()`, sealed_file: null })
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'writing'])
    .execute()

async function goOn(means: Means, id: string): Promise<void> {
  const run = await means.database
    .selectFrom('exchange_run')
    .select(['state', 'format', 'source', 'only_check', 'uploaded_by', 'sealed_file'])
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'writing'])
    .executeTakeFirst()
  if (!run) return
  if (run.state === 'writing')
    return write(means.database, id, { author: { id: run.uploaded_by }, source: run.source })
  if (!run.sealed_file) return
  const { format, source, only_check: onlyCheck } = run
  const content = Buffer.from(means.keys.unsealAlone(placeOf('sealed_file', id), run.sealed_file), 'base64')
  await check(means.database, id, { format, source, onlyCheck, content })
}

/** Looks through the file from its beginning, whatever an interrupted look had noted. */
async function check(database: Kysely<Tables>, id: string, file: File): Promise<void> {
  await database.deleteFrom('exchange_item').where('run_id', '=', id).execute()
  await database.deleteFrom('exchange_fault').where('run_id', '=', id).execute()
  let items = 0
  let faults = 0
  const note = async (some: readonly ExchangeFault[]) => {
    const kept = some.slice(0, Math.max(0, keptFaults - faults))
    const rows = kept.map((fault, place) => ({ run_id: id, position: faults + place, ...fault }))
    for (let at = 0; at < rows.length; at += 1000)
      await database
        .insertInto('exchange_fault')
        .values(rows.slice(at, at + 1000))
        .execute()
    faults += some.length
  }
  const broken = await lookThrough(database, file, async (entries) => {
    await database
      .insertInto('exchange_item')
      .values(entries.map((entry, place) => itemOf(id, items + place, entry)))
      .execute()
    items += entries.length
    await note(entries.flatMap((entry) => entry.faults))
    const { rows } = await sql`update exchange_run set fault_count = ${faults}
      where id = ${id} and state = 'checking' returning id`.execute(database)
    if (rows.length === 0) throw new Stopped()
  })
  if (broken) await note([broken])
  const isOver = file.onlyCheck
  await database
    .updateTable('exchange_run')
    .set({
      state: isOver ? 'done' : 'checked',
      progress: 100,
      fault_count: faults,
      sealed_file: null,
      ...(isOver && { ended_at: sql<string>`clock_timestamp()` }),
    })
    .where('id', '=', id)
    .where('state', '=', 'checking')
    .execute()
}

const itemOf = (run: string, position: number, { place, name, draft, planned }: Looked) => ({
  run_id: run,
  position,
  place,
  name: name?.replaceAll('\0', '').slice(0, 300) ?? null,
  reference: draft?.reference ?? null,
  verdict: planned.verdict,
  service_id: planned.serviceId,
  draft: draft && planned.verdict !== 'refused' ? JSON.stringify(draft) : null,
  changes: JSON.stringify(planned.changes.map(({ field, before, after }) => ({ field, before, after }))),
  reasons: [...planned.reasons],
  decision: null,
  written_at: null,
  trouble: null,
})

async function write(
  database: Kysely<Tables>,
  id: string,
  writer: { author: { id: string }; source: string },
): Promise<void> {
  const requestId = newId()
  const { total } = await database
    .selectFrom('exchange_item')
    .select((row) => row.fn.countAll<number>().as('total'))
    .where('run_id', '=', id)
    .where('draft', 'is not', null)
    .executeTakeFirstOrThrow()
  for (let done = 0; ; ) {
    const items = await database
      .selectFrom('exchange_item')
      .select(['position', 'draft', 'verdict', 'service_id', 'decision'])
      .where('run_id', '=', id)
      .where('written_at', 'is', null)
      .where('draft', 'is not', null)
      .orderBy('position')
      .limit(batchSize)
      .execute()
    if (items.length === 0) break
    const wishes = items.flatMap(({ draft, verdict, service_id, decision }) =>
      draft ? [{ draft, verdict, serviceId: service_id, decision }] : [],
    )
    await writeEntries(database, writer, wishes, async (db, written) => {
      for (const [at, one] of written.entries()) {
        const trouble = 'trouble' in one ? one.trouble : null
        await sql`update exchange_item set written_at = clock_timestamp(), draft = null, trouble = ${trouble},
          service_id = coalesce(${'serviceId' in one ? one.serviceId : null}::uuid, service_id)
          where run_id = ${id} and position = ${items[at]?.position ?? -1}`.execute(db)
      }
      const count = (did: string) => written.filter((one) => 'did' in one && one.did === did).length
      done += items.length
      const { rows } = await sql`update exchange_run set created = created + ${count('created')},
        proposed = proposed + ${count('proposed')}, progress = least(100, ${Math.round((done * 100) / Math.max(1, total))}::int)
        where id = ${id} and state = 'writing' returning id`.execute(db)
      if (rows.length === 0) throw new Stopped()
      await writeJournal(db, {
        requestId,
        actorId: writer.author.id,
        role: 'cartographer',
        action: 'directory.import_run',
        entityId: id,
        outcome: 'done',
        detail: `created=${count('created')}`,
      })
    })
  }
  await end(database, id, 'done')
}

async function make({ database }: Means, id: string): Promise<void> {
  const asked = await database
    .selectFrom('exchange_export')
    .select(['format', 'audience', 'departement'])
    .where('id', '=', id)
    .where('state', '=', 'making')
    .executeTakeFirst()
  if (!asked) return
  const sink = partSink(database, id)
  await sink.discard()
  const { services, bytes, leaks } = await makeExport(database, asked, sink, {
    onProgress: showProgress(database, id),
  })
  await database
    .updateTable('exchange_export')
    .set({
      state: leaks.length > 0 ? 'leaks' : 'ready',
      progress: 100,
      services,
      bytes,
      leaks: JSON.stringify(leaks),
      ended_at: sql`clock_timestamp()`,
    })
    .where('id', '=', id)
    .execute()
}

/** Writes how far an export is, at most once a second. */
function showProgress(database: Kysely<Tables>, id: string) {
  let last = Date.now()
  return (done: number, of: number) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    database
      .updateTable('exchange_export')
      .set({ progress: Math.min(99, Math.round((done * 100) / Math.max(1, of))) })
      .where('id', '=', id)
      .execute()
      .catch(() => undefined)
  }
}
