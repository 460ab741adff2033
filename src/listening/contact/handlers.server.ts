import { type Handler, handle } from '#kernel/http.server.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { holdSituation } from '#listening/situation/hold.server.ts'
import { demandSituation } from '#listening/situation/policy.server.ts'
import { moveToTop, summarise } from '#listening/situation/summary.server.ts'
import { attach, detach } from './attach.server.ts'
import {
  attachContact,
  createContact,
  detachContact,
  disposeContact,
  finaliseContact,
  listContacts,
  readContact,
  reopenContact,
  saveContact,
} from './contract.ts'
import { demandInForce } from './fields.server.ts'
import { listOutside } from './list.server.ts'
import { openContact } from './open.server.ts'
import { updateContact } from './queries.server.ts'
import { demandContact, readWhole } from './read.server.ts'
import { applyChanges } from './save.server.ts'

/** The endpoints of a contact, in the order of the contract. */
export const contact: readonly Handler[] = [
  handle(createContact, async ({ input, actor, db, keys, trace }) => {
    const situationId = input.situationId ? (await demandSituation(actor, db, input.situationId)).id : null
    const occurredAt = input.occurredAt ?? new Date().toISOString()
    demandInForce(input, occurredAt)
    // A call that we make is opened by what came of its authorisation, never here.
    if (input.direction === 'callback') refuse('contact_not_authorised')
    const { channel, direction } = input
    const { id, version } = await openContact(db, keys, actor, {
      channel,
      direction,
      occurredAt,
      situationId,
    })
    trace(id)
    return { id, version, occurredAt }
  }),

  handle(readContact, async ({ params, actor, db, keys }) => await readWhole(actor, db, keys, params.id)),

  handle(saveContact, async ({ params, input, version, actor, db, keys }) => {
    const row = await demandContact(actor, db, params.id, { version, keys })
    const saved = await applyChanges(db, keys, actor, row, input)
    if (row.finalised_at && row.situation_id) await summarise(db, [row.situation_id])
    return saved
  }),

  handle(finaliseContact, async ({ params, input, version, actor, db, keys }) => {
    const to = input.attach?.to
    const [row, file] = await Promise.all([
      demandContact(actor, db, params.id, { version, keys }),
      to && to !== 'new' ? holdSituation(actor, db, to, { evenClosed: true }) : undefined,
    ])
    if (row.finalised_at) refuse('contact_finalised')
    await announce(db, 'contact', row.id)
    const target = to && { to, file }
    if (target && row.situation_id) refuse('contact_already_attached')
    const finalised = {
      finalised_at: new Date().toISOString(),
      ended_at: row.ended_at ?? new Date().toISOString(),
    }
    if (target) {
      const {
        version: saved,
        savedAt,
        situation,
      } = await attach(db, keys, actor, row, target, input.changes ?? {}, finalised)
      return { version: saved, savedAt, situation }
    }
    const saved = await applyChanges(db, keys, actor, row, input.changes ?? {}, finalised)
    if (!row.situation_id) return { ...saved, situation: null }
    await moveToTop(db, [row.situation_id])
    const { reference } = await demandSituation(actor, db, row.situation_id)
    return { ...saved, situation: { id: row.situation_id, reference } }
  }),

  handle(disposeContact, async ({ params, input, version, actor, db, keys }) => {
    const row = await demandContact(actor, db, params.id, { version, keys })
    if (row.situation_id) refuse('contact_already_attached')
    await announce(db, 'contact', row.id)
    const now = new Date().toISOString()
    return await updateContact(db, row, {
      disposition: input.disposition,
      finalised_at: row.finalised_at ?? now,
      ended_at: row.ended_at ?? now,
    })
  }),

  handle(reopenContact, async ({ params, version, actor, db, keys }) => {
    const row = await demandContact(actor, db, params.id, { version, keys })
    const saved = await updateContact(db, row, { finalised_at: null, disposition: null })
    await announce(db, 'contact', row.id)
    await summarise(db, [row.situation_id])
    return saved
  }),

  handle(attachContact, async ({ params, input, version, actor, db, keys }) => {
    const row = await demandContact(actor, db, params.id, { version, keys })
    if (row.situation_id) refuse('contact_already_attached')
    await announce(db, 'contact', row.id)
    return await attach(db, keys, actor, row, input)
  }),

  handle(detachContact, async ({ params, version, actor, db, keys }) => {
    const row = await demandContact(actor, db, params.id, { version, keys })
    if (!row.situation_id) refuse('contact_not_attached')
    await announce(db, 'contact', row.id)
    return await detach(db, keys, row, row.situation_id)
  }),

  handle(listContacts, async ({ query, actor, db, trace }) => {
    const page = await listOutside(actor, db, query)
    trace(null, String(page.items.length))
    return page
  }),
]
