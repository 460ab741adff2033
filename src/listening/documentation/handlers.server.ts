import { type Handler, handle } from '#kernel/http.server.ts'
import { holdRecord } from '#listening/liaison/record.server.ts'
import { createSending, saveSending } from './contract.ts'
import { changeSending, demandSending, noteSending } from './sending.server.ts'

/** The sendings of documentation, in the order of the contract. */
export const documentation: readonly Handler[] = [
  handle(createSending, async (call) => {
    const { id, version, situationId } = await noteSending(call, call.params.id, call.input)
    call.trace(situationId, call.input.channel)
    return { id, version }
  }),

  handle(saveSending, async (call) => {
    const held = await holdRecord(call, 'sending', call.params.id)
    call.trace(held.situation_id)
    await demandSending(call, held, call.version)
    return { version: await changeSending(call, held, call.input) }
  }),
]
