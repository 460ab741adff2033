import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { fixedPerRole } from '#kernel/fixed.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import type { AdviceField } from '#vocabulary'
import type { SituationAction } from './contract.ts'
import { actionsSeenBy } from './policy.server.ts'
import { unsealActionNote } from './store.server.ts'

/** The actions of a file that the actor may see, withdrawn ones apart, in the order in which they were done. */
export async function actionsOf(actor: Actor, db: Db, situationId: string) {
  return (await db.executeQuery(ofFile(actor, situationId))).rows
}

const ofFile = fixedPerRole((actor, db, situationId) =>
  actionsSeenBy(actor, db)
    .leftJoin('account', 'account.id', 'action.author_id')
    .selectAll('action')
    .select((row) => [
      'account.name as author',
      sql<
        AdviceField[]
      >`array(select field from action_advice f where f.action_id = ${row.ref('action.id')} order by 1)`.as(
        'advice',
      ),
    ])
    .where('action.situation_id', '=', situationId)
    .where('action.cancelled_at', 'is', null)
    .orderBy('action.performed_at')
    .orderBy('action.id')
    .compile(),
)
export type ActionRow = Awaited<ReturnType<typeof actionsOf>>[number]

/** An action as the timeline of its file shows it. */
export function actionOf(
  keys: Keyring,
  opened: ReadonlyMap<string, DataKey>,
  row: ActionRow,
  mayCancel: boolean,
): SituationAction {
  const key = row.data_key_id ? opened.get(row.data_key_id) : undefined
  return {
    id: row.id,
    kind: row.kind,
    adviceFields: row.advice,
    orientationKind: row.orientation_kind,
    note: unsealActionNote(keys, key, row.id, row.sealed_note),
    contactId: row.contact_id,
    performedAt: row.performed_at,
    recordedAt: row.recorded_at,
    author: row.author,
    abilities: { cancel: mayCancel },
  }
}
