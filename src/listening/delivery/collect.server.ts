import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { openReply } from '#listening/transmission/document/helplineKey.server.ts'
import {
  holdTransmission,
  markSent,
  recordAcknowledgement,
  recordComplementAsked,
  recordRedirection,
  recordReturn,
} from '#listening/transmission/transition.server.ts'
import type { RelayEvent } from '#partner/relay/contract.ts'
import type { DeliveryState } from '#vocabulary'
import type { Sending } from './outside.server.ts'
import { resend } from './queue.server.ts'
import { eventsAfter } from './relay.server.ts'
import { settleEscalations } from './ring.server.ts'

const pageLength = 200

/**
 * Reads what the partner zone has to tell since the last time, and does it, each event in a transaction of its own.
 * One that cannot be applied does not hold the others back: it is counted, and read again the next time.
 * @throws RelayError when the zone does not answer
 */
export async function collect(sending: Sending): Promise<number> {
  const { database } = sending
  const pulse = await database
    .selectFrom('pulse')
    .select(['cursor', 'trailing_cursor'])
    .executeTakeFirstOrThrow()
  // Behind the cursor lies what could not be applied.
  let after = Math.min(pulse.cursor, pulse.trailing_cursor)
  let applied = 0
  let stuckAt: number | undefined
  let stuck = 0
  for (;;) {
    const { items, next } = await eventsAfter(sending, after, pageLength)
    const known = await knownAmong(sending, items)
    for (const event of items) {
      if (known.has(event.id)) continue
      try {
        if (await apply(sending, event)) applied += 1
      } catch (error) {
        stuckAt ??= event.cursor - 1
        stuck += 1
        sending.outside.onTrouble(error)
      }
    }
    after = Math.max(after, next)
    if (items.length < pageLength) break
  }
  await database
    .updateTable('pulse')
    .set({
      cursor: sql<number>`greatest(cursor, ${after}::bigint)`,
      trailing_cursor: stuckAt ?? after,
      stuck_events: stuck,
      collected_at: sql<string>`clock_timestamp()`,
    })
    .execute()
  return applied
}

async function knownAmong({ database }: Sending, items: readonly RelayEvent[]): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set()
  const ids = items.map((event) => event.id)
  const rows = await database.selectFrom('relay_event').select('id').where('id', 'in', ids).execute()
  return new Set(rows.map((row) => row.id))
}

/** Applies an event if it is the first time that it is heard. */
function apply(sending: Sending, event: RelayEvent): Promise<boolean> {
  return sending.database.transaction().execute(async (db) => {
    const { id, kind, packageId, at } = event
    const first = await db
      .insertInto('relay_event')
      .values({ id, kind, package_id: packageId, at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!first) return false
    if (kind === 'key_added') await sendAgain(db, event.authorityId)
    else if (packageId) await advance(db, sending, event, packageId)
    return true
  })
}

/** Somebody of the authority has a new key: everything that still waits there is sealed for them too. */
async function sendAgain(db: Db, authorityId: string): Promise<void> {
  const open = await db
    .selectFrom('delivery')
    .innerJoin('transmission', 'transmission.id', 'delivery.transmission_id')
    .select('transmission.id')
    .where('delivery.authority_id', '=', authorityId)
    .where('delivery.channel', '=', 'portal')
    .where('delivery.state', '<>', 'recalled')
    .where('transmission.status', 'in', ['validated', 'sent', 'acknowledged', 'return_due', 'return_overdue'])
    .orderBy('transmission.urgent', 'desc')
    .orderBy('transmission.send_after')
    .execute()
  for (const { id } of open) await resend(db, id)
}

async function advance(db: Db, sending: Sending, event: RelayEvent, packageId: string): Promise<void> {
  const row = await db
    .selectFrom('delivery')
    .select(['kind', 'state', 'transmission_id'])
    .where('id', '=', packageId)
    .executeTakeFirst()
  // Another desk's, or older than what we keep.
  if (!row) return
  if (row.kind === 'canary') {
    await db
      .updateTable('pulse')
      .set({ canary_at: sql<string>`greatest(canary_at, clock_timestamp())` })
      .execute()
  }
  const { transmission_id: transmissionId } = row
  if (transmissionId) {
    await holdTransmission(db, transmissionId)
    if (row.state === 'recalled') return
    await markSent(db, transmissionId, event.at)
    await record(db, sending, event, transmissionId)
  }
  await moveDelivery(db, packageId, event)
  if (transmissionId) await settleEscalations(db, new Date().toISOString(), [transmissionId])
}

/** How far each kind of event shows that a package has come. */
const reaches: { readonly [kind in RelayEvent['kind']]?: DeliveryState } = {
  read: 'read',
  complement_asked: 'read',
  redirected: 'read',
  acknowledged: 'acknowledged',
  return_recorded: 'read',
}

async function moveDelivery(db: Db, id: string, { kind, at }: RelayEvent): Promise<void> {
  const state = reaches[kind]
  if (!state) return
  const isAcknowledged = state === 'acknowledged'
  await db
    .updateTable('delivery')
    .set({
      state: isAcknowledged
        ? 'acknowledged'
        : sql<DeliveryState>`case when state = 'acknowledged' then state else 'read' end`,
      delivered_at: sql<string>`coalesce(delivered_at, ${at})`,
      read_at: sql<string>`coalesce(read_at, ${at})`,
      ...(isAcknowledged && { acknowledged_at: sql<string>`coalesce(acknowledged_at, ${at})` }),
    })
    .where('id', '=', id)
    .where('state', '<>', 'recalled')
    .execute()
}

/** What is said when a note does not open: the event counts all the same, and somebody asks again. */
const unreadable = 'Le message joint ne s’ouvre pas : demandez-le de nouveau à la personne qui l’a écrit.'

async function record(db: Db, sending: Sending, event: RelayEvent, id: string): Promise<void> {
  const { keys } = sending
  const { kind, at, personName, outcome } = event
  if (kind === 'acknowledged') await recordAcknowledgement(db, id, { personName, at })
  if (kind !== 'complement_asked' && kind !== 'redirected' && kind !== 'return_recorded') return
  const note = await noteOf(db, sending, event)
  if (kind === 'complement_asked') {
    await recordComplementAsked(db, keys, id, { question: note ?? unreadable, at, personName })
  } else if (kind === 'redirected') {
    await recordRedirection(db, keys, id, { note, at, personName })
  } else if (outcome) {
    await recordReturn(db, keys, id, { outcome, note, at, by: 'partner', personName })
  }
}

async function noteOf(db: Db, { keys }: Sending, { sealedNote }: RelayEvent): Promise<string | null> {
  if (sealedNote === null) return null
  return await openReply(db, keys, Buffer.from(sealedNote, 'base64')).catch(() => unreadable)
}
