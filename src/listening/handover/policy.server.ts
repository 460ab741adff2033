import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'

/** The hand-overs an actor may see: all of them for who listens or coordinates; each of its lines is read through the rights of the reader besides. */
export function handoversSeenBy(actor: Actor, db: Db) {
  const seen = actor.role === 'listener' || actor.role === 'coordinator'
  return db.selectFrom('handover').where((where) => where.lit(seen))
}
