import { type Handler, handle } from '#kernel/http.server.ts'
import { attempt, calledIn, undo } from './attempt.server.ts'
import {
  attemptCallback,
  createCallback,
  listCallbacks,
  noteCalledIn,
  readCover,
  reopenCallback,
  saveCallback,
  settleCallback,
  undoAttempt,
} from './contract.ts'
import { isCovered } from './cover.server.ts'
import { change, demandVersion, hold, promise } from './keep.server.ts'
import { pageOfCallbacks } from './list.server.ts'
import { reopen, settleByHand } from './settle.server.ts'

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

  handle(undoAttempt, async (call) => {
    const held = await hold(call, call.params.id, 'any')
    call.trace(held.situation_id ?? held.contact_id)
    await undo(call, held, call.params.attemptId)
    return { done: true } as const
  }),

  handle(noteCalledIn, async (call) => {
    const held = await hold(call, call.params.id)
    call.trace(held.situation_id ?? held.contact_id)
    return await calledIn(call, held)
  }),

  handle(settleCallback, async (call) => {
    const held = await hold(call, call.params.id)
    await demandVersion(call, held, call.version)
    call.trace(held.situation_id ?? held.contact_id, call.input.as)
    return await settleByHand(call, held, call.input)
  }),

  handle(reopenCallback, async (call) => {
    const held = await hold(call, call.params.id, 'any')
    await demandVersion(call, held, call.version)
    call.trace(held.situation_id ?? held.contact_id)
    if (!held.settled_at) return { version: held.version }
    return { version: await reopen(call, held) }
  }),

  handle(listCallbacks, async ({ query, actor, db, keys, abilities, trace }) => {
    const page = await pageOfCallbacks(actor, db, keys, query, abilities)
    trace(null, String(page.items.length))
    return page
  }),

  handle(readCover, async ({ query, db }) => ({ isCovered: await isCovered(db, query) })),
]
