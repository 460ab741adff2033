import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { listInterventions } from './contract.ts'

const zone = 'Europe/Paris'
const midnight = (day: string, after = 0): string =>
  Temporal.PlainDate.from(day).add({ days: after }).toZonedDateTime(zone).toInstant().toString()

type Asked = z.output<(typeof listInterventions)['query']>

function matching(db: Db, asked: Asked) {
  let query = db.selectFrom('intervention as it')
  // What has no date yet is to come, and what is still going on is not past.
  if (asked.when === 'coming')
    query = query
      .where('it.status', '<>', 'cancelled')
      .where((one) => one.or([one('it.ends_at', '>=', sql<string>`now()`), one('it.ends_at', 'is', null)]))
  if (asked.when === 'past')
    query = query.where((one) =>
      one.or([one('it.ends_at', '<', sql<string>`now()`), one('it.status', '=', 'cancelled')]),
    )
  if (asked.from) query = query.where('it.starts_at', '>=', midnight(asked.from))
  if (asked.to) query = query.where('it.starts_at', '<', midnight(asked.to, 1))
  if (asked.kind) query = query.where('it.kind', '=', asked.kind)
  if (asked.departement) query = query.where('it.departement', '=', asked.departement)
  if (asked.text)
    query = query.where(
      sql<SqlBool>`not exists (select from regexp_split_to_table(fold(${asked.text}), ' ') as word
        where position(word in fold(it.title || ' ' || coalesce(it.organisation, ''))) = 0
        and word_similarity(word, fold(it.title || ' ' || coalesce(it.organisation, ''))) < 0.45)`,
    )
  return query
}

// What has no date comes last among those to come, first among those past.
const at = sql<string>`coalesce(it.starts_at, 'infinity'::timestamptz)`

/** One page of interventions: those to come from the nearest, those past from the latest. */
export async function pageOfInterventions(db: Db, asked: Asked) {
  const isAscending = asked.when !== 'past'
  const query = matching(db, asked)
  const total = await query.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  let rows = query
    .select(['it.id', 'it.kind', 'it.status', 'it.title', 'it.organisation', 'it.departement', 'it.place'])
    .select(['it.starts_at', 'it.ends_at', sql<string>`${at}::text`.as('at')])
    .select([
      sql<number>`(select coalesce(sum(a.expected), 0)::int from intervention_audience a
        where a.intervention_id = it.id)`.as('expected'),
      sql<number | null>`(select sum(a.present)::int from intervention_audience a
        where a.intervention_id = it.id)`.as('present'),
      sql<number>`(select count(*)::int from intervention_letter l
        join intervention_person p on p.id = l.person_id
        where p.intervention_id = it.id and l.sent_at is null and l.dropped_at is null)`.as('unsent'),
    ])
  if (asked.after) {
    const [place, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    rows = rows.where(
      isAscending
        ? sql<SqlBool>`(${at}, it.id) > (${place}::timestamptz, ${id}::uuid)`
        : sql<SqlBool>`(${at}, it.id) < (${place}::timestamptz, ${id}::uuid)`,
    )
  }
  const order = isAscending ? 'asc' : 'desc'
  const found = await rows
    .orderBy(at, order)
    .orderBy('it.id', order)
    .limit(asked.limit + 1)
    .execute()
  const page = cutPage(
    found,
    asked.limit,
    (row) => [row.at, row.id],
    ({ starts_at: startsAt, ends_at: endsAt, at: _, ...row }) => ({ ...row, startsAt, endsAt }),
  )
  return { ...page, total: total.count }
}
