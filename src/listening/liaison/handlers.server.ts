import { type Handler, handle } from '#kernel/http.server.ts'
import {
  awaitReply,
  createExchange,
  createRequest,
  listDueItems,
  readServiceWork,
  reopenDueItem,
  saveDueItem,
  saveExchange,
  settleDueItem,
} from './contract.ts'
import { pageOfDueItems } from './due.read.server.ts'
import { addDueItem, changeDueItem, holdDueItem, noteRequest, reopen, settle } from './due.server.ts'
import { changeExchange, demandExchange, noteExchange } from './exchange.server.ts'
import { readWork } from './read.server.ts'
import { holdRecord, touch } from './record.server.ts'

/** The endpoints of the liaison with services, in the order of the contract. */
export const liaison: readonly Handler[] = [
  handle(readServiceWork, async (call) => await readWork(call, call.params.id)),

  handle(createExchange, async (call) => {
    const { id, version, situationId } = await noteExchange(call, call.params.id, call.input)
    call.trace(situationId, call.input.kind)
    return { id, version }
  }),

  handle(saveExchange, async (call) => {
    const held = await holdRecord(call, 'exchange', call.params.id)
    call.trace(held.situation_id)
    await demandExchange(call, held, call.version)
    return { version: await changeExchange(call, held, call.input) }
  }),

  handle(awaitReply, async (call) => {
    const held = await holdRecord(call, 'exchange', call.params.id)
    call.trace(held.situation_id)
    const owner = { situationId: held.situation_id ?? '', actionId: held.id, key: held.key }
    const id = await addDueItem(call, owner, 'reply_awaited', call.input)
    await touch(call.db, held.situation_id)
    return { id, version: 1 }
  }),

  handle(createRequest, async (call) => {
    call.trace(call.params.id, 'informant_request')
    return await noteRequest(call, call.params.id, call.input)
  }),

  handle(saveDueItem, async (call) => {
    const held = await holdDueItem(call, call.params.id, call.version)
    call.trace(held.situation_id, held.kind)
    return { version: await changeDueItem(call, held, call.input) }
  }),

  handle(settleDueItem, async (call) => {
    const held = await holdDueItem(call, call.params.id, call.version)
    call.trace(held.situation_id, call.input.as)
    return { version: await settle(call, held, call.input.as, call.input.answer) }
  }),

  handle(reopenDueItem, async (call) => {
    const held = await holdDueItem(call, call.params.id, call.version)
    call.trace(held.situation_id, held.kind)
    return { version: await reopen(call, held) }
  }),

  handle(listDueItems, async ({ query, actor, db, keys, abilities, trace }) => {
    const page = await pageOfDueItems(actor, db, keys, query, abilities)
    trace(null, String(page.items.length))
    return page
  }),
]
