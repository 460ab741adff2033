import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'

/** Who asked what today, to count one person once: in memory alone, under a salt that nobody keeps. */
let day = ''
let salt = randomBytes(16)
const told = new Set<string>()
const mostTold = 50_000

/** Whether words could name somebody: a number, an address. They are not counted at all. */
const isPersonal = (words: string): boolean => words.length > 60 || /@|\d{4}|(?:\d[ .]?){6}/.test(words)

/** Notes that nothing answered to these words; the words themselves are only kept from the fifth time on. */
export async function noteMissed(db: Db, keys: Keyring, typed: string, address: string): Promise<void> {
  const words = typed.trim().toLowerCase().replace(/\s+/g, ' ')
  if (words.length < 3 || isPersonal(words)) return
  const today = new Date().toISOString().slice(0, 10)
  if (day !== today || told.size > mostTold) {
    day = today
    salt = randomBytes(16)
    told.clear()
  }
  const mark = createHash('sha256').update(salt).update(`${address}|${words}`).digest('base64url')
  if (told.has(mark)) return
  told.add(mark)
  await sql`select miss_resource(${keys.digest(`search without an answer|${words}`)}, ${words})`.execute(db)
}
