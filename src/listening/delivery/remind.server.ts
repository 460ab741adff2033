import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'

/** Jobs made in one round of the reconciler. */
export const jobsAtOnce = 2000

/** How long the first person has for themselves before all the others are written to. */
export const widensAfter = { urgentMinutes: 5, ordinaryMinutes: 240 }

/**
 * Writes to the people of an authority whose clock rings: first to the one who came last and can open what was sent, who
 * is the most likely to be there; then, if nothing has moved, to all the others. The reminder is done when one has left.
 */
export async function remind(db: Db): Promise<number> {
  return (await remindOne(db)) + (await remindOthers(db))
}

async function remindOne(db: Db): Promise<number> {
  const made = await sql<{ id: string }>`
    with waiting as materialized (
      select id, transmission_id from escalation
      where done_at is null and kind = 'reminder' and reminded_at is null
      order by due_at
      limit ${jobsAtOnce}
    ),
    made as (
      insert into notice (delivery_id, person_id, kind, escalation_id)
      select d.id, p.id, 'reminder', e.id
      from waiting e
      join delivery d on d.transmission_id = e.transmission_id and d.state <> 'recalled' and d.channel = 'portal'
      cross join lateral (
        select id from partner.person
        where authority_id = d.authority_id and active
        order by public_key is null, last_sign_in_at desc nulls last, id
        limit 1) p
      on conflict do nothing
      returning id
    ),
    -- Where there is nobody to write to, somebody calls: that step rings by itself.
    written as (
      update escalation e set reminded_at = clock_timestamp() from waiting where e.id = waiting.id
    )
    select id, ${enqueued} from made`.execute(db)
  return made.rows.length
}

async function remindOthers(db: Db): Promise<number> {
  const made = await sql<{ id: string }>`
    with waiting as materialized (
      select e.id, e.transmission_id,
        t.status in ('validated', 'sent')
          or e.step like 'return\\_%' and t.status in ('acknowledged', 'return_due', 'return_overdue') as waits
      from escalation e join transmission t on t.id = e.transmission_id
      where e.kind = 'reminder' and e.reminded_at is not null and e.widened_at is null
        and e.reminded_at <= statement_timestamp() - make_interval(mins =>
          case when e.step like 'urgent\\_%' then ${widensAfter.urgentMinutes}::integer
               else ${widensAfter.ordinaryMinutes}::integer end)
      order by e.reminded_at
      limit ${jobsAtOnce}
    ),
    made as (
      insert into notice (delivery_id, person_id, kind, escalation_id)
      select d.id, p.id, 'reminder', e.id
      from waiting e
      join delivery d on d.transmission_id = e.transmission_id and d.state <> 'recalled' and d.channel = 'portal'
      join partner.person p on p.authority_id = d.authority_id and p.active
      where e.waits
      on conflict do nothing
      returning id
    ),
    written as (
      update escalation e set widened_at = clock_timestamp() from waiting where e.id = waiting.id
    )
    select id, ${enqueued} from made`.execute(db)
  return made.rows.length
}

const enqueued = sql`graphile_worker.enqueue('notify', json_build_object('id', id), 'notify:' || id, null)`
