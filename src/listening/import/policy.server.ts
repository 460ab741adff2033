import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'

/** The imports an actor may see: all of them for coordinators, none for anyone else. */
export function importsSeenBy(actor: Actor, db: Db) {
  return db.selectFrom('import_run').where((where) => where.lit(actor.role === 'coordinator'))
}
