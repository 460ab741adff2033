import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { serviceVisibility } from '#vocabulary'
import { demandDiscretion, indexServices, remember } from '../directory/store.server.ts'
import { settleReply } from './settle.server.ts'

const now = sql<string>`clock_timestamp()`

/** Takes back a request to leave the directory: what was hidden is shown as before, and the reason is kept. */
export async function undo(db: Db, actor: Actor, id: string, reason: string) {
  // Whatever the nightly work had not seen yet is done first: one only takes back what was done.
  await settleReply(db, id)
  const reply = await db
    .selectFrom('refresh_reply')
    .innerJoin('correspondent', 'correspondent.id', 'refresh_reply.correspondent_id')
    .select([
      'refresh_reply.kind',
      'refresh_reply.service_id',
      'refresh_reply.undone_at',
      'correspondent.email',
    ])
    .where('refresh_reply.id', '=', id)
    .forUpdate('refresh_reply')
    .executeTakeFirst()
  if (!reply || (reply.kind !== 'not_me' && reply.kind !== 'not_us')) return refuse('not_found')
  if (reply.undone_at) refuse('objection_undone')
  await db
    .updateTable('refresh_reply')
    .set({ undone_at: now, undone_by: actor.id, undone_reason: reason })
    .where('id', '=', id)
    .execute()
  await mayWriteAgain(db, reply.email.toLowerCase())
  await showOpened(db, actor, id)
  await setAside(db, actor, id, reason)
  return { serviceId: reply.service_id, ...(await showAgain(db, actor, id, reason)) }
}

/** One writes to the address again, unless it asked to be left alone another time. */
async function mayWriteAgain(db: Db, email: string): Promise<void> {
  await sql`update correspondent set objected_at = null where lower(email) = ${email} and not exists (
    select from refresh_reply reply join correspondent other on other.id = reply.correspondent_id
    where lower(other.email) = ${email} and reply.kind in ('not_me', 'not_us') and reply.undone_at is null)`.execute(
    db,
  )
}

/** A service that a cartographer had closed at that request is open again. */
async function showOpened(db: Db, actor: Actor, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`update service set active = true, version = version + 1,
      modified_at = clock_timestamp()
    where not active and id in (select service_id from service_proposal where source = 'objection'
      and source_id = ${id} and state = 'accepted' and 'active' = any(accepted)) returning id`.execute(db)
  for (const row of rows) {
    const changes = [{ field: 'Service ouvert', before: 'Non', after: 'Oui' }]
    await remember(db, actor, { serviceId: row.id, kind: 'edited', changes })
  }
}

/** What was proposed with the request, and not decided yet, has no object any more. */
async function setAside(db: Db, actor: Actor, id: string, reason: string): Promise<void> {
  await db
    .updateTable('service_proposal')
    .set({
      state: 'refused',
      decided_at: now,
      decided_by: actor.id,
      reasons: JSON.stringify([{ field: 'Demande annulée', reason }]),
      version: sql<number>`version + 1`,
    })
    .where('source', '=', 'objection')
    .where('source_id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** Shows as before whatever is still hidden; what was taken out of an entry since is counted, and is to be entered anew. */
async function showAgain(db: Db, actor: Actor, id: string, reason: string) {
  const hidden = await db.selectFrom('refresh_hidden').selectAll().where('reply_id', '=', id).execute()
  const touched = new Set<string>()
  let restored = 0
  for (const { service_id, contact_id, visibility } of hidden) {
    const { numUpdatedRows } = contact_id
      ? await db
          .updateTable('service_contact')
          .set({ visibility })
          .where('id', '=', contact_id)
          .where('service_id', '=', service_id)
          .where('visibility', '=', 'internal')
          .executeTakeFirst()
      : await db
          .updateTable('service')
          .set({ visibility })
          .where('id', '=', service_id)
          .where('visibility', '=', 'internal')
          .where('merged_into', 'is', null)
          .executeTakeFirst()
    if (numUpdatedRows === 0n) continue
    restored += 1
    touched.add(service_id)
    const change = {
      field: contact_id ? 'Qui voit un contact' : 'Qui voit la fiche',
      before: serviceVisibility.label('internal'),
      after: serviceVisibility.label(visibility),
      reason,
    }
    await remember(db, actor, { serviceId: service_id, kind: 'edited', changes: [change] })
  }
  const ids = [...touched]
  if (ids.length > 0) {
    await db
      .updateTable('service')
      .set({ version: sql<number>`version + 1`, modified_at: now })
      .where('id', 'in', ids)
      .execute()
  }
  await demandDiscretion(db, ids)
  await indexServices(db, [...new Set(hidden.map(({ service_id }) => service_id))])
  return { restored, gone: hidden.length - restored }
}
