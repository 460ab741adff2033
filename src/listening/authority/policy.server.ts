import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'

/** The authorities an actor may see: all of them for who listens or coordinates, none for anyone else. */
export function authoritiesSeenBy(actor: Actor, db: Db) {
  const seen = actor.role === 'listener' || actor.role === 'coordinator'
  return db.selectFrom('authority').where((where) => where.lit(seen))
}

/** Who keeps the entries. */
export const mayKeep = (actor: Actor): boolean => actor.role === 'coordinator'
