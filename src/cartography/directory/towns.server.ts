import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { departement } from '#vocabulary'
import type { Town } from './contract.ts'

type Executes = Pick<Db, 'getExecutor'>

/** The towns that begin with what is typed, then those that look like it. */
export async function townsLike(db: Executes, text: string): Promise<Town[]> {
  const { rows } = await sql<Town>`
    select departement, name from (select t.*, fold(name) as key, fold(${text}) as typed from town t) found
    where key like typed || '%' or word_similarity(typed, key) >= 0.5
    order by key like typed || '%' desc, similarity(typed, key) desc, is_prefecture desc, name limit 8`.execute(
    db,
  )
  return rows
}

/** Where `31:Toulouse` is; nothing when nobody knows. */
export async function pointOf(db: Executes, near: string) {
  const [code = '', ...rest] = near.split(':')
  if (!departement.has(code)) return null
  const { rows } = await sql<{ latitude: number; longitude: number }>`
    select latitude, longitude from town
    where departement = ${code} and fold(name) = fold(${rest.join(':')}) limit 1`.execute(db)
  return rows[0] ?? null
}
