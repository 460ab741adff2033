/** What PostgreSQL wrote inside JSON, back in the form in which it writes columns. */

/** `\x…` → bytes. */
export const bytesInside = (hex: unknown): Buffer | null =>
  typeof hex === 'string' ? Buffer.from(hex.slice(2), 'hex') : null

/** `…+00:00` → `…Z`: every connection of ours speaks UTC. */
export const instantInside = (text: string): string => text.replace('+00:00', 'Z')
