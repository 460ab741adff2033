import { type Handler, handle } from '#kernel/http.server.ts'
import {
  askAgreement,
  authoriseReach,
  confirmSafeContact,
  createSafeContact,
  giveAgreement,
  listSafeContacts,
  noteReach,
  readReachRules,
  saveReachRules,
  saveSafeContact,
  withdrawSafeContact,
} from './contract.ts'
import { agree, ask, authorise, note } from './dial.server.ts'
import { add, change, confirm, hold, withdraw } from './keep.server.ts'
import { listOf } from './read.server.ts'
import { reachRules, writeReachRules } from './rules.server.ts'

/** The endpoints of safe contact, in the order of the contract. */
export const safeContact: readonly Handler[] = [
  handle(listSafeContacts, async ({ query, actor, db, keys, trace }) => {
    trace(query.situationId ?? query.contactId ?? null)
    if (!query.situationId && !query.contactId) return { items: [], staleAfterDays: 0 }
    return await listOf(actor, db, keys, query)
  }),

  handle(createSafeContact, async (call) => {
    const { id, version, ownerId } = await add(call, call.input)
    call.trace(ownerId)
    return { id, version }
  }),

  handle(saveSafeContact, async (call) => {
    const held = await hold(call, call.params.id, call.version)
    call.trace(held.situation_id ?? held.contact_id)
    return { version: await change(call, held, call.input) }
  }),

  handle(confirmSafeContact, async (call) => {
    const held = await hold(call, call.params.id, call.version)
    call.trace(held.situation_id ?? held.contact_id)
    return { version: await confirm(call, held) }
  }),

  handle(withdrawSafeContact, async (call) => {
    const held = await hold(call, call.params.id, call.version)
    call.trace(held.situation_id ?? held.contact_id)
    return { version: await withdraw(call, held, call.input.isWithdrawn) }
  }),

  handle(askAgreement, async (call) => {
    call.trace(call.params.id)
    return { id: await ask(call, call.params.id, call.input.purpose) }
  }),

  handle(giveAgreement, async (call) => {
    call.trace(await agree(call, call.params.id))
    return { done: true } as const
  }),

  handle(authoriseReach, async (call) => {
    const answer = await authorise(call, call.params.id, call.input)
    call.trace(call.params.id, answer.isAllowed ? call.input.purpose : answer.reason)
    return answer
  }),

  handle(noteReach, async (call) => {
    call.trace(call.params.id, call.input.outcome)
    return { contactId: await note(call, call.params.id, call.input.outcome) }
  }),

  handle(readReachRules, async ({ db }) => await reachRules(db)),

  handle(saveReachRules, async ({ db, input }) => {
    await writeReachRules(db, input)
    return { done: true } as const
  }),
]
