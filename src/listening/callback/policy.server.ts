import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'

/** The call-backs an actor may see: those of the files that they may see, and those of their contacts that have no file yet. */
export function callbacksSeenBy(actor: Actor, db: Db) {
  const files = situationsSeenBy(actor, db).select(['situation.id', 'situation.reference'])
  const contacts = contactsSeenBy(actor, db).select('contact.id')
  return db
    .selectFrom('callback')
    .leftJoin(files.as('situation'), (join) => join.onRef('situation.id', '=', 'callback.situation_id'))
    .leftJoin(contacts.as('contact'), (join) => join.onRef('contact.id', '=', 'callback.contact_id'))
    .where((where) =>
      where.or([
        where('situation.id', 'is not', null),
        where.and([where('callback.situation_id', 'is', null), where('contact.id', 'is not', null)]),
      ]),
    )
}
