import { sql } from 'kysely'
import { type Db, send } from './db.server.ts'
import { fixed } from './fixed.server.ts'
import { refuse } from './refusal.ts'
import type { Keyring } from './seal.server.ts'

/** A creating request, as it is recognised when it comes again. */
export interface Repeatable {
  readonly key: string
  readonly actorId: string
  /** Keyed digest of what was asked. */
  readonly digest: Buffer
}

/** An answer already given, whoever asked for it. */
export interface Given {
  readonly actor_id: string
  readonly digest: Buffer
  readonly answer: Buffer
}

/** What was already answered to this key: asked before it is known who asks, so that both are learnt at once. */
export async function findAnswers(db: Db, key: string): Promise<Given[]> {
  return (await db.executeQuery(select({ key }))).rows
}

const select = fixed((db, { key }: { key: string }) =>
  db.selectFrom('idempotency').select(['actor_id', 'digest', 'answer']).where('key', '=', key).compile(),
)

/** The answer already given to this key by this person, if any; 422 when the key came with another body. */
export function answerGiven(keys: Keyring, asked: Repeatable, answers: readonly Given[]): unknown {
  const given = answers.find((one) => one.actor_id === asked.actorId)
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
  await send(db, insert({ ...asked, sealed }))
}

const insert = fixed((db, { key, actorId, digest, sealed }: Repeatable & { sealed: Buffer }) =>
  db.insertInto('idempotency').values({ key, actor_id: actorId, digest, answer: sealed }).compile(),
)

/** Whether a commit failed because another request kept its answer under the same key in between. */
export const isKeyTaken = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint === 'idempotency_pkey'

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
