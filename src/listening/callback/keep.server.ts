import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { pastInstant } from '#listening/situation/fields.server.ts'
import { holdSituation, isColleague } from '#listening/situation/hold.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { CallbackOutcome, CallbackSettlement } from '#vocabulary'
import type { attemptCallback, createCallback, saveCallback } from './contract.ts'
import { callbacksSeenBy } from './policy.server.ts'
import {
  type HeldCallback,
  insertAttempt,
  insertCallback,
  lockCallback,
  lockOwners,
  markSettled,
  selectCallbacks,
  updateCallback,
} from './queries.server.ts'
import { callbackOf } from './read.server.ts'
import { sealNote, sealWhom, unsealWhom } from './secrets.server.ts'

/** What every step needs of the request. */
export interface Desk {
  readonly db: Db
  readonly keys: Keyring
  readonly actor: Actor
  readonly abilities: readonly string[]
}

type Given = z.output<(typeof createCallback)['input']>

/** Promises to call back. What belongs to a contact is sealed under the key of the contact, and follows it. */
export async function promise({ db, keys, actor }: Desk, given: Given) {
  demandWindow(given)
  demandZone(given.timeZone)
  await demandAssignee(db, given.assigneeId)
  const owner = given.contactId
    ? await ownerByContact(db, actor, given.contactId, given.situationId)
    : await ownerByFile(db, actor, given.situationId)
  const key = await openDataKey(db, keys, owner.dataKeyId)
  const id = newId()
  await insertCallback(db, {
    id,
    ...owner,
    opensAt: given.opensAt,
    closesAt: given.closesAt,
    timeZone: given.timeZone,
    assigneeId: given.assigneeId,
    sealedWhom: sealWhom(keys, key, id, given),
    by: actor.id,
  })
  await moveToTop(db, [owner.situationId])
  return { id, version: 1, situationId: owner.situationId }
}

async function ownerByFile(db: Db, actor: Actor, situationId: string | undefined) {
  if (!situationId) {
    return refuse('malformed', {
      fields: [{ field: 'situationId', message: 'Indiquez la situation ou le contact.' }],
    })
  }
  const held = await holdSituation(actor, db, situationId)
  return { situationId: held.id, contactId: null, dataKeyId: held.data_key_id }
}

async function ownerByContact(db: Db, actor: Actor, contactId: string, situationId: string | undefined) {
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

function demandWindow({ opensAt, closesAt }: { opensAt: string; closesAt: string }): void {
  if (Date.parse(closesAt) < Date.parse(opensAt)) {
    refuse('window_reversed', { fields: [{ field: 'closesAt', message: 'La fin précède le début.' }] })
  }
}

function demandZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('fr', { timeZone })
  } catch {
    refuse('malformed', { fields: [{ field: 'timeZone', message: 'Fuseau horaire inconnu.' }] })
  }
}

async function demandAssignee(db: Db, assigneeId: string | null | undefined): Promise<void> {
  if (assigneeId && !(await isColleague(db, assigneeId))) {
    refuse('malformed', { fields: [{ field: 'assigneeId', message: 'Choisissez quelqu’un de l’équipe.' }] })
  }
}

/**
 * Holds a call-back and, before it, its file: even a closed one, since a promise stands until a person settles it.
 * Refuses one that was settled, unless that is what is asked about.
 */
export async function hold(
  { db, actor }: Desk,
  id: string,
  wanted: 'due' | 'any' = 'due',
): Promise<HeldCallback> {
  const seen = await callbacksSeenBy(actor, db)
    .select(['callback.situation_id', 'callback.contact_id'])
    .where('callback.id', '=', id)
    .executeTakeFirst()
  if (!seen) return refuse('not_found')
  await lockOwners(db, seen)
  const held = (await lockCallback(actor, db, id)) ?? refuse('not_found')
  if (wanted === 'due' && held.settled_at) refuse('callback_settled')
  return held
}

/** Refuses, with the call-back as it is now, when it has moved on since the version the writer saw. */
export async function demandVersion(desk: Desk, held: HeldCallback, version: number): Promise<void> {
  if (held.version === version) return
  const { db, keys, actor, abilities } = desk
  const row = await selectCallbacks(actor, db).where('callback.id', '=', held.id).executeTakeFirstOrThrow()
  const opened = new Map([[row.data_key_id, await openDataKey(db, keys, row.data_key_id)]])
  refuse('version_conflict', { current: callbackOf(keys, opened, row, abilities) })
}

/** Changes who, why, when or by whom. */
export async function change(
  { db, keys }: Desk,
  held: HeldCallback,
  changes: z.output<(typeof saveCallback)['input']>,
): Promise<number> {
  const { opensAt = held.opens_at, closesAt = held.closes_at, timeZone, assigneeId, ...whom } = changes
  demandWindow({ opensAt, closesAt })
  if (timeZone !== undefined) demandZone(timeZone)
  if (assigneeId !== held.assignee_id) await demandAssignee(db, assigneeId)
  const key = await openDataKey(db, keys, held.data_key_id)
  const given = Object.fromEntries(Object.entries(whom).filter(([, value]) => value !== undefined))
  const before = unsealWhom(keys, key, held.id, held.sealed_whom)
  const version = await updateCallback(db, held.id, {
    opens_at: opensAt,
    closes_at: closesAt,
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(assigneeId !== undefined && { assignee_id: assigneeId }),
    sealed_whom: sealWhom(keys, key, held.id, { ...before, ...given }),
  })
  await moveToTop(db, [held.situation_id])
  return version
}

/** What an attempt settles; the other outcomes leave the call-back due. */
const settles: Partial<Record<CallbackOutcome, CallbackSettlement>> = { reached: 'kept', refused: 'refused' }

/** Records an attempt, and what follows from it. */
export async function attempt(
  desk: Desk,
  held: HeldCallback,
  given: z.output<(typeof attemptCallback)['input']>,
): Promise<{ id: string; nextId: string | null }> {
  const { db, keys, actor } = desk
  if (given.next && given.outcome !== 'postponed') {
    refuse('malformed', {
      fields: [{ field: 'next', message: 'Une nouvelle plage ne se donne qu’avec un report.' }],
    })
  }
  const key = await openDataKey(db, keys, held.data_key_id)
  const id = newId()
  await insertAttempt(db, {
    id,
    callbackId: held.id,
    happenedAt: pastInstant(given.happenedAt, 'happenedAt'),
    outcome: given.outcome,
    sealedNote: sealNote(keys, key, id, given.note),
    by: actor.id,
  })
  let nextId: string | null = null
  if (given.next) {
    demandWindow(given.next)
    nextId = newId()
    await insertCallback(db, {
      id: nextId,
      situationId: held.situation_id,
      contactId: held.contact_id,
      opensAt: given.next.opensAt,
      closesAt: given.next.closesAt,
      timeZone: held.time_zone,
      assigneeId: held.assignee_id,
      sealedWhom: sealWhom(keys, key, nextId, unsealWhom(keys, key, held.id, held.sealed_whom)),
      dataKeyId: held.data_key_id,
      by: actor.id,
    })
  }
  const settled = given.next ? 'postponed' : settles[given.outcome]
  if (settled) await markSettled(db, held.id, settled)
  await moveToTop(db, [held.situation_id])
  return { id, nextId }
}
