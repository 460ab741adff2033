import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { audienceOf } from '../policy.server.ts'
import {
  acceptRun,
  bringFile,
  cancelRun,
  decideItems,
  downloadExchangeFaults,
  downloadExport,
  type ExchangeExport,
  listExchangeFaults,
  listExports,
  listItems,
  listRuns,
  printDirectory,
  readRun,
  requestExport,
} from './contract.ts'
import { exportTask, runTask } from './jobs.server.ts'
import { printDepartement } from './print.server.ts'
import { fileNameOf, fileTypes } from './produce.server.ts'
import { giveUpForgotten, placeOf, runOf, runsSeenBy, selectRuns } from './queries.server.ts'
import { readParts } from './sinks.server.ts'

const Position = z.tuple([z.number().int()])

/** The endpoints of what comes into the directory as a file, and leaves it as one. */
export const exchange: readonly Handler[] = [
  handle(bringFile, async ({ input, actor, db, keys, trace }) => {
    await giveUpForgotten(db)
    const id = newId()
    const { format, source, onlyCheck } = input
    const added = await db
      .insertInto('exchange_run')
      .values({
        id,
        only_check: onlyCheck,
        format,
        source,
        state: 'checking',
        uploaded_by: actor.id,
        ended_at: null,
        undecided: null,
        sealed_name: keys.sealAlone(placeOf('sealed_name', id), input.name),
        sealed_file: keys.sealAlone(placeOf('sealed_file', id), input.content),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows === 0n) refuse('import_running')
    await enqueue(db, runTask, { id })
    trace(id, format)
    return { id }
  }),

  handle(listRuns, async ({ actor, db, keys }) => {
    const runs = await selectRuns(actor, db).limit(20).execute()
    return { items: runs.map((run) => runOf(keys, run)) }
  }),

  handle(readRun, async ({ params, actor, db, keys }) => {
    const run = await selectRuns(actor, db).where('exchange_run.id', '=', params.id).executeTakeFirst()
    return run ? runOf(keys, run) : refuse('not_found')
  }),

  handle(listItems, async ({ params, query, actor, db }) => {
    const known = await runsSeenBy(actor, db).select('id').where('id', '=', params.id).executeTakeFirst()
    if (!known) refuse('not_found')
    let found = db
      .selectFrom('exchange_item as item')
      .leftJoin('service', 'service.id', 'item.service_id')
      .select(['position', 'place', 'item.name', 'verdict', 'item.service_id', 'service.name as service'])
      .select(['changes', 'reasons', 'decision', 'written_at', 'trouble'])
      .where('run_id', '=', params.id)
    if (query.verdict) found = found.where('verdict', '=', query.verdict)
    if (query.after) found = found.where('position', '>', readPlace(Position, query.after)[0])
    const rows = await found
      .orderBy('position')
      .limit(query.limit + 1)
      .execute()
    return cutPage(
      rows,
      query.limit,
      (row) => [row.position],
      ({ service_id, written_at, ...row }) => ({
        ...row,
        serviceId: service_id,
        written: written_at !== null,
      }),
    )
  }),

  handle(listExchangeFaults, async ({ params, query, actor, db }) => {
    const known = await runsSeenBy(actor, db).select('id').where('id', '=', params.id).executeTakeFirst()
    if (!known) refuse('not_found')
    const rows = await db
      .selectFrom('exchange_fault')
      .select(['position', 'place', 'field', 'message'])
      .where('run_id', '=', params.id)
      .where('position', '>', query.after ? readPlace(Position, query.after)[0] : -1)
      .orderBy('position')
      .limit(query.limit + 1)
      .execute()
    return cutPage(
      rows,
      query.limit,
      (row) => [row.position],
      ({ place, field, message }) => ({ place, field, message }),
    )
  }),

  handle(downloadExchangeFaults, async ({ params, actor, db }) => {
    const known = await runsSeenBy(actor, db).select('id').where('id', '=', params.id).executeTakeFirst()
    if (!known) refuse('not_found')
    const faults = await db
      .selectFrom('exchange_fault')
      .select(['place', 'field', 'message'])
      .where('run_id', '=', params.id)
      .orderBy('position')
      .execute()
    const body = stringify(faults, {
      bom: true,
      delimiter: ';',
      escape_formulas: true,
      record_delimiter: 'windows',
      header: true,
      columns: { place: 'endroit', field: 'champ', message: 'message' },
    })
    return { type: 'text/csv; charset=utf-8', filename: 'entrees-refusees.csv', body }
  }),

  handle(decideItems, async ({ params, input, actor, db }) => {
    const run = await runsSeenBy(actor, db)
      .select('state')
      .where('id', '=', params.id)
      .forUpdate()
      .executeTakeFirst()
    if (!run) refuse('not_found')
    if (run.state !== 'checked') refuse('import_settled')
    await sql`update exchange_item i set decision = d.decision
      from jsonb_to_recordset(${JSON.stringify(input.items)}::jsonb) as d(position int, decision text)
      where i.run_id = ${params.id} and i.position = d.position and i.verdict = 'duplicate'`.execute(db)
    return { done: true as const }
  }),

  handle(acceptRun, async ({ params, input, actor, db, trace }) => {
    const run = await runsSeenBy(actor, db)
      .select(['id', 'state', 'fault_count'])
      .where('id', '=', params.id)
      .forUpdate()
      .executeTakeFirst()
    if (!run) refuse('not_found')
    if (run.state === 'writing' || run.state === 'done') return { done: true as const }
    if (run.state !== 'checked') refuse('import_settled')
    if (run.fault_count > 0 && !input.acceptValid) refuse('malformed')
    const busy = await db
      .selectFrom('exchange_run')
      .select('id')
      .where('state', 'in', ['checking', 'writing'])
      .execute()
    if (busy.length > 0) refuse('import_running')
    await sql`update exchange_item set decision = ${input.undecided}
      where run_id = ${run.id} and verdict = 'duplicate' and decision is null`.execute(db)
    await db
      .updateTable('exchange_run')
      .set({ state: 'writing', undecided: input.undecided, progress: 0, created: 0, proposed: 0 })
      .where('id', '=', run.id)
      .execute()
    await enqueue(db, runTask, { id: run.id })
    trace(run.id)
    return { done: true as const }
  }),

  handle(cancelRun, async ({ params, actor, db }) => {
    const run = await runsSeenBy(actor, db)
      .select('id')
      .where('id', '=', params.id)
      .forUpdate()
      .executeTakeFirst()
    if (!run) refuse('not_found')
    await db
      .updateTable('exchange_run')
      .set({ state: 'cancelled', ended_at: sql`clock_timestamp()`, sealed_file: null })
      .where('id', '=', run.id)
      .where('state', 'in', ['checking', 'checked', 'writing'])
      .execute()
    return { done: true as const }
  }),

  handle(requestExport, async ({ input, actor, db, trace }) => {
    await giveUpForgotten(db)
    const id = newId()
    const { format, audience, departement } = input
    await db
      .insertInto('exchange_export')
      .values({
        id,
        format,
        audience,
        departement,
        state: 'making',
        requested_by: actor.id,
        ended_at: null,
      })
      .execute()
    await enqueue(db, exportTask, { id })
    trace(id, `${format} ${audience}`)
    return { id }
  }),

  handle(listExports, async ({ db }) => {
    const rows = await db
      .selectFrom('exchange_export')
      .innerJoin('account', 'account.id', 'requested_by')
      .select(['exchange_export.id', 'format', 'audience', 'departement', 'state', 'progress'])
      .select(['services', 'bytes', 'requested_at', 'leaks', 'account.name as by'])
      .orderBy('requested_at', 'desc')
      .limit(10)
      .execute()
    return {
      items: rows.map(
        ({ requested_at: requestedAt, by: requestedBy, ...row }): ExchangeExport => ({
          ...row,
          requestedAt,
          requestedBy,
        }),
      ),
    }
  }),

  handle(downloadExport, async ({ params, db, trace }) => {
    const found = await db
      .selectFrom('exchange_export')
      .select(['format', 'audience', 'departement', 'state'])
      .where('id', '=', params.id)
      .executeTakeFirst()
    if (!found) return refuse('not_found')
    if (found.state !== 'ready') return refuse(found.state === 'leaks' ? 'export_leaks' : 'export_not_ready')
    trace(params.id, `${found.format} ${found.audience}`)
    const { type } = fileTypes[found.format]
    return { type, filename: fileNameOf(found), body: await readParts(db, params.id) }
  }),

  handle(printDirectory, async ({ query, actor, db }) => {
    const audience = audienceOf(actor, query.audience)
    const body = await printDepartement(db, { audience, departement: query.departement })
    return { type: 'application/pdf', filename: `annuaire-${query.departement}.pdf`, body }
  }),
]
