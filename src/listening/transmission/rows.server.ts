import { Temporal } from 'temporal-polyfill'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { keepEvent } from './history.server.ts'
import { nextReference } from './queries.server.ts'
import { demandRow, readTransmissionWhole } from './read.server.ts'
import { sealWriting } from './secrets.server.ts'
import { isOpen } from './steps.ts'
import { type HeldTransmission, holdTransmission } from './transition.server.ts'
import type { Writing } from './writing.ts'

/** What every act needs of the request. */
export interface Desk {
  readonly db: Db
  readonly keys: Keyring
  readonly actor: Actor
  readonly abilities: readonly string[]
}

export const now = (): string => Temporal.Now.instant().toString()
export const thisYear = () => Temporal.Now.zonedDateTimeISO('Europe/Paris').year

/** Holds a transmission that the actor may see, at the version they saw; refuses with it as it is now when it moved on. */
export async function holdSeen(desk: Desk, id: string, version?: number): Promise<HeldTransmission> {
  const { db, keys, actor, abilities } = desk
  await demandRow(actor, db, id)
  const held = await holdTransmission(db, id)
  if (version !== undefined && held.version !== version) {
    refuse('version_conflict', { current: await readTransmissionWhole(actor, db, keys, id, abilities) })
  }
  return held
}

/** Holds an open writing of the actor's own. */
export async function holdOwn(desk: Desk, id: string, version: number): Promise<HeldTransmission> {
  const held = await holdSeen(desk, id, version)
  if (held.author_id !== desk.actor.id) refuse('not_the_author')
  if (!isOpen(held.status)) refuse('transmission_moved')
  return held
}

/** The rows of a writing that may still be changed, held, the oldest first. */
export function holdOpenRows(db: Db, writingId: string): Promise<HeldTransmission[]> {
  return db
    .selectFrom('transmission')
    .selectAll()
    .where('writing_id', '=', writingId)
    .where('status', 'in', ['draft', 'returned'])
    .orderBy('created_at')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** What a row takes from the one it is written with. */
export interface NewRow {
  readonly writingId: string
  readonly situationId: string
  readonly dataKeyId: string
  readonly urgent: boolean
  readonly complementOf: string | null
  readonly writing: Writing
}

/** Begins a transmission, with no recipient yet. */
export async function insertRow({ db, keys, actor }: Desk, given: NewRow): Promise<HeldTransmission> {
  const key = await openDataKey(db, keys, given.dataKeyId)
  const id = newId()
  const row = await db
    .insertInto('transmission')
    .values({
      id,
      reference: await nextReference(db, thisYear()),
      writing_id: given.writingId,
      situation_id: given.situationId,
      authority_id: null,
      unit_id: null,
      recipient: null,
      departement: null,
      urgent: given.urgent,
      complement_of: given.complementOf,
      author_id: actor.id,
      submitted_at: null,
      validator_id: null,
      validated_at: null,
      send_after: null,
      sent_at: null,
      acknowledged_at: null,
      acknowledged_by: null,
      return_due_on: null,
      return_received_at: null,
      return_outcome: null,
      redirected_at: null,
      readdressed_as: null,
      cancelled_at: null,
      sealed_draft: sealWriting(keys, key, id, given.writing),
      sealed_content: null,
      data_key_id: key.id,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await keepEvent(db, id, { kind: 'written', at: now(), by: actor.id, dataKeyId: key.id })
  await announce(db, 'transmission', id)
  return row
}
