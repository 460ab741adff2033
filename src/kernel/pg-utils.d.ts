declare module 'pg/lib/utils.js' {
  /** A value as PostgreSQL reads it: text, bytes or nothing. */
  export function prepareValue(value: unknown): string | Uint8Array | null
}
