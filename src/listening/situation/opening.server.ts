import { sql } from 'kysely'
import { createDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { type Identity, sealIdentity } from './identity.server.ts'

/** The reference of a file: the year, and its number in the year on at least four digits. */
export const referenceOf = (year: number, number: number): string =>
  `${year}-${String(number).padStart(4, '0')}`

/** Takes the next numbers of a year, `count` of them; returns the first. Whoever opens a file at the same moment waits. */
export async function takeNumbers(db: Db, year: number, count: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into situation_number as n (year, last) values (${year}, ${count})
    on conflict (year) do update set last = n.last + excluded.last returning last`.execute(db)
  return (rows[0]?.last ?? count) - count + 1
}

/** Opens an empty file under its own data key, assigned to whoever opens it. */
export async function openFile(
  db: Db,
  keys: Keyring,
  opening: { year: number; actorId: string; identity?: Identity },
): Promise<{ id: string; reference: string; key: DataKey }> {
  const key = await createDataKey(db, keys)
  const id = newId()
  const reference = referenceOf(opening.year, await takeNumbers(db, opening.year, 1))
  await db
    .insertInto('situation')
    .values({
      id,
      reference,
      data_key_id: key.id,
      created_by: opening.actorId,
      sealed_identity: opening.identity ? sealIdentity(keys, key, id, opening.identity) : null,
    })
    .execute()
  await db.insertInto('assignment').values({ situation_id: id, account_id: opening.actorId }).execute()
  return { id, reference, key }
}
