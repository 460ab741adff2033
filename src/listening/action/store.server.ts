import { type Db, send } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import type { RecordedAction } from './contract.ts'

const placeOf = (row: string) => ({ table: 'action', column: 'sealed_note', row })

/** What was done during a contact, or besides any. */
export interface ActionsOf {
  readonly contactId: string | null
  readonly situationId: string | null
  readonly performedAt: string
  readonly authorId: string | null
  readonly key: DataKey
}

export const sealActionNote = (
  keys: Keyring,
  key: DataKey,
  id: string,
  note: string | null,
): Buffer | null => (note ? keys.seal(key, placeOf(id), note) : null)

export const unsealActionNote = (
  keys: Keyring,
  key: DataKey | undefined,
  id: string,
  sealed: Buffer | null,
): string | null => (sealed && key ? keys.unseal(key, placeOf(id), sealed) : null)

/** Writes actions in two statements, whatever their number; one already written under the same id is rewritten. */
export async function writeActions(
  db: Db,
  keys: Keyring,
  of: ActionsOf,
  actions: readonly RecordedAction[],
): Promise<void> {
  if (actions.length === 0) return
  const written = await db
    .insertInto('action')
    .values(
      actions.map((action) => ({
        id: action.id,
        situation_id: of.situationId,
        contact_id: of.contactId,
        kind: action.kind,
        orientation_kind: action.orientationKind,
        performed_at: of.performedAt,
        author_id: of.authorId,
        cancelled_at: null,
        sealed_note: sealActionNote(keys, of.key, action.id, action.note),
        data_key_id: of.key.id,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({
          kind: row.ref('excluded.kind'),
          orientation_kind: row.ref('excluded.orientation_kind'),
          sealed_note: row.ref('excluded.sealed_note'),
          data_key_id: row.ref('excluded.data_key_id'),
        }))
        .where('action.contact_id', '=', of.contactId),
    )
    .executeTakeFirst()
  // An identifier already used elsewhere is nobody's to rewrite.
  if (Number(written.numInsertedOrUpdatedRows) !== actions.length) refuse('malformed')
  const advice = actions.flatMap((action) =>
    action.adviceFields.map((field) => ({ action_id: action.id, field })),
  )
  if (advice.length > 0) {
    const insert = db.insertInto('action_advice').values(advice)
    await send(db, insert.onConflict((conflict) => conflict.doNothing()).compile())
  }
}
