import { z } from 'zod'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'

/** Who is to be called and why: sealed as one value. How is a safe contact. */
const Whom = z.object({
  whom: z.string().nullable(),
  why: z.string().nullable(),
})
export type Whom = z.infer<typeof Whom>

const nobody: Whom = { whom: null, why: null }
const whomAt = (row: string) => ({ table: 'callback', column: 'sealed_whom', row })
const noteAt = (row: string) => ({ table: 'callback_attempt', column: 'sealed_note', row })

/** Seals who is to be called; nothing said is kept as nothing. */
export function sealWhom(keys: Keyring, key: DataKey, id: string, given: Whom): Buffer | null {
  const whom = Whom.parse(given)
  return Object.values(whom).every((one) => one === null)
    ? null
    : keys.seal(key, whomAt(id), JSON.stringify(whom))
}

export const unsealWhom = (
  keys: Keyring,
  key: DataKey | undefined,
  id: string,
  sealed: Buffer | null,
): Whom => (sealed && key ? Whom.parse(JSON.parse(keys.unseal(key, whomAt(id), sealed))) : nobody)

export const sealNote = (keys: Keyring, key: DataKey, id: string, note: string | null): Buffer | null =>
  note ? keys.seal(key, noteAt(id), note) : null

export const unsealNote = (keys: Keyring, key: DataKey | undefined, id: string, sealed: Buffer | null) =>
  sealed && key ? keys.unseal(key, noteAt(id), sealed) : null
