import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { Letterbox } from '#kernel/public/letterbox.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Letter, LetterHead } from './letter.ts'

/** No letter of these is taken for another: no 0, no O, no 1, no I. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** The same form has the same receipt, however often it is sent: nothing has to be read back. */
export function receiptOf(keys: Keyring, token: string): string {
  const drawn = [...keys.digest(`receipt of ${token}`)]
    .slice(0, 8)
    .map((byte) => letters[byte % letters.length])
  return `${drawn.slice(0, 4).join('')}-${drawn.slice(4).join('')}`
}

/** A message ready to be dropped. */
export interface Dropped {
  /** Of the form that it was written on. */
  readonly token: string
  readonly head: LetterHead
  readonly letter: Letter
  readonly isProven: boolean
  readonly isFrequent: boolean
}

/** Drops a message in the box of the helpline; the same form twice drops one. */
export async function drop(
  db: Db,
  { keys, letterbox }: { readonly keys: Keyring; readonly letterbox: Letterbox },
  { token, head, letter, isProven, isFrequent }: Dropped,
): Promise<void> {
  const id = newId()
  const sealed = letterbox({ table: 'web_letter', column: 'sealed', row: id }, JSON.stringify(letter))
  await sql`select drop_letter(${id}::uuid, ${keys.digest(`form ${token}`)}::bytea, ${receiptOf(keys, token)}::text,
    ${head.writer}::text, ${head.departement}::text, ${head.age}::smallint, ${head.worry}::text,
    ${letter.reach !== null}::boolean, ${!isProven}::boolean, ${isFrequent}::boolean, ${sealed}::bytea)`.execute(
    db,
  )
}
