import { sql } from 'kysely'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import phonex from 'talisman/phonetics/french/phonex.js'
import sonnex from 'talisman/phonetics/french/sonnex.js'
import { type Db, send } from '#kernel/db.server.ts'
import { fixed } from '#kernel/fixed.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'

/** What can be looked up of somebody. */
export interface Traits {
  readonly phones: readonly string[]
  readonly handles: readonly string[]
  readonly firstName: string | null
  /** One year when the birth date is known, two when only an age is. */
  readonly birthYears: readonly number[]
  readonly departement: string | null
}

/** A telephone in E.164; a number that is not one is left out. Numbers without a country code are French. */
export function normalPhone(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, 'FR')
  return parsed?.isPossible() ? parsed.number : null
}

/** A handle without its @, its case and its accents. */
export function normalHandle(text: string): string {
  return fold(text).replace(/^@+/, '').replaceAll(/\s/g, '')
}

/** Lower case, without accents. */
export const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

/** The two French phonetic codes of a first name: what one hears of it, spelled two ways. */
export function soundsOf(firstName: string): readonly string[] {
  const letters = fold(firstName).replaceAll(/[^a-z]/g, '')
  if (letters.length < 2) return []
  return [`s:${sonnex(letters)}`, `p:${phonex(letters)}`]
}

/** The years in which somebody may be born: that of the birth date, or the two that an age at a date (`YYYY-…`) leaves open. */
export function birthYearsOf(birthDate: string | null, age: number | null, at: string): number[] {
  if (birthDate) return [Number(birthDate.slice(0, 4))]
  if (age === null) return []
  const year = Number(at.slice(0, 4))
  return [year - age, year - age - 1]
}

/** The keyed hashes of somebody's traits. A first name is never hashed alone: always with a year or a département. */
export function hashesOf(keys: Keyring, traits: Traits): string[] {
  const hashes = new Set<string>()
  for (const phone of traits.phones) {
    const number = normalPhone(phone)
    if (number) hashes.add(keys.lookup('phone', number))
  }
  for (const handle of traits.handles) {
    const name = normalHandle(handle)
    if (name.length > 1) hashes.add(keys.lookup('handle', name))
  }
  for (const sound of traits.firstName ? soundsOf(traits.firstName) : []) {
    for (const year of traits.birthYears) hashes.add(keys.lookup('name+year', `${sound}|${year}`))
    if (traits.departement) hashes.add(keys.lookup('name+departement', `${sound}|${traits.departement}`))
  }
  return [...hashes]
}

type Owner = { readonly contactId: string } | { readonly situationId: string }

/** Replaces the hashes of a contact or of a situation; `isFresh` says that there is none to replace. */
export async function keepHashes(
  db: Db,
  owner: Owner,
  hashes: readonly string[],
  isFresh = false,
): Promise<void> {
  const [column, id] =
    'contactId' in owner
      ? (['contact_id', owner.contactId] as const)
      : (['situation_id', owner.situationId] as const)
  if (!isFresh) await send(db, db.deleteFrom('lookup_key').where(column, '=', id).compile())
  if (hashes.length > 0) await send(db, insert[column]({ id, hashes }))
}

const insertFor = (column: 'contact_id' | 'situation_id') =>
  fixed((db, { id, hashes }: { id: string; hashes: readonly string[] }) =>
    sql`insert into lookup_key (hash, ${sql.ref(column)}) select hash, ${id}::uuid from unnest(${hashes}::bigint[]) as hash`.compile(
      db,
    ),
  )
const insert = { contact_id: insertFor('contact_id'), situation_id: insertFor('situation_id') }
