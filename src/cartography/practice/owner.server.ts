import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { remember } from './fields.server.ts'
import { holdPractice } from './policy.server.ts'
import { practiceOf } from './read.server.ts'

/** Those who may answer for a practice. */
export const ownersPossible = (db: Db) =>
  db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('role', 'in', ['cartographer', 'coordinator', 'awareness_officer'])
    .where('active', '=', true)
    .orderBy('name')
    .orderBy('id')

/** Somebody else answers for a practice from now on, whatever its status: nothing of what it tells changes. */
export async function handOver(
  db: Db,
  keys: Keyring,
  actor: Actor,
  seen: { readonly id: string; readonly version: number },
  ownerId: string,
): Promise<number> {
  const held = await holdPractice(db, seen.id)
  if (held.version !== seen.version)
    refuse('version_conflict', { current: await practiceOf(db, keys, actor, held.id) })
  const owner = await ownersPossible(db).where('id', '=', ownerId).executeTakeFirst()
  if (!owner)
    return refuse('malformed', {
      fields: [{ field: 'ownerId', message: 'Cette personne ne tient pas les pratiques.' }],
    })
  if (held.owner_id === ownerId) return held.version
  const before = await db
    .selectFrom('account')
    .select('name')
    .where('id', '=', held.owner_id)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('practice')
    .set({ owner_id: ownerId, updated_at: sql<string>`now()`, version: held.version + 1 })
    .where('id', '=', held.id)
    .execute()
  const change = { field: 'Tenue par', before: before.name, after: owner.name }
  await remember(db, { practiceId: held.id, by: actor.id, kind: 'edited', changes: [change] })
  return held.version + 1
}
