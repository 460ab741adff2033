import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'

/** The lines of the journal that an actor may see: an auditor all of them, anybody else none. */
export function linesSeenBy(actor: Actor, db: Db) {
  const all = db
    .selectFrom('journal')
    .leftJoin('account', 'account.id', 'journal.actor_id')
    .leftJoin('account as subject', 'subject.id', 'journal.entity_id')
  return actor.role === 'auditor' ? all : all.where(sql<boolean>`false`)
}
