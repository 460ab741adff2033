import type { Db } from '#kernel/db.server.ts'
import { type Actor, type Handler, handle } from '#kernel/http.server.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { demandSituation } from '#listening/situation/policy.server.ts'
import { showPresence } from './contract.ts'
import { arrive, depart, othersAt } from './queries.server.ts'

/** Who is where: said and shown only to those who may see the file or the contact itself. */
export const presence: readonly Handler[] = [
  handle(showPresence, async ({ input, actor, db }) => {
    const { id, state } = input
    if (input.kind === 'situation') await demandSituation(actor, db, id)
    else await demandContact(actor, db, id)
    const isNews =
      state === 'gone' ? await depart(db, actor, id) : await arrive(db, actor, id, state === 'writing')
    if (isNews) await announce(db, 'presence', id)
    return { others: state === 'gone' ? [] : await othersAt(db, actor, id) }
  }),
]

async function demandContact(actor: Actor, db: Db, id: string): Promise<void> {
  const found = await contactsSeenBy(actor, db)
    .select('contact.id')
    .where('contact.id', '=', id)
    .executeTakeFirst()
  if (!found) refuse('not_found')
}
