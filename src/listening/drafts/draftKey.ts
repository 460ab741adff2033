import { call, onSessionEnd } from '#kernel/call.ts'
import { readDraftKey } from '#office/account/contract.ts'

/** What seals the drafts of the person who is signed in; it lives in memory, and no longer than the session. */
export interface DraftKey {
  readonly accountId: string
  readonly key: CryptoKey
}

let held: Promise<DraftKey> | undefined

onSessionEnd(() => {
  held = undefined
})

/** The key of the person who is signed in, asked of the server once a session. */
export function draftKey(): Promise<DraftKey> {
  held ??= ask().catch((error) => {
    held = undefined
    throw error
  })
  return held
}

async function ask(): Promise<DraftKey> {
  const { accountId, secret } = await call(readDraftKey)
  const bytes = Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0))
  const raw = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode(`drafts of ${accountId}`),
  }
  const key = await crypto.subtle.deriveKey(derivation, raw, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  return { accountId, key }
}

export interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>
  readonly bytes: ArrayBuffer
}

/** Seals plain data; `place` is sealed with it, so that it does not open elsewhere. */
export async function seal({ key }: DraftKey, place: string, data: unknown): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(data))
  const bytes = await crypto.subtle.encrypt(algorithm(nonce, place), key, plain)
  return { nonce, bytes }
}

/** Opens what `seal` sealed; rejects when it was damaged, moved, or sealed by somebody else. */
export async function unseal({ key }: DraftKey, place: string, sealed: Sealed): Promise<unknown> {
  const plain = await crypto.subtle.decrypt(algorithm(sealed.nonce, place), key, sealed.bytes)
  return JSON.parse(new TextDecoder().decode(plain))
}

const algorithm = (iv: Uint8Array<ArrayBuffer>, place: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(place),
  tagLength: 128,
})
