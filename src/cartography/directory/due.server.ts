import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { Due, HistoryLine, listDue, readHistory } from './contract.ts'
import { freshnessOf, houseToday } from './freshness.ts'

type Asked = Pick<z.output<(typeof listDue)['query']>, 'departement' | 'freshness' | 'after' | 'limit'>

interface DueRow {
  id: string
  name: string
  organisation: string
  standsIn: Due['standsIn']
  verifiedOn: string | null
  confirm_on: string
  stale_on: string
  hidden_on: string
  phone: string | null
}

/** The entries whose verification is due, the longest first, with how many there are at each step. */
export async function verificationsDue(db: Pick<Db, 'getExecutor'>, asked: Asked) {
  const today = houseToday()
  const day = sql`${today}::date`
  const steps = {
    to_confirm: sql<SqlBool>`i.stale_on > ${day}`,
    stale: sql<SqlBool>`i.stale_on <= ${day} and i.hidden_on > ${day}`,
    hidden: sql<SqlBool>`i.hidden_on <= ${day}`,
  }
  const due = sql<SqlBool>`i.active and i.confirm_on <= ${day}
    and ${asked.departement ? sql`(i.departements @> array[${asked.departement}::text] or i.stands_in = ${asked.departement})` : sql`true`}`
  const place = asked.after ? readPlace(z.tuple([z.string(), z.uuid()]), asked.after) : undefined
  const { rows } = await sql<DueRow>`
    select i.service_id as id, s.name, o.name as organisation, i.stands_in as "standsIn",
      s.verified_on as "verifiedOn", i.confirm_on, i.stale_on, i.hidden_on,
      (select c.phone from service_contact c where c.service_id = s.id and c.phone is not null
       order by c.position limit 1) as phone
    from service_index i join service s on s.id = i.service_id join organisation o on o.id = s.organisation_id
    where ${due} and ${asked.freshness ? steps[asked.freshness] : sql`true`}
      and ${place ? sql`(i.confirm_on, i.service_id) > (${place[0]}::date, ${place[1]}::uuid)` : sql`true`}
    order by i.confirm_on, i.service_id limit ${asked.limit + 1}`.execute(db)
  const counted = await sql<{ to_confirm: number; stale: number; hidden: number }>`
    select count(*) filter (where ${steps.to_confirm}) as to_confirm, count(*) filter (where ${steps.stale}) as stale,
      count(*) filter (where ${steps.hidden}) as hidden from service_index i where ${due}`.execute(db)
  const page = cutPage(
    rows,
    asked.limit,
    (row) => [row.confirm_on, row.id],
    ({ confirm_on, stale_on, hidden_on, ...row }): Due => ({
      ...row,
      freshness: freshnessOf({ confirm_on, stale_on, hidden_on }, today),
      confirmOn: confirm_on,
      hiddenOn: hidden_on,
    }),
  )
  return { ...page, counts: counted.rows[0] ?? { to_confirm: 0, stale: 0, hidden: 0 } }
}

/** One page of what happened to an entry, the latest first. */
export async function historyOf(db: Db, id: string, asked: z.output<(typeof readHistory)['query']>) {
  let query = db
    .selectFrom('service_history as line')
    .leftJoin('account', 'account.id', 'line.author_id')
    .select(['line.id', 'line.kind', 'line.changes', 'line.happened_at', 'line.said_by', 'account.name'])
    .where('line.service_id', '=', id)
  if (asked.after) {
    const [at, last] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(sql<SqlBool>`(line.happened_at, line.id) < (${at}::timestamptz, ${last}::uuid)`)
  }
  const rows = await query
    .orderBy('line.happened_at', 'desc')
    .orderBy('line.id', 'desc')
    .limit(asked.limit + 1)
    .execute()
  return cutPage(
    rows,
    asked.limit,
    (row) => [row.happened_at, row.id],
    (row): HistoryLine => ({
      id: row.id,
      kind: row.kind,
      changes: row.changes,
      happenedAt: row.happened_at,
      author: [row.name, row.said_by].filter(Boolean).join(', sur proposition de ') || null,
    }),
  )
}
