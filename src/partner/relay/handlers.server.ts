import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { type Asker, type Handler, handle, type Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { digestOf } from '#kernel/session.server.ts'
import { say } from '../actor.server.ts'
import { type Package, type RelayEvent, readEvents, recallPackage, storePackage } from './contract.ts'

/** The helpline itself, when it speaks to the zone. */
const relayActor: Asker = {
  id: '00000000-0000-4000-8000-000000000119',
  role: 'relay',
  name: 'Repère',
  sessionId: '',
  confined: false,
}

/** Admits whoever has the token of the relay; what is compared tells nothing of it, not even its length. */
export function relayDoor(expected: string): Required<Pick<Services, 'bearer' | 'authenticate'>> {
  const digest = digestOf(expected)
  const bearer = (token: string) => timingSafeEqual(digestOf(token), digest)
  return {
    bearer,
    authenticate: async (db, token) => {
      if (!bearer(token)) return undefined
      await say(db, 'app.relay', 'on')
      return relayActor
    },
  }
}

/** Every endpoint of the relay, in the contract's order. */
export const relay: readonly Handler[] = [
  handle(storePackage, async ({ input, db, trace }) => {
    trace(input.packageId, input.kind)
    await holdOne(db, input.packageId)
    if (!(await isRecalled(db, input.packageId))) await store(db, input)
    return { stored: true as const }
  }),
  handle(recallPackage, async ({ input, db, trace }) => {
    trace(input.packageId)
    await holdOne(db, input.packageId)
    await db
      .insertInto('partner.recall')
      .values({ package_id: input.packageId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await db
      .updateTable('partner.package')
      .set({ sealed: null, recalled_at: sql<string>`now()` })
      .where('id', '=', input.packageId)
      .where('recalled_at', 'is', null)
      .execute()
    return { recalled: true as const }
  }),
  handle(readEvents, async ({ query, db }) => {
    const rows = await db
      .selectFrom('partner.event')
      .selectAll()
      .where('cursor', '>', query.after)
      .orderBy('cursor')
      .limit(query.limit)
      .execute()
    const items = rows.map(
      (row): z.input<typeof RelayEvent> => ({
        id: row.id,
        cursor: row.cursor,
        authorityId: row.authority_id,
        packageId: row.package_id,
        transmissionId: row.transmission_id,
        kind: row.kind,
        at: row.at,
        personId: row.person_id,
        personName: row.person_name,
        outcome: row.outcome,
        sealedNote: row.sealed_note?.toString('base64') ?? null,
      }),
    )
    return { items, next: items.at(-1)?.cursor ?? query.after }
  }),
]

/** A package and its recall may come at the same instant: one after the other, whichever is first. */
async function holdOne(db: Db, packageId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${packageId}, 119))`.execute(db)
}

async function isRecalled(db: Db, packageId: string): Promise<boolean> {
  const found = await db
    .selectFrom('partner.recall')
    .select('package_id')
    .where('package_id', '=', packageId)
    .executeTakeFirst()
  return found !== undefined
}

async function store(db: Db, given: Package): Promise<void> {
  await say(db, 'app.authority', given.authorityId)
  const known = await db
    .selectFrom('partner.package')
    .select(['edition', 'authority_id'])
    .where('id', '=', given.packageId)
    .executeTakeFirst()
  // A package never changes hands: that would be another transmission.
  if (known && known.authority_id !== given.authorityId) refuse('malformed')
  if (known && known.edition >= given.edition) return
  const sealed = Buffer.from(given.sealed, 'base64')
  if (known) {
    await db
      .updateTable('partner.package')
      .set({ sealed, edition: given.edition, reply_key: given.replyKey })
      .where('id', '=', given.packageId)
      .execute()
    await db.deleteFrom('partner.package_recipient').where('package_id', '=', given.packageId).execute()
  } else {
    await insert(db, given, sealed)
  }
  await admit(db, given)
}

async function insert(db: Db, given: Package, sealed: Buffer): Promise<void> {
  const isCanary = given.kind === 'canary'
  await db
    .insertInto('partner.package')
    .values({
      id: given.packageId,
      transmission_id: given.transmissionId,
      authority_id: given.authorityId,
      unit_id: given.unitId,
      kind: given.kind,
      urgent: given.urgent,
      reference: given.reference,
      sent_at: given.sentAt,
      edition: given.edition,
      sealed,
      reply_key: given.replyKey,
      acknowledged_at: isCanary ? sql<string>`now()` : null,
      acknowledged_name: isCanary ? relayActor.name : null,
    })
    .execute()
  if (!isCanary) return
  await db
    .insertInto('partner.event')
    .values({
      id: newId(),
      kind: 'acknowledged',
      authority_id: given.authorityId,
      package_id: given.packageId,
      transmission_id: given.transmissionId,
      person_id: null,
      person_name: relayActor.name,
      outcome: null,
      sealed_note: null,
    })
    .execute()
}

/** Writes whose keys open the package: people of that authority only, whatever was said. */
async function admit(db: Db, given: Package): Promise<void> {
  if (given.recipients.length === 0) return
  const people = await db
    .selectFrom('partner.person')
    .select('id')
    .where('id', 'in', [...given.recipients])
    .where('authority_id', '=', given.authorityId)
    .where('public_key', 'is not', null)
    .execute()
  if (people.length === 0) return
  await db
    .insertInto('partner.package_recipient')
    .values(
      people.map(({ id }) => ({
        package_id: given.packageId,
        authority_id: given.authorityId,
        person_id: id,
      })),
    )
    .execute()
}
