import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { announce } from '#kernel/live.server.ts'
import type { TransmissionContent } from '#listening/transmission/content.ts'
import { helplinePublicKey } from '#listening/transmission/document/helplineKey.server.ts'
import { makePackage } from '#listening/transmission/document/package.server.ts'
import { contentOf, holdTransmission, markSent } from '#listening/transmission/transition.server.ts'
import { recipientsOf } from '#partner/people.server.ts'
import type { DeliveryTrouble } from '#vocabulary'
import { waitBefore } from './backoff.ts'
import { sealCanary } from './canary.server.ts'
import { announceArrival } from './notice.server.ts'
import type { Sending } from './outside.server.ts'
import { enqueueDelivery, enqueueRecall } from './queue.server.ts'
import { handPackage, RelayError } from './relay.server.ts'

interface Taken {
  readonly id: string
  readonly edition: number
  readonly transmissionId: string | null
  readonly authorityId: string | null
  readonly unitId: string | null
  readonly urgent: boolean
  readonly attempts: number
  /** Nothing for a canary. */
  readonly content: TransmissionContent | undefined
  readonly recipients: readonly { readonly personId: string; readonly publicKey: string }[]
  readonly replyKey: string
}

/**
 * Sends a package, once more if need be: the state says « en cours » before anything leaves, so that whatever stops us
 * here is seen and done again. Never gives up: what fails waits longer, in sight.
 */
export async function deliver(sending: Sending, id: string): Promise<void> {
  const { database, outside } = sending
  const taken = await database.transaction().execute((db) => take(db, sending, id))
  if (!taken) return
  try {
    await handPackage(sending, {
      packageId: taken.id,
      transmissionId: taken.transmissionId ?? taken.id,
      authorityId: taken.authorityId ?? taken.id,
      unitId: taken.unitId ?? taken.id,
      kind: taken.content ? 'alert' : 'canary',
      urgent: taken.urgent,
      sentAt: new Date().toISOString(),
      reference: taken.content?.reference ?? 'canary',
      edition: taken.edition,
      sealed: (await sealFor(taken, outside.onTrouble)).toString('base64'),
      recipients: taken.recipients.map((one) => one.personId),
      replyKey: taken.replyKey,
    })
  } catch (error) {
    if (!(error instanceof RelayError)) outside.onTrouble(error)
    const trouble = error instanceof RelayError ? error.trouble : 'own_fault'
    await database.transaction().execute((db) => retryLater(db, taken, trouble))
    return
  }
  await database.transaction().execute((db) => arrive(db, taken))
}

const sealFor = (
  { content, recipients, replyKey }: Taken,
  onTrouble: (error: unknown) => void,
): Promise<Buffer> =>
  content
    ? makePackage(
        content,
        recipients.map((one) => one.publicKey),
        onTrouble,
      )
    : sealCanary(replyKey)

/** Takes a package in hand if there is something to send, to somebody. */
async function take(db: Db, sending: Sending, id: string): Promise<Taken | undefined> {
  const row = await db
    .selectFrom('delivery')
    .selectAll()
    .select(sql<boolean>`send_after > clock_timestamp()`.as('early'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row?.channel !== 'portal' || row.state === 'recalled' || row.sent_edition >= row.edition) return
  if (row.early) {
    await enqueueDelivery(db, id, row.send_after)
    return
  }
  const isCanary = row.kind === 'canary'
  const people = row.authority_id ? await recipientsOf(db, row.authority_id) : []
  const recipients = people.flatMap(({ personId, publicKey }) => (publicKey ? [{ personId, publicKey }] : []))
  const attempts = row.attempts + 1
  const next = await nextAttempt(db, attempts, row.urgent)
  if (!isCanary && recipients.length === 0) {
    await noteNobody(db, row, next)
    return
  }
  await db
    .updateTable('delivery')
    .set({
      state: row.delivered_at ? row.state : 'handed',
      attempts,
      last_attempt_at: sql`clock_timestamp()`,
      next_attempt_at: next,
    })
    .where('id', '=', id)
    .execute()
  return {
    id,
    edition: row.edition,
    transmissionId: row.transmission_id,
    authorityId: row.authority_id,
    unitId: row.unit_id,
    urgent: row.urgent,
    attempts,
    content: row.transmission_id ? await contentOf(db, sending.keys, row.transmission_id) : undefined,
    recipients,
    replyKey: await helplinePublicKey(db, sending.keys),
  }
}

async function nextAttempt(db: Db, attempts: number, urgent: boolean): Promise<string> {
  const wait = waitBefore(attempts, urgent)
  const { rows } = await sql<{ at: string }>`
    select clock_timestamp() + make_interval(secs => ${wait / 1000}) as at`.execute(db)
  return rows[0]?.at ?? new Date(Date.now() + wait).toISOString()
}

/** Nobody there could open it: it waits in sight, somebody calls, and it leaves as soon as there is a key. */
async function noteNobody(
  db: Db,
  row: { id: string; transmission_id: string | null; delivered_at: string | null },
  next: string,
): Promise<void> {
  await db
    .updateTable('delivery')
    .set({
      ...(!row.delivered_at && {
        state: 'undeliverable',
        undeliverable_at: sql<string>`coalesce(undeliverable_at, clock_timestamp())`,
      }),
      last_trouble: 'no_recipient',
      last_attempt_at: sql`clock_timestamp()`,
      next_attempt_at: next,
      attempts: sql<number>`attempts + 1`,
    })
    .where('id', '=', row.id)
    .execute()
  if (row.transmission_id && !row.delivered_at) {
    await db
      .insertInto('escalation')
      .values({
        transmission_id: row.transmission_id,
        step: 'undeliverable',
        kind: 'phone_task',
        due_at: sql`clock_timestamp()`,
        done_at: null,
        done_by: null,
        outcome: null,
        sealed_note: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await announce(db, 'transmission', row.transmission_id)
  }
  await enqueueDelivery(db, row.id, next)
}

async function retryLater(db: Db, taken: Taken, trouble: DeliveryTrouble): Promise<void> {
  const next = await nextAttempt(db, taken.attempts, taken.urgent)
  const row = await db
    .updateTable('delivery')
    .set({ last_trouble: trouble, next_attempt_at: next })
    .where('id', '=', taken.id)
    .returning(['state', 'transmission_id'])
    .executeTakeFirst()
  // It may have arrived all the same: what was taken back meanwhile is erased there.
  if (row?.state === 'recalled') await enqueueRecall(db, taken.id)
  else if (row) await enqueueDelivery(db, taken.id, next)
  if (row?.transmission_id) await announce(db, 'transmission', row.transmission_id)
}

/** The receiver holds it: the transmission is sent, and the people there are told that something waits. */
async function arrive(db: Db, taken: Taken): Promise<void> {
  // Whoever works on a transmission holds its file, then itself, then its package: in that order everywhere.
  if (taken.transmissionId) await holdTransmission(db, taken.transmissionId)
  const now = new Date().toISOString()
  const row = await db
    .updateTable('delivery')
    .set({
      sent_edition: sql<number>`greatest(sent_edition, ${taken.edition})`,
      state: sql`case when state in ('queued', 'handed', 'undeliverable') then 'delivered' else state end`,
      delivered_at: sql<string>`coalesce(delivered_at, clock_timestamp())`,
      last_trouble: null,
    })
    .where('id', '=', taken.id)
    .returning(['state', 'edition', 'sent_edition', 'next_attempt_at'])
    .executeTakeFirst()
  if (!row) return
  if (row.state === 'recalled') {
    await enqueueRecall(db, taken.id)
    return
  }
  if (row.sent_edition < row.edition) await enqueueDelivery(db, taken.id)
  if (!taken.transmissionId || !taken.authorityId) return
  await markSent(db, taken.transmissionId, now)
  await announceArrival(db, taken.id, taken.authorityId)
}
