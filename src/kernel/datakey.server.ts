import { type Db, send } from './db.server.ts'
import { fixed } from './fixed.server.ts'
import { newId } from './id.ts'
import type { DataKey, Keyring, NewDataKey } from './seal.server.ts'

const insert = fixed((db, { id, version, wrapped }: Pick<NewDataKey, 'id' | 'version' | 'wrapped'>) =>
  db.insertInto('data_key').values({ id, version, wrapped }).compile(),
)

/** Makes and stores a data key: that of a file, or of a contact that has no file yet. */
export async function createDataKey(db: Db, keys: Keyring): Promise<DataKey> {
  const key = keys.createDataKey(newId())
  await send(db, insert(key))
  return key
}

const remove = fixed((db, { id }: { id: string }) => db.deleteFrom('data_key').where('id', '=', id).compile())

/** Destroys a key that seals nothing any more. */
export async function destroyDataKey(db: Db, id: string): Promise<void> {
  await send(db, remove({ id }))
}

/** Opens data keys in one query; an identifier that is not in the answer was destroyed. */
export async function openDataKeys(
  db: Db,
  keys: Keyring,
  ids: readonly string[],
): Promise<Map<string, DataKey>> {
  const wanted = new Set(ids)
  const opened = new Map<string, DataKey>()
  for (const id of wanted) {
    const known = keys.opened(id)
    if (known) opened.set(id, known)
  }
  const missing = [...wanted].filter((id) => !opened.has(id))
  if (missing.length > 0) {
    const rows = await db.selectFrom('data_key').selectAll().where('id', 'in', missing).execute()
    for (const row of rows) opened.set(row.id, keys.openDataKey(row.id, row.version, row.wrapped))
  }
  return opened
}

/** Opens one data key. @throws Error when it was destroyed */
export async function openDataKey(db: Db, keys: Keyring, id: string): Promise<DataKey> {
  const key = (await openDataKeys(db, keys, [id])).get(id)
  if (!key) throw new Error('the data key of this file was destroyed')
  return key
}
