import { sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import { fixed } from '#kernel/fixed.server.ts'
import { announce } from '#kernel/live.server.ts'

interface Files {
  readonly ids: readonly string[]
}
const rewrite = fixed((db, { ids }: Files) => sql`select summarise(${ids}::uuid[])`.compile(db))
const move = fixed((db, { id }: { id: string }) =>
  sql`update situation set moved_at = clock_timestamp() where id = ${id}`.compile(db),
)

/** Rewrites what is listed and counted of these situations; called by whoever changes a file, its contacts or its actions. */
export async function summarise(db: Db, ids: readonly (string | null)[]): Promise<void> {
  const known = [...new Set(ids)].filter((id) => id !== null)
  if (known.length === 0) return
  await send(db, rewrite({ ids: known }))
  // An import rewrites thousands: desks are told once that much has changed.
  for (const id of known.length > 20 ? ['*'] : known) await announce(db, 'situation', id)
}

/** Moves files to the top of the list: something happened to them now. The summary is rewritten with them. */
export async function moveToTop(db: Db, ids: readonly (string | null)[]): Promise<void> {
  const known = [...new Set(ids)].filter((id) => id !== null)
  if (known.length === 0) return
  for (const id of known) await send(db, move({ id }))
  await summarise(db, known)
}
