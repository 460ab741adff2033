import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { CallbackOutcome, CallbackSettlement } from '#vocabulary'
import { callbacksSeenBy } from './policy.server.ts'

/** Call-backs with their attempts and the names of who wrote them, in one statement whatever their number. */
export function selectCallbacks(actor: Actor, db: Db) {
  return callbacksSeenBy(actor, db)
    .leftJoin('account as assignee', 'assignee.id', 'callback.assignee_id')
    .leftJoin('account as recorder', 'recorder.id', 'callback.recorded_by')
    .leftJoin('safe_contact as means', 'means.id', 'callback.safe_contact_id')
    .selectAll('callback')
    .select(['situation.reference', 'assignee.name as assignee', 'recorder.name as recorder'])
    .select(['means.channel as means_channel', 'means.relation as means_relation'])
    .select(['means.allowed as means_allowed', 'means.withdrawn_at as means_withdrawn_at'])
    .select(['means.confirmed_at as means_confirmed_at'])
    .select((row) =>
      jsonArrayFrom(
        row
          .selectFrom('callback_attempt as attempt')
          .leftJoin('account as author', 'author.id', 'attempt.author_id')
          .select(['attempt.id', 'attempt.happened_at', 'attempt.recorded_at', 'attempt.outcome'])
          .select(['attempt.sealed_note', 'attempt.contact_id', 'author.name as author'])
          .whereRef('attempt.callback_id', '=', 'callback.id')
          .orderBy('attempt.happened_at')
          .orderBy('attempt.id'),
      ).as('attempts'),
    )
}
export type CallbackRow = Awaited<ReturnType<ReturnType<typeof selectCallbacks>['execute']>>[number]

/** Whether the call-backs are the actor's: given to them, or to nobody while the file, or the contact without file, is theirs. */
export function mineOnly<Query extends ReturnType<typeof callbacksSeenBy>>(
  query: Query,
  actor: Actor,
): Query {
  return query.where((where) =>
    where.or([
      where('callback.assignee_id', '=', actor.id),
      where.and([
        where('callback.assignee_id', 'is', null),
        where.or([
          where.exists(
            where
              .selectFrom('assignment')
              .select('assignment.account_id')
              .whereRef('assignment.situation_id', '=', 'callback.situation_id')
              .where('assignment.account_id', '=', actor.id),
          ),
          where.and([
            where('callback.situation_id', 'is', null),
            where('callback.recorded_by', '=', actor.id),
          ]),
        ]),
      ]),
    ]),
  ) as Query
}

/**
 * Holds the contact and the file of a call-back before the call-back itself, as whoever attaches or merges them does:
 * without the contact, its key could change under our hands.
 */
export async function lockOwners(
  db: Db,
  of: { readonly contact_id: string | null; readonly situation_id: string | null },
): Promise<void> {
  if (of.contact_id) {
    await db.selectFrom('contact').select('id').where('id', '=', of.contact_id).forUpdate().execute()
  }
  if (of.situation_id) {
    await db.selectFrom('situation').select('id').where('id', '=', of.situation_id).forNoKeyUpdate().execute()
  }
}

/** The row of a call-back, held until the end of the transaction. */
export function lockCallback(actor: Actor, db: Db, id: string) {
  return callbacksSeenBy(actor, db)
    .selectAll('callback')
    .where('callback.id', '=', id)
    .forUpdate('callback')
    .executeTakeFirst()
}
export type HeldCallback = NonNullable<Awaited<ReturnType<typeof lockCallback>>>

/** The columns of a call-back that another takes over when it follows. */
export type Carried = Pick<
  HeldCallback,
  | 'situation_id'
  | 'contact_id'
  | 'data_key_id'
  | 'time_zone'
  | 'assignee_id'
  | 'team'
  | 'priority'
  | 'no_answer_plan'
  | 'safe_contact_id'
  | 'person_id'
  | 'rhythm'
  | 'repeats_until'
  | 'rule_opens_at'
  | 'rule_closes_at'
>

export interface NewCallback extends Carried {
  readonly id: string
  readonly opens_at: string
  readonly closes_at: string
  readonly sealed_whom: Buffer | null
  readonly follows_id: string | null
  readonly recorded_by: string
}

export async function insertCallback(db: Db, given: NewCallback): Promise<void> {
  await db.insertInto('callback').values(given).execute()
}

type Columns = Partial<
  Pick<HeldCallback, 'opens_at' | 'closes_at' | 'sealed_whom'> & Omit<Carried, 'data_key_id'>
>

/** Writes a held call-back and moves its version on. */
export async function updateCallback(db: Db, id: string, columns: Columns): Promise<number> {
  const written = await db
    .updateTable('callback')
    .set({ ...columns, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return written.version
}

/** Settles a held call-back, or makes it due again. */
export async function markSettled(db: Db, id: string, as: CallbackSettlement | null): Promise<number> {
  const written = await db
    .updateTable('callback')
    .set({
      settled_as: as,
      settled_at: as ? sql<string>`clock_timestamp()` : null,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return written.version
}

export interface NewAttempt {
  readonly id: string
  readonly callbackId: string
  readonly happenedAt: string
  readonly outcome: CallbackOutcome
  readonly sealedNote: Buffer | null
  readonly by: string
  readonly authorisationId: string
  readonly personId: string
}

export async function insertAttempt(db: Db, given: NewAttempt): Promise<void> {
  await db
    .insertInto('callback_attempt')
    .values({
      id: given.id,
      callback_id: given.callbackId,
      happened_at: given.happenedAt,
      outcome: given.outcome,
      sealed_note: given.sealedNote,
      author_id: given.by,
      authorisation_id: given.authorisationId,
      person_id: given.personId,
      contact_id: null,
    })
    .execute()
}

/** Takes away what was promised after a call-back, if nobody has touched it since. */
export async function dropUntouchedFollower(db: Db, id: string): Promise<void> {
  await sql`delete from callback c where follows_id = ${id} and version = 1 and settled_at is null
    and not exists (select from callback_attempt a where a.callback_id = c.id)`.execute(db)
}
