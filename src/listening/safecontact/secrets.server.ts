import { z } from 'zod'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'

const word = z.string().nullable()

/** Everything that names the person or tells how to reach them: sealed as one value. */
const Means = z.object({
  person: z.string(),
  value: word,
  ourWord: word,
  theirWord: word,
  answerers: word,
  seenBy: word,
  precautions: word,
  windows: z.array(z.object({ days: z.array(z.number()), from: z.string(), to: z.string() })),
})
export type Means = z.infer<typeof Means>

/** What a means says whose key was destroyed: nothing, so that nobody is reached by it. */
export const noMeans: Means = {
  person: 'Personne inconnue',
  value: null,
  ourWord: null,
  theirWord: null,
  answerers: null,
  seenBy: null,
  precautions: null,
  windows: [],
}

const placeOf = (row: string) => ({ table: 'safe_contact', column: 'sealed_means', row })

export const sealMeans = (keys: Keyring, key: DataKey, id: string, means: Means): Buffer =>
  keys.seal(key, placeOf(id), JSON.stringify(Means.parse(means)))

export const unsealMeans = (
  keys: Keyring,
  key: DataKey | undefined,
  id: string,
  sealed: Buffer | null,
): Means => (sealed && key ? Means.parse(JSON.parse(keys.unseal(key, placeOf(id), sealed))) : noMeans)
