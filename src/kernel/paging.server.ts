import type { z } from 'zod'
import { refuse } from './refusal.ts'

/** The place where the next page begins, as the opaque text that travels in an address. */
export function writePlace(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** Reads a place back; refuses one that was not written by us for this list. */
export function readPlace<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    return refuse('malformed', {
      fields: [{ field: 'after', message: 'Page inconnue. Revenez au début de la liste.' }],
    })
  }
}

/** Cuts rows read one beyond the page, and says where the next page begins. */
export function cutPage<Row, Item>(
  rows: readonly Row[],
  size: number,
  placeOf: (row: Row) => readonly (string | number | null)[],
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return { items: shown.map(itemOf), next: rows.length > size && last ? writePlace(placeOf(last)) : null }
}
