import { createDataKey, openDataKey, openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { DataKey, Keyring, Place } from '#kernel/seal.server.ts'

/** Who comes to a meeting. */
export interface Named {
  readonly name: string
  readonly email: string | null
}

const personAt = (row: string): Place => ({ table: 'meeting_participant', column: 'sealed', row })
const ownerAt = (row: string): Place => ({ table: 'meeting_decision', column: 'sealed_owner', row })
const minutesAt = (row: string): Place => ({ table: 'meeting', column: 'sealed_minutes', row })

/** The data key of a meeting that the request holds, made when it has none. */
export async function keyOfMeeting(
  db: Db,
  keys: Keyring,
  { id, data_key_id: known }: { readonly id: string; readonly data_key_id: string | null },
): Promise<DataKey> {
  if (known) return await openDataKey(db, keys, known)
  const key = await createDataKey(db, keys)
  await db.updateTable('meeting').set({ data_key_id: key.id }).where('id', '=', id).execute()
  return key
}

/** The data keys of meetings, by their identifiers; those that have nothing sealed have none. */
export const keysOfMeetings = (db: Db, keys: Keyring, ids: readonly (string | null)[]) =>
  openDataKeys(
    db,
    keys,
    ids.flatMap((id) => id ?? []),
  )

/** The columns of somebody who comes. */
export const sealedPerson = (keys: Keyring, key: DataKey, id: string, { name, email }: Named) => ({
  name: null,
  email: null,
  sealed: keys.seal(key, personAt(id), JSON.stringify([name, email])),
  has_email: email !== null,
})

interface PersonRow {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly sealed: Buffer | string | null
}

// Within JSON, PostgreSQL gives bytes as `\x…`.
const bytesOf = (sealed: Buffer | string): Buffer =>
  typeof sealed === 'string' ? Buffer.from(sealed.slice(2), 'hex') : sealed

/** Who it is; what was written before it was sealed is read as it lies. */
export function openPerson(keys: Keyring, key: DataKey | undefined, row: PersonRow): Named {
  if (!row.sealed || !key) return { name: row.name ?? '', email: row.email }
  const [name, email] = JSON.parse(keys.unseal(key, personAt(row.id), bytesOf(row.sealed))) as [
    string,
    string | null,
  ]
  return { name, email }
}

/** The columns of who sees to a decision. */
export const sealedOwner = (keys: Keyring, key: DataKey, id: string, owner: string) => ({
  owner: null,
  sealed_owner: keys.seal(key, ownerAt(id), owner),
})

/** Who sees to a decision. */
export const openOwner = (
  keys: Keyring,
  key: DataKey | undefined,
  row: {
    readonly id: string
    readonly owner: string | null
    readonly sealed_owner: Buffer | string | null
  },
): string =>
  row.sealed_owner && key ? keys.unseal(key, ownerAt(row.id), bytesOf(row.sealed_owner)) : (row.owner ?? '')

/** The columns of minutes. */
export const sealedMinutes = (keys: Keyring, key: DataKey, id: string, minutes: string | null) => ({
  minutes: null,
  sealed_minutes: minutes === null ? null : keys.seal(key, minutesAt(id), minutes),
})

/** What was said. */
export const openMinutes = (
  keys: Keyring,
  key: DataKey | undefined,
  row: { readonly id: string; readonly minutes: string | null; readonly sealed_minutes: Buffer | null },
): string | null =>
  row.sealed_minutes && key ? keys.unseal(key, minutesAt(row.id), row.sealed_minutes) : row.minutes
