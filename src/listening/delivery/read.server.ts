import type { z } from 'zod'
import { openDataKey, openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { clockOf } from './clock.ts'
import type { DeliveryView, Escalation } from './contract.ts'
import { type EscalationRow, selectDelivery, selectEscalations } from './queries.server.ts'
import { readSettings } from './ring.server.ts'
import { escalationNoteAt, handedToAt } from './secrets.server.ts'

/** Tasks as they are read, with the words of whoever did them. */
export async function escalationsOf(
  db: Db,
  keys: Keyring,
  rows: readonly EscalationRow[],
): Promise<z.input<typeof Escalation>[]> {
  const noted = rows.filter((row) => row.sealed_note).map((row) => row.data_key_id)
  const opened = await openDataKeys(db, keys, noted)
  return rows.map((row) => escalationOf(keys, opened, row))
}

function escalationOf(
  keys: Keyring,
  opened: ReadonlyMap<string, DataKey>,
  row: EscalationRow,
): z.input<typeof Escalation> {
  const key = opened.get(row.data_key_id)
  return {
    id: row.id,
    transmissionId: row.transmission_id,
    situationId: row.situation_id,
    reference: row.reference,
    urgent: row.urgent,
    unit: row.unit,
    phone: row.phone,
    step: row.step,
    round: row.round,
    kind: row.kind,
    since: row.since,
    dueAt: row.due_at,
    doneAt: row.done_at,
    doneBy: row.done_by,
    outcome: row.outcome,
    note: row.sealed_note && key ? keys.unseal(key, escalationNoteAt(row.id), row.sealed_note) : null,
  }
}

/** Where the way of a transmission stands; nothing while it has not been validated. */
export async function deliveryView(
  actor: Actor,
  db: Db,
  keys: Keyring,
  transmissionId: string,
  abilities: readonly string[],
): Promise<z.input<typeof DeliveryView> | null> {
  const row = await selectDelivery(actor, db, transmissionId).executeTakeFirst()
  if (!row) return null
  const rows = await selectEscalations(actor, db)
    .where('transmission.id', '=', transmissionId)
    .orderBy('escalation.due_at')
    .orderBy('escalation.id')
    .execute()
  const clock = clockOf(
    {
      status: row.state === 'recalled' ? 'cancelled' : row.status,
      urgent: row.urgent,
      channel: row.channel,
      deliveryState: row.state,
      sendAfter: row.send_after,
      undeliverableAt: row.undeliverable_at,
      redirectedAt: row.redirected_at,
      isReaddressed: row.is_readdressed,
      returnDueOn: row.return_due_on,
      rung: rows.map((one) => ({
        step: one.step,
        round: one.round,
        doneAt: one.done_at,
        outcome: one.outcome,
      })),
    },
    await readSettings(db),
    new Date().toISOString(),
  )
  const handedTo =
    row.sealed_handed_to && row.data_key_id
      ? keys.unseal(await openDataKey(db, keys, row.data_key_id), handedToAt(row.id), row.sealed_handed_to)
      : null
  const { next } = clock
  return {
    channel: row.channel,
    state: row.state,
    sendAfter: row.send_after,
    attempts: row.attempts,
    lastAttemptAt: row.last_attempt_at,
    trouble: row.last_trouble,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
    acknowledgedAt: row.acknowledged_at,
    handedTo,
    handOverWay: row.hand_over_way,
    handedOverBy: row.giver,
    notices: await noticesOf(db, row.id),
    escalations: await escalationsOf(db, keys, rows),
    next: next ? { step: next.step, kind: next.kind, dueAt: next.dueAt } : null,
    abilities: {
      handOver:
        abilities.includes('delivery.hand_over') &&
        row.channel === 'hand_over' &&
        row.handed_over_at === null &&
        row.state !== 'recalled',
      resend: abilities.includes('delivery.resend') && row.channel === 'portal' && row.state !== 'recalled',
    },
  }
}

async function noticesOf(db: Db, deliveryId: string) {
  const rows = await db
    .selectFrom('notice')
    .select(['sent_at', 'last_trouble'])
    .where('delivery_id', '=', deliveryId)
    .where('dropped_at', 'is', null)
    .execute()
  const waiting = rows.filter((row) => row.sent_at === null)
  return {
    sent: rows.length - waiting.length,
    waiting: waiting.length,
    trouble: waiting.find((row) => row.last_trouble)?.last_trouble ?? null,
  }
}
