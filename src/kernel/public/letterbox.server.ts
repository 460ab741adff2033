import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { type Keyring, type Place, UnsealError } from '../seal.server.ts'

/**
 * What anybody may drop and only the helpline may open: X25519 with a key made for each letter, HKDF-SHA-256, then
 * AES-256-GCM bound to the place. `key of the letter (32) · ciphertext · tag (16)`; a key is used once, so its nonce is zero.
 */
const keyLength = 32
const tagLength = 16
const nonce = Buffer.alloc(12)
/** How X25519 keys are written before their 32 bytes. */
const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex')
const publicHead = Buffer.from('302a300506032b656e032100', 'hex')

/** Seals; nothing that it holds opens anything. */
export type Letterbox = (place: Place, text: string) => Buffer

const bound = ({ table, column, row }: Place): Buffer => Buffer.from(`${table}|${column}|${row}`)

function keyOf(shared: Buffer, letter: Buffer, box: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, Buffer.concat([letter, box]), 'repere letterbox', 32))
}

const rawOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(-keyLength)

/** The key that opens the box, made from those of the helpline. */
const openerOf = (keys: Keyring): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([privateHead, keys.digest('private key of the public letterbox')]),
    format: 'der',
    type: 'pkcs8',
  })

/** The slot of the box, for the public zone. */
export function letterboxOf(keys: Keyring): Letterbox {
  const box = createPublicKey(openerOf(keys))
  const raw = rawOf(box)
  return (place, text) => {
    const { privateKey, publicKey } = generateKeyPairSync('x25519')
    const letter = rawOf(publicKey)
    const key = keyOf(diffieHellman({ privateKey, publicKey: box }), letter, raw)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    cipher.setAAD(bound(place))
    return Buffer.concat([letter, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  }
}

/** Opens what was dropped. @throws UnsealError when it is damaged or was moved */
export function openLetter(keys: Keyring, place: Place, sealed: Buffer): string {
  if (sealed.length < keyLength + tagLength) throw new UnsealError('not a letter')
  const letter = sealed.subarray(0, keyLength)
  const privateKey = openerOf(keys)
  const publicKey = createPublicKey({
    key: Buffer.concat([publicHead, letter]),
    format: 'der',
    type: 'spki',
  })
  const key = keyOf(diffieHellman({ privateKey, publicKey }), letter, rawOf(createPublicKey(privateKey)))
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  decipher.setAAD(bound(place))
  decipher.setAuthTag(sealed.subarray(-tagLength))
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(keyLength, -tagLength)),
      decipher.final(),
    ]).toString('utf8')
  } catch {
    throw new UnsealError('letter does not open')
  }
}
