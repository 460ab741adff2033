import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { openContact } from '#listening/contact/open.server.ts'
import {
  type HeldAuthorisation,
  holdAuthorisation,
  isExchange,
  openExchange,
} from '#listening/safecontact/dial.server.ts'
import { pastInstant } from '#listening/situation/fields.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { CallbackOutcome, CallbackSettlement } from '#vocabulary'
import type { attemptCallback } from './contract.ts'
import { type Desk, demandWindow } from './keep.server.ts'
import { type HeldCallback, insertAttempt } from './queries.server.ts'
import { sealNote } from './secrets.server.ts'
import { reopen, settle } from './settle.server.ts'

/** What an attempt settles; the other outcomes leave the call-back due. */
const settles: Partial<Record<CallbackOutcome, CallbackSettlement>> = { reached: 'kept', refused: 'refused' }

/** Records an attempt that was authorised towards the person of the promise, and what follows from it. */
export async function attempt(
  desk: Desk,
  held: HeldCallback,
  given: z.output<(typeof attemptCallback)['input']>,
): Promise<{ id: string; nextId: string | null; contactId: string | null }> {
  const { db, keys, actor } = desk
  if (given.next && given.outcome !== 'postponed') {
    refuse('malformed', {
      fields: [{ field: 'next', message: 'Une nouvelle plage ne se donne qu’avec un report.' }],
    })
  }
  if (given.next) demandWindow(given.next)
  const authorisation = await holdAuthorisation(desk, given.authorisationId)
  if (authorisation.person_id !== held.person_id) refuse('contact_not_authorised')
  const key = await openDataKey(db, keys, held.data_key_id)
  const id = newId()
  await insertAttempt(db, {
    id,
    callbackId: held.id,
    happenedAt: begunAt(authorisation, given.happenedAt),
    outcome: given.outcome,
    sealedNote: sealNote(keys, key, id, given.note),
    by: actor.id,
    authorisationId: authorisation.id,
    personId: authorisation.person_id,
  })
  const contactId = isExchange(given.outcome)
    ? await openExchange(desk, authorisation, held.situation_id)
    : null
  if (contactId) {
    await db.updateTable('callback_attempt').set({ contact_id: contactId }).where('id', '=', id).execute()
  }
  const as = given.next ? 'postponed' : settles[given.outcome]
  if (as) return { id, contactId, nextId: (await settle(desk, held, as, given.next)).nextId }
  await moveToTop(db, [held.situation_id])
  await announce(db, 'callback', held.id)
  return { id, contactId, nextId: null }
}

/** A call begins when its number is shown, or in the minutes during which it may be dialled. */
function begunAt(authorisation: HeldAuthorisation, happenedAt: string | undefined): string {
  if (!happenedAt) return authorisation.given_at
  const at = Date.parse(pastInstant(happenedAt, 'happenedAt'))
  if (at < Date.parse(authorisation.given_at) || at > Date.parse(authorisation.expires_at))
    refuse('contact_not_authorised')
  return happenedAt
}

/** The person called first: the promise is kept by their contact, which nobody had to be authorised for. */
export async function calledIn(desk: Desk, held: HeldCallback) {
  const { db, keys, actor } = desk
  const opened = await openContact(db, keys, actor, {
    channel: 'phone',
    direction: 'inbound',
    occurredAt: new Date().toISOString(),
    situationId: held.situation_id,
  })
  const { nextId } = await settle(desk, held, 'kept')
  return { contactId: opened.id, nextId }
}

const undoable = { minutes: 5 }

/**
 * Takes back an attempt noted by mistake: it never was, its authorisation can be noted again, and the promise is due as
 * before. The contact that it opened goes with it, unless something was already written there.
 */
export async function undo(desk: Desk, held: HeldCallback, attemptId: string): Promise<void> {
  const { db, actor } = desk
  const found = await db
    .selectFrom('callback_attempt')
    .selectAll()
    .where('id', '=', attemptId)
    .where('callback_id', '=', held.id)
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  const limit = Temporal.Instant.from(found.recorded_at).add(undoable)
  if (found.author_id !== actor.id || Temporal.Instant.compare(Temporal.Now.instant(), limit) > 0)
    refuse('attempt_too_late')
  await db.deleteFrom('callback_attempt').where('id', '=', attemptId).execute()
  if (found.contact_id) await dropOpened(desk, found.contact_id)
  await db
    .updateTable('contact_authorisation')
    .set({ used_at: null, outcome: null })
    .where('id', '=', found.authorisation_id)
    .execute()
  const as = found.outcome === 'postponed' ? 'postponed' : settles[found.outcome]
  if (as && held.settled_as === as) await reopen(desk, held)
  else await moveToTop(db, [held.situation_id])
}

/** Takes away a contact in which nothing was written since it was opened. */
async function dropOpened({ db }: Desk, contactId: string): Promise<void> {
  const { rows } = await sql<{ data_key_id: string; situation_id: string | null }>`
    delete from contact c where id = ${contactId} and finalised_at is null
      and version <= case when situation_id is null then 1 else 2 end
      and not exists (select from callback b where b.contact_id = c.id)
      and not exists (select from safe_contact s where s.contact_id = c.id)
      and not exists (select from action a where a.contact_id = c.id)
    returning data_key_id, situation_id`.execute(db)
  const gone = rows[0] ?? refuse('attempt_followed')
  if (!gone.situation_id) await db.deleteFrom('data_key').where('id', '=', gone.data_key_id).execute()
}
