import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { safeContactsSeenBy } from '#listening/safecontact/policy.server.ts'
import { reachRules } from '#listening/safecontact/rules.server.ts'
import { unsealMeans } from '#listening/safecontact/secrets.server.ts'
import { isColleague } from '#listening/situation/hold.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { createCallback, saveCallback } from './contract.ts'
import { holdOwner, type Owner } from './owner.server.ts'
import { callbacksSeenBy } from './policy.server.ts'
import {
  type HeldCallback,
  insertCallback,
  lockCallback,
  lockOwners,
  selectCallbacks,
  updateCallback,
} from './queries.server.ts'
import { callbackOf } from './read.server.ts'
import { sealWhom, unsealWhom } from './secrets.server.ts'
import { demandZone } from './zone.server.ts'

/** What every step needs of the request. */
export interface Desk {
  readonly db: Db
  readonly keys: Keyring
  readonly actor: Actor
  readonly abilities: readonly string[]
}

type Given = z.output<(typeof createCallback)['input']>
type Changes = z.output<(typeof saveCallback)['input']>

/** Promises to call back. What belongs to a contact is sealed under the key of the contact, and follows it. */
export async function promise(desk: Desk, given: Given) {
  const { db, keys, actor } = desk
  demandWindow(given)
  demandZone(given.timeZone)
  await demandAssignee(db, given.assigneeId)
  const owner = await holdOwner(db, actor, given)
  const means = await meansFor(desk, owner, given.safeContactId)
  const key = await openDataKey(db, keys, owner.dataKeyId)
  const id = newId()
  await insertCallback(db, {
    id,
    situation_id: owner.situationId,
    contact_id: owner.contactId,
    data_key_id: owner.dataKeyId,
    opens_at: given.opensAt,
    closes_at: given.closesAt,
    time_zone: given.timeZone,
    assignee_id: given.assigneeId,
    team: given.team,
    priority: given.priority,
    no_answer_plan: given.noAnswerPlan,
    safe_contact_id: means?.id ?? null,
    person_id: means?.personId ?? null,
    ...repetitionColumns(given.repeats, given),
    sealed_whom: sealWhom(keys, key, id, { whom: given.whom ?? means?.person ?? null, why: given.why }),
    follows_id: null,
    recorded_by: actor.id,
  })
  await announce(db, 'callback', id)
  await moveToTop(db, [owner.situationId])
  return { id, version: 1, situationId: owner.situationId }
}

const repetitionColumns = (
  repeats: Given['repeats'],
  first: { readonly opensAt: string; readonly closesAt: string },
) => ({
  rhythm: repeats?.rhythm ?? null,
  repeats_until: repeats?.until ?? null,
  rule_opens_at: repeats && first.opensAt,
  rule_closes_at: repeats && first.closesAt,
})

/** The safe contact that a promise refers to: one of the same file, or of the same contact. */
async function meansFor(
  { db, keys, actor }: Desk,
  owner: Pick<Owner, 'situationId' | 'contactId'>,
  id: string | null,
) {
  if (!id) return null
  const found = await safeContactsSeenBy(actor, db)
    .selectAll('safe_contact')
    .where('safe_contact.id', '=', id)
    .executeTakeFirst()
  const isOurs =
    found &&
    ((found.situation_id !== null && found.situation_id === owner.situationId) ||
      (found.contact_id !== null && found.contact_id === owner.contactId))
  if (!isOurs || found.withdrawn_at) {
    return refuse('malformed', {
      fields: [{ field: 'safeContactId', message: 'Choisissez un moyen de joindre de ce dossier.' }],
    })
  }
  const key = await openDataKey(db, keys, found.data_key_id)
  const { person } = unsealMeans(keys, key, found.id, found.sealed_means)
  return { id: found.id, personId: found.person_id, person }
}

/** Refuses a window that ends before it begins. */
export function demandWindow({ opensAt, closesAt }: { opensAt: string; closesAt: string }): void {
  if (Date.parse(closesAt) < Date.parse(opensAt)) {
    refuse('window_reversed', { fields: [{ field: 'closesAt', message: 'La fin précède le début.' }] })
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
  refuse('version_conflict', { current: callbackOf(keys, opened, row, abilities, await reachRules(db)) })
}

/** Changes who, why, when, how or by whom. */
export async function change(desk: Desk, held: HeldCallback, changes: Changes): Promise<number> {
  const { db, keys } = desk
  const { opensAt = held.opens_at, closesAt = held.closes_at, timeZone, assigneeId, safeContactId } = changes
  demandWindow({ opensAt, closesAt })
  if (timeZone !== undefined) demandZone(timeZone)
  if (assigneeId !== held.assignee_id) await demandAssignee(db, assigneeId)
  const means =
    safeContactId === undefined || safeContactId === held.safe_contact_id
      ? undefined
      : await meansFor(desk, { situationId: held.situation_id, contactId: held.contact_id }, safeContactId)
  const key = await openDataKey(db, keys, held.data_key_id)
  const before = unsealWhom(keys, key, held.id, held.sealed_whom)
  const version = await updateCallback(db, held.id, {
    opens_at: opensAt,
    closes_at: closesAt,
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(assigneeId !== undefined && { assignee_id: assigneeId }),
    ...(changes.team !== undefined && { team: changes.team }),
    ...(changes.priority !== undefined && { priority: changes.priority }),
    ...(changes.noAnswerPlan !== undefined && { no_answer_plan: changes.noAnswerPlan }),
    ...(means !== undefined && {
      safe_contact_id: means?.id ?? null,
      person_id: means?.personId ?? null,
    }),
    ...(changes.repeats !== undefined && repetitionColumns(changes.repeats, { opensAt, closesAt })),
    sealed_whom: sealWhom(keys, key, held.id, {
      whom: changes.whom === undefined ? before.whom : changes.whom,
      why: changes.why === undefined ? before.why : changes.why,
    }),
  })
  await announce(db, 'callback', held.id)
  await moveToTop(db, [held.situation_id])
  return version
}
