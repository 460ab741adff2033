import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { openDataKey } from '#kernel/datakey.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { announce } from '#kernel/live.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { pastInstant } from '#listening/situation/fields.server.ts'
import { transmissionsSeenBy } from '#listening/transmission/policy.server.ts'
import { settledSteps } from './clock.ts'
import {
  handOverTransmission,
  listEscalations,
  listUndelivered,
  readClock,
  readDelivery,
  readPulseNow,
  resendTransmission,
  saveClock,
  settleEscalation,
} from './contract.ts'
import { recordHandOver } from './handOver.server.ts'
import { readPulse } from './pulse.server.ts'
import { selectEscalations, selectUndelivered } from './queries.server.ts'
import { resend } from './queue.server.ts'
import { deliveryView, escalationsOf } from './read.server.ts'
import { escalationNoteAt } from './secrets.server.ts'

/** The endpoints of sending and of the clock, in the order of the contract. */
export const delivery: readonly Handler[] = [
  handle(readPulseNow, async ({ db }) => await readPulse(db)),

  handle(listEscalations, async ({ query, actor, db, keys, trace }) => {
    const isDone = query.view === 'done'
    const column = isDone ? 'escalation.done_at' : 'escalation.due_at'
    const order = isDone ? 'desc' : 'asc'
    let rows = selectEscalations(actor, db)
      .where('escalation.done_at', isDone ? 'is not' : 'is', null)
      // Whatever the product does by itself is on the page of the transmission.
      .where('escalation.kind', '<>', 'reminder')
    if (isDone) rows = rows.where('escalation.done_by', 'is not', null)
    if (query.after) {
      const [, at, id] = readPlace(z.tuple([z.literal(query.view), instant, z.uuid()]), query.after)
      const beyond = isDone ? sql`<` : sql`>`
      rows = rows.where(
        sql<SqlBool>`(${sql.ref(column)}, escalation.id) ${beyond} (${at}::timestamptz, ${id}::uuid)`,
      )
    }
    const found = await rows
      .orderBy(column, order)
      .orderBy('escalation.id', order)
      .limit(query.limit + 1)
      .execute()
    const shown = await escalationsOf(db, keys, found)
    trace(null, String(Math.min(shown.length, query.limit)))
    return cutPage(
      shown,
      query.limit,
      (one) => [query.view, isDone ? one.doneAt : one.dueAt, one.id],
      (one) => one,
    )
  }),

  handle(settleEscalation, async ({ params, input, actor, db, keys, trace }) => {
    const found = await selectEscalations(actor, db)
      .where('escalation.id', '=', params.id)
      .forUpdate('escalation')
      .executeTakeFirst()
    if (!found || found.kind === 'reminder') return refuse('not_found')
    if (found.done_at) refuse('escalation_done')
    const key = input.note ? await openDataKey(db, keys, found.data_key_id) : undefined
    await db
      .updateTable('escalation')
      .set({
        done_at: sql<string>`clock_timestamp()`,
        done_by: actor.id,
        outcome: input.outcome,
        sealed_note: key && input.note ? keys.seal(key, escalationNoteAt(params.id), input.note) : null,
      })
      .where('id', '=', params.id)
      .execute()
    await announce(db, 'transmission', found.transmission_id)
    trace(found.transmission_id, input.outcome)
    return { done: true as const }
  }),

  handle(listUndelivered, async ({ actor, db, trace }) => {
    const rows = await selectUndelivered(actor, db).execute()
    const notices = await db
      .selectFrom('notice')
      .select(['last_trouble as trouble', (row) => row.fn.countAll<number>().as('count')])
      .where('sent_at', 'is', null)
      .where('dropped_at', 'is', null)
      .groupBy('last_trouble')
      .execute()
    trace(null, String(rows.length))
    return {
      items: rows.map((row) => ({
        transmissionId: row.transmission_id ?? '',
        situationId: row.situation_id,
        reference: row.reference,
        urgent: row.urgent,
        unit: row.unit,
        channel: row.channel,
        state: row.state,
        sendAfter: row.send_after,
        attempts: row.attempts,
        trouble: row.last_trouble,
      })),
      notices,
    }
  }),

  handle(readDelivery, async ({ params, actor, db, keys, abilities, trace }) => {
    const seen = await transmissionsSeenBy(actor, db)
      .select('transmission.id')
      .where('transmission.id', '=', params.id)
      .executeTakeFirst()
    if (!seen) return refuse('not_found')
    trace(params.id)
    return await deliveryView(actor, db, keys, params.id, abilities)
  }),

  handle(handOverTransmission, async ({ params, input, actor, db, keys, trace }) => {
    const seen = await transmissionsSeenBy(actor, db)
      .select('transmission.validated_at')
      .where('transmission.id', '=', params.id)
      .executeTakeFirst()
    if (!seen) return refuse('not_found')
    const at = pastInstant(input.at, 'at')
    if (seen.validated_at && Date.parse(at) < Date.parse(seen.validated_at)) {
      refuse('malformed', {
        fields: [{ field: 'at', message: 'La remise ne peut précéder la validation.' }],
      })
    }
    await recordHandOver(db, keys, {
      transmissionId: params.id,
      toWhom: input.toWhom,
      how: input.how,
      at,
      by: actor.id,
    })
    trace(params.id, input.how)
    return { done: true as const }
  }),

  handle(resendTransmission, async ({ params, actor, db, trace }) => {
    const seen = await transmissionsSeenBy(actor, db)
      .select('transmission.id')
      .where('transmission.id', '=', params.id)
      .executeTakeFirst()
    if (!seen) return refuse('not_found')
    if (!(await resend(db, params.id))) refuse('not_on_the_portal')
    trace(params.id)
    return { done: true as const }
  }),

  handle(readClock, async ({ db }) => {
    const rows = await db
      .selectFrom('clock_setting')
      .leftJoin('account', 'account.id', 'clock_setting.changed_by')
      .select(['step', 'delay_minutes', 'repeat_minutes', 'changed_at', 'account.name'])
      .execute()
    const last = rows
      .filter((row) => row.name !== null)
      .toSorted((a, b) => (a.changed_at < b.changed_at ? 1 : -1))[0]
    return {
      settings: settledSteps.flatMap(({ step }) => {
        const row = rows.find((one) => one.step === step)
        return row ? [{ step, delayMinutes: row.delay_minutes, repeatMinutes: row.repeat_minutes }] : []
      }),
      changedAt: last?.changed_at ?? null,
      changedBy: last?.name ?? null,
    }
  }),

  handle(saveClock, async ({ input, actor, db, trace }) => {
    demandClimbing(input.settings)
    for (const { step, delayMinutes, repeatMinutes } of input.settings) {
      await db
        .updateTable('clock_setting')
        .set({
          delay_minutes: delayMinutes,
          repeat_minutes: repeatMinutes,
          changed_at: sql<string>`clock_timestamp()`,
          changed_by: actor.id,
        })
        .where('step', '=', step)
        .execute()
    }
    trace(null, String(input.settings.length))
    return { done: true as const }
  }),
]

/** Every step is there, climbs, and the last of each rings again: nothing may become silent by a setting. */
function demandClimbing(settings: z.output<(typeof saveClock)['input']>['settings']): void {
  const fault = (step: string, message: string) =>
    refuse('malformed', { fields: [{ field: `settings.${step}`, message }] })
  if (settings.length !== settledSteps.length) fault('all', 'Indiquez toutes les étapes.')
  let before: { phase: string; delay: number } | undefined
  for (const [place, { step, phase }] of settledSteps.entries()) {
    const given = settings.find((one) => one.step === step) ?? fault(step, 'Cette étape manque.')
    const isLast = settledSteps[place + 1]?.phase !== phase
    if (phase === 'return' ? given.delayMinutes % 1440 !== 0 : given.delayMinutes < 0) {
      fault(step, phase === 'return' ? 'Indiquez des jours entiers.' : 'Le délai ne peut être négatif.')
    }
    if (before?.phase === phase && given.delayMinutes <= before.delay) {
      fault(step, 'Chaque étape vient après la précédente.')
    }
    if (isLast !== (given.repeatMinutes !== null)) {
      fault(step, isLast ? 'La dernière étape doit se répéter.' : 'Seule la dernière étape se répète.')
    }
    before = { phase, delay: given.delayMinutes }
  }
}
