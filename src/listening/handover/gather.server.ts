import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { callbacksSeenBy } from '#listening/callback/policy.server.ts'
import { contactsSeenBy } from '#listening/contact/policy.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'

/** What a sheet keeps: identifiers as they stood, so that nothing that names or tells is copied out of its file. */
export const Kept = z.object({
  contacts: z.array(z.uuid()),
  callbacks: z.array(z.uuid()),
  situations: z.array(z.uuid()),
  transmissions: z.array(z.uuid()),
  flags: z.array(z.uuid()),
})
export type Kept = z.infer<typeof Kept>

/** What a sheet may hold of each kind: more would be a list, and there are pages for lists. */
const most = 60

/** Danger that was noted longer ago, in a file where nothing has happened since, is not what the night hands over. */
const fresh = sql<string>`now() - interval '14 days'`

/** What is open, due and fragile now, for whoever leaves. */
export async function gather(actor: Actor, db: Db): Promise<Kept> {
  const contacts = await contactsSeenBy(actor, db)
    .select('contact.id')
    .where('contact.finalised_at', 'is', null)
    .where((is) =>
      is.or([is('contact.recorded_by', '=', actor.id), is('contact.listener_id', '=', actor.id)]),
    )
    .orderBy('contact.occurred_at', 'desc')
    .limit(most)
    .execute()
  const callbacks = await callbacksSeenBy(actor, db)
    .select('callback.id')
    .where('callback.settled_at', 'is', null)
    .where('callback.opens_at', '<', sql<string>`now() + interval '24 hours'`)
    .orderBy('callback.closes_at')
    .limit(most)
    .execute()
  const endangered = await situationsSeenBy(actor, db)
    .innerJoin('situation_summary as summary', 'summary.situation_id', 'situation.id')
    .select('situation.id')
    .where('summary.danger_level', '=', 'serious_immediate_danger')
    .where('situation.stage', 'in', ['open', 'in_follow_up'])
    .where('situation.merged_into', 'is', null)
    .where('situation.moved_at', '>', fresh)
    .orderBy('situation.moved_at', 'desc')
    .limit(most)
    .execute()
  const transmissions = await situationsSeenBy(actor, db)
    .innerJoin('transmission', 'transmission.situation_id', 'situation.id')
    .select(['transmission.id', 'transmission.situation_id'])
    .where('transmission.urgent', '=', true)
    .where('transmission.status', 'in', ['submitted', 'returned', 'validated', 'sent'])
    .orderBy('transmission.moved_at')
    .limit(most)
    .execute()
  const flags = await situationsSeenBy(actor, db)
    .innerJoin('handover_flag as flag', 'flag.situation_id', 'situation.id')
    .select(['flag.id', 'flag.situation_id'])
    .where('flag.cleared_at', 'is', null)
    .orderBy('flag.flagged_at')
    .limit(most)
    .execute()
  return {
    contacts: contacts.map((row) => row.id),
    callbacks: callbacks.map((row) => row.id),
    situations: [
      ...new Set([
        ...transmissions.map((row) => row.situation_id),
        ...flags.map((row) => row.situation_id),
        ...endangered.map((row) => row.id),
      ]),
    ],
    transmissions: transmissions.map((row) => row.id),
    flags: flags.map((row) => row.id),
  }
}
