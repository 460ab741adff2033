import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { CallbackSettlement } from '#vocabulary'
import type { settleCallback } from './contract.ts'
import { type Desk, demandWindow } from './keep.server.ts'
import { dropUntouchedFollower, type HeldCallback, insertCallback, markSettled } from './queries.server.ts'
import { nextWindow } from './repetition.ts'
import { sealWhom, unsealWhom } from './secrets.server.ts'
import type { Window } from './windows.ts'

/** After these, a promise that is repeated is made again; a refusal and a cancellation end the whole of it. */
const goesOn: readonly CallbackSettlement[] = ['kept', 'given_up']

/** Settles a held call-back; says the one that follows, when its rule or a postponement makes one. */
export async function settle(
  desk: Desk,
  held: HeldCallback,
  as: CallbackSettlement,
  next?: Window,
): Promise<{ version: number; nextId: string | null }> {
  const version = await markSettled(desk.db, held.id, as)
  const window = next ?? (goesOn.includes(as) ? windowByRule(held) : null)
  const nextId = window ? await follow(desk, held, window) : null
  await moveToTop(desk.db, [held.situation_id])
  await announce(desk.db, 'callback', held.id)
  return { version, nextId }
}

/** Settles without calling. */
export async function settleByHand(
  desk: Desk,
  held: HeldCallback,
  given: z.output<(typeof settleCallback)['input']>,
): Promise<{ version: number; nextId: string | null }> {
  if (given.as !== 'postponed') return await settle(desk, held, given.as)
  demandWindow(given.next)
  return await settle(desk, held, 'postponed', given.next)
}

function windowByRule(held: HeldCallback): Window | null {
  const { rhythm, repeats_until: until, rule_opens_at: opensAt, rule_closes_at: closesAt } = held
  if (!rhythm || !until || !opensAt || !closesAt) return null
  const current = { opensAt: held.opens_at, closesAt: held.closes_at }
  return nextWindow({ rhythm, until, first: { opensAt, closesAt } }, current, held.time_zone)
}

/** Makes the promise that comes after a held one, with the same words and the same means. */
async function follow({ db, keys, actor }: Desk, held: HeldCallback, window: Window): Promise<string> {
  const key = await openDataKey(db, keys, held.data_key_id)
  const id = newId()
  // One promise follows another at most: what an earlier settlement left is taken away first.
  await dropUntouchedFollower(db, held.id)
  const taken = await db
    .selectFrom('callback')
    .select('id')
    .where('follows_id', '=', held.id)
    .executeTakeFirst()
  if (taken) return taken.id
  await insertCallback(db, {
    id,
    situation_id: held.situation_id,
    contact_id: held.contact_id,
    data_key_id: held.data_key_id,
    opens_at: window.opensAt,
    closes_at: window.closesAt,
    time_zone: held.time_zone,
    assignee_id: held.assignee_id,
    team: held.team,
    priority: held.priority,
    no_answer_plan: held.no_answer_plan,
    safe_contact_id: held.safe_contact_id,
    person_id: held.person_id,
    rhythm: held.rhythm,
    repeats_until: held.repeats_until,
    rule_opens_at: held.rule_opens_at,
    rule_closes_at: held.rule_closes_at,
    sealed_whom: sealWhom(keys, key, id, unsealWhom(keys, key, held.id, held.sealed_whom)),
    follows_id: held.id,
    recorded_by: actor.id,
  })
  await announce(db, 'callback', id)
  return id
}

/** Makes a settled call-back due again, without the one that followed it unless somebody has worked on that one. */
export async function reopen({ db }: Desk, held: HeldCallback): Promise<number> {
  await dropUntouchedFollower(db, held.id)
  const version = await markSettled(db, held.id, null)
  await moveToTop(db, [held.situation_id])
  await announce(db, 'callback', held.id)
  return version
}
