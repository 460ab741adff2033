import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { holdOwner } from '#listening/callback/owner.server.ts'
import { lockOwners } from '#listening/callback/queries.server.ts'
import { demandZone } from '#listening/callback/zone.server.ts'
import type { createSafeContact, saveSafeContact } from './contract.ts'
import { safeContactsSeenBy } from './policy.server.ts'
import { type HeldSafeContact, lockSafeContact, updateSafeContact } from './queries.server.ts'
import { listOf } from './read.server.ts'
import { type Means, sealMeans, unsealMeans } from './secrets.server.ts'

/** What every step needs of the request. */
export interface Desk {
  readonly db: Db
  readonly keys: Keyring
  readonly actor: Actor
}

/** Notes how somebody can be reached. What belongs to a contact is sealed under its key, and follows it. */
export async function add(desk: Desk, given: z.output<(typeof createSafeContact)['input']>) {
  const { db, keys, actor } = desk
  demandZone(given.timeZone)
  const owner = await holdOwner(db, actor, given, { evenClosed: true })
  const personId = given.sameAs ? (await find(desk, given.sameAs)).person_id : newId()
  await demandOnly(db, personId, given.channel)
  const key = await openDataKey(db, keys, owner.dataKeyId)
  const id = newId()
  await db
    .insertInto('safe_contact')
    .values({
      id,
      person_id: personId,
      situation_id: owner.situationId,
      contact_id: owner.contactId,
      data_key_id: owner.dataKeyId,
      relation: given.relation,
      channel: given.channel,
      allowed: given.allowed,
      time_zone: given.timeZone,
      voicemail: given.voicemail,
      hides_number: given.hidesNumber,
      sealed_means: sealMeans(keys, key, id, {
        person: given.person,
        value: given.value || null,
        ourWord: given.ourWord || null,
        theirWord: given.theirWord || null,
        answerers: given.answerers,
        seenBy: given.seenBy,
        precautions: given.precautions,
        windows: given.windows,
      }),
      ...confirmation(given.isConfirmed ? actor : null),
      withdrawn_at: null,
      recorded_by: actor.id,
    })
    .execute()
  return { id, version: 1, ownerId: owner.situationId ?? owner.contactId }
}

const confirmation = (by: Actor | null) => ({
  confirmed_at: by && new Date().toISOString(),
  confirmed_by: by?.id ?? null,
})

async function find({ db, actor }: Desk, id: string) {
  const found = await safeContactsSeenBy(actor, db)
    .selectAll('safe_contact')
    .where('safe_contact.id', '=', id)
    .executeTakeFirst()
  return found ?? refuse('not_found')
}

/** One means in use per person and per channel. */
async function demandOnly(db: Db, personId: string, channel: HeldSafeContact['channel']): Promise<void> {
  const other = await db
    .selectFrom('safe_contact')
    .select('id')
    .where('person_id', '=', personId)
    .where('channel', '=', channel)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (other) refuse('safe_contact_exists')
}

/** Holds a means and, before it, what owns it. Refuses, with the list as it is now, when it has moved on. */
export async function hold(desk: Desk, id: string, version?: number): Promise<HeldSafeContact> {
  const { db, keys, actor } = desk
  await lockOwners(db, await find(desk, id))
  const held = await lockSafeContact(actor, db, id)
  if (version !== undefined && held.version !== version) {
    const owner = { situationId: held.situation_id ?? undefined, contactId: held.contact_id ?? undefined }
    const { items } = await listOf(
      actor,
      db,
      keys,
      held.situation_id ? { situationId: owner.situationId } : owner,
    )
    refuse('version_conflict', { current: items.find((one) => one.id === id) })
  }
  return held
}

/** Changes that touch how, when or whether somebody is reached: only the person can say that they are right. */
const touching = ['allowed', 'timeZone', 'windows', 'voicemail', 'answerers', 'hidesNumber', 'value'] as const

export async function change(
  { db, keys, actor }: Desk,
  held: HeldSafeContact,
  changes: z.output<(typeof saveSafeContact)['input']>,
): Promise<number> {
  if (changes.timeZone !== undefined) demandZone(changes.timeZone)
  const key = await openDataKey(db, keys, held.data_key_id)
  const before = unsealMeans(keys, key, held.id, held.sealed_means)
  const after: Means = {
    person: changes.person ?? before.person,
    value: changes.value === undefined ? before.value : changes.value || null,
    ourWord: changes.ourWord === undefined ? before.ourWord : changes.ourWord || null,
    theirWord: changes.theirWord === undefined ? before.theirWord : changes.theirWord || null,
    answerers: changes.answerers === undefined ? before.answerers : changes.answerers,
    seenBy: changes.seenBy === undefined ? before.seenBy : changes.seenBy,
    precautions: changes.precautions === undefined ? before.precautions : changes.precautions,
    windows: changes.windows ?? before.windows,
  }
  const mustAsk = touching.some((field) => changes[field] !== undefined)
  return await updateSafeContact(db, held.id, {
    sealed_means: sealMeans(keys, key, held.id, after),
    ...(changes.relation && { relation: changes.relation }),
    ...(changes.allowed !== undefined && { allowed: changes.allowed }),
    ...(changes.timeZone !== undefined && { time_zone: changes.timeZone }),
    ...(changes.voicemail !== undefined && { voicemail: changes.voicemail }),
    ...(changes.hidesNumber !== undefined && { hides_number: changes.hidesNumber }),
    ...(changes.isConfirmed ? confirmation(actor) : mustAsk && confirmation(null)),
  })
}

/** The person has just said that it is still true. */
export const confirm = ({ db, actor }: Desk, held: HeldSafeContact) =>
  held.withdrawn_at ? refuse('safe_contact_withdrawn') : updateSafeContact(db, held.id, confirmation(actor))

/** Puts a means out of use, or back: it must then be confirmed again. */
export async function withdraw({ db }: Desk, held: HeldSafeContact, isWithdrawn: boolean): Promise<number> {
  if (isWithdrawn === (held.withdrawn_at !== null)) return held.version
  if (isWithdrawn) return await updateSafeContact(db, held.id, { withdrawn_at: new Date().toISOString() })
  await demandOnly(db, held.person_id, held.channel)
  return await updateSafeContact(db, held.id, { withdrawn_at: null, ...confirmation(null) })
}
