import { sql } from 'kysely'
import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { birthYearsOf, hashesOf, keepHashes } from '#listening/matching/hashes.server.ts'
import { unsealIdentity } from './identity.server.ts'

interface Named {
  readonly id: string
  readonly data_key_id: string
  readonly sealed_identity: Buffer | null
  readonly age: number | null
  readonly departement: string | null
  readonly noted_at: string
}

/**
 * Rewrites the look-up hashes of a file: those of its own identity and of every file that it absorbed, all under the
 * file that stays, so that a name known only to an absorbed file still leads somewhere.
 */
export async function keepSituationHashes(db: Db, keys: Keyring, id: string): Promise<void> {
  const { rows } = await sql<Named>`
    with recursive member (id) as (
      select ${id}::uuid union all select s.id from situation s join member on s.merged_into = member.id
    )
    select s.id, s.data_key_id, s.sealed_identity, coalesce(s.age, k.age) as age,
           coalesce(s.departement, k.departement) as departement, coalesce(k.opened_at, s.created_at) as noted_at
    from member join situation s using (id) left join situation_summary k on k.situation_id = s.id`.execute(
    db,
  )
  const opened = await openDataKeys(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  const hashes = rows.flatMap((row) => {
    const key = opened.get(row.data_key_id)
    if (!key) return []
    const identity = unsealIdentity(keys, key, row.id, row.sealed_identity)
    return hashesOf(keys, {
      phones: identity.phones,
      handles: identity.handles,
      firstName: identity.firstName,
      birthYears: birthYearsOf(identity.birthDate, row.age, row.noted_at),
      departement: row.departement,
    })
  })
  const absorbed = rows.map((row) => row.id).filter((member) => member !== id)
  if (absorbed.length > 0) await db.deleteFrom('lookup_key').where('situation_id', 'in', absorbed).execute()
  await keepHashes(db, { situationId: id }, [...new Set(hashes)])
}
