import { sql } from 'kysely'
import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { Handover, listHandovers } from './contract.ts'
import { Kept } from './gather.server.ts'
import { handoversSeenBy } from './policy.server.ts'

const Place = z.tuple([instant, z.uuid()])

const selectHandovers = (actor: Actor, db: Db) =>
  handoversSeenBy(actor, db)
    .innerJoin('account as writer', 'writer.id', 'handover.written_by')
    .leftJoin('account as taker', 'taker.id', 'handover.taken_by')
    .selectAll('handover')
    .select(['writer.name as writer', 'taker.name as taker'])
type Row = Awaited<ReturnType<ReturnType<typeof selectHandovers>['execute']>>[number]

/** A hand-over as a list shows it. */
export function handoverOf(actor: Actor, row: Row): Handover {
  const kept = Kept.parse(row.sheet)
  return {
    id: row.id,
    kind: row.kind,
    writtenAt: row.written_at,
    writtenBy: row.writer,
    takenAt: row.taken_at,
    takenBy: row.taker,
    open: kept.contacts.length,
    due: kept.callbacks.length,
    fragile: kept.situations.length,
    mayTake: row.taken_at === null && row.written_by !== actor.id,
  }
}

/** The hand-overs: those that wait, the oldest first; all of them, the latest first. */
export async function pageOfHandovers(
  actor: Actor,
  db: Db,
  asked: z.output<(typeof listHandovers)['query']>,
) {
  const isWaiting = asked.view === 'waiting'
  const order = isWaiting ? 'asc' : 'desc'
  let query = selectHandovers(actor, db)
  if (isWaiting) query = query.where('handover.taken_at', 'is', null)
  if (asked.after) {
    const [at, id] = readPlace(Place, asked.after)
    query = query.where((where) =>
      where(where.refTuple('handover.written_at', 'handover.id'), isWaiting ? '>' : '<', where.tuple(at, id)),
    )
  }
  const rows = await query
    .orderBy('handover.written_at', order)
    .orderBy('handover.id', order)
    .limit(asked.limit + 1)
    .execute()
  return cutPage(
    rows,
    asked.limit,
    (row) => [row.written_at, row.id],
    (row) => handoverOf(actor, row),
  )
}

export function findHandover(actor: Actor, db: Db, id: string) {
  return selectHandovers(actor, db).where('handover.id', '=', id).executeTakeFirst()
}

export function holdHandover(actor: Actor, db: Db, id: string) {
  return handoversSeenBy(actor, db)
    .select(['handover.id', 'handover.written_by', 'handover.taken_at'])
    .where('handover.id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function markTaken(db: Db, id: string, by: string): Promise<string> {
  const taken = await db
    .updateTable('handover')
    .set({ taken_at: sql<string>`clock_timestamp()`, taken_by: by })
    .where('id', '=', id)
    .returning('taken_at')
    .executeTakeFirstOrThrow()
  return taken.taken_at ?? ''
}
