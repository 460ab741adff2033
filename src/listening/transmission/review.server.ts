import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { confirmsInWords } from '#listening/authority/names.ts'
import { queueDelivery, recallDelivery } from '#listening/delivery/queue.server.ts'
import { pastInstant } from '#listening/situation/fields.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { TransmissionEvent } from '#vocabulary'
import { missingOf } from './complete.ts'
import type { submitTransmission, takeReturn } from './contract.ts'
import { freeze, functionOf } from './freeze.ts'
import { keepEvent } from './history.server.ts'
import { rowOf } from './queries.server.ts'
import { demandRow } from './read.server.ts'
import { type Desk, holdOpenRows, holdSeen, insertRow, now } from './rows.server.ts'
import { sealContent, sealNote, unsealWriting } from './secrets.server.ts'
import type { TransmissionStep } from './steps.ts'
import { type HeldTransmission, recordReturn, take } from './transition.server.ts'

/** What the moment for second thoughts lasts, when nothing presses. */
const recallMinutes = 5

interface Told {
  readonly kind: TransmissionEvent
  readonly at?: string
  readonly note?: string
}

/** Takes a step of the desk, and tells it in the history; refuses when it may no longer be taken. */
async function step(
  desk: Desk,
  held: HeldTransmission,
  which: TransmissionStep,
  columns: Parameters<typeof take>[3],
  { kind, at = now(), note }: Told,
): Promise<number> {
  const { db, keys, actor } = desk
  const version = await take(db, held, which, columns)
  if (version === undefined) return refuse('transmission_moved')
  const key = await openDataKey(db, keys, held.data_key_id)
  const id = newId()
  const sealedNote = note ? sealNote(keys, key, id, note) : null
  await keepEvent(db, held.id, { id, kind, at, by: actor.id, sealedNote, dataKeyId: key.id })
  await moveToTop(db, [held.situation_id])
  return version
}

const answer = (held: HeldTransmission, version: number) => ({
  id: held.id,
  version,
  situationId: held.situation_id,
})

/** Gives the writing to be read again, for every recipient, each named in words. */
export async function submit(
  desk: Desk,
  id: string,
  version: number,
  { confirmations }: z.output<(typeof submitTransmission)['input']>,
) {
  const { db, keys, actor } = desk
  const held = await holdSeen(desk, id, version)
  if (held.author_id !== actor.id) refuse('not_the_author')
  const rows = await holdOpenRows(db, held.writing_id)
  if (!rows.some((row) => row.id === id)) refuse('transmission_moved')
  const key = await openDataKey(db, keys, held.data_key_id)
  const writing = unsealWriting(keys, key, held.id, held.sealed_draft)
  const addressed = rows.filter((row) => row.unit_id !== null)
  const missing = missingOf(writing, addressed.length)
  if (missing.length > 0) refuse('transmission_incomplete', { fields: missing })
  const names = await db
    .selectFrom('authority_unit')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      addressed.map((row) => row.unit_id ?? ''),
    )
    .execute()
  for (const { id: unitId, name } of names) {
    const typed = confirmations.find((one) => one.unitId === unitId)?.words ?? ''
    if (!confirmsInWords(typed, name)) {
      refuse('recipient_not_confirmed', {
        fields: [{ field: `confirmations.${unitId}`, message: `Écrivez « ${name} » pour confirmer.` }],
      })
    }
  }
  const at = now()
  let next = held.version
  for (const row of addressed) {
    const moved = await step(desk, row, 'submit', { submitted_at: at }, { kind: 'submitted', at })
    if (row.id === id) next = moved
  }
  return answer(held, next)
}

/** The author takes back what nobody has settled yet. */
export async function takeBack(desk: Desk, id: string, version: number) {
  const held = await holdSeen(desk, id, version)
  if (held.author_id !== desk.actor.id) refuse('not_the_author')
  return answer(held, await step(desk, held, 'take_back', { submitted_at: null }, { kind: 'taken_back' }))
}

/** A second person answers for it: it is frozen, and put in the outbox in the same transaction. */
export async function validate(desk: Desk, id: string, version: number) {
  const { db, keys, actor } = desk
  const held = await holdSeen(desk, id, version)
  if (held.author_id === actor.id) refuse('own_validation')
  const row = await demandRow(actor, db, id)
  const { recipient, ...shown } = rowOf(row)
  if (!recipient || held.status !== 'submitted') return refuse('transmission_moved')
  const key = await openDataKey(db, keys, held.data_key_id)
  const validatedAt = now()
  const sendAfter = held.urgent
    ? validatedAt
    : Temporal.Instant.from(validatedAt).add({ minutes: recallMinutes }).toString()
  const content = freeze({ ...shown, recipient }, unsealWriting(keys, key, id, held.sealed_draft), {
    function: functionOf(row.author_role),
    writtenAt: held.submitted_at ?? validatedAt,
    validatedAt,
  })
  const columns = {
    validator_id: actor.id,
    validated_at: validatedAt,
    send_after: sendAfter,
    sealed_content: sealContent(keys, key, id, content),
  }
  const next = await step(desk, held, 'validate', columns, { kind: 'validated', at: validatedAt })
  await queueDelivery(db, {
    transmissionId: id,
    authorityId: recipient.authorityId,
    unitId: recipient.unitId,
    urgent: held.urgent,
    sendAfter,
    channel: recipient.channel,
  })
  return { ...answer(held, next), sendAfter }
}

/** Gives it back to its author, with what is to be put right. */
export async function giveBack(desk: Desk, id: string, version: number, remarks: string) {
  const held = await holdSeen(desk, id, version)
  const told = { kind: 'returned', note: remarks } as const
  return answer(held, await step(desk, held, 'return', { submitted_at: null }, told))
}

const outOfTheOutbox = {
  submitted_at: null,
  validator_id: null,
  validated_at: null,
  send_after: null,
  sealed_content: null,
}

/** Takes what was validated out of the outbox before it leaves; the author puts it right. */
export async function recall(desk: Desk, id: string, version: number, reason: string) {
  const { db, actor } = desk
  const held = await holdSeen(desk, id, version)
  if (held.author_id !== actor.id && actor.role !== 'coordinator') refuse('not_the_author')
  const isGone = !held.send_after || Date.parse(held.send_after) <= Date.now()
  if (held.status !== 'validated') refuse(held.sent_at ? 'recall_too_late' : 'transmission_moved')
  if (isGone) refuse('recall_too_late')
  const next = await step(desk, held, 'recall', outOfTheOutbox, { kind: 'recalled', note: reason })
  await recallDelivery(db, id)
  return answer(held, next)
}

/** Ends it without sending, with the reason; what has left may no longer be cancelled. */
export async function cancel(desk: Desk, id: string, version: number, reason: string) {
  const held = await holdSeen(desk, id, version)
  const wasQueued = held.status === 'validated'
  if (wasQueued && held.send_after && Date.parse(held.send_after) <= Date.now()) refuse('recall_too_late')
  const at = now()
  const next = await step(desk, held, 'cancel', { cancelled_at: at }, { kind: 'cancelled', at, note: reason })
  if (wasQueued) await recallDelivery(desk.db, id)
  return answer(held, next)
}

/** Writes to the right authority what another said was not its own: the same text, a new row, to be read again by two. */
export async function readdress(desk: Desk, id: string) {
  const { db, keys, actor } = desk
  const held = await holdSeen(desk, id)
  if (held.status !== 'redirected' || held.readdressed_as) refuse('transmission_moved')
  const key = await openDataKey(db, keys, held.data_key_id)
  const made = await insertRow(desk, {
    writingId: newId(),
    situationId: held.situation_id,
    dataKeyId: held.data_key_id,
    urgent: held.urgent,
    complementOf: held.complement_of,
    writing: unsealWriting(keys, key, id, held.sealed_draft),
  })
  await db.updateTable('transmission').set({ readdressed_as: made.id }).where('id', '=', id).execute()
  await keepEvent(db, id, { kind: 'readdressed', at: now(), by: actor.id, dataKeyId: held.data_key_id })
  await moveToTop(db, [held.situation_id])
  return answer(made, made.version)
}

/** A return that came another way than the portal, taken down by somebody of the desk. */
export async function noteReturn(desk: Desk, id: string, given: z.output<(typeof takeReturn)['input']>) {
  const held = await holdSeen(desk, id)
  const { outcome, note, personName } = given
  const at = pastInstant(given.happenedAt, 'happenedAt')
  const news = await recordReturn(desk.db, desk.keys, id, {
    outcome,
    note,
    at,
    by: desk.actor.id,
    personName,
  })
  if (!news) refuse('transmission_moved')
  const row = await demandRow(desk.actor, desk.db, id)
  return answer(held, row.version)
}
