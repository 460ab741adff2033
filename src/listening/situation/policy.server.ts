import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'

/** The files an actor may see: all of them for who listens or coordinates day and night, none for anyone else. */
export function situationsSeenBy(actor: Actor, db: Db) {
  const seen = actor.role === 'listener' || actor.role === 'coordinator'
  return db.selectFrom('situation').where((where) => where.lit(seen))
}

/** Whether these files may be seen; refuses as not found when one may not. */
export async function demandSituation(actor: Actor, db: Db, id: string) {
  const found = await situationsSeenBy(actor, db)
    .select(['situation.id', 'reference', 'stage', 'version', 'data_key_id', 'merged_into'])
    .where('situation.id', '=', id)
    .executeTakeFirst()
  return found ?? refuse('not_found')
}
