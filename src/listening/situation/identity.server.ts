import { z } from 'zod'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'

/** Who the minor is, as the file says: sealed as one value. */
export const Identity = z.object({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  aliases: z.array(z.string()),
  handles: z.array(z.string()),
  phones: z.array(z.string()),
  birthDate: z.string().nullable(),
  isProvisional: z.boolean(),
})
export type Identity = z.infer<typeof Identity>

export const noIdentity: Identity = {
  firstName: null,
  lastName: null,
  aliases: [],
  handles: [],
  phones: [],
  birthDate: null,
  isProvisional: true,
}

const placeOf = (row: string) => ({ table: 'situation', column: 'sealed_identity', row })

export function sealIdentity(keys: Keyring, key: DataKey, situationId: string, identity: Identity): Buffer {
  return keys.seal(key, placeOf(situationId), JSON.stringify(identity))
}

export function unsealIdentity(
  keys: Keyring,
  key: DataKey,
  situationId: string,
  sealed: Buffer | null,
): Identity {
  return sealed ? Identity.parse(JSON.parse(keys.unseal(key, placeOf(situationId), sealed))) : noIdentity
}

/** `Prénom N.`, or nothing: what a list shows of a minor. */
export function shortName(identity: Pick<Identity, 'firstName' | 'lastName'>): string | null {
  const initial = identity.lastName ? `${identity.lastName.slice(0, 1).toUpperCase()}.` : null
  return [identity.firstName, initial].filter(Boolean).join(' ') || null
}
