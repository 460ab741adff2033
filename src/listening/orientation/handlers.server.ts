import { type Handler, handle } from '#kernel/http.server.ts'
import { holdRecord } from '#listening/liaison/record.server.ts'
import { answerOrientation, createOrientation, saveOrientation } from './contract.ts'
import { answer, changeOrientation, demandOrientation, noteOrientation } from './store.server.ts'

/** The endpoints of the orientations, in the order of the contract. */
export const orientation: readonly Handler[] = [
  handle(createOrientation, async (call) => {
    const { id, version, situationId } = await noteOrientation(call, call.params.id, call.input)
    call.trace(situationId, call.input.kind ?? undefined)
    return { id, version }
  }),

  handle(saveOrientation, async (call) => {
    const held = await holdRecord(call, 'orientation', call.params.id)
    call.trace(held.situation_id)
    await demandOrientation(call, held, call.version)
    return { version: await changeOrientation(call, held, call.input) }
  }),

  handle(answerOrientation, async (call) => {
    const held = await holdRecord(call, 'orientation', call.params.id)
    call.trace(held.situation_id, call.input.outcome)
    await demandOrientation(call, held, call.version)
    return { version: await answer(call, held, call.input) }
  }),
]
