import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Present } from './contract.ts'

/** Three signs of life missed: whoever had it open no longer has. */
const fresh = sql<boolean>`seen_at > clock_timestamp() - interval '60 seconds'`

/** Notes that the actor has something open; true when that is news to the others. */
export async function arrive(db: Db, actor: Actor, id: string, isWriting: boolean): Promise<boolean> {
  const { rows } = await sql<{ news: boolean }>`
    with before as (
      select writing, ${fresh} as here from presence where entity_id = ${id} and account_id = ${actor.id}
    ), stale as (
      -- What the actor closed without a word, elsewhere.
      delete from presence
      where account_id = ${actor.id} and entity_id <> ${id} and seen_at < clock_timestamp() - interval '10 minutes'
    )
    insert into presence (entity_id, account_id, session_id, writing)
    values (${id}, ${actor.id}, ${actor.sessionId}, ${isWriting})
    on conflict (entity_id, account_id) do update set
      session_id = excluded.session_id, writing = excluded.writing, seen_at = clock_timestamp(),
      since = case when presence.seen_at > clock_timestamp() - interval '60 seconds'
        then presence.since else clock_timestamp() end
    returning coalesce((select not here or writing <> ${isWriting} from before), true) as news`.execute(db)
  return rows[0]?.news ?? true
}

/** Notes that the actor has closed it; true when they had it open. */
export async function depart(db: Db, actor: Actor, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('presence')
    .where('entity_id', '=', id)
    .where('account_id', '=', actor.id)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Who else has it open now, the first come first. */
export async function othersAt(db: Db, actor: Actor, id: string): Promise<Present[]> {
  const rows = await db
    .selectFrom('presence')
    .innerJoin('account', 'account.id', 'presence.account_id')
    .select(['presence.account_id', 'account.name', 'presence.writing', 'presence.since'])
    .where('entity_id', '=', id)
    .where('presence.account_id', '<>', actor.id)
    .where(fresh)
    .orderBy('since')
    .limit(20)
    .execute()
  return rows.map((row) => ({
    accountId: row.account_id,
    name: row.name,
    writing: row.writing,
    since: row.since,
  }))
}
