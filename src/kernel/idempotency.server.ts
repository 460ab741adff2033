import { sql } from 'kysely'
import type { Db } from './db.server.ts'
import { refuse } from './refusal.ts'
import type { Keyring } from './seal.server.ts'

/** A creating request, as it is recognised when it comes again. */
export interface Repeatable {
  readonly key: string
  readonly actorId: string
  /** Keyed digest of what was asked. */
  readonly digest: Buffer
}

/** The answer already given to this key by this person, if any; 422 when the key came with another body. */
export async function answerGiven(db: Db, keys: Keyring, asked: Repeatable): Promise<unknown> {
  const given = await db
    .selectFrom('idempotency')
    .select(['digest', 'answer'])
    .where('key', '=', asked.key)
    .where('actor_id', '=', asked.actorId)
    .executeTakeFirst()
  if (!given) return undefined
  if (!given.digest.equals(asked.digest)) refuse('key_reused')
  return JSON.parse(keys.unsealAlone(placeOf(asked), given.answer))
}

/**
 * Keeps the answer of a creating request, sealed: it may hold a name or a password.
 * Two requests with one key at the same instant: the second is told to try again.
 */
export async function keepAnswer(db: Db, keys: Keyring, asked: Repeatable, answer: unknown): Promise<void> {
  const sealed = keys.sealAlone(placeOf(asked), JSON.stringify(answer))
  const kept = await db
    .insertInto('idempotency')
    .values({ key: asked.key, actor_id: asked.actorId, digest: asked.digest, answer: sealed })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows === 0n) refuse('key_in_progress')
}

/** Forgets the answers that nobody will ask for again: a browser repeats a request for minutes, not for days. */
export async function purgeAnswers(db: Pick<Db, 'deleteFrom'>): Promise<number> {
  const purged = await db
    .deleteFrom('idempotency')
    .where('created_at', '<', sql<string>`now() - interval '2 days'`)
    .executeTakeFirst()
  return Number(purged.numDeletedRows)
}

const placeOf = (asked: Repeatable) => ({
  table: 'idempotency',
  column: 'answer',
  row: `${asked.key}|${asked.actorId}`,
})
