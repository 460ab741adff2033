import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { holdSituation } from '#listening/situation/hold.server.ts'

/** Where something new hangs: on a contact, that it will follow, or on a file; with the key that seals it. */
export interface Owner {
  readonly situationId: string | null
  readonly contactId: string | null
  readonly dataKeyId: string
}

interface Given {
  readonly contactId?: string | undefined
  readonly situationId?: string | undefined
}

/** Holds the contact or the file that is to own something new; not found when the actor may not see it. */
export function holdOwner(
  db: Db,
  actor: Actor,
  given: Given,
  options: { evenClosed?: boolean } = {},
): Promise<Owner> {
  return given.contactId
    ? ownerByContact(db, actor, given.contactId, given.situationId)
    : ownerByFile(db, actor, given.situationId, options)
}

async function ownerByFile(
  db: Db,
  actor: Actor,
  situationId: string | undefined,
  options: { evenClosed?: boolean },
): Promise<Owner> {
  if (!situationId) {
    return refuse('malformed', {
      fields: [{ field: 'situationId', message: 'Indiquez la situation ou le contact.' }],
    })
  }
  const held = await holdSituation(actor, db, situationId, options)
  return { situationId: held.id, contactId: null, dataKeyId: held.data_key_id }
}

async function ownerByContact(
  db: Db,
  actor: Actor,
  contactId: string,
  situationId: string | undefined,
): Promise<Owner> {
  const found = await contactsSeenBy(actor, db)
    .select(['contact.situation_id', 'contact.data_key_id'])
    .where('contact.id', '=', contactId)
    .forUpdate('contact')
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  if (situationId && situationId !== found.situation_id) {
    refuse('malformed', {
      fields: [{ field: 'situationId', message: 'Ce contact n’est pas rattaché à cette situation.' }],
    })
  }
  if (found.situation_id) await holdSituation(actor, db, found.situation_id)
  return { situationId: found.situation_id, contactId, dataKeyId: found.data_key_id }
}
