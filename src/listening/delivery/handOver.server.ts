import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import {
  holdTransmission,
  markSent,
  recordAcknowledgement,
} from '#listening/transmission/transition.server.ts'
import type { HandOverWay } from '#vocabulary'
import { settleEscalations } from './ring.server.ts'
import { handedToAt } from './secrets.server.ts'

/** To whom a transmission was handed, how, when, and by which of us. */
export interface HandOver {
  readonly transmissionId: string
  readonly toWhom: string
  readonly how: HandOverWay
  readonly at: string
  readonly by: string
}

/**
 * Records that somebody named has received what does not go through the portal: that person is the one who acknowledges.
 * What goes through the portal, or was handed over already, is refused.
 */
export async function recordHandOver(db: Db, keys: Keyring, handOver: HandOver): Promise<void> {
  const { transmissionId, toWhom, how, at, by } = handOver
  const held = await holdTransmission(db, transmissionId)
  const row = await db
    .selectFrom('delivery')
    .select(['id', 'channel', 'handed_over_at'])
    .where('transmission_id', '=', transmissionId)
    .where('state', '<>', 'recalled')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  if (row.channel !== 'hand_over') return refuse('not_handed_over')
  if (row.handed_over_at) return refuse('handed_over_already')
  const key = await openDataKey(db, keys, held.data_key_id)
  await db
    .updateTable('delivery')
    .set({
      state: 'acknowledged',
      delivered_at: at,
      read_at: at,
      acknowledged_at: at,
      handed_over_at: at,
      handed_over_by: by,
      hand_over_way: how,
      sealed_handed_to: keys.seal(key, handedToAt(row.id), toWhom),
      data_key_id: key.id,
    })
    .where('id', '=', row.id)
    .execute()
  await markSent(db, transmissionId, at)
  await recordAcknowledgement(db, transmissionId, { personName: toWhom, at })
  await settleEscalations(db, new Date().toISOString(), [transmissionId])
}
