import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'

/** Two days of the calendar of Paris, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

export interface DelayRow {
  readonly n: number
  readonly quartiles: readonly [number, number, number] | null
}

export interface TallyRow {
  readonly code: string | null
  readonly name?: string
  readonly sent: number
  readonly acknowledged: number
  readonly due: number
  readonly returned: number
}

/** Everything counted, in one row. */
export interface Counted {
  readonly sent: number
  readonly situations: number
  readonly urgent: number
  readonly complements: number
  readonly redirected: number
  readonly acknowledged: number
  readonly due: number
  readonly returned: number
  readonly on_time: number
  readonly awaited: number
  readonly acknowledgement: DelayRow
  readonly urgent_acknowledgement: DelayRow
  readonly return_delay: DelayRow
  readonly departements: readonly TallyRow[]
  readonly authorities: readonly TallyRow[]
  readonly outcomes: Readonly<Record<string, number>>
}

const delay = (length: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
  (select json_build_object('n', count(length), 'quartiles',
     percentile_cont(array[0.25, 0.5, 0.75]) within group (order by length))
   from (select ${length} as length from sent where ${where}) lengths where length is not null)`

const tallied = sql`
  count(*) as sent, count(acknowledged_at) as acknowledged,
  count(*) filter (where is_due) as due, count(*) filter (where is_due and return_received_at is not null) as returned`

/**
 * Counts what was sent in a period, all at once: the rows are read once, through the index of their sending.
 * A return is due when it was received or its date has gone by; nothing is owed by who said it was not theirs.
 */
export const countSent = ({ from, to }: Period) => sql<Counted>`
  with sent as materialized (
    select id, situation_id, authority_id, departement, urgent, complement_of, sent_at, acknowledged_at, return_due_on,
           return_received_at, return_outcome, redirected_at,
           redirected_at is null and (return_received_at is not null
             or return_due_on < (now() at time zone 'Europe/Paris')::date) is true as is_due
    from transmission
    where sent_at >= ${from}::date::timestamp at time zone 'Europe/Paris'
      and sent_at < (${to}::date + 1)::timestamp at time zone 'Europe/Paris'
  )
  select ${tallied},
    count(distinct situation_id) as situations,
    count(*) filter (where urgent) as urgent,
    count(complement_of) as complements,
    count(redirected_at) as redirected,
    count(*) filter (where is_due
      and (return_received_at at time zone 'Europe/Paris')::date <= return_due_on) as on_time,
    count(*) filter (where not is_due and redirected_at is null and return_due_on is not null) as awaited,
    ${delay(sql`extract(epoch from acknowledged_at - sent_at)::float8 / 60`, sql`true`)} as acknowledgement,
    ${delay(sql`extract(epoch from acknowledged_at - sent_at)::float8 / 60`, sql`urgent`)} as urgent_acknowledgement,
    ${delay(sql`extract(epoch from return_received_at - sent_at)::float8 / 86400`, sql`true`)} as return_delay,
    (select coalesce(json_agg(row_to_json(line) order by line.sent desc, line.code), '[]')
     from (select departement as code, ${tallied} from sent group by departement) line) as departements,
    (select coalesce(json_agg(row_to_json(line) order by line.sent desc, line.name), '[]')
     from (select authority.code, authority.name, ${tallied}
           from sent join authority on authority.id = authority_id
           group by authority.code, authority.name) line) as authorities,
    (select coalesce(json_object_agg(return_outcome, n), '{}')
     from (select return_outcome, count(*) as n from sent
           where return_received_at is not null group by return_outcome) ended) as outcomes
  from sent`

/** Counts the transmissions of a period. */
export async function readCounts(db: Db, period: Period): Promise<Counted> {
  const { rows } = await countSent(period).execute(db)
  const [row] = rows
  if (!row) throw new Error('counting gave no row')
  return row
}
