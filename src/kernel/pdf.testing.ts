import { inflateSync } from 'node:zlib'

/** What lies in a PDF, its compressed parts opened and laid end to end, for tests to look into. */
export function insidesOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1')
  const parts = [raw]
  for (const match of raw.matchAll(/stream\r?\n/g)) {
    const from = match.index + match[0].length
    if (raw.slice(match.index - 3, match.index) === 'end') continue
    try {
      parts.push(inflateSync(pdf.subarray(from, raw.indexOf('endstream', from))).toString('latin1'))
    } catch {
      // Not compressed: it was read with the rest.
    }
  }
  return parts.join('\n')
}

/** How often something is said inside a PDF. */
export const count = (inside: string, what: RegExp): number => [...inside.matchAll(what)].length
