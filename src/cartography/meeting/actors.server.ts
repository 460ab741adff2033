import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { createLocalActor, LocalActor } from './contract.ts'

/** The actors whose name looks like what is typed, those met most often first. */
export async function findActors(db: Db, text: string, limit: number) {
  const rows = await db
    .selectFrom('local_actor as actor')
    .select(['actor.id', 'actor.name', 'actor.kind', 'actor.departement'])
    .select('actor.organisation_id as organisationId')
    .select(
      sql<number>`(select count(*)::int from meeting_actor met where met.actor_id = actor.id)`.as('meetings'),
    )
    .where(
      sql<SqlBool>`not exists (select from regexp_split_to_table(fold(${text}), ' ') as word
        where position(word in fold(actor.name)) = 0 and word_similarity(word, fold(actor.name)) < 0.45)`,
    )
    .orderBy(sql`word_similarity(fold(${text}), fold(actor.name))`, 'desc')
    .orderBy('meetings', 'desc')
    .orderBy('actor.name')
    .limit(limit)
    .execute()
  return rows
}

/** Keeps an actor, or gives the one that is already there under this name, nature and département. */
export async function keepActor(
  db: Db,
  by: string,
  given: z.output<(typeof createLocalActor)['input']>,
): Promise<LocalActor> {
  const { name, kind, departement, organisationId } = given
  if (organisationId) {
    const { rows } = await sql`select from organisation where id = ${organisationId}`.execute(db)
    if (rows.length === 0)
      refuse('malformed', { fields: [{ field: 'organisationId', message: 'Cette fiche n’existe plus.' }] })
  }
  await db
    .insertInto('local_actor')
    .values({ id: newId(), name, kind, departement, organisation_id: organisationId, created_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const kept = await db
    .selectFrom('local_actor')
    .select(['id', 'name', 'kind', 'departement', 'organisation_id as organisationId'])
    .where(sql<SqlBool>`fold(name) = fold(${name})`)
    .where('kind', '=', kind)
    .where(sql<SqlBool>`coalesce(departement, '') = ${departement ?? ''}`)
    .executeTakeFirst()
  return kept ?? refuse('malformed', { fields: [{ field: 'name', message: 'Ce nom ne se lit pas.' }] })
}
