import { z } from 'zod'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'

const text = z.string().nullable().default(null)

/** Seals several texts of one row as one value, bound to that row, and opens them again. */
function wordsOf<Shape extends z.ZodType>(table: string, shape: Shape) {
  const at = (row: string) => ({ table, column: 'sealed_words', row })
  return {
    seal: (keys: Keyring, key: DataKey, row: string, words: z.input<Shape>): Buffer =>
      keys.seal(key, at(row), JSON.stringify(shape.parse(words))),
    /** Opens them; everything is blank once the key was destroyed. */
    open: (keys: Keyring, key: DataKey | undefined, row: string, sealed: Buffer | null): z.output<Shape> =>
      shape.parse(sealed && key ? JSON.parse(keys.unseal(key, at(row), sealed)) : {}),
  }
}

/** With whom of which service, and what was said. */
export const exchangeWords = wordsOf(
  'exchange',
  z.object({
    service: z.string().default(''),
    person: text,
    role: text,
    reach: text,
    place: text,
    said: text,
    asked: text,
    given: text,
  }),
)

/** To whom documentation was sent. */
export const sendingWords = wordsOf('sending', z.object({ person: z.string().default(''), note: text }))

/** Who was directed to which service, and what they said of it since. */
export const orientationWords = wordsOf(
  'orientation',
  z.object({ service: z.string().default(''), person: text, note: text, outcomeNote: text }),
)

/** What is due, to or from whom, and what was answered. */
export const dueWords = wordsOf('due_item', z.object({ person: text, reach: text, what: text, answer: text }))
