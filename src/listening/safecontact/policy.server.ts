import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'

/** The means an actor may know of: those of the files that they may see, and of their contacts that have no file yet. */
export function safeContactsSeenBy(actor: Actor, db: Db) {
  return db
    .selectFrom('safe_contact')
    .where((where) =>
      where.or([
        where('safe_contact.situation_id', 'in', situationsSeenBy(actor, db).select('situation.id')),
        where.and([
          where('safe_contact.situation_id', 'is', null),
          where('safe_contact.contact_id', 'in', contactsSeenBy(actor, db).select('contact.id')),
        ]),
      ]),
    )
}
