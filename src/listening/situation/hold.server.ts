import type { Db } from '#kernel/db.server.ts'
import { fixedPerRole } from '#kernel/fixed.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { situationsSeenBy } from './policy.server.ts'

/**
 * Holds a file until the end of the transaction, so that it is neither merged nor closed meanwhile. Not found when the
 * actor may not see it; refused when it was merged, and when it is closed unless that does not matter.
 * Whoever holds a contact too holds it first.
 */
export async function holdSituation(
  actor: Actor,
  db: Db,
  id: string,
  options: { evenClosed?: boolean } = {},
) {
  const held = (await db.executeQuery(fileHeld(actor, id))).rows[0]
  if (!held) return refuse('not_found')
  if (held.merged_into) refuse('situation_merged')
  if (held.stage === 'archived' || (held.stage === 'closed' && !options.evenClosed))
    refuse('situation_closed')
  return held
}
const fileHeld = fixedPerRole((actor, db, id) =>
  situationsSeenBy(actor, db)
    .innerJoin('data_key', 'data_key.id', 'situation.data_key_id')
    .selectAll('situation')
    .select(['data_key.version as key_version', 'data_key.wrapped as key_wrapped'])
    .where('situation.id', '=', id)
    .forNoKeyUpdate('situation')
    .compile(),
)
export type HeldSituation = Awaited<ReturnType<typeof holdSituation>>

/** Whether somebody may be given a file or a call-back: an open account of who listens or coordinates. */
export async function isColleague(db: Db, accountId: string): Promise<boolean> {
  const found = await db
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('active', '=', true)
    .where('role', 'in', ['listener', 'coordinator'])
    .executeTakeFirst()
  return found !== undefined
}
