import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type ClockSetting, redirectedRepeatMinutes, settledSteps, settlesRedirection } from './clock.ts'

/** What is waited for, a named person or a return. */
const open = sql`('validated', 'sent', 'acknowledged', 'return_due', 'return_overdue', 'redirected')`

/** Which transmissions are looked at: some, or everything that is open. */
export type Looked = readonly string[] | 'everything'

/** What has changed since the last look will be looked at; what is changing now will be the next time. */
export async function gatherTouched(db: Db): Promise<void> {
  await sql`
    with touched as (delete from clock_touched returning transmission_id)
    insert into clock_next (transmission_id, rings_at)
    select distinct t.id, '-infinity'::timestamptz from touched join transmission t on t.id = touched.transmission_id
    on conflict (transmission_id) do update set rings_at = '-infinity'`.execute(db)
}

/** Some of what is to be looked at now. */
export async function readRinging(db: Db, now: string, atMost: number): Promise<string[]> {
  const found = await sql<{ transmission_id: string }>`
    select transmission_id from clock_next where rings_at <= ${now}::timestamptz
    order by rings_at limit ${atMost}`.execute(db)
  return found.rows.map((row) => row.transmission_id)
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

/** Who has to do something, and about which transmission. */
export interface Rang {
  readonly transmission_id: string
  readonly kind: string
}

/** The same clock as clockOf(), for many transmissions at once: makes what is due, and notes when each rings next. */
export async function ring(
  db: Db,
  settings: readonly ClockSetting[],
  which: Looked,
  now: string,
): Promise<Rang[]> {
  const all = which === 'everything'
  const looked = all
    ? sql`select id from transmission where status in ${open}`
    : sql`select unnest(${which}::uuid[]) as id`
  const at = sql`${now}::timestamptz`
  const kind = sql`case when d.channel = 'hand_over' and s.kind = 'reminder' then 'phone_task' else s.kind end`
  const made = await sql<Rang>`
    with step as materialized (select * from ${stepRows(settings)}),
    looked as materialized (${looked}),
    open as materialized (
      select t.id, t.status, t.send_after, t.return_due_on, t.redirected_at, d.channel, d.state,
        d.undeliverable_at,
        case when t.status in ('validated', 'sent') then case when t.urgent then 'urgent' else 'ordinary' end
             when t.status <> 'redirected' and t.return_due_on is not null then 'return' end as phase
      from looked join transmission t on t.id = looked.id
      join delivery d on d.transmission_id = t.id and d.state <> 'recalled'
      where t.status in ${open} and (t.status <> 'redirected' or not ${hasLeftElsewhere})
    ),
    candidate as (
      select d.id, s.step, 1 as round, ${kind} as kind,
        case s.phase when 'return'
          then (d.return_due_on + s."delayMinutes" / 1440)::timestamp at time zone 'Europe/Paris'
          else d.send_after + make_interval(mins => s."delayMinutes") end as due_at
      from open d join step s on s.phase = d.phase
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
    ),
    coming as materialized (
      select * from candidate c where due_at is not null and not exists (
        select from escalation e where e.transmission_id = c.id and e.step = c.step and e.round = c.round)
    ),
    made as (
      insert into escalation (transmission_id, step, round, kind, due_at, made_at)
      select id, step, round, kind, due_at, ${at} from coming where due_at <= ${at}
      on conflict do nothing
      returning transmission_id, kind
    ),
    next as materialized (select id, min(due_at) as rings_at from coming where due_at > ${at} group by id),
    kept as (
      -- What is already noted so is left alone.
      insert into clock_next (transmission_id, rings_at)
      select next.id, next.rings_at from next left join clock_next c on c.transmission_id = next.id
      where c.rings_at is distinct from next.rings_at
      on conflict (transmission_id) do update set rings_at = excluded.rings_at
    ),
    quiet as (
      -- Nothing comes by itself: closed, or waiting for somebody, whose deed will be noted.
      delete from clock_next c
      where ${all ? sql`true` : sql`c.transmission_id = any (${which}::uuid[])`}
        and not exists (select from next where next.id = c.transmission_id)
    )
    select transmission_id, kind from made`.execute(db)
  return made.rows
}

/** Puts aside what nobody has to do any more, because what it waited for has come. */
export async function settleEscalations(db: Db, now: string, which: Looked): Promise<number> {
  const those = which === 'everything' ? sql`true` : sql`e.transmission_id = any (${which}::uuid[])`
  const settled = await sql`
    update escalation e set done_at = ${now}::timestamptz, outcome = 'no_longer_needed'
    from transmission t
    where e.done_at is null and ${those} and t.id = e.transmission_id
      and not case
        when e.step like 'return\\_%' then t.status in ('acknowledged', 'return_due', 'return_overdue')
        when e.step = 'redirected' then t.status = 'redirected' and not ${hasLeftElsewhere}
        when e.step = 'undeliverable' then t.status in ('validated', 'sent') and exists (
          select from delivery d where d.transmission_id = t.id and d.state = 'undeliverable')
        else t.status in ('validated', 'sent') end`.execute(db)
  return Number(settled.numAffectedRows ?? 0)
}
