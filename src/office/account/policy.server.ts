import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'

/** The accounts that an actor may see: an administrator all of them, anybody else their own. */
export function accountsSeenBy(actor: Actor, db: Db) {
  const all = db.selectFrom('account')
  return actor.role === 'administrator' ? all : all.where('account.id', '=', actor.id)
}
