import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { issueLink, revokeLinks } from '#kernel/link/link.server.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  addCorrespondent,
  type CorrespondentFields,
  handLink,
  inviteCorrespondent,
  launchRound,
  previewRound,
  readRefresh,
  revokeLink,
  tellListed,
  undoObjection,
} from './contract.ts'
import { askMessage, linkDays } from './message.server.ts'
import { refreshOf } from './queries.server.ts'
import { roundOf } from './round.server.ts'
import { undo } from './undo.server.ts'

/** The endpoints of the refresh by link, in the order of the contract. */
export const refresh: readonly Handler[] = [
  handle(readRefresh, async ({ params, db }) => {
    await demandService(db, params.id)
    return await refreshOf(db, params.id)
  }),

  handle(addCorrespondent, async ({ params, input, actor, db }) => {
    await demandService(db, params.id)
    return { id: await keepCorrespondent(db, params.id, input, actor.id) }
  }),

  handle(inviteCorrespondent, async ({ params, actor, db, trace }) => {
    const { service_id } = await willing(db, params.id)
    trace(service_id, 'invitation')
    return { messageId: await askMessage(db, params.id, 'invitation', actor.id) }
  }),

  handle(handLink, async ({ params, db, trace }) => {
    const { service_id } = await willing(db, params.id)
    trace(service_id)
    const token = await issueLink(db, { ...aimOf(params.id, service_id), days: linkDays })
    const { expiresAt } = await db
      .selectNoFrom(sql<string>`now() + make_interval(days => ${linkDays})`.as('expiresAt'))
      .executeTakeFirstOrThrow()
    return { path: `/lien/${token}`, expiresAt }
  }),

  handle(revokeLink, async ({ params, db, trace }) => {
    const { service_id } = await correspondentOf(db, params.id)
    trace(service_id)
    await revokeLinks(db, aimOf(params.id, service_id))
    return { done: true } as const
  }),

  handle(tellListed, async ({ params, actor, db }) => {
    await demandService(db, params.id)
    const { correspondents, suggestions } = await refreshOf(db, params.id)
    for (const one of suggestions) await keepCorrespondent(db, params.id, one, actor.id)
    const untold = await db
      .selectFrom('correspondent')
      .select('id')
      .where('service_id', '=', params.id)
      .where('told_at', 'is', null)
      .where('objected_at', 'is', null)
      .execute()
    for (const { id } of untold) await askMessage(db, id, 'listed', actor.id)
    return {
      told: untold.length,
      alreadyTold: correspondents.filter(({ toldAt, objectedAt }) => toldAt && !objectedAt).length,
      objected: correspondents.filter(({ objectedAt }) => objectedAt).length,
    }
  }),

  handle(undoObjection, async ({ params, input, actor, db, trace }) => {
    const { serviceId, ...counts } = await undo(db, actor, params.id, input.reason)
    trace(serviceId)
    return counts
  }),

  handle(previewRound, ({ query, db }) => roundOf(db, query.departement)),

  handle(launchRound, async ({ input, actor, db, trace }) => {
    const { written } = await roundOf(db, input.departement)
    for (const { correspondentId, serviceId, name, email } of written) {
      const id = correspondentId ?? (await keepCorrespondent(db, serviceId, { name, email }, actor.id))
      await askMessage(db, id, 'invitation', actor.id)
    }
    trace(null, String(written.length))
    return { asked: written.length }
  }),
]

const aimOf = (correspondentId: string, serviceId: string) => ({
  purpose: 'service',
  subjectId: serviceId,
  holder: correspondentId,
})

async function demandService(db: Db, id: string): Promise<void> {
  const row = await db.selectFrom('service').select('merged_into').where('id', '=', id).executeTakeFirst()
  if (!row) refuse('not_found')
  if (row?.merged_into) refuse('service_merged')
}

async function correspondentOf(db: Db, id: string) {
  const row = await db
    .selectFrom('correspondent')
    .select(['service_id', 'objected_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

/** Somebody to whom one may write: they did not object. */
async function willing(db: Db, id: string) {
  const row = await correspondentOf(db, id)
  if (row.objected_at) refuse('correspondent_objected')
  await demandService(db, row.service_id)
  return row
}

/** Whoever objected under this address stays left alone, about this entry and about any other. */
async function keepCorrespondent(
  db: Db,
  serviceId: string,
  { name, email }: CorrespondentFields,
  by: string,
): Promise<string> {
  const objected = await db
    .selectFrom('correspondent')
    .select('id')
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .where('objected_at', 'is not', null)
    .executeTakeFirst()
  if (objected) refuse('correspondent_objected')
  const known = await db
    .selectFrom('correspondent')
    .select('id')
    .where('service_id', '=', serviceId)
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst()
  if (known) return known.id
  const id = newId()
  await db
    .insertInto('correspondent')
    .values({ id, service_id: serviceId, name, email, added_by: by })
    .execute()
  return id
}
