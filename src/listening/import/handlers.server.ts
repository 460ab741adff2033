import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  cancelImport,
  confirmImport,
  contactsSchema,
  downloadFaults,
  listFaults,
  listImports,
  previewImport,
  readImport,
  uploadLimit,
} from './contract.ts'
import { importTask } from './job.server.ts'
import { importsSeenBy } from './policy.server.ts'
import { giveUpForgotten, placeOf, runOf, selectRuns, unsealFindings } from './queries.server.ts'
import { tableSchema } from './schema.ts'

/** The endpoints of the import. */
export const importing: readonly Handler[] = [
  handle(previewImport, async ({ input, actor, db, keys, trace }) => {
    if (Buffer.byteLength(input.text) > uploadLimit) refuse('too_large')
    await giveUpForgotten(db)
    const id = newId()
    const added = await db
      .insertInto('import_run')
      .values({
        id,
        state: 'checking',
        uploaded_by: actor.id,
        ended_at: null,
        sealed_name: keys.sealAlone(placeOf('sealed_name', id), input.name),
        sealed_file: keys.sealAlone(placeOf('sealed_file', id), input.text),
        sealed_findings: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows === 0n) refuse('import_running')
    await enqueue(db, importTask, { run: id })
    trace(id)
    return { id }
  }),

  handle(listImports, async ({ actor, db, keys }) => {
    const runs = await selectRuns(actor, db).limit(20).execute()
    return { items: runs.map((run) => runOf(keys, run)) }
  }),

  handle(readImport, async ({ params, actor, db, keys }) => {
    const run = await selectRuns(actor, db)
      .select('sealed_findings')
      .where('import_run.id', '=', params.id)
      .executeTakeFirst()
    if (!run) refuse('not_found')
    return { ...runOf(keys, run), first: unsealFindings(keys, run.id, run.sealed_findings).first }
  }),

  handle(listFaults, async ({ params, query, actor, db, keys }) => {
    const run = await importsSeenBy(actor, db)
      .select(['id', 'sealed_findings'])
      .where('id', '=', params.id)
      .executeTakeFirst()
    if (!run) refuse('not_found')
    const { faults } = unsealFindings(keys, run.id, run.sealed_findings)
    const [from] = query.after ? readPlace(z.tuple([z.number().int().min(0)]), query.after) : [0]
    const rest = faults.slice(from, from + query.limit + 1)
    return cutPage(
      rest,
      query.limit,
      () => [from + query.limit],
      (fault) => fault,
    )
  }),

  handle(downloadFaults, async ({ params, actor, db, keys }) => {
    const run = await importsSeenBy(actor, db)
      .select(['id', 'sealed_findings'])
      .where('id', '=', params.id)
      .executeTakeFirst()
    if (!run) refuse('not_found')
    const { faults } = unsealFindings(keys, run.id, run.sealed_findings)
    const body = stringify(faults, {
      bom: true,
      delimiter: ';',
      escape_formulas: true,
      record_delimiter: 'windows',
      header: true,
      columns: { line: 'ligne', column: 'colonne', code: 'code', message: 'message' },
    })
    return { type: 'text/csv; charset=utf-8', filename: 'lignes-refusees.csv', body }
  }),

  handle(confirmImport, async ({ params, input, actor, db, trace }) => {
    const run = await importsSeenBy(actor, db)
      .select(['id', 'state', 'fault_count'])
      .where('id', '=', params.id)
      .forUpdate()
      .executeTakeFirst()
    if (!run) refuse('not_found')
    if (run.state === 'importing' || run.state === 'done') return { done: true as const }
    if (run.state !== 'checked') refuse('import_unreadable')
    if (run.fault_count > 0 && !input.acceptValid) refuse('malformed')
    const busy = await db
      .selectFrom('import_run')
      .select('id')
      .where('state', 'in', ['checking', 'importing'])
      .execute()
    if (busy.length > 0) refuse('import_running')
    await db
      .updateTable('import_run')
      .set({
        state: 'importing',
        accept_valid: input.acceptValid,
        progress: 0,
        row_done: 0,
        contacts: 0,
        situations: 0,
        unchanged: 0,
      })
      .where('id', '=', run.id)
      .execute()
    await enqueue(db, importTask, { run: run.id })
    trace(run.id, input.acceptValid ? 'accept_valid' : undefined)
    return { done: true as const }
  }),

  handle(cancelImport, async ({ params, actor, db }) => {
    const run = await importsSeenBy(actor, db)
      .select('id')
      .where('id', '=', params.id)
      .forUpdate()
      .executeTakeFirst()
    if (!run) refuse('not_found')
    await db
      .updateTable('import_run')
      .set({ state: 'cancelled', ended_at: sql`clock_timestamp()`, sealed_file: null })
      .where('id', '=', run.id)
      .where('state', 'in', ['checking', 'checked', 'importing'])
      .execute()
    return { done: true as const }
  }),

  handle(contactsSchema, async () => ({
    type: 'application/json; charset=utf-8',
    body: `${JSON.stringify(tableSchema(), null, 2)}\n`,
  })),
]
