import { type Handler, handle } from '#kernel/http.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import {
  attemptCallback,
  createCallback,
  listCallbacks,
  reopenCallback,
  saveCallback,
  settleCallback,
} from './contract.ts'
import { attempt, change, demandVersion, hold, promise } from './keep.server.ts'
import { pageOfCallbacks } from './list.server.ts'
import { markSettled } from './queries.server.ts'

/** The endpoints of the call-backs, in the order of the contract. */
export const callback: readonly Handler[] = [
  handle(createCallback, async (call) => {
    const { id, version, situationId } = await promise(call, call.input)
    call.trace(situationId ?? call.input.contactId ?? null)
    return { id, version }
  }),

  handle(saveCallback, async (call) => {
    const held = await hold(call, call.params.id)
    await demandVersion(call, held, call.version)
    call.trace(held.situation_id ?? held.contact_id)
    return { version: await change(call, held, call.input) }
  }),

  handle(attemptCallback, async (call) => {
    const held = await hold(call, call.params.id)
    call.trace(held.situation_id ?? held.contact_id, call.input.outcome)
    return await attempt(call, held, call.input)
  }),

  handle(settleCallback, async (call) => {
    const held = await hold(call, call.params.id)
    await demandVersion(call, held, call.version)
    const version = await markSettled(call.db, held.id, call.input.as)
    await moveToTop(call.db, [held.situation_id])
    call.trace(held.situation_id ?? held.contact_id, call.input.as)
    return { version }
  }),

  handle(reopenCallback, async (call) => {
    const held = await hold(call, call.params.id, 'any')
    await demandVersion(call, held, call.version)
    call.trace(held.situation_id ?? held.contact_id)
    if (!held.settled_at) return { version: held.version }
    const version = await markSettled(call.db, held.id, null)
    await moveToTop(call.db, [held.situation_id])
    return { version }
  }),

  handle(listCallbacks, async ({ query, actor, db, keys, abilities, trace }) => {
    const page = await pageOfCallbacks(actor, db, keys, query, abilities)
    trace(null, String(page.items.length))
    return page
  }),
]
