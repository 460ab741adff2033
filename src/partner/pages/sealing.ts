import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { TransmissionPackage } from '#listening/transmission/document/package.ts'

/** Shortest passphrase of a reading key. */
export const shortestPassphrase = 12

/** What trying one passphrase costs a thief of the server: about half a second and 128 MiB each, on a desk computer. */
const workFactor = 17

/** Thrown when a passphrase is not the one of the key. */
export class WrongPassphrase extends Error {}

/** A new reading key: its public half, and the other one sealed with the passphrase. */
export async function makeKey(passphrase: string) {
  const identity = await generateX25519Identity()
  const publicKey = await identityToRecipient(identity)
  return { identity, publicKey, sealedIdentity: await sealIdentity(identity, passphrase) }
}

async function sealIdentity(identity: string, passphrase: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase.normalize('NFKC'))
  encrypter.setScryptWorkFactor(workFactor)
  return toBase64(await encrypter.encrypt(identity))
}

/** @throws WrongPassphrase when it is not the one */
export async function openIdentity(sealedIdentity: string, passphrase: string): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase.normalize('NFKC'))
  try {
    return await decrypter.decrypt(fromBase64(sealedIdentity), 'text')
  } catch {
    throw new WrongPassphrase()
  }
}

/** Opens a package with the person's identity; null when its content is not laid out as this page knows it. */
export async function openSealed(sealed: string, identity: string) {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const text = await decrypter.decrypt(fromBase64(sealed), 'text')
  return TransmissionPackage.safeParse(JSON.parse(text)).data ?? null
}

/** Seals a note to the helpline's key: the portal carries it and cannot read it. */
export async function sealNote(text: string, publicKey: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(publicKey)
  return toBase64(await encrypter.encrypt(text))
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)))
  return btoa(pieces.join(''))
}
