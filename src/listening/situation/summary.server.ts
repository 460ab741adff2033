import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'

/** Rewrites what is listed and counted of these situations; called by whoever changes a file, its contacts or its actions. */
export async function summarise(db: Db, ids: readonly (string | null)[]): Promise<void> {
  const known = [...new Set(ids)].filter((id) => id !== null)
  if (known.length === 0) return
  await sql`select summarise(${known}::uuid[])`.execute(db)
}

/** Moves files to the top of the list: something happened to them now. The summary is rewritten with them. */
export async function moveToTop(db: Db, ids: readonly (string | null)[]): Promise<void> {
  const known = [...new Set(ids)].filter((id) => id !== null)
  if (known.length === 0) return
  await db
    .updateTable('situation')
    .set({ moved_at: sql`clock_timestamp()` })
    .where('id', 'in', known)
    .execute()
  await summarise(db, known)
}
