import { Temporal } from 'temporal-polyfill'
import { inForce, type List } from '#kernel/list.ts'
import { type FieldFault, refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { normalPhone } from '#listening/matching/hashes.server.ts'
import {
  departement,
  knownToChildProtection,
  livingPlace,
  type Measure,
  measure,
  minorGender,
  schoolStatus,
} from '#vocabulary'
import type { SituationChanges, SituationFields } from './contract.ts'
import type { HeldSituation } from './hold.server.ts'
import { type Identity, noIdentity, sealIdentity, unsealIdentity } from './identity.server.ts'

/** The fields that are plain columns, and the list that each is taken from. */
const plain = {
  gender: ['gender', minorGender],
  age: ['age', null],
  departement: ['departement', departement],
  livingPlace: ['living_place', livingPlace],
  schoolStatus: ['school_status', schoolStatus],
  knownToChildProtection: ['known_to_child_protection', knownToChildProtection],
  externalReference: ['external_reference', null],
} as const satisfies Partial<Record<keyof SituationFields, readonly [keyof HeldSituation, List | null]>>

const plainFields = Object.keys(plain) as (keyof typeof plain)[]
const identityFields = Object.keys(noIdentity) as (keyof Identity)[]

export type SituationColumns = Partial<Omit<HeldSituation, 'id' | 'reference' | 'version'>>

/** What is stored of the fields of a file. */
export type StoredFields = Pick<
  HeldSituation,
  (typeof plain)[keyof typeof plain][0] | 'id' | 'sealed_identity' | 'sealed_note'
>

const noteAt = (row: string) => ({ table: 'situation', column: 'sealed_note', row })

/** The fields of a file, opened. */
export function fieldsOf(
  keys: Keyring,
  key: DataKey,
  row: StoredFields,
  measures: readonly Measure[],
): SituationFields {
  return {
    ...unsealIdentity(keys, key, row.id, row.sealed_identity),
    gender: row.gender,
    age: row.age,
    departement: row.departement,
    livingPlace: row.living_place,
    schoolStatus: row.school_status,
    knownToChildProtection: row.known_to_child_protection,
    measures: [...measures],
    externalReference: row.external_reference,
    note: row.sealed_note ? keys.unseal(key, noteAt(row.id), row.sealed_note) : null,
  }
}

/** The columns that some changes write over the fields as they are. */
export function columnsAfter(
  keys: Keyring,
  key: DataKey,
  id: string,
  before: SituationFields,
  changes: SituationChanges,
): SituationColumns {
  const columns: Record<string, unknown> = {}
  for (const field of plainFields) {
    if (changes[field] !== undefined) columns[plain[field][0]] = changes[field]
  }
  if (touchesIdentity(changes)) {
    columns.sealed_identity = sealIdentity(keys, key, id, identityOf({ ...before, ...changes }))
  }
  if (changes.note !== undefined) {
    columns.sealed_note = changes.note ? keys.seal(key, noteAt(id), changes.note) : null
  }
  return columns
}

const identityOf = (fields: SituationFields): Identity => ({
  firstName: fields.firstName,
  lastName: fields.lastName,
  aliases: fields.aliases,
  handles: fields.handles,
  phones: fields.phones,
  birthDate: fields.birthDate,
  isProvisional: fields.isProvisional,
})

const touchesIdentity = (changes: SituationChanges): boolean =>
  identityFields.some((field) => changes[field] !== undefined)

/** Whether the changes touch what the file can be looked up by. */
export const touchesLookup = (changes: SituationChanges): boolean =>
  touchesIdentity(changes) || changes.age !== undefined || changes.departement !== undefined

/** What a file that says nothing says. */
export const noFields: SituationFields = {
  ...noIdentity,
  gender: null,
  age: null,
  departement: null,
  livingPlace: null,
  schoolStatus: null,
  knownToChildProtection: null,
  measures: [],
  externalReference: null,
  note: null,
}

/** Today in the time of the house. */
export const today = (): Temporal.PlainDate => Temporal.Now.plainDateISO('Europe/Paris')

/** Refuses a word that may no longer, or not yet, be entered today; one that the file already held may stay. */
export function demandNewInForce(before: SituationFields, changes: SituationChanges): void {
  const words: [string, List, string | null | undefined][] = []
  for (const field of plainFields) {
    const of = plain[field][1]
    if (of && changes[field] !== before[field]) words.push([field, of, changes[field] as string | null])
  }
  for (const word of changes.measures ?? []) {
    if (!before.measures.includes(word)) words.push(['measures', measure, word])
  }
  demandInForce(words)
}

/** Refuses what is written as a telephone and is not one; what the file already held, however it came, may stay. */
export function demandPhones(before: SituationFields, changes: SituationChanges): void {
  const isWrong = (changes.phones ?? []).some((one) => !before.phones.includes(one) && !normalPhone(one))
  if (!isWrong) return
  refuse('malformed', {
    fields: [{ field: 'phones', message: 'Ce n’est pas un numéro de téléphone. Vérifiez ses chiffres.' }],
  })
}

/** Refuses the words that may not be entered today, each with the field that holds it. */
export function demandInForce(words: readonly (readonly [string, List, string | null | undefined])[]): void {
  const year = today().year
  const faults: FieldFault[] = words
    .filter(([, of, code]) => code != null && !inForce(of, code, year))
    .map(([field]) => ({ field, message: 'Ce terme n’est pas en usage cette année.' }))
  if (faults.length > 0) refuse('code_not_in_force', { fields: faults })
}

const clockSkew = 5 * 60_000

/** The instant at which something happened, now when nothing is said; refuses the future, give or take a clock. */
export function pastInstant(given: string | undefined, field: string): string {
  if (!given) return new Date().toISOString()
  if (Date.parse(given) > Date.now() + clockSkew) {
    refuse('happened_in_future', { fields: [{ field, message: 'Cette date est dans le futur.' }] })
  }
  return given
}
