import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { announce } from '#kernel/live.server.ts'
import { markReturnDue, markReturnOverdue } from '#listening/transmission/transition.server.ts'
import { queueCanary } from './canary.server.ts'
import type { Sending } from './outside.server.ts'
import { jobsAtOnce, remind } from './remind.server.ts'
import {
  gatherTouched,
  type Looked,
  type Rang,
  readRinging,
  readSettings,
  ring,
  settleEscalations,
} from './ring.server.ts'

/** What one round of the reconciler found to do. */
export interface Reconciled {
  readonly escalations: number
  readonly dutyOfficer: number
  readonly settled: number
  readonly statuses: number
  readonly jobs: number
}

export interface Round {
  /** The instant of the clock; now unless told. */
  readonly now?: string
  /** A job that late was lost with its worker. */
  readonly lostAfterSeconds?: number
  /** Reads everything that is open, and not only what has changed or is due. */
  readonly everything?: boolean
}

/** Transmissions looked at in one transaction. */
const lookedAtOnce = 20_000

/**
 * Computes again, from the transmissions themselves, what should be waiting for somebody: whatever was lost between two
 * rounds is made again. Two processes that do it at once do it once.
 */
export async function reconcile(sending: Sending, round: Round = {}): Promise<Reconciled> {
  const { now = new Date().toISOString(), lostAfterSeconds = 60, everything = false } = round
  const made: Rang[] = []
  let settled = 0
  let more = true
  while (more) {
    more = await alone(sending, async (db) => {
      // Everything at once is joined whole: tables that were empty a moment ago would have it done row by row.
      if (everything) await sql`set local enable_nestloop = off`.execute(db)
      await gatherTouched(db)
      const looked: Looked = everything ? 'everything' : await readRinging(db, now, lookedAtOnce)
      if (looked.length === 0) return false
      settled += await settleEscalations(db, now, looked)
      const rang = await ring(db, await readSettings(db), looked, now)
      await tellDesks(db, rang)
      made.push(...rang)
      return !everything && looked.length === lookedAtOnce
    })
  }
  const jobs = await alone(sending, async (db) => {
    const again = await remakeJobs(db, lostAfterSeconds)
    await queueCanary(db)
    await db.updateTable('pulse').set({ reconciled_at: sql<string>`clock_timestamp()` }).execute()
    return again + (await remind(db))
  })
  return {
    escalations: made.length,
    dutyOfficer: made.filter((one) => one.kind === 'duty_officer').length,
    settled,
    statuses: await moveReturns(sending, now),
    jobs,
  }
}

/** A transaction that no other reconciler runs beside. */
function alone<Value>({ database }: Sending, work: (db: Db) => Promise<Value>): Promise<Value> {
  return database.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(123)`.execute(db)
    // What is planned for small tables would take minutes on large ones: the round says how it wants to be read.
    await sql`set local jit = off`.execute(db)
    await sql`set local work_mem = '64MB'`.execute(db)
    return await work(db)
  })
}

/** Each file that is open hears of itself; beyond that many, looking again is enough. */
const toldAtMost = 200

async function tellDesks(db: Db, made: readonly Rang[]): Promise<void> {
  const ids = [...new Set(made.map((one) => one.transmission_id))].slice(0, toldAtMost)
  for (const id of ids) await announce(db, 'transmission', id)
}

/** A job that should have run that long ago was lost with its worker: it is made again. */
async function remakeJobs(db: Db, lostAfterSeconds: number): Promise<number> {
  const late = sql`statement_timestamp() - make_interval(secs => ${lostAfterSeconds})`
  const made = await sql<{ id: string }>`
    with lost as materialized (
      select id, 'deliver' as task, 'deliver:' || id as key from delivery
      where channel = 'portal' and state <> 'recalled' and sent_edition < edition and next_attempt_at < ${late}
      union all
      select id, 'recall_delivery', 'recall:' || id from delivery
      where state = 'recalled' and recall_told_at is null and channel = 'portal' and recalled_at < ${late}
      union all
      select id, 'notify', 'notify:' || id from notice
      where sent_at is null and dropped_at is null and next_attempt_at < ${late}
      limit ${jobsAtOnce}
    ), remade as materialized (
      select id, graphile_worker.enqueue(task, json_build_object('id', id), key, null) from lost
    ), waits as (
      update delivery set next_attempt_at = clock_timestamp() from remade where delivery.id = remade.id
    ), notices_wait as (
      update notice set next_attempt_at = clock_timestamp() from remade where notice.id = remade.id
    )
    select id from remade`.execute(db)
  return made.rows.length
}

const returnsAtOnce = 500

/** A return becomes due, then overdue; each in a transaction of its own, like whatever else moves a transmission. */
async function moveReturns({ database }: Sending, now: string): Promise<number> {
  const found = await sql<{ id: string; late: boolean }>`
    select id, return_due_on < today as late
    from transmission, (select (${now}::timestamptz at time zone 'Europe/Paris')::date as today) clock,
      (select delay_minutes / 1440 as days from clock_setting where step = 'return_before') before
    where status in ('acknowledged', 'return_due', 'return_overdue')
      and (status in ('acknowledged', 'return_due') and return_due_on < today
           or status = 'acknowledged' and return_due_on + days <= today)
    order by return_due_on
    limit ${returnsAtOnce}`.execute(database)
  for (const { id, late } of found.rows) {
    await database.transaction().execute((db) => (late ? markReturnOverdue : markReturnDue)(db, id, now))
  }
  return found.rows.length
}
