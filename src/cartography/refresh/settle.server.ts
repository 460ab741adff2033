import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import type { ServiceVisibility } from '#vocabulary'
import { ProposedFields, type ServiceRecord } from '../directory/contract.ts'
import { proposeChange } from '../directory/proposal.server.ts'
import { serviceOf, servicesOf } from '../directory/read.server.ts'
import { indexServices, remember } from '../directory/store.server.ts'

/** Acts upon what came back by a link: once, whatever happens in between. */
export async function settleReply(db: Db, id: string): Promise<void> {
  const reply = await db
    .selectFrom('refresh_reply')
    .selectAll()
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!reply) return
  const who = await db
    .selectFrom('correspondent')
    .select(['id', 'name', 'email'])
    .where('id', '=', reply.correspondent_id)
    .executeTakeFirstOrThrow()
  const service = await standing(db, reply.service_id)
  const said = { reply, who, saidBy: who.name ?? who.email, service }
  const proposalId = service ? await act(db, { ...said, service }) : null
  await db
    .updateTable('refresh_reply')
    .set({ settled_at: sql<string>`clock_timestamp()`, proposal_id: proposalId })
    .where('id', '=', id)
    .execute()
}

/** The entry that stands for the one of the link: it may have been merged since. */
async function standing(db: Db, id: string): Promise<ServiceRecord | undefined> {
  await db.selectFrom('service').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  const found = await serviceOf(db, 'internal', id)
  return found?.mergedInto ? standing(db, found.mergedInto) : found
}

interface Said {
  readonly reply: {
    readonly id: string
    readonly kind: string
    readonly fields: ProposedFields | null
    readonly remark: string | null
    readonly seen_contacts: readonly string[]
    readonly seen_version: number
    readonly replied_at: string
    readonly service_id: string
  }
  readonly who: { readonly id: string; readonly email: string }
  readonly saidBy: string
  readonly service: ServiceRecord
}

async function act(db: Db, said: Said): Promise<string | null> {
  const { reply, saidBy, service } = said
  if (reply.kind === 'confirmed') {
    await confirmed(db, said)
    return null
  }
  if (reply.kind === 'proposed') {
    const { contacts, ...rest } = ProposedFields.parse(reply.fields)
    // The contacts that they were not shown are not theirs to take away.
    const unseen = service.contacts.filter(({ id }) => !reply.seen_contacts.includes(id))
    const seen = contacts?.filter(({ id }) => !unseen.some((one) => one.id === id))
    return proposeChange(db, {
      serviceId: service.id,
      fields: { ...rest, ...(seen && { contacts: [...seen, ...unseen] }) },
      provenance: { source: 'partner_link', sourceId: reply.id, saidBy },
    })
  }
  return objected(db, said)
}

const dayOf = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()

/** The service itself says that its entry is true: a verification, and by whom is kept apart from ours. */
async function confirmed(db: Db, { reply, saidBy, service }: Said): Promise<void> {
  // They confirmed another text than the one that stands now: what they said stays in the replies.
  if (service.id === reply.service_id && service.version !== reply.seen_version) return
  const on = dayOf(reply.replied_at)
  if (service.verifiedOn !== null && service.verifiedOn > on) return
  await db
    .updateTable('service')
    .set({
      verified_on: on,
      verified_by: null,
      verified_with: saidBy,
      verified_how: 'partner',
      version: sql<number>`version + 1`,
    })
    .where('id', '=', service.id)
    .execute()
  await indexServices(db, [service.id])
  await remember(db, null, { serviceId: service.id, kind: 'verified', saidBy })
}

/**
 * Somebody does not want to be listed. At once, what they name is no longer shown outside of the platform and nobody
 * writes to them any more; what becomes of the entry itself is for a cartographer, who finds it among the proposals.
 */
async function objected(db: Db, said: Said): Promise<string> {
  const email = said.who.email.toLowerCase()
  await stopWriting(db, email)
  if (said.reply.kind === 'not_us') {
    await noteHidden(db, said, said.service, [{ id: null, visibility: said.service.visibility }])
    const visibility = { visibility: 'internal' } as const
    await db.updateTable('service').set(visibility).where('id', '=', said.service.id).execute()
    return leaveOut(db, said, said.service, {
      fields: { active: false },
      remark: 'Le service ne veut plus figurer.',
    })
  }
  let first: string | undefined
  for (const service of await listing(db, said.service, email)) {
    const named = service.contacts.filter((one) => one.email?.toLowerCase() === email)
    const theirs = named.map(({ id }) => id)
    await noteHidden(db, said, service, named)
    if (theirs.length > 0) {
      const visibility = { visibility: 'internal' } as const
      await db.updateTable('service_contact').set(visibility).where('id', 'in', theirs).execute()
    }
    const contacts = service.contacts.filter(({ id }) => !theirs.includes(id))
    const fields = theirs.length > 0 ? { contacts } : {}
    const made = await leaveOut(db, said, service, { fields, remark: `Ne plus faire figurer : ${email}.` })
    first ??= made
  }
  return first ?? ''
}

/** What is about to be hidden, as it was shown: a request made by mistake can be taken back. */
async function noteHidden(
  db: Db,
  { reply }: Said,
  service: ServiceRecord,
  shown: readonly { readonly id: string | null; readonly visibility: ServiceVisibility }[],
): Promise<void> {
  const rows = shown
    .filter(({ visibility }) => visibility !== 'internal')
    .map(({ id, visibility }) => ({ reply_id: reply.id, service_id: service.id, contact_id: id, visibility }))
  if (rows.length > 0) await db.insertInto('refresh_hidden').values(rows).execute()
}

/** Nobody writes to this address any more, about any entry. */
async function stopWriting(db: Db, email: string): Promise<void> {
  const now = sql<string>`clock_timestamp()`
  const address = sql<string>`lower(email)`
  await db
    .updateTable('correspondent')
    .set({ objected_at: now })
    .where(address, '=', email)
    .where('objected_at', 'is', null)
    .execute()
  await db
    .updateTable('refresh_message')
    .set({ dropped_at: now })
    .where('sent_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('correspondent_id', 'in', (of) =>
      of.selectFrom('correspondent').select('id').where(address, '=', email),
    )
    .execute()
}

/** The entry of the link, then every other that lists the same address. */
async function listing(db: Db, service: ServiceRecord, email: string): Promise<ServiceRecord[]> {
  const rows = await db
    .selectFrom('service_contact')
    .innerJoin('service', 'service.id', 'service_contact.service_id')
    .select('service.id')
    .distinct()
    .where(sql<string>`lower(service_contact.email)`, '=', email)
    .where('service.merged_into', 'is', null)
    .where('service.id', '<>', service.id)
    .execute()
  return [
    service,
    ...(await servicesOf(
      db,
      'internal',
      rows.map(({ id }) => id),
    )),
  ]
}

async function leaveOut(
  db: Db,
  { reply, saidBy }: Said,
  service: ServiceRecord,
  asked: { readonly fields: ProposedFields; readonly remark: string },
): Promise<string> {
  await db
    .updateTable('service')
    .set({ version: sql<number>`version + 1`, modified_at: sql<string>`clock_timestamp()` })
    .where('id', '=', service.id)
    .execute()
  await indexServices(db, [service.id])
  const field = reply.kind === 'not_us' ? 'Qui voit la fiche' : 'Contacts'
  const after = 'Interne à la plateforme, à la demande de la personne'
  await remember(db, null, {
    serviceId: service.id,
    kind: 'edited',
    changes: [{ field, before: null, after }],
    saidBy,
  })
  return proposeChange(db, {
    serviceId: service.id,
    fields: { ...asked.fields, remark: [asked.remark, reply.remark].filter(Boolean).join('\n') },
    provenance: { source: 'objection', sourceId: reply.id, saidBy },
  })
}
