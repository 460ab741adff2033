import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { JournalEntry, readJournal } from './contract.ts'
import { linesSeenBy } from './policy.server.ts'

const pageSize = 100

/** One page of the journal, the last line first. */
export async function pageOfJournal(
  db: Db,
  actor: Actor,
  asked: z.output<typeof readJournal.query>,
  titleOf: (action: string) => string,
) {
  if (asked.from && asked.to && asked.to < asked.from) refuse('period_reversed')
  let query = linesSeenBy(actor, db).select([
    'journal.id',
    'at',
    'actor_id',
    'account.name as actor_name',
    'subject.name as entity_name',
    'journal.role',
    'action',
    'entity_id',
    'outcome',
    'detail',
    'request_id',
  ])
  const person = asked.actor
  // Signing in has no actor yet: the account is what the line is about.
  if (person) query = query.where((is) => is.or([is('actor_id', '=', person), is('entity_id', '=', person)]))
  if (asked.action) query = query.where('action', '=', asked.action)
  if (asked.entity) query = query.where('entity_id', '=', asked.entity)
  if (asked.outcome) query = query.where('outcome', asked.outcome === 'done' ? '=' : '<>', 'done')
  if (asked.from) query = query.where('at', '>=', startOf(asked.from, 0))
  if (asked.to) query = query.where('at', '<', startOf(asked.to, 1))
  if (asked.after) {
    const [last] = readPlace(z.tuple([z.number().int()]), asked.after)
    query = query.where('journal.id', '<', last)
  }
  const rows = await query
    .orderBy('journal.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  return cutPage(
    rows,
    pageSize,
    (row) => [row.id],
    (row): JournalEntry => ({
      id: String(row.id),
      at: row.at,
      actorId: row.actor_id,
      actorName: row.actor_name,
      role: row.role as JournalEntry['role'],
      action: row.action,
      actionTitle: titleOf(row.action),
      entityId: row.entity_id,
      entityName: row.entity_name,
      outcome: row.outcome,
      detail: row.detail,
      requestId: row.request_id,
    }),
  )
}

/** Everybody who ever had an account: their lines outlive it. */
export function everybody(db: Db) {
  return db.selectFrom('account').select(['id', 'name', 'role']).orderBy(sql`lower(name)`).execute()
}

/** The first instant, in Paris, of a day or of one that follows it. */
function startOf(day: string, later: number): string {
  const date = Temporal.PlainDate.from(day).add({ days: later })
  return date.toZonedDateTime('Europe/Paris').toInstant().toString()
}
