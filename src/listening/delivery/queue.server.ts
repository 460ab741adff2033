import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import type { DeliveryChannel } from '#vocabulary'

/** What is to leave, to whom and not before when. */
export interface Outgoing {
  readonly transmissionId: string
  readonly authorityId: string
  readonly unitId: string
  readonly urgent: boolean
  readonly sendAfter: string
  readonly channel: DeliveryChannel
}

/** Puts a transmission in the outbox, in the transaction that validates it: both are committed, or neither. */
export async function queueDelivery(db: Db, outgoing: Outgoing): Promise<string> {
  const { transmissionId, authorityId, unitId, urgent, sendAfter, channel } = outgoing
  const id = newId()
  await db
    .insertInto('delivery')
    .values({
      id,
      transmission_id: transmissionId,
      authority_id: authorityId,
      unit_id: unitId,
      channel,
      urgent,
      send_after: sendAfter,
      next_attempt_at: sendAfter,
    })
    .execute()
  if (channel === 'portal') await enqueueDelivery(db, id, sendAfter)
  return id
}

/** The job that sends a package; asking for it again replaces the one that waits. */
export async function enqueueDelivery(db: Pick<Db, 'getExecutor'>, id: string, at?: string): Promise<void> {
  await enqueue(db, 'deliver', { id }, { key: `deliver:${id}`, ...(at && { at }) })
}

/** The job that has a package erased where it may have arrived. */
export async function enqueueRecall(db: Pick<Db, 'getExecutor'>, id: string, at?: string): Promise<void> {
  await enqueue(db, 'recall_delivery', { id }, { key: `recall:${id}`, ...(at && { at }) })
}

/** Takes a transmission back: what has not left stays, what has left is erased at the receiver's. */
export async function recallDelivery(db: Db, transmissionId: string): Promise<void> {
  const recalled = await db
    .updateTable('delivery')
    .set({ state: 'recalled', recalled_at: sql`now()` })
    .where('transmission_id', '=', transmissionId)
    .where('state', '<>', 'recalled')
    .returning(['id', 'channel'])
    .executeTakeFirst()
  if (recalled?.channel === 'portal') {
    await enqueueRecall(db, recalled.id)
  }
}

/** Has a transmission sealed and sent again, for people or keys that it did not know; its state stays.
 * Says whether there was something to send. */
export async function resend(db: Db, transmissionId: string): Promise<boolean> {
  const again = await db
    .updateTable('delivery')
    .set((eb) => ({
      edition: eb('edition', '+', 1),
      next_attempt_at: sql<string>`greatest(send_after, now())`,
    }))
    .where('transmission_id', '=', transmissionId)
    .where('state', '<>', 'recalled')
    .where('channel', '=', 'portal')
    .returning(['id', 'next_attempt_at'])
    .executeTakeFirst()
  if (again) await enqueueDelivery(db, again.id, again.next_attempt_at ?? undefined)
  return again !== undefined
}

export { recordHandOver } from './handOver.server.ts'
