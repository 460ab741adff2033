import { type Handler, handle } from '#kernel/http.server.ts'
import { holdRecord } from '#listening/liaison/record.server.ts'
import { addDocument, changeDocument, fileOf, pageOfDocuments, publish } from './catalogue.server.ts'
import {
  createDocument,
  createSending,
  listDocuments,
  publishVersion,
  readDocumentFile,
  saveDocument,
  saveSending,
} from './contract.ts'
import { changeSending, demandSending, noteSending } from './sending.server.ts'

/** The endpoints of the documentation, in the order of the contract. */
export const documentation: readonly Handler[] = [
  handle(listDocuments, async ({ query, db, trace }) => {
    const page = await pageOfDocuments(db, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(createDocument, async ({ input, actor, db, trace }) => {
    const made = await addDocument(db, actor.id, input)
    trace(made.id)
    return made
  }),

  handle(saveDocument, async ({ params, input, version, db }) => {
    return { version: await changeDocument(db, params.id, version, input) }
  }),

  handle(publishVersion, async ({ params, input, actor, db }) => {
    return await publish(db, actor.id, params.id, input)
  }),

  handle(readDocumentFile, async ({ params, db }) => {
    const { name, file } = await fileOf(db, params.id)
    return { type: 'application/pdf', filename: name, body: file }
  }),

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
