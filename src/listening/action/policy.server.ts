import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'

/** The actions an actor may see: those of the files and contacts that they may see; of a draft, only with the draft. */
export function actionsSeenBy(actor: Actor, db: Db) {
  return db
    .selectFrom('action')
    .leftJoin(
      situationsSeenBy(actor, db).select(['situation.id', 'situation.stage']).as('situation'),
      (join) => join.onRef('situation.id', '=', 'action.situation_id'),
    )
    .leftJoin(contactsSeenBy(actor, db).select('contact.id').as('contact'), (join) =>
      join.onRef('contact.id', '=', 'action.contact_id'),
    )
    .where((where) =>
      where.or([
        where('contact.id', 'is not', null),
        where.and([where('action.contact_id', 'is', null), where('situation.id', 'is not', null)]),
      ]),
    )
}
