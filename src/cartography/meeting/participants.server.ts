import { sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { enqueueMessage, reachable, tellCancellation, writeTo } from './messages.server.ts'
import { keyOfMeeting, openPerson, sealedPerson } from './people.server.ts'
import { bump, holdMeeting } from './read.server.ts'

/** Invites those who were not, and tries again what did not leave. */
export async function invite(db: Db, id: string): Promise<{ told: number; withoutEmail: number }> {
  const held = await holdMeeting(db, id)
  if (held.status !== 'planned') refuse('meeting_settled')
  const people = await reachable(db, id)
  const fresh = people.filter((one) => one.told === null).map((one) => one.id)
  const waiting = await db
    .updateTable('meeting_message')
    .set({ attempts: 0 })
    .where('meeting_id', '=', id)
    .where('sent_at', 'is', null)
    .where('dropped_at', 'is', null)
    .returning('id')
    .execute()
  for (const message of waiting) await enqueueMessage(db, message.id)
  const invited = await writeTo(db, fresh, { meetingId: id, sequence: held.sequence, kind: 'invitation' })
  const all = await db
    .selectFrom('meeting_participant')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('meeting_id', '=', id)
    .where('removed_at', 'is', null)
    .where('has_email', '=', false)
    .executeTakeFirstOrThrow()
  return { told: invited + waiting.length, withoutEmail: all.count }
}

/** Adds somebody; the same address is not written to twice. The meeting is held: nobody adds it at the same moment. */
export async function addPerson(
  db: Db,
  keys: Keyring,
  meetingId: string,
  given: { readonly name: string; readonly email: string | null; readonly actorId: string | null },
): Promise<string> {
  const key = await keyOfMeeting(db, keys, await holdMeeting(db, meetingId))
  const email = given.email || null
  if (email) await demandNew(db, meetingId, email, (row) => openPerson(keys, key, row).email)
  const id = newId()
  const row = {
    id,
    meeting_id: meetingId,
    ...sealedPerson(keys, key, id, { name: given.name, email }),
    actor_id: given.actorId,
    removed_at: null,
  }
  await send(db, db.insertInto('meeting_participant').values(row).compile())
  return id
}

async function demandNew(
  db: Db,
  meetingId: string,
  email: string,
  emailOf: (row: {
    id: string
    name: string | null
    email: string | null
    sealed: Buffer | null
  }) => string | null,
): Promise<void> {
  const there = await db
    .selectFrom('meeting_participant')
    .select(['id', 'name', 'email', 'sealed'])
    .where('meeting_id', '=', meetingId)
    .where('removed_at', 'is', null)
    .where('has_email', '=', true)
    .execute()
  if (there.some((row) => emailOf(row)?.toLowerCase() === email.toLowerCase()))
    refuse('participant_there', {
      fields: [{ field: 'email', message: 'Cette adresse est déjà invitée.' }],
    })
}

/** Takes somebody out; when their calendar holds the meeting, it is taken out of it. */
export async function removePerson(db: Db, id: string): Promise<string> {
  const person = await db
    .selectFrom('meeting_participant')
    .select('meeting_id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!person) return refuse('not_found')
  const held = await holdMeeting(db, person.meeting_id)
  if (held.status === 'planned') {
    const told = await tellCancellation(db, held.id, held.sequence + 1, id)
    // Whoever is invited again later must be given a higher number than that of this cancellation.
    if (told > 0) await bump(db, held.id, { sequence: held.sequence + 1 })
  }
  await db
    .updateTable('meeting_participant')
    .set({ removed_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute()
  return held.id
}
