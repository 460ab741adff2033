import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { openDataKey } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { Action, ReturnOutcome, TransmissionRecipient } from '#vocabulary'
import type { TransmissionContent } from './content.ts'
import { isNews, keepEvent } from './history.server.ts'
import { sealNote, unsealContent } from './secrets.server.ts'
import { after, owesReturn, type TransmissionStep } from './steps.ts'

/** A transmission held until the end of the transaction, its file before it, as whoever works in the file does. */
export async function holdTransmission(db: Db, id: string) {
  const file = db.selectFrom('transmission').select('situation_id').where('id', '=', id)
  await db.selectFrom('situation').select('id').where('id', '=', file).forNoKeyUpdate().execute()
  const held = await db
    .selectFrom('transmission')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return held ?? refuse('not_found')
}
export type HeldTransmission = Awaited<ReturnType<typeof holdTransmission>>

type Columns = Partial<Omit<HeldTransmission, 'id' | 'version' | 'status' | 'moved_at'>>

/** Takes a step with a held transmission; says its new version, or nothing when the step may not be taken from there. */
export async function take(
  db: Db,
  held: HeldTransmission,
  step: TransmissionStep,
  columns: Columns = {},
): Promise<number | undefined> {
  const to = after(held.status, step)
  if (!to) return undefined
  const written = await db
    .updateTable('transmission')
    .set({
      ...columns,
      status: to,
      version: sql<number>`version + 1`,
      moved_at: sql<string>`clock_timestamp()`,
    })
    .where('id', '=', held.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  Object.assign(held, columns, { status: to, version: written.version })
  await announce(db, 'transmission', held.id)
  return written.version
}

/**
 * What was frozen at validation: the same for ever.
 * @throws Error when the transmission was never validated
 */
export async function contentOf(db: Db, keys: Keyring, transmissionId: string): Promise<TransmissionContent> {
  const row = await db
    .selectFrom('transmission')
    .select(['sealed_content', 'data_key_id'])
    .where('id', '=', transmissionId)
    .executeTakeFirstOrThrow()
  if (!row.sealed_content) throw new Error('this transmission was not validated')
  const key = await openDataKey(db, keys, row.data_key_id)
  return unsealContent(keys, key, transmissionId, row.sealed_content)
}

/** What a file counts as done when a transmission has reached such a recipient. */
const actionFor: Record<TransmissionRecipient, Action> = {
  crip: 'ip_sent',
  other_departement_crip: 'ip_sent',
  ase_service: 'ase_liaison',
  prosecutor: 'prosecutor_report',
  police_gendarmerie: 'emergency_services',
  samu: 'emergency_services',
  // Nobody of a département has it yet: it is a partner who looks for the right one.
  national_coordination: 'partner_contact',
}

/** The day by which an evaluation is owed: three months after it was received, in the calendar of Paris. */
export const returnDueOn = (sentAt: string): string =>
  Temporal.Instant.from(sentAt).toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ months: 3 }).toString()

/** The receiver holds it. The action that the report counts is written with it, once: it bears the same identifier. */
export async function markSent(db: Db, id: string, at: string): Promise<boolean> {
  return await arrive(db, await holdTransmission(db, id), at)
}

async function arrive(db: Db, held: HeldTransmission, at: string): Promise<boolean> {
  const due = owesReturn(held.recipient) ? returnDueOn(at) : null
  if (!(await take(db, held, 'send', { sent_at: at, return_due_on: due }))) return false
  await keepEvent(db, held.id, { kind: 'sent', at, dataKeyId: held.data_key_id })
  if (held.recipient) {
    const insert = db.insertInto('action').values({
      id: held.id,
      situation_id: held.situation_id,
      contact_id: null,
      kind: actionFor[held.recipient],
      orientation_kind: null,
      performed_at: at,
      author_id: held.author_id,
      cancelled_at: null,
      sealed_note: null,
      data_key_id: null,
    })
    await send(db, insert.onConflict((conflict) => conflict.doNothing()).compile())
  }
  await moveToTop(db, [held.situation_id])
  return true
}

/** A transmission that somebody outside speaks of: if we had not noted its arrival yet, it has arrived. */
async function holdArrived(db: Db, id: string, at: string): Promise<HeldTransmission> {
  const held = await holdTransmission(db, id)
  if (held.status === 'validated') await arrive(db, held, at)
  return held
}

/** A named person of the authority has read it. */
export async function recordAcknowledgement(
  db: Db,
  id: string,
  { personName, at }: { personName: string; at: string },
): Promise<boolean> {
  const held = await holdArrived(db, id, at)
  const columns = { acknowledged_at: at, acknowledged_by: personName }
  if (!(await take(db, held, 'acknowledge', columns))) return false
  await keepEvent(db, id, { kind: 'acknowledged', at, personName, dataKeyId: held.data_key_id })
  await moveToTop(db, [held.situation_id])
  return true
}

/** The return is due; told by the clock. */
export async function markReturnDue(db: Db, id: string, at: string): Promise<boolean> {
  const held = await holdTransmission(db, id)
  if (!(await take(db, held, 'expect_return'))) return false
  await keepEvent(db, id, { kind: 'return_due', at, dataKeyId: held.data_key_id })
  return true
}

/** The return is late; told by the clock. */
export async function markReturnOverdue(db: Db, id: string, at: string): Promise<boolean> {
  const held = await holdTransmission(db, id)
  if (!(await take(db, held, 'miss_return'))) return false
  await keepEvent(db, id, { kind: 'return_overdue', at, dataKeyId: held.data_key_id })
  return true
}

export interface GivenReturn {
  readonly outcome: ReturnOutcome
  readonly note: string | null
  readonly at: string
  /** The authority itself, or who of the desk took it down. */
  readonly by: 'partner' | (string & {})
  readonly personName?: string | null
}

/**
 * What the evaluation gave. « En cours » is a word of news, not a return: the date still runs. A later return corrects
 * an earlier one.
 */
export async function recordReturn(db: Db, keys: Keyring, id: string, given: GivenReturn): Promise<boolean> {
  const { outcome, at } = given
  const held = await holdArrived(db, id, at)
  if (!after(held.status, 'receive_return') && held.status !== 'return_received') return false
  const eventId = newId()
  const key = await openDataKey(db, keys, held.data_key_id)
  const news = await isNews(db, id, {
    id: eventId,
    kind: 'return_received',
    at,
    outcome,
    by: given.by === 'partner' ? null : given.by,
    personName: given.personName ?? null,
    sealedNote: sealNote(keys, key, eventId, given.note),
    dataKeyId: key.id,
  })
  if (!news) return false
  const isLast = !held.return_received_at || Date.parse(at) >= Date.parse(held.return_received_at)
  if (held.status === 'return_received') {
    if (isLast && outcome !== 'evaluation_ongoing') {
      await write(db, held, { return_outcome: outcome, return_received_at: at })
    } else await write(db, held, {})
  } else if (outcome === 'evaluation_ongoing') await write(db, held, { return_outcome: outcome })
  else await take(db, held, 'receive_return', { return_outcome: outcome, return_received_at: at })
  await moveToTop(db, [held.situation_id])
  return true
}

/** The authority asks for more; the transmission stays where it is, and everybody sees the question. */
export async function recordComplementAsked(
  db: Db,
  keys: Keyring,
  id: string,
  { question, at, personName }: { question: string; at: string; personName: string },
): Promise<boolean> {
  const held = await holdArrived(db, id, at)
  const key = await openDataKey(db, keys, held.data_key_id)
  const eventId = newId()
  const sealedNote = sealNote(keys, key, eventId, question)
  const event = {
    id: eventId,
    kind: 'complement_asked',
    at,
    personName,
    sealedNote,
    dataKeyId: key.id,
  } as const
  if (!(await isNews(db, id, event))) return false
  await write(db, held, {})
  await moveToTop(db, [held.situation_id])
  return true
}

/** « Ce n’est pas notre département »: it stays in sight until somebody has written to the right one. */
export async function recordRedirection(
  db: Db,
  keys: Keyring,
  id: string,
  { note, at, personName }: { note: string | null; at: string; personName: string },
): Promise<boolean> {
  const held = await holdArrived(db, id, at)
  if (!(await take(db, held, 'redirect', { redirected_at: at }))) return false
  const key = await openDataKey(db, keys, held.data_key_id)
  const eventId = newId()
  const sealedNote = sealNote(keys, key, eventId, note)
  await keepEvent(db, id, { id: eventId, kind: 'redirected', at, personName, sealedNote, dataKeyId: key.id })
  await moveToTop(db, [held.situation_id])
  return true
}

/** Writes what changes while the status stays, and tells the desks. */
async function write(db: Db, held: HeldTransmission, columns: Columns): Promise<void> {
  await db
    .updateTable('transmission')
    .set({ ...columns, moved_at: sql<string>`clock_timestamp()` })
    .where('id', '=', held.id)
    .execute()
  await announce(db, 'transmission', held.id)
}
