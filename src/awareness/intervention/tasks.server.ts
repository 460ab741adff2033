import type { TaskList } from 'graphile-worker'
import { type Expression, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { takeArrival } from './requests.server.ts'
import { type InterventionMail, sendLetter } from './send.server.ts'

const Payload = z.object({ id: z.uuid() })

/** What interventions have done and sent, one identifier at a time. */
export const interventionTasks = (by: InterventionMail): TaskList => ({
  intervention_request: (payload) =>
    by.database.transaction().execute((db) => takeArrival(db, by.keys, Payload.parse(payload).id)),
  intervention_letter: (payload) => sendLetter(by, Payload.parse(payload).id),
})

const today: Expression<string> = sql`current_date`

/** Forgets who asked and who signed, once their day has come; the counts stay. */
export async function purgeInterventions(db: Db): Promise<void> {
  const { rows } = await sql<{ key: string | null }>`
    with due as (
      select id, data_key_id from intervention_request
      where purge_on <= current_date and sealed is not null for update)
    update intervention_request r set sealed = null, answer = null, data_key_id = null
    from due where r.id = due.id returning due.data_key_id as key`.execute(db)
  const keys = rows.flatMap(({ key }) => key ?? [])
  if (keys.length > 0) await db.deleteFrom('data_key').where('id', 'in', keys).execute()
  const over = db.selectFrom('intervention').select('id').where('purge_on', '<=', today)
  await db.deleteFrom('intervention_signature').where('intervention_id', 'in', over).execute()
  await db
    .deleteFrom('intervention_person')
    .where('role', '=', 'host')
    .where('account_id', 'is', null)
    .where('intervention_id', 'in', over)
    .execute()
}
