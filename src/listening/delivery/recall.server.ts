import { sql } from 'kysely'
import type { Sending } from './outside.server.ts'
import { enqueueRecall } from './queue.server.ts'
import { RelayError, relayPatience, takeBack } from './relay.server.ts'

/** Longer than a package can still be on its way. */
const inFlight = relayPatience + 5000

/** Has the receiver erase what was taken back; asked again until it says so, and once more after the last attempt to send. */
export async function recall(sending: Sending, id: string): Promise<void> {
  const { database, outside } = sending
  const row = await database
    .selectFrom('delivery')
    .select(['state', 'attempts', 'last_attempt_at', 'recall_told_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row?.state !== 'recalled' || row.recall_told_at) return
  const settled = row.last_attempt_at ? Date.parse(row.last_attempt_at) + inFlight : 0
  let again: number | undefined = settled > Date.now() ? settled : undefined
  try {
    if (row.attempts > 0) await takeBack(sending, id)
  } catch (error) {
    if (!(error instanceof RelayError)) outside.onTrouble(error)
    again = Date.now() + 5000
  }
  await database.transaction().execute(async (db) => {
    if (again !== undefined) return await enqueueRecall(db, id, new Date(again).toISOString())
    await db
      .updateTable('delivery')
      .set({ recall_told_at: sql`clock_timestamp()` })
      .where('id', '=', id)
      .execute()
  })
}
