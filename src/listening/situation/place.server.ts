import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { departement, placeRole } from '#vocabulary'
import type { PlaceFields } from './contract.ts'
import { demandInForce } from './fields.server.ts'
import { holdSituation } from './hold.server.ts'
import { situationsSeenBy } from './policy.server.ts'
import { moveToTop } from './summary.server.ts'

type Fields = z.output<typeof PlaceFields>

const addressAt = (row: string) => ({ table: 'place', column: 'sealed_address', row })

export const unsealAddress = (keys: Keyring, key: DataKey | undefined, id: string, sealed: Buffer | null) =>
  sealed && key ? keys.unseal(key, addressAt(id), sealed) : null

const columnsOf = (keys: Keyring, key: DataKey, id: string, given: Fields) => ({
  role: given.role,
  departement: given.departement,
  since: given.since,
  until: given.until,
  sealed_address: given.address ? keys.seal(key, addressAt(id), given.address) : null,
})

function demandOrder({ since, until }: Fields): void {
  if (since && until && until < since) {
    refuse('period_reversed', { fields: [{ field: 'until', message: 'La fin précède le début.' }] })
  }
}

/** Adds somewhere to the minor's life, or puts it back under the identifier that it had. */
export async function insertPlace(
  db: Db,
  keys: Keyring,
  actor: Actor,
  situationId: string,
  given: Fields & { readonly id?: string },
) {
  const held = await holdSituation(actor, db, situationId)
  demandOrder(given)
  demandInForce([
    ['role', placeRole, given.role],
    ['departement', departement, given.departement],
  ])
  const key = await openDataKey(db, keys, held.data_key_id)
  const id = given.id ?? newId()
  const written = await db
    .insertInto('place')
    .values({
      ...columnsOf(keys, key, id, given),
      id,
      situation_id: situationId,
      data_key_id: key.id,
      recorded_by: actor.id,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows === 0n) {
    refuse('malformed', { fields: [{ field: 'id', message: 'Cet identifiant est déjà pris.' }] })
  }
  await moveToTop(db, [situationId])
  return id
}

/** The place as it is, its file held; refuses as not found when the actor may not see the file. */
async function holdPlace(actor: Actor, db: Db, id: string) {
  const found = await situationsSeenBy(actor, db)
    .innerJoin('place', 'place.situation_id', 'situation.id')
    .select(['place.situation_id', 'place.data_key_id', 'place.role', 'place.departement'])
    .where('place.id', '=', id)
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  await holdSituation(actor, db, found.situation_id)
  return found
}

export async function updatePlace(db: Db, keys: Keyring, actor: Actor, id: string, given: Fields) {
  const place = await holdPlace(actor, db, id)
  demandOrder(given)
  demandInForce([
    ['role', placeRole, given.role === place.role ? null : given.role],
    ['departement', departement, given.departement === place.departement ? null : given.departement],
  ])
  const key = await openDataKey(db, keys, place.data_key_id)
  const columns = columnsOf(keys, key, id, given)
  const written = await db.updateTable('place').set(columns).where('id', '=', id).executeTakeFirst()
  if (written.numUpdatedRows === 0n) refuse('not_found')
  await moveToTop(db, [place.situation_id])
  return place.situation_id
}

export async function deletePlace(db: Db, actor: Actor, id: string) {
  const place = await holdPlace(actor, db, id)
  await db.deleteFrom('place').where('id', '=', id).execute()
  await moveToTop(db, [place.situation_id])
  return place.situation_id
}
