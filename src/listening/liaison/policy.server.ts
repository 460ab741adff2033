import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'

/** What is due in the files that an actor may see; what came from a record that was withdrawn is not due any more. */
export function dueItemsSeenBy(actor: Actor, db: Db) {
  return db
    .selectFrom('due_item')
    .innerJoin(
      situationsSeenBy(actor, db).select(['situation.id', 'situation.reference']).as('situation'),
      (join) => join.onRef('situation.id', '=', 'due_item.situation_id'),
    )
    .leftJoin('action', 'action.id', 'due_item.action_id')
    .where('action.cancelled_at', 'is', null)
}
