import { type Handler, handle } from '#kernel/http.server.ts'
import {
  cancelTransmission,
  chooseRecipients,
  createTransmission,
  listTransmissions,
  readdressTransmission,
  readMaterial,
  readTransmission,
  recallTransmission,
  removeTransmission,
  returnTransmission,
  saveTransmission,
  submitTransmission,
  takeBackTransmission,
  takeReturn,
  transmissionJson,
  transmissionPdf,
  transmissionsOf,
  validateTransmission,
} from './contract.ts'
import { publish } from './document/published.ts'
import { renderTransmission } from './document/render.server.ts'
import { frozenFor } from './document.server.ts'
import { pageOfTransmissions } from './list.server.ts'
import { materialOf } from './material.server.ts'
import { readTransmissionWhole, rowsOfSituation } from './read.server.ts'
import { chooseFor } from './recipients.server.ts'
import {
  cancel,
  giveBack,
  noteReturn,
  readdress,
  recall,
  submit,
  takeBack,
  validate,
} from './review.server.ts'
import { begin, remove, save } from './write.server.ts'

/** Answers without the file, which only the journal is told. */
const without = <Made extends { situationId: string }>({ situationId: _, ...made }: Made) => made

/** The endpoints of the transmissions, in the order of the contract. */
export const transmission: readonly Handler[] = [
  handle(readMaterial, ({ params, actor, db, keys, abilities }) =>
    materialOf(actor, db, keys, params.id, abilities),
  ),

  handle(transmissionsOf, async ({ params, actor, db }) => ({
    items: await rowsOfSituation(actor, db, params.id),
  })),

  handle(createTransmission, async (call) => {
    const made = await begin(call, call.params.id, call.input)
    call.trace(made.id)
    return made
  }),

  handle(listTransmissions, async ({ query, actor, db, trace }) => {
    const page = await pageOfTransmissions(actor, db, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(readTransmission, ({ params, actor, db, keys, abilities }) =>
    readTransmissionWhole(actor, db, keys, params.id, abilities),
  ),

  handle(saveTransmission, async (call) =>
    without(await save(call, call.params.id, call.version, call.input)),
  ),

  handle(chooseRecipients, async (call) =>
    without(await chooseFor(call, call.params.id, call.version, call.input.recipients)),
  ),

  handle(submitTransmission, async (call) =>
    without(await submit(call, call.params.id, call.version, call.input)),
  ),

  handle(takeBackTransmission, async (call) => without(await takeBack(call, call.params.id, call.version))),

  handle(validateTransmission, async (call) => without(await validate(call, call.params.id, call.version))),

  handle(returnTransmission, async (call) =>
    without(await giveBack(call, call.params.id, call.version, call.input.remarks)),
  ),

  handle(recallTransmission, async (call) =>
    without(await recall(call, call.params.id, call.version, call.input.reason)),
  ),

  handle(cancelTransmission, async (call) =>
    without(await cancel(call, call.params.id, call.version, call.input.reason)),
  ),

  handle(removeTransmission, async (call) => {
    await remove(call, call.params.id)
    return { done: true } as const
  }),

  handle(readdressTransmission, async (call) => {
    const made = await readdress(call, call.params.id)
    call.trace(call.params.id, 'readdressed')
    return without(made)
  }),

  handle(takeReturn, async (call) => {
    const made = await noteReturn(call, call.params.id, call.input)
    call.trace(call.params.id, call.input.outcome)
    return without(made)
  }),

  handle(transmissionPdf, async ({ params, actor, db, keys }) => {
    const content = await frozenFor(actor, db, keys, params.id)
    const { pdf } = await renderTransmission(content)
    return { type: 'application/pdf', filename: `${content.reference}.pdf`, body: pdf }
  }),

  handle(transmissionJson, async ({ params, actor, db, keys }) => {
    const content = await frozenFor(actor, db, keys, params.id)
    const body = `${JSON.stringify(publish(content), null, 2)}\n`
    return { type: 'application/json; charset=utf-8', filename: `${content.reference}.json`, body }
  }),
]
