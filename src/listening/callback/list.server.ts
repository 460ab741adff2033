import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { ReachRules } from '#listening/safecontact/contract.ts'
import { reachRules } from '#listening/safecontact/rules.server.ts'
import type { listCallbacks } from './contract.ts'
import { callbacksSeenBy } from './policy.server.ts'
import { mineOnly, selectCallbacks } from './queries.server.ts'
import { callbackOf } from './read.server.ts'

type Asked = z.output<(typeof listCallbacks)['query']>

/** The first instant of tomorrow, in the time of the house. */
export function endOfToday(now = Temporal.Now.zonedDateTimeISO('Europe/Paris')): string {
  return now.toPlainDate().add({ days: 1 }).toZonedDateTime('Europe/Paris').toInstant().toString()
}

/** One page of the call-backs: what is due by the end of its window, so overdue first; what is settled by its end, the latest first. */
export async function pageOfCallbacks(
  actor: Actor,
  db: Db,
  keys: Keyring,
  asked: Asked,
  abilities: readonly string[],
) {
  const isSettled = asked.view === 'settled'
  const rules = await reachRules(db)
  const column = isSettled ? 'callback.settled_at' : 'callback.closes_at'
  const order = isSettled ? 'desc' : 'asc'
  let query = selectCallbacks(actor, db).where('callback.settled_at', isSettled ? 'is not' : 'is', null)
  if (asked.view === 'today') query = query.where('callback.opens_at', '<', endOfToday())
  if (asked.mine) query = mineOnly(query, actor)
  if (asked.climbed) query = query.where(climbedBy(rules))
  if (asked.contactId) query = query.where('callback.contact_id', '=', asked.contactId)
  if (asked.after) {
    const [, at, id] = readPlace(z.tuple([z.literal(asked.view), instant, z.uuid()]), asked.after)
    const beyond = isSettled ? sql`<` : sql`>`
    query = query.where(
      sql<SqlBool>`(${sql.ref(column)}, callback.id) ${beyond} (${at}::timestamptz, ${id}::uuid)`,
    )
  }
  const rows = await query
    .orderBy(column, order)
    .orderBy('callback.id', order)
    .limit(asked.limit + 1)
    .execute()
  const opened = await openDataKeys(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  const page = cutPage(
    rows,
    asked.limit,
    (row) => [asked.view, isSettled ? row.settled_at : row.closes_at, row.id],
    (row) => callbackOf(keys, opened, row, abilities, rules),
  )
  return { ...page, ...(await countOverdue(actor, db, asked.mine, rules)) }
}

/** Whether a promise has climbed to the coordinators, as `rungOf` says. */
const climbedBy = (rules: ReachRules) =>
  sql<boolean>`callback.settled_at is null and callback.closes_at <= now() - interval '1 minute'
    * case callback.priority when 'high' then ${rules.highCoordinatorAfterMinutes}::int else ${rules.coordinatorAfterMinutes}::int end`

/** How many promises are past their window, and how many of them have climbed to the coordinators. */
async function countOverdue(
  actor: Actor,
  db: Db,
  mine: boolean,
  rules: ReachRules,
): Promise<{ overdue: number; climbed: number }> {
  const due = callbacksSeenBy(actor, db)
    .where('callback.settled_at', 'is', null)
    .where('callback.closes_at', '<', sql<string>`now()`)
  return await (mine ? mineOnly(due, actor) : due)
    .select((row) => row.fn.countAll<number>().as('overdue'))
    .select(sql<number>`count(*) filter (where ${climbedBy(rules)})`.as('climbed'))
    .executeTakeFirstOrThrow()
}
