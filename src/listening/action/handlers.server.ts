import { sql } from 'kysely'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { type Actor, type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { demandInForce, pastInstant } from '#listening/situation/fields.server.ts'
import { holdSituation } from '#listening/situation/hold.server.ts'
import { moveToTop } from '#listening/situation/summary.server.ts'
import { action as actionList, adviceField, orientationKind } from '#vocabulary'
import { addAction, cancelAction, restoreAction } from './contract.ts'
import { actionsSeenBy } from './policy.server.ts'
import { writeActions } from './store.server.ts'

const done = { done: true } as const

/** The endpoints of the actions, in the order of the contract. */
export const action: readonly Handler[] = [
  handle(addAction, async ({ params, input, actor, db, keys, trace }) => {
    const held = await holdSituation(actor, db, params.id)
    const { performedAt, ...given } = input
    const at = pastInstant(performedAt, 'performedAt')
    demandInForce([
      ['kind', actionList, given.kind],
      ['orientationKind', orientationKind, given.orientationKind],
      ...given.adviceFields.map((field) => ['adviceFields', adviceField, field] as const),
    ])
    const key = await openDataKey(db, keys, held.data_key_id)
    const id = newId()
    const of = { contactId: null, situationId: held.id, performedAt: at, authorId: actor.id, key }
    await writeActions(db, keys, of, [{ ...given, id }])
    await moveToTop(db, [held.id])
    trace(held.id, given.kind)
    return { id }
  }),

  handle(cancelAction, async ({ params, actor, db, trace }) => {
    trace(await mark(db, actor, params.id, true))
    return done
  }),

  handle(restoreAction, async ({ params, actor, db, trace }) => {
    trace(await mark(db, actor, params.id, false))
    return done
  }),
]

/** Withdraws or restores an action; asking twice changes nothing. Says which file it belongs to. */
async function mark(db: Db, actor: Actor, id: string, cancelled: boolean): Promise<string | null> {
  const found = await actionsSeenBy(actor, db)
    .select('action.situation_id')
    .where('action.id', '=', id)
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  if (found.situation_id) await holdSituation(actor, db, found.situation_id)
  const changed = await db
    .updateTable('action')
    .set({ cancelled_at: cancelled ? sql<string>`now()` : null })
    .where('id', '=', id)
    .where('cancelled_at', cancelled ? 'is' : 'is not', null)
    .executeTakeFirst()
  if (changed.numUpdatedRows > 0n) await moveToTop(db, [found.situation_id])
  return found.situation_id
}
