import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { fixed } from '#kernel/fixed.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { digestOf, newSession, sessionIdle, sessionLife } from '#kernel/session.server.ts'

const idle = sql<string>`now() - make_interval(secs => ${sessionIdle})`

const holderOf = fixed((db, { digest }: { digest: Buffer }) =>
  db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['account.id', 'role', 'name', 'password_temporary', 'session.id as session_id'])
    .select(sql<boolean>`last_seen_at < now() - interval '1 minute'`.as('stale'))
    .where('digest', '=', digest)
    .where('active', '=', true)
    .where('expires_at', '>', sql<string>`now()`)
    .where('last_seen_at', '>', idle)
    .compile(),
)

/** Who holds this session cookie; undefined once the session has ended, whatever ended it. */
export async function authenticate(db: Db, token: string): Promise<Actor | undefined> {
  const digest = digestOf(token)
  const found = (await db.executeQuery(holderOf({ digest }))).rows[0]
  if (!found) return undefined
  // Once a minute is enough to tell who is idle, and spares a write to nearly every request.
  if (found.stale) {
    await db.updateTable('session').set({ last_seen_at: sql`now()` }).where('digest', '=', digest).execute()
  }
  const { id, role, name } = found
  return { id, role, name, sessionId: found.session_id, confined: found.password_temporary }
}

/** Opens a session for an account; the token goes into the cookie, the database keeps its digest. */
export async function openSession(db: Pick<Db, 'insertInto'>, accountId: string): Promise<string> {
  const { token, digest } = newSession()
  await db
    .insertInto('session')
    .values({
      digest,
      id: newId(),
      account_id: accountId,
      expires_at: sql<string>`now() + make_interval(secs => ${sessionLife})`,
    })
    .execute()
  return token
}

/** The sessions of an account that are still alive, the most recent first. */
export function liveSessionsOf(db: Db, accountId: string) {
  return db
    .selectFrom('session')
    .select(['id', 'created_at', 'last_seen_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', sql<string>`now()`)
    .where('last_seen_at', '>', idle)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

/** Ends one session, by its identifier. */
export async function endSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom('session').where('id', '=', id).execute()
}

/** Ends every session of an account, but for the one to keep. */
export async function endSessionsOf(db: Db, accountId: string, kept?: string): Promise<number> {
  const ended = await db
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .$if(kept !== undefined, (query) => query.where('id', '<>', kept ?? ''))
    .executeTakeFirst()
  return Number(ended.numDeletedRows)
}

/** Forgets sessions that ended by themselves. */
export async function purgeSessions(db: Pick<Db, 'deleteFrom'>): Promise<number> {
  const purged = await db
    .deleteFrom('session')
    .where((is) => is.or([is('expires_at', '<=', sql<string>`now()`), is('last_seen_at', '<=', idle)]))
    .executeTakeFirst()
  return Number(purged.numDeletedRows)
}

/** Of these sessions, those that are alive: until when if nothing more is asked in them, and for whom. */
export async function sessionsAlive(database: Pick<Db, 'selectFrom'>, ids: readonly string[]) {
  const alive = await database
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id', 'account.role'])
    .select(sql<string>`least(expires_at, last_seen_at + make_interval(secs => ${sessionIdle}))`.as('until'))
    .where('session.id', 'in', [...ids])
    .where('active', '=', true)
    .where('expires_at', '>', sql<string>`now()`)
    .where('last_seen_at', '>', idle)
    .execute()
  return new Map(alive.map(({ id, role, until }) => [id, { role, until: Date.parse(until) }]))
}
