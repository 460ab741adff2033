import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { announce } from '#kernel/live.server.ts'
import { markReturnDue, markReturnOverdue } from '#listening/transmission/transition.server.ts'
import { queueCanary } from './canary.server.ts'
import { type ClockSetting, redirectedRepeatMinutes, settledSteps, settlesRedirection } from './clock.ts'
import type { Sending } from './outside.server.ts'

/** What one round of the reconciler found to do. */
export interface Reconciled {
  readonly escalations: number
  readonly dutyOfficer: number
  readonly settled: number
  readonly statuses: number
  readonly jobs: number
}

/**
 * Computes again, from the transmissions themselves, what should be waiting for somebody: whatever was lost between two
 * rounds is made again. Two processes that do it at once do it once.
 */
export async function reconcile(
  sending: Sending,
  now: string = new Date().toISOString(),
  lostAfterSeconds = 60,
): Promise<Reconciled> {
  const { database } = sending
  const rung = await database.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(123)`.execute(db)
    // What is planned for small tables would take minutes on large ones: the round says how it wants to be read.
    await sql`set local jit = off`.execute(db)
    await sql`set local work_mem = '64MB'`.execute(db)
    const settled = await settleEscalations(db, now)
    const made = await ring(db, await readSettings(db), now)
    const jobs = (await remakeJobs(db, lostAfterSeconds)) + (await remind(db))
    await queueCanary(db)
    await db.updateTable('pulse').set({ reconciled_at: sql<string>`clock_timestamp()` }).execute()
    if (made.length + settled > 0) await tellDesks(db, made)
    return { made, settled, jobs }
  })
  return {
    escalations: rung.made.length,
    dutyOfficer: rung.made.filter((one) => one.kind === 'duty_officer').length,
    settled: rung.settled,
    statuses: await moveReturns(sending, now),
    jobs: rung.jobs,
  }
}

/** Each file that is open hears of itself; beyond that many, looking again is enough. */
const toldAtMost = 200

async function tellDesks(db: Db, made: readonly { transmission_id: string }[]): Promise<void> {
  const ids = [...new Set(made.map((one) => one.transmission_id))].slice(0, toldAtMost)
  for (const id of ids) await announce(db, 'transmission', id)
}

/** When each step rings, as people have set it. */
export async function readSettings(db: Pick<Db, 'selectFrom'>): Promise<ClockSetting[]> {
  return await db
    .selectFrom('clock_setting')
    .select(['step', 'delay_minutes as delayMinutes', 'repeat_minutes as repeatMinutes'])
    .execute()
}

/** The steps and their delays as rows. */
function stepRows(settings: readonly ClockSetting[]): RawBuilder<unknown> {
  const rows = settledSteps.flatMap(({ step, phase, kind }) => {
    const setting = settings.find((one) => one.step === step)
    return setting ? [{ ...setting, phase, kind }] : []
  })
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as s(step text, phase text, kind text, "delayMinutes" integer, "repeatMinutes" integer)`
}

/** What was written in the place of a redirected transmission has left. */
const hasLeftElsewhere = sql`exists (
  select from transmission r
  where r.id = t.readdressed_as and r.status not in ('draft', 'submitted', 'returned', 'cancelled'))`

const isLastRound = sql`not exists (
  select from escalation l
  where l.transmission_id = e.transmission_id and l.step = e.step and l.round > e.round)`

/** The same clock as clockOf(), for every transmission at once. */
async function ring(db: Db, settings: readonly ClockSetting[], now: string) {
  const steps = stepRows(settings)
  const at = sql`${now}::timestamptz`
  const kind = sql`case when d.channel = 'hand_over' and s.kind = 'reminder' then 'phone_task' else s.kind end`
  const made = await sql<{ transmission_id: string; kind: string }>`
    with step as materialized (select * from ${steps}),
    open as materialized (
      select t.id, t.status, t.send_after, t.return_due_on, t.redirected_at, d.channel, d.state,
        d.undeliverable_at,
        case when t.status in ('validated', 'sent') then case when t.urgent then 'urgent' else 'ordinary' end
             when t.status <> 'redirected' and t.return_due_on is not null then 'return' end as phase
      from transmission t join delivery d on d.transmission_id = t.id and d.state <> 'recalled'
      where t.status in ('validated', 'sent', 'acknowledged', 'return_due', 'return_overdue', 'redirected')
        and (t.status not in ('validated', 'sent') or t.send_after <= ${at})
        and (t.status <> 'redirected' or not ${hasLeftElsewhere})
    ),
    due as (
      select d.id, s.step, 1 as round, ${kind} as kind,
        case s.phase when 'return'
          then (d.return_due_on + s."delayMinutes" / 1440)::timestamp at time zone 'Europe/Paris'
          else d.send_after + make_interval(mins => s."delayMinutes") end as due_at
      from open d join step s on s.phase = d.phase
      where case s.phase when 'return'
          then (d.return_due_on + s."delayMinutes" / 1440)::timestamp at time zone 'Europe/Paris'
          else d.send_after + make_interval(mins => s."delayMinutes") end <= ${at}
      union all
      select id, 'hand_over', 1, 'phone_task', send_after from open
      where channel = 'hand_over' and phase in ('urgent', 'ordinary')
      union all
      select id, 'undeliverable', 1, 'phone_task', undeliverable_at from open
      where state = 'undeliverable' and phase in ('urgent', 'ordinary')
      union all
      select id, 'redirected', 1, 'phone_task', redirected_at from open where status = 'redirected'
      union all
      select o.id, 'redirected', e.round + 1, 'phone_task',
        e.done_at + make_interval(mins => ${redirectedRepeatMinutes})
      from open o join escalation e on e.transmission_id = o.id and e.step = 'redirected'
      where o.status = 'redirected' and e.outcome <> all (${settlesRedirection}::text[]) and ${isLastRound}
      union all
      select d.id, s.step, e.round + 1, ${kind}, e.done_at + make_interval(mins => s."repeatMinutes")
      from open d join step s on s.phase = d.phase and s."repeatMinutes" is not null
      join escalation e on e.transmission_id = d.id and e.step = s.step
      where e.done_at is not null and ${isLastRound}
    )
    insert into escalation (transmission_id, step, round, kind, due_at, made_at)
    select id, step, round, kind, due_at, ${at} from due
    where due_at <= ${at}
      and not exists (select from escalation e
                      where e.transmission_id = due.id and e.step = due.step and e.round = due.round)
    on conflict do nothing
    returning transmission_id, kind`.execute(db)
  return made.rows
}

/** Puts aside what nobody has to do any more, because what it waited for has come. */
export async function settleEscalations(db: Db, now: string, transmissionId?: string): Promise<number> {
  const only = transmissionId ? sql`and e.transmission_id = ${transmissionId}` : sql``
  const settled = await sql`
    update escalation e set done_at = ${now}::timestamptz, outcome = 'no_longer_needed'
    from transmission t
    where e.done_at is null and t.id = e.transmission_id ${only}
      and not case
        when e.step like 'return\\_%' then t.status in ('acknowledged', 'return_due', 'return_overdue')
        when e.step = 'redirected' then t.status = 'redirected' and not ${hasLeftElsewhere}
        when e.step = 'undeliverable' then t.status in ('validated', 'sent') and exists (
          select from delivery d where d.transmission_id = t.id and d.state = 'undeliverable')
        else t.status in ('validated', 'sent') end`.execute(db)
  return Number(settled.numAffectedRows ?? 0)
}

const jobsAtOnce = 2000

/** A job that should have run that long ago was lost with its worker: it is made again. */
async function remakeJobs(db: Db, lostAfterSeconds: number): Promise<number> {
  const late = sql`clock_timestamp() - make_interval(secs => ${lostAfterSeconds})`
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

/** Writes to the people of an authority whose clock rings; the reminder is done when one of them has left. */
async function remind(db: Db): Promise<number> {
  const made = await sql<{ id: string }>`
    with made as (
      insert into notice (delivery_id, person_id, kind, escalation_id)
      select d.id, p.id, 'reminder', e.id
      from escalation e
      join delivery d on d.transmission_id = e.transmission_id and d.state <> 'recalled' and d.channel = 'portal'
      join partner.person p on p.authority_id = d.authority_id and p.active
      where e.done_at is null and e.kind = 'reminder'
        and not exists (select from notice n where n.escalation_id = e.id)
      order by e.due_at
      limit ${jobsAtOnce}
      on conflict do nothing
      returning id
    )
    select id, graphile_worker.enqueue('notify', json_build_object('id', id), 'notify:' || id, null) from made`.execute(
    db,
  )
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
