import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { createLocalActor, LocalActor, saveLocalActor } from './contract.ts'

/** The actors whose name looks like what is typed, those met most often first. */
export async function findActors(db: Db, text: string, limit: number) {
  const rows = await db
    .selectFrom('local_actor as actor')
    .leftJoin('organisation', 'organisation.id', 'actor.organisation_id')
    .select(['actor.id', 'actor.version', 'actor.name', 'actor.kind', 'actor.departement'])
    .select(['actor.organisation_id as organisationId', 'organisation.name as organisation'])
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
  await demandOrganisation(db, organisationId)
  await db
    .insertInto('local_actor')
    .values({ id: newId(), name, kind, departement, organisation_id: organisationId, created_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const kept = await actors(db)
    .where(sql<SqlBool>`fold(local_actor.name) = fold(${name})`)
    .where('local_actor.kind', '=', kind)
    .where(sql<SqlBool>`coalesce(local_actor.departement, '') = ${departement ?? ''}`)
    .executeTakeFirst()
  return kept ?? refuse('malformed', { fields: [{ field: 'name', message: 'Ce nom ne se lit pas.' }] })
}

const actors = (db: Db) =>
  db
    .selectFrom('local_actor')
    .leftJoin('organisation', 'organisation.id', 'local_actor.organisation_id')
    .select(['local_actor.id', 'local_actor.version', 'local_actor.name', 'local_actor.kind'])
    .select(['local_actor.departement', 'local_actor.organisation_id as organisationId'])
    .select('organisation.name as organisation')

async function demandOrganisation(db: Db, id: string | null | undefined): Promise<void> {
  if (!id) return
  const known = await db.selectFrom('organisation').select('id').where('id', '=', id).executeTakeFirst()
  if (!known)
    refuse('malformed', { fields: [{ field: 'organisationId', message: 'Cette fiche n’existe plus.' }] })
}

/** Changes what is known of an actor, for every meeting where it was; two actors do not become the same one. */
export async function changeActor(
  db: Db,
  id: string,
  version: number,
  given: z.output<(typeof saveLocalActor)['input']>,
): Promise<number> {
  const held = await db
    .selectFrom('local_actor')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  if (held.version !== version)
    refuse('version_conflict', {
      current: await actors(db).where('local_actor.id', '=', id).executeTakeFirstOrThrow(),
    })
  await demandOrganisation(db, given.organisationId)
  const next = {
    ...held,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }
  const same = await db
    .selectFrom('local_actor')
    .select('id')
    .where(sql<SqlBool>`fold(name) = fold(${next.name})`)
    .where('kind', '=', next.kind)
    .where(sql<SqlBool>`coalesce(departement, '') = ${next.departement ?? ''}`)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (same)
    refuse('malformed', {
      fields: [
        { field: 'name', message: 'Un autre acteur porte déjà ce nom, cette nature et ce département.' },
      ],
    })
  const { name, kind, departement, organisationId } = given
  await db
    .updateTable('local_actor')
    .set({
      ...(name !== undefined && { name }),
      ...(kind !== undefined && { kind }),
      ...(departement !== undefined && { departement }),
      ...(organisationId !== undefined && { organisation_id: organisationId }),
      version: version + 1,
    })
    .where('id', '=', id)
    .execute()
  return version + 1
}
