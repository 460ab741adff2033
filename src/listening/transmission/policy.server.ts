import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'

/** The transmissions an actor may see: those of the files that they may see. */
export function transmissionsSeenBy(actor: Actor, db: Db) {
  return situationsSeenBy(actor, db).innerJoin('transmission', 'transmission.situation_id', 'situation.id')
}
