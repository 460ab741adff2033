import { sql } from 'kysely'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import {
  answerDebrief,
  holdDebrief,
  listDebriefs,
  proposeDebriefs,
  readLoad,
  withdrawDebrief,
} from './contract.ts'
import { askedBy, hardContacts, keepAnswer, loadOfAll, waitingDebriefs } from './queries.server.ts'

const done = { done: true } as const

/** Whoever listens is looked after too; in the order of the contract. */
export const debrief: readonly Handler[] = [
  handle(proposeDebriefs, async ({ actor, db }) => ({
    items: await hardContacts(db, actor),
    asked: await askedBy(db, actor),
  })),

  handle(answerDebrief, async ({ input, actor, db, trace }) => {
    const { contactId, answer } = input
    if (contactId) {
      const mine = await contactsSeenBy(actor, db)
        .select('contact.id')
        .where('contact.id', '=', contactId)
        .where('contact.listener_id', '=', actor.id)
        .executeTakeFirst()
      if (!mine) refuse('not_found')
    }
    const id = await keepAnswer(db, { id: newId(), accountId: actor.id, contactId, answer })
    await announce(db, 'debrief', id)
    // Who declined is nobody's business: the journal does not say it either.
    trace(answer === 'asked' ? id : null)
    return { id }
  }),

  handle(withdrawDebrief, async ({ params, actor, db }) => {
    const gone = await db
      .deleteFrom('debrief')
      .where('id', '=', params.id)
      .where('account_id', '=', actor.id)
      .where('held_at', 'is', null)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) refuse('not_found')
    await announce(db, 'debrief', params.id)
    return done
  }),

  handle(listDebriefs, async ({ db, trace }) => {
    const items = await waitingDebriefs(db)
    trace(null, String(items.length))
    return { items }
  }),

  handle(holdDebrief, async ({ params, actor, db }) => {
    const held = await db
      .updateTable('debrief')
      .set({ held_at: sql<string>`now()`, held_by: actor.id })
      .where('id', '=', params.id)
      .where('answer', '=', 'asked')
      .where('held_at', 'is', null)
      .executeTakeFirst()
    if (held.numUpdatedRows === 0n) refuse('not_found')
    await announce(db, 'debrief', params.id)
    return done
  }),

  handle(readLoad, async ({ db, trace }) => {
    const items = await loadOfAll(db)
    trace(null, String(items.length))
    return { items }
  }),
]
