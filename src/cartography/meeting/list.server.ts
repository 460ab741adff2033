import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { listMeetings, listOpenDecisions } from './contract.ts'
import { keysOfMeetings, openOwner } from './people.server.ts'

const zone = 'Europe/Paris'
const midnight = (day: string, after = 0): string =>
  Temporal.PlainDate.from(day).add({ days: after }).toZonedDateTime(zone).toInstant().toString()

type Asked = z.output<(typeof listMeetings)['query']>

function matching(db: Db, asked: Asked) {
  let query = db.selectFrom('meeting')
  // What is still going on is not past.
  if (asked.when === 'coming')
    query = query
      .where('meeting.ends_at', '>=', sql<string>`now()`)
      .where('meeting.status', '<>', 'cancelled')
  if (asked.when === 'past')
    query = query.where((one) =>
      one.or([one('meeting.ends_at', '<', sql<string>`now()`), one('meeting.status', '=', 'cancelled')]),
    )
  if (asked.from) query = query.where('meeting.starts_at', '>=', midnight(asked.from))
  if (asked.to) query = query.where('meeting.starts_at', '<', midnight(asked.to, 1))
  if (asked.nature) query = query.where('meeting.nature', '=', asked.nature)
  if (asked.departement) query = query.where('meeting.departement', '=', asked.departement)
  if (asked.text)
    query = query.where(
      sql<SqlBool>`not exists (select from regexp_split_to_table(fold(${asked.text}), ' ') as word
        where position(word in fold(meeting.title)) = 0 and word_similarity(word, fold(meeting.title)) < 0.45
        and not exists (select from meeting_actor met join local_actor a on a.id = met.actor_id
          where met.meeting_id = meeting.id
          and (position(word in fold(a.name)) > 0 or word_similarity(word, fold(a.name)) >= 0.45)))`,
    )
  return query
}

/** One page of meetings: those to come from the nearest, those past from the latest. */
export async function pageOfMeetings(db: Db, asked: Asked) {
  const isAscending = asked.when !== 'past'
  const query = matching(db, asked)
  const total = await query.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  let rows = query
    .select(['meeting.id', 'meeting.nature', 'meeting.kind', 'meeting.status', 'meeting.title'])
    .select(['meeting.starts_at', 'meeting.ends_at', 'meeting.departement', 'meeting.place'])
    .select('meeting.series_id')
    .select([
      sql<number>`(select count(*)::int from meeting_participant p where p.meeting_id = meeting.id
        and p.removed_at is null)`.as('participants'),
      sql<string[]>`array(select a.name from meeting_actor met join local_actor a on a.id = met.actor_id
        where met.meeting_id = meeting.id order by a.name)`.as('actors'),
      sql<number>`(select count(*)::int from meeting_message m where m.meeting_id = meeting.id
        and m.sent_at is null and m.dropped_at is null)`.as('unsent'),
    ])
  if (asked.after) {
    const [at, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    rows = rows.where(
      isAscending
        ? sql<SqlBool>`(meeting.starts_at, meeting.id) > (${at}::timestamptz, ${id}::uuid)`
        : sql<SqlBool>`(meeting.starts_at, meeting.id) < (${at}::timestamptz, ${id}::uuid)`,
    )
  }
  const order = isAscending ? 'asc' : 'desc'
  const found = await rows
    .orderBy('meeting.starts_at', order)
    .orderBy('meeting.id', order)
    .limit(asked.limit + 1)
    .execute()
  const page = cutPage(
    found,
    asked.limit,
    (row) => [row.starts_at, row.id],
    ({ starts_at: startsAt, ends_at: endsAt, series_id: seriesId, ...row }) => ({
      ...row,
      startsAt,
      endsAt,
      seriesId,
    }),
  )
  return { ...page, total: total.count }
}

/** What was decided and is not done, the most urgent first; what has no date comes last. */
export async function pageOfDecisions(
  db: Db,
  keys: Keyring,
  asked: z.output<(typeof listOpenDecisions)['query']>,
) {
  const due = sql<string>`coalesce(decision.due_on, 'infinity'::date)::text`
  let query = db
    .selectFrom('meeting_decision as decision')
    .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
    .select(['decision.id', 'decision.version', 'decision.words', 'decision.owner'])
    .select(['decision.sealed_owner', 'meeting.data_key_id'])
    .select(['decision.due_on as dueOn', 'decision.done_on as doneOn', due.as('due')])
    .select(['meeting.id as meetingId', 'meeting.title as meeting', 'meeting.starts_at as startsAt'])
    .where('decision.done_on', 'is', null)
  if (asked.after) {
    const [on, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(
      sql<SqlBool>`(coalesce(decision.due_on, 'infinity'::date), decision.id) > (${on}::date, ${id}::uuid)`,
    )
  }
  const rows = await query
    .orderBy(sql`coalesce(decision.due_on, 'infinity'::date)`)
    .orderBy('decision.id')
    .limit(asked.limit + 1)
    .execute()
  const today = Temporal.Now.plainDateISO(zone).toString()
  const opened = await keysOfMeetings(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  return cutPage(
    rows,
    asked.limit,
    (row) => [row.due, row.id],
    ({ due: _, sealed_owner, data_key_id, ...row }) => ({
      ...row,
      owner: openOwner(keys, opened.get(data_key_id ?? ''), { ...row, sealed_owner }),
      isLate: row.dueOn !== null && row.dueOn < today,
    }),
  )
}
