import type { Db } from '#kernel/db.server.ts'

/** Who last wrote a contact, and when: told to whoever wrote it at the same time. */
export async function lastWriting(
  db: Db,
  id: string,
): Promise<{ changedBy: string | null; changedAt: string | null }> {
  const last = await db
    .selectFrom('journal')
    .leftJoin('account', 'account.id', 'journal.actor_id')
    .select(['journal.at', 'account.name'])
    .where('journal.entity_id', '=', id)
    .where('journal.action', 'like', 'contact.%')
    .where('journal.action', 'not in', ['contact.read', 'contact.list'])
    .where('journal.outcome', '=', 'done')
    .orderBy('journal.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { changedBy: last?.name ?? null, changedAt: last?.at ?? null }
}
