import { type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { transmissionsSeenBy } from '#listening/transmission/policy.server.ts'

/** The tasks of the clock on transmissions that an actor may see, with whom to call. */
export const selectEscalations = (actor: Actor, db: Db) =>
  transmissionsSeenBy(actor, db)
    .innerJoin('escalation', 'escalation.transmission_id', 'transmission.id')
    .leftJoin('authority_unit', 'authority_unit.id', 'transmission.unit_id')
    .leftJoin('account as doer', 'doer.id', 'escalation.done_by')
    .select([
      'escalation.id',
      'escalation.transmission_id',
      'escalation.step',
      'escalation.round',
      'escalation.kind',
      'escalation.due_at',
      'escalation.done_at',
      'escalation.outcome',
      'escalation.sealed_note',
      'transmission.situation_id',
      'transmission.reference',
      'transmission.urgent',
      'transmission.data_key_id',
      'authority_unit.name as unit',
      'authority_unit.phone',
      'doer.name as done_by',
    ])
    .select(
      sql<string>`case
        when escalation.step like 'return\\_%' then
          coalesce(transmission.return_due_on::timestamp at time zone 'Europe/Paris', transmission.send_after)
        when escalation.step = 'redirected' then coalesce(transmission.redirected_at, escalation.due_at)
        else coalesce(transmission.send_after, escalation.due_at) end`.as('since'),
    )
export type EscalationRow = Awaited<ReturnType<ReturnType<typeof selectEscalations>['execute']>>[number]

/** The one delivery of a transmission that counts: the last. */
export const selectDelivery = (actor: Actor, db: Db, transmissionId: string) =>
  transmissionsSeenBy(actor, db)
    .innerJoin('delivery', 'delivery.transmission_id', 'transmission.id')
    .leftJoin('account as giver', 'giver.id', 'delivery.handed_over_by')
    .selectAll('delivery')
    .select([
      'giver.name as giver',
      'transmission.status',
      'transmission.redirected_at',
      'transmission.return_due_on',
    ])
    .select(
      sql<boolean>`exists (
        select from transmission r where r.id = transmission.readdressed_as
          and r.status not in ('draft', 'submitted', 'returned', 'cancelled'))`.as('is_readdressed'),
    )
    .where('transmission.id', '=', transmissionId)
    .orderBy('delivery.created_at', 'desc')
    .limit(1)

/** What should have reached somebody two minutes ago and has not; what waits for a hand-over is one of them. */
export const selectUndelivered = (actor: Actor, db: Db) =>
  transmissionsSeenBy(actor, db)
    .innerJoin('delivery', 'delivery.transmission_id', 'transmission.id')
    .leftJoin('authority_unit', 'authority_unit.id', 'delivery.unit_id')
    .select([
      'delivery.transmission_id',
      'transmission.situation_id',
      'transmission.reference',
      'delivery.urgent',
      'authority_unit.name as unit',
      'delivery.channel',
      'delivery.state',
      'delivery.send_after',
      'delivery.attempts',
      'delivery.last_trouble',
    ])
    .where('delivery.state', 'in', ['queued', 'handed', 'undeliverable'])
    .where(sql<SqlBool>`delivery.send_after < clock_timestamp() - interval '2 minutes'`)
    .orderBy('delivery.urgent', 'desc')
    .orderBy('delivery.send_after')
    .limit(200)
