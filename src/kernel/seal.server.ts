import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { Trouble } from './trouble.ts'

/**
 * Sealing: AES-256-GCM under one data key per file, itself wrapped by a key-encryption key that never enters the database.
 * A sealed value is `format (1) · key-encryption key version (2) · nonce (12) · ciphertext · tag (16)`.
 */
const format = 1
/** The same, of a text that was deflated first: what is sealed cannot be made smaller any more. */
const deflatedFormat = 2
/** Below that many bytes, deflating saves nothing worth its time. */
const worthDeflating = 512
const nonceLength = 12
const tagLength = 16
const headLength = 3

const Ring = z.object({
  /** Version that wraps new data keys. */
  current: z.number().int().positive(),
  /** Key-encryption keys by version, base64 of 32 bytes. */
  keys: z.record(z.string(), z.string()),
  /** Key of the look-up hashes. */
  lookup: z.string(),
  /** Passwords of the roles that sign in to PostgreSQL. */
  roles: z.record(z.string(), z.string()),
})

/** A key that seals the values of one file. */
export interface DataKey {
  readonly id: string
  readonly version: number
  /** From bytes, Node would make such an object again for every value. */
  readonly plain: KeyObject
}

/** A key just made, with what the database is to keep of it. */
export interface NewDataKey extends DataKey {
  readonly wrapped: Buffer
}

/** Where a sealed value lies; sealed with it, so that a value moved elsewhere does not open. */
export interface Place {
  readonly table: string
  readonly column: string
  readonly row: string
}

/** Thrown when a value does not open: damaged, moved, or sealed with another key. */
export class UnsealError extends Error {}

function encrypt(key: KeyObject, version: number, bound: string, text: Buffer): Buffer {
  const isDeflated = text.length >= worthDeflating
  const plain = isDeflated ? deflateRawSync(text) : text
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(bound))
  const head = Buffer.alloc(headLength)
  head.writeUInt8(isDeflated ? deflatedFormat : format, 0)
  head.writeUInt16BE(version, 1)
  return Buffer.concat([head, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: KeyObject, bound: string, sealed: Buffer): Buffer {
  const form = sealed.length < headLength + nonceLength + tagLength ? 0 : sealed.readUInt8(0)
  if (form !== format && form !== deflatedFormat) throw new UnsealError('not a sealed value')
  const nonce = sealed.subarray(headLength, headLength + nonceLength)
  // Without the length, Node would accept a tag cut down to four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(-tagLength))
  try {
    const plain = Buffer.concat([
      decipher.update(sealed.subarray(headLength + nonceLength, -tagLength)),
      decipher.final(),
    ])
    return form === deflatedFormat ? inflateRawSync(plain) : plain
  } catch {
    throw new UnsealError('value does not open')
  }
}

const bind = (place: Place, version: number): string =>
  `${place.table}|${place.column}|${place.row}|${version}`

const versionOf = (sealed: Buffer): number => (sealed.length >= headLength ? sealed.readUInt16BE(1) : 0)

/** The keys of this installation: made at the first start, kept in one file that only its owner reads. */
export class Keyring {
  readonly #current: number
  readonly #keys: ReadonlyMap<number, KeyObject>
  readonly #lookup: KeyObject
  readonly #roles: Readonly<Record<string, string>>
  readonly #opened = new Map<string, { readonly key: DataKey; readonly until: number }>()

  constructor(ring: z.infer<typeof Ring>) {
    this.#current = ring.current
    this.#keys = new Map(
      Object.entries(ring.keys).map(([version, key]) => [Number(version), createSecretKey(key, 'base64')]),
    )
    this.#lookup = createSecretKey(ring.lookup, 'base64')
    this.#roles = ring.roles
    if (!this.#keys.has(this.#current))
      throw new Error('the current key-encryption key is missing from the key file')
  }

  /** A new data key, wrapped for the database; the caller stores `id`, `version` and `wrapped`. */
  createDataKey(id: string): NewDataKey {
    const bytes = randomBytes(32)
    const wrapped = encrypt(this.#key(this.#current), this.#current, `data_key|${id}|${this.#current}`, bytes)
    const key = { id, version: this.#current, plain: createSecretKey(bytes) }
    this.#remember(key)
    return { ...key, wrapped }
  }

  /** Unwraps a data key read from the database; kept open for five minutes at most. */
  openDataKey(id: string, version: number, wrapped: Buffer): DataKey {
    const known = this.opened(id)
    if (known) return known
    const plain = createSecretKey(decrypt(this.#key(version), `data_key|${id}|${version}`, wrapped))
    // Without the wrapped bytes: what the driver gives is a window on a whole packet, which would stay in memory with it.
    const key = { id, version, plain }
    this.#remember(key)
    return key
  }

  /** A data key that was opened less than five minutes ago. */
  opened(id: string): DataKey | undefined {
    const known = this.#opened.get(id)
    return known && known.until > Date.now() ? known.key : undefined
  }

  seal(key: DataKey, place: Place, text: string): Buffer {
    return encrypt(key.plain, key.version, bind(place, key.version), Buffer.from(text, 'utf8'))
  }

  /** @throws UnsealError when the value is damaged, was moved, or belongs to another key */
  unseal(key: DataKey, place: Place, sealed: Buffer): string {
    // The version with which it was sealed: a data key that is wrapped again under a newer one still opens it.
    return decrypt(key.plain, bind(place, versionOf(sealed)), sealed).toString('utf8')
  }

  /** Seals a value that belongs to no file and lives a few days, under the current key-encryption key. */
  sealAlone(place: Place, text: string): Buffer {
    return encrypt(
      this.#key(this.#current),
      this.#current,
      bind(place, this.#current),
      Buffer.from(text, 'utf8'),
    )
  }

  /** @throws UnsealError when the value is damaged or was moved */
  unsealAlone(place: Place, sealed: Buffer): string {
    const version = versionOf(sealed)
    return decrypt(this.#key(version), bind(place, version), sealed).toString('utf8')
  }

  /** Keyed hash of a normalised value, for exact look-ups: the first 8 bytes of an HMAC-SHA-256, as a signed integer in decimal. */
  lookup(kind: string, normalised: string): string {
    return String(
      createHmac('sha256', this.#lookup).update(`${kind}|${normalised}`).digest().readBigInt64BE(0),
    )
  }

  /** Keyed digest of a request body, so that the database never holds an unkeyed hash of something personal. */
  digest(text: string): Buffer {
    return createHmac('sha256', this.#lookup).update(`digest|${text}`).digest()
  }

  /** The password with which a role of ours signs in to PostgreSQL; a role younger than the key file has one made from it. */
  passwordOf(role: string): string {
    return this.#roles[role] ?? this.digest(`password of the role ${role}`).toString('hex')
  }

  /** The keys of another zone, made from these: they open nothing that these sealed, and lead back to nothing. */
  zone(name: string): Keyring {
    const make = (use: string) => this.digest(`${use} of the zone ${name}`).toString('base64')
    return new Keyring({ current: 1, keys: { 1: make('key') }, lookup: make('lookup'), roles: {} })
  }

  /** Seals and opens a known value with every key-encryption key; throws when one does not answer. */
  selfTest(): void {
    for (const [version, key] of this.#keys) {
      const text = decrypt(key, 'self-test', encrypt(key, version, 'self-test', Buffer.from('repere')))
      if (text.toString() !== 'repere') throw new UnsealError(`key-encryption key ${version} does not answer`)
    }
  }

  #key(version: number): KeyObject {
    const key = this.#keys.get(version)
    if (!key) throw new UnsealError(`key-encryption key ${version} is not in the key file`)
    return key
  }

  #remember(key: DataKey): void {
    if (this.#opened.size >= 5000) {
      const oldest = this.#opened.keys().next()
      if (!oldest.done) this.#opened.delete(oldest.value)
    }
    this.#opened.set(key.id, { key, until: Date.now() + 5 * 60_000 })
  }
}

const secret = (bytes: number): string => randomBytes(bytes).toString('base64')

/** A fresh ring, for a first start and for tests. */
export function freshRing(): z.infer<typeof Ring> {
  return {
    current: 1,
    keys: { 1: secret(32) },
    lookup: secret(32),
    roles: { repere_app: randomBytes(24).toString('hex'), repere_worker: randomBytes(24).toString('hex') },
  }
}

/** Reads the key file of the data folder, and makes it if there is none. Lost keys mean lost files: it says where they are. */
export function loadKeyring(dir: string): Keyring {
  const folder = join(dir, 'keys')
  const path = join(folder, 'keyring.json')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const draft = `${path}.new`
    writeFileSync(draft, `${JSON.stringify(freshRing(), null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(draft, path)
  }
  chmodSync(path, 0o600)
  const ring = Ring.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!ring.success) {
    throw new Trouble(
      'keys_missing',
      `Le fichier de clés ${path} est illisible. Sans lui, les dossiers ne peuvent être ouverts : remettez en place la dernière copie conservée hors de la base, puis relancez.`,
    )
  }
  return new Keyring(ring.data)
}
