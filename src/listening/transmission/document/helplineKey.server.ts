import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { Keyring } from '#kernel/seal.server.ts'

const placeOf = (row: string) => ({ table: 'helpline_key', column: 'sealed_identity', row })

/** The key to which people of an authority seal what they answer; made the first time that it is asked for. */
export async function helplinePublicKey(db: Db, keys: Keyring): Promise<string> {
  const known = await inUse(db)
  if (known) return known
  const id = newId()
  const identity = await generateX25519Identity()
  await db
    .insertInto('helpline_key')
    .values({
      id,
      public_key: await identityToRecipient(identity),
      sealed_identity: keys.sealAlone(placeOf(id), identity),
      retired_at: null,
    })
    // Another process may have made it meanwhile: theirs is the one in use.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const made = await inUse(db)
  if (!made) throw new Error('the key of the helpline is missing')
  return made
}

/**
 * Opens what was sealed to the helpline, today or under a key that has been replaced since.
 * @throws Error when it was sealed to somebody else, or damaged
 */
export async function openReply(db: Db, keys: Keyring, bytes: Uint8Array): Promise<string> {
  const rows = await db
    .selectFrom('helpline_key')
    .select(['id', 'sealed_identity'])
    .orderBy('created_at', 'desc')
    .execute()
  const decrypter = new Decrypter()
  for (const { id, sealed_identity } of rows) {
    decrypter.addIdentity(keys.unsealAlone(placeOf(id), sealed_identity))
  }
  return await decrypter.decrypt(bytes, 'text')
}

async function inUse(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom('helpline_key')
    .select('public_key')
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row?.public_key
}
