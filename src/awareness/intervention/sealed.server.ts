import { z } from 'zod'
import { openLetter } from '#kernel/public/letterbox.server.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { RequestWords } from './requestContract.ts'

/** Who somebody is, and how to write to them. */
const PersonWords = z.object({
  name: z.string(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
})
export type PersonWords = z.infer<typeof PersonWords>

const SignatureWords = z.object({ name: z.string(), organisation: z.string().nullable() })
export type SignatureWords = z.infer<typeof SignatureWords>

const personPlace = (row: string) => ({ table: 'intervention_person', column: 'sealed', row })
const signaturePlace = (row: string) => ({ table: 'intervention_signature', column: 'sealed', row })
/** Where the words of a request lie. */
export const requestPlace = (row: string) => ({ table: 'intervention_request', column: 'sealed', row })
const answerPlace = (row: string) => ({ table: 'intervention_request', column: 'answer', row })

export const sealPerson = (keys: Keyring, key: DataKey, row: string, words: PersonWords): Buffer =>
  keys.seal(key, personPlace(row), JSON.stringify(words))

export const openPerson = (keys: Keyring, key: DataKey, row: string, sealed: Buffer): PersonWords =>
  PersonWords.parse(JSON.parse(keys.unseal(key, personPlace(row), sealed)))

export const sealSignature = (keys: Keyring, key: DataKey, row: string, words: SignatureWords): Buffer =>
  keys.seal(key, signaturePlace(row), JSON.stringify(words))

export const openSignature = (keys: Keyring, key: DataKey, row: string, sealed: Buffer): SignatureWords =>
  SignatureWords.parse(JSON.parse(keys.unseal(key, signaturePlace(row), sealed)))

/** What the public pages dropped for the house: they cannot read it again. */
export const openArrival = (keys: Keyring, row: string, sealed: Buffer): RequestWords =>
  RequestWords.parse(JSON.parse(openLetter(keys, requestPlace(row), sealed)))

export const sealRequest = (keys: Keyring, key: DataKey, row: string, words: RequestWords): Buffer =>
  keys.seal(key, requestPlace(row), JSON.stringify(words))

export const openRequest = (keys: Keyring, key: DataKey, row: string, sealed: Buffer): RequestWords =>
  RequestWords.parse(JSON.parse(keys.unseal(key, requestPlace(row), sealed)))

export const sealAnswer = (keys: Keyring, key: DataKey, row: string, words: string): Buffer =>
  keys.seal(key, answerPlace(row), words)

export const openAnswer = (keys: Keyring, key: DataKey, row: string, sealed: Buffer): string =>
  keys.unseal(key, answerPlace(row), sealed)
