import { sql } from 'kysely'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { actionsSeenBy } from '#listening/action/policy.server.ts'
import { writeActions } from '#listening/action/store.server.ts'
import { pastInstant } from '#listening/situation/fields.server.ts'
import { type HeldSituation, holdSituation } from '#listening/situation/hold.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import type { Action, OrientationKind } from '#vocabulary'

/** What every step needs of the request. */
export interface Desk {
  readonly db: Db
  readonly keys: Keyring
  readonly actor: Actor
  readonly abilities: readonly string[]
}

/** The tables that tell an action at more length. */
export type RecordTable = 'exchange' | 'sending' | 'orientation'

/** The key of a held file. */
export const keyOfFile = (keys: Keyring, held: HeldSituation): DataKey =>
  keys.openDataKey(held.data_key_id, held.key_version, held.key_wrapped)

/** Something happened to a file: it goes to the top of the list, and other desks hear of it. */
export async function touch(db: Db, situationId: string | null): Promise<void> {
  if (!situationId) return
  await moveToTop(db, [situationId])
}

interface NewRecord {
  readonly kind: Action
  readonly orientationKind?: OrientationKind | null
  readonly at: string | undefined
}

/** Opens a record in a file by writing its action; what tells it at more length is written by the caller, under the same identifier. */
export async function openRecord({ db, keys, actor }: Desk, situationId: string, given: NewRecord) {
  const held = await holdSituation(actor, db, situationId)
  const key = keyOfFile(keys, held)
  const id = newId()
  const performedAt = pastInstant(given.at, 'at')
  const of = { contactId: null, situationId: held.id, performedAt, authorId: actor.id, key }
  const orientationKind = given.orientationKind ?? null
  await writeActions(db, keys, of, [{ id, kind: given.kind, adviceFields: [], orientationKind, note: null }])
  return { id, key, situationId: held.id, performedAt }
}

/** Holds a record and, before it, its file. Not found when it is not of that table, or was withdrawn. */
export async function holdRecord({ db, keys, actor }: Desk, table: RecordTable, id: string) {
  const seen = await actionsSeenBy(actor, db)
    .select('action.situation_id')
    .where('action.id', '=', id)
    .where('action.cancelled_at', 'is', null)
    .executeTakeFirst()
  if (!seen?.situation_id) return refuse('not_found')
  await holdSituation(actor, db, seen.situation_id)
  const { rows } = await sql<{
    id: string
    situation_id: string
    data_key_id: string | null
    version: number
  }>`
    select action.id, action.situation_id, action.data_key_id, record.version
    from action join ${sql.table(table)} record on record.action_id = action.id
    where action.id = ${id} and action.situation_id = ${seen.situation_id} and action.cancelled_at is null
    for update`.execute(db)
  const row = rows[0]
  if (!row?.data_key_id) return refuse('not_found')
  return { ...row, key: await openDataKey(db, keys, row.data_key_id) }
}
export type HeldRecord = Awaited<ReturnType<typeof holdRecord>>

/** Writes when a record happened, and what kind of orientation it was, where that changed. */
export async function changeAction(
  db: Db,
  id: string,
  changes: {
    readonly at?: string | undefined
    readonly orientationKind?: OrientationKind | null | undefined
  },
): Promise<void> {
  const { at, orientationKind } = changes
  if (at === undefined && orientationKind === undefined) return
  await db
    .updateTable('action')
    .set({
      ...(at !== undefined && { performed_at: pastInstant(at, 'at') }),
      ...(orientationKind !== undefined && { orientation_kind: orientationKind }),
    })
    .where('id', '=', id)
    .execute()
}

export const nextVersion = sql<number>`version + 1`

/** What was given, without the fields that were not. */
export const onlyGiven = <Changes extends object>(changes: Changes): Partial<Changes> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Changes>
