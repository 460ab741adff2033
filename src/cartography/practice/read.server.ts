import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Departement, Problem, Region } from '#vocabulary'
import { keysOfPractices, openChanges, openContact } from './contact.server.ts'
import type { Practice, PracticeHappening } from './contract.ts'
import { practicesSeenBy } from './policy.server.ts'
import { isPublished } from './steps.ts'

/** The day, in Paris, from which a review is due. */
export const today = (): string => Temporal.Now.plainDateISO('Europe/Paris').toString()

/** Whether a practice asks to be read again. */
export const isDue = (row: {
  readonly status: Practice['status']
  readonly review_on: string | null
}): boolean =>
  row.status === 'to_review' ||
  (isPublished(row.status) && row.review_on !== null && row.review_on <= today())

export const departementsOf = sql<Departement[]>`array(select d.departement from practice_departement d
  where d.practice_id = practice.id order by d.departement)`
export const regionsOf = sql<Region[]>`array(select r.region from practice_region r
  where r.practice_id = practice.id order by r.region)`
export const problemsOf = sql<Problem[]>`array(select p.problem from practice_problem p
  where p.practice_id = practice.id order by p.problem)`

/** One practice, whole. */
export async function practiceOf(db: Db, keys: Keyring, actor: Actor, id: string): Promise<Practice> {
  const row = await practicesSeenBy(actor, db)
    .innerJoin('account as owner', 'owner.id', 'practice.owner_id')
    .leftJoin('account as reviewer', 'reviewer.id', 'practice.reviewed_by')
    .selectAll('practice')
    .select(['owner.name as owner', 'reviewer.name as reviewer'])
    .select([departementsOf.as('departements'), regionsOf.as('regions'), problemsOf.as('problems')])
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('practice_document as document')
          .innerJoin('account', 'account.id', 'document.added_by')
          .select(['document.id', 'document.name', 'document.media_type as type', 'document.size'])
          .select(['document.added_at as addedAt', 'account.name as addedBy'])
          .whereRef('document.practice_id', '=', 'practice.id')
          .where('document.removed_at', 'is', null)
          .orderBy('document.added_at'),
      ).as('documents'),
      jsonArrayFrom(
        of
          .selectFrom('practice_adoption as adoption')
          .select(['adoption.departement', 'adoption.adopted_on as adoptedOn', 'adoption.note'])
          .whereRef('adoption.practice_id', '=', 'practice.id')
          .orderBy('adoption.departement'),
      ).as('adoptions'),
      jsonArrayFrom(
        of
          .selectFrom('practice_comment as comment')
          .innerJoin('account', 'account.id', 'comment.written_by')
          .select(['comment.id', 'comment.body', 'comment.written_at as at', 'account.name as by'])
          .select(sql<boolean>`comment.written_by = ${actor.id}`.as('isMine'))
          .whereRef('comment.practice_id', '=', 'practice.id')
          .where('comment.withdrawn_at', 'is', null)
          .orderBy('comment.written_at'),
      ).as('comments'),
      of
        .exists(
          of
            .selectFrom('practice_writer as writer')
            .select('writer.account_id')
            .whereRef('writer.practice_id', '=', 'practice.id')
            .where('writer.account_id', '=', actor.id),
        )
        .as('isWriter'),
    ])
    .where('practice.id', '=', id)
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  const key = (await keysOfPractices(db, keys, [row.data_key_id])).get(row.data_key_id ?? '')
  return {
    ...openContact(keys, key, row),
    id: row.id,
    version: row.version,
    status: row.status,
    title: row.title,
    departements: row.departements,
    regions: row.regions,
    problems: row.problems,
    done: row.done,
    partners: row.partners,
    means: row.means,
    results: row.results,
    evidence: row.evidence,
    contactVisibility: row.contact_visibility,
    consentOn: row.consent_on,
    consentScope: row.consent_scope,
    reviewOn: row.review_on,
    owner: { id: row.owner_id, name: row.owner },
    reviewedAt: row.reviewed_at,
    reviewedBy: row.reviewer,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    isDue: isDue(row),
    isWriter: Boolean(row.isWriter),
    documents: row.documents,
    // Kysely takes codes made of figures for numbers once they pass through JSON.
    adoptions: row.adoptions as Practice['adoptions'],
    // What is said while it is prepared stays among those who prepare it.
    comments: actor.role === 'listener' || actor.role === 'analyst' ? [] : row.comments,
  }
}

/** What happened to a practice, the latest first. */
export async function historyOf(
  db: Db,
  keys: Keyring,
  actor: Actor,
  id: string,
): Promise<PracticeHappening[]> {
  const seen = await practicesSeenBy(actor, db)
    .select('practice.data_key_id')
    .where('practice.id', '=', id)
    .executeTakeFirst()
  if (!seen) return refuse('not_found')
  const key = (await keysOfPractices(db, keys, [seen.data_key_id])).get(seen.data_key_id ?? '')
  const rows = await db
    .selectFrom('practice_history')
    .leftJoin('account', 'account.id', 'practice_history.author_id')
    .select(['practice_history.id', 'kind', 'status', 'changes', 'happened_at', 'account.name as by'])
    .select('practice_history.sealed_changes')
    .where('practice_id', '=', id)
    .orderBy('happened_at', 'desc')
    .orderBy('practice_history.id', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ happened_at: at, changes, sealed_changes, ...row }) => ({
    ...row,
    at,
    changes: [
      ...(changes as unknown as PracticeHappening['changes']),
      ...openChanges<PracticeHappening['changes'][number]>(keys, key, { id: row.id, sealed_changes }),
    ],
  }))
}
