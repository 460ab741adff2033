import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { houseToday } from '../directory/freshness.ts'

/** Services of one round: more are written to by another. */
const mostInRound = 500
const quietDays = 30

interface Due {
  readonly serviceId: string
  readonly service: string
  readonly correspondentId: string | null
  readonly name: string | null
  readonly email: string | null
  readonly isRecent: boolean
}

/**
 * Whom a round would write to: one person of each service whose entry is to be confirmed. First whoever used a link
 * before, then whoever was added first, then an address of the entry; never somebody who objected.
 */
export async function roundOf(db: Db, departement: string | undefined) {
  const { rows } = await sql<Due>`
    select s.id as "serviceId", s.name as service, who.id as "correspondentId", who.name, who.email,
      exists (select from refresh_message m join correspondent c on c.id = m.correspondent_id
        where c.service_id = s.id and m.dropped_at is null
        and m.asked_at > now() - make_interval(days => ${quietDays})) as "isRecent"
    from service s
    join service_index i on i.service_id = s.id
    left join lateral (
      select c.id, c.name, c.email from (
        select c.id, c.name, c.email, 0 as rank, (select max(l.last_used_at) from link l
          where l.purpose = 'service' and l.subject_id = s.id and l.holder_id = c.id) as used, c.added_at
        from correspondent c where c.service_id = s.id and c.objected_at is null
        union all
        select null, k.person, k.email, 1, null, null from service_contact k
        where k.service_id = s.id and k.email is not null
      ) c
      where not exists (select from correspondent o
        where lower(o.email) = lower(c.email) and o.objected_at is not null)
      order by c.rank, c.used desc nulls last, c.added_at, c.email limit 1
    ) who on true
    where i.active and i.confirm_on <= ${houseToday()}::date
      and (${departement ?? null}::text is null or i.stands_in = ${departement ?? null}
        or i.departements @> array[${departement ?? null}]::text[])
    order by i.confirm_on, s.id
    limit ${mostInRound}`.execute(db)
  const calm = rows.filter(({ isRecent }) => !isRecent)
  return {
    written: calm.flatMap(({ email, isRecent: _, ...one }) => (email ? [{ ...one, email }] : [])),
    recent: rows.length - calm.length,
    unreachable: calm.filter(({ email }) => !email).map(({ serviceId, service }) => ({ serviceId, service })),
  }
}
