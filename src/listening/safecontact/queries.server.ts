import { sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { safeContactsSeenBy } from './policy.server.ts'

/** For how long a second person's agreement holds. */
export const agreementHours = 24

/** Means with who confirmed them, the agreement that stands, and the actor's authorisation still waiting. */
export function selectSafeContacts(actor: Actor, db: Db) {
  return safeContactsSeenBy(actor, db)
    .leftJoin('account as confirmer', 'confirmer.id', 'safe_contact.confirmed_by')
    .selectAll('safe_contact')
    .select('confirmer.name as confirmer')
    .select((row) => [
      jsonObjectFrom(
        row
          .selectFrom('reach_agreement as agreement')
          .innerJoin('account as asker', 'asker.id', 'agreement.asked_by')
          .leftJoin('account as second', 'second.id', 'agreement.agreed_by')
          .select(['agreement.id', 'agreement.purpose', 'agreement.asked_by', 'agreement.agreed_by'])
          .select(['asker.name as asker', 'second.name as second'])
          .whereRef('agreement.safe_contact_id', '=', 'safe_contact.id')
          .where('agreement.asked_at', '>', sql<string>`now() - ${agreementHours} * interval '1 hour'`)
          .where((where) =>
            where.not(
              where.exists(
                where
                  .selectFrom('contact_authorisation as spent')
                  .select('spent.id')
                  .whereRef('spent.agreement_id', '=', 'agreement.id'),
              ),
            ),
          )
          .orderBy('agreement.asked_at', 'desc')
          .limit(1),
      ).as('agreement'),
      jsonObjectFrom(
        row
          .selectFrom('contact_authorisation as given')
          .select(['given.id', 'given.given_at', 'given.purpose'])
          .whereRef('given.safe_contact_id', '=', 'safe_contact.id')
          .where('given.actor_id', '=', actor.id)
          .where('given.used_at', 'is', null)
          .where('given.given_at', '>', sql<string>`now() - interval '12 hours'`)
          .orderBy('given.given_at', 'desc')
          .limit(1),
      ).as('waiting'),
    ])
}
export type SafeContactRow = Awaited<ReturnType<ReturnType<typeof selectSafeContacts>['execute']>>[number]

/** The means of a file, or of a contact and of the file that it belongs to. */
export function meansOf(
  actor: Actor,
  db: Db,
  of: { readonly situationId?: string | undefined; readonly contactId?: string | undefined },
): Promise<SafeContactRow[]> {
  const { situationId, contactId } = of
  let query = selectSafeContacts(actor, db)
  if (situationId) query = query.where('safe_contact.situation_id', '=', situationId)
  if (contactId) {
    query = query.where((where) =>
      where.or([
        where('safe_contact.contact_id', '=', contactId),
        where(
          'safe_contact.situation_id',
          '=',
          where.selectFrom('contact').select('contact.situation_id').where('contact.id', '=', contactId),
        ),
      ]),
    )
  }
  return query
    .orderBy(sql`safe_contact.withdrawn_at is not null`)
    .orderBy('safe_contact.person_id')
    .orderBy('safe_contact.id')
    .execute()
}

/** The row of a means, held until the end of the transaction; not found when the actor may not know of it. */
export async function lockSafeContact(actor: Actor, db: Db, id: string) {
  const held = await safeContactsSeenBy(actor, db)
    .selectAll('safe_contact')
    .where('safe_contact.id', '=', id)
    .forUpdate('safe_contact')
    .executeTakeFirst()
  return held ?? refuse('not_found')
}
export type HeldSafeContact = Awaited<ReturnType<typeof lockSafeContact>>

type Columns = Partial<Omit<HeldSafeContact, 'id' | 'version' | 'person_id' | 'recorded_at'>>

/** Writes a held means and moves its version on. */
export async function updateSafeContact(db: Db, id: string, columns: Columns): Promise<number> {
  const written = await db
    .updateTable('safe_contact')
    .set({ ...columns, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return written.version
}
