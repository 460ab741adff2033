import { createHash, randomBytes } from 'node:crypto'

/** Idle and absolute life of a session, in seconds. */
export const sessionIdle = 8 * 3600
export const sessionLife = 14 * 3600

/** The name of the session cookie of a zone; the `__Host-` prefix is only valid over TLS. */
export const cookieName = (secure: boolean, zone = 'repere'): string => (secure ? `__Host-${zone}` : zone)

/** A fresh opaque token for the cookie, and the digest that the database keeps of it. */
export function newSession(): { token: string; digest: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, digest: digestOf(token) }
}

/** SHA-256 of a token of 256 random bits: a thief of the table cannot sign in with it. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
