import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { commonPasswords } from './common-passwords.ts'

const derive = promisify(argon2)

/** The least that OWASP recommends for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1 } as const
const saltLength = 16
const tagLength = 32
export const shortestPassword = 12

/** The argon2id hash of a password, in the usual text form, so that the cost can be raised one day. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength)
  const tag = await tagOf(password, salt, cost, tagLength)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(salt)}$${text(tag)}`
}

/** Whether the password is the one of this hash; a missing hash costs the same time and never fits. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const read = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash ?? nobody)
  if (!read) return false
  const [memory, passes, parallelism] = read.slice(1, 4).map(Number)
  const salt = Buffer.from(read[4] ?? '', 'base64')
  const expected = Buffer.from(read[5] ?? '', 'base64')
  const asked = { memory: memory ?? 0, passes: passes ?? 0, parallelism: parallelism ?? 0 }
  const found = await tagOf(password, salt, asked, expected.length)
  return timingSafeEqual(found, expected) && hash !== undefined
}

/** Whether a password may be chosen: long enough, not among the most common, not the person's own login. */
export function isAcceptable(password: string, login: string): boolean {
  const folded = password.toLowerCase().normalize('NFKC')
  const trimmed = folded.replace(/[^a-z0-9]/g, '')
  const isVaried = new Set(folded).size >= 5
  return (
    [...password].length >= shortestPassword &&
    isVaried &&
    !commonPasswords.has(folded) &&
    !commonPasswords.has(trimmed) &&
    !(login.length >= 3 && folded.replaceAll(login.toLowerCase(), '').length < 8)
  )
}

/** A password made for somebody else, easy to dictate: four groups of five letters and digits, about 95 bits. */
export function drawPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

function tagOf(
  password: string,
  salt: Buffer,
  { memory, passes, parallelism }: Cost,
  length: number,
): Promise<Buffer> {
  return derive('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: length,
  })
}

const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** Compared with when the login is unknown: the hash of nothing that anybody can type. */
const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(randomBytes(saltLength))}$${text(randomBytes(tagLength))}`
