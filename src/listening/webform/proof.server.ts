import { createHash } from 'node:crypto'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import type { Keyring } from '#kernel/seal.server.ts'

/** About a hundred milliseconds of a computer, a second or two of an old telephone. */
const cost = 1000
const lasting = 12 * 3600

const secretOf = (keys: Keyring): string => keys.digest('proofs of the public form').toString('hex')
/** A proof is made for one form: solved once, it sends one letter. */
const markOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The calculation that comes with a form. */
export async function proofAsked(keys: Keyring, token: string): Promise<string> {
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost,
    deriveKey,
    keyPrefix: '00',
    expiresAt: Math.floor(Date.now() / 1000) + lasting,
    data: { form: markOf(token) },
    hmacSignatureSecret: secretOf(keys),
  })
  return JSON.stringify(challenge)
}

const Proof = z.object({
  challenge: z.object({
    parameters: z.looseObject({ data: z.object({ form: z.string() }) }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
})

/** Whether the calculation was made, for this form. An unreadable answer is only one that was not made. */
export async function isProven(keys: Keyring, token: string, given: string | undefined): Promise<boolean> {
  if (!given) return false
  try {
    const { challenge, solution } = Proof.parse(JSON.parse(given))
    if (challenge.parameters.data.form !== markOf(token)) return false
    const { verified } = await verifySolution({
      challenge: challenge as unknown as Parameters<typeof verifySolution>[0]['challenge'],
      solution,
      deriveKey,
      hmacSignatureSecret: secretOf(keys),
    })
    return verified
  } catch {
    return false
  }
}
