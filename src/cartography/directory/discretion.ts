import type { FieldFault } from '#kernel/refusal.ts'
import type { ServiceRecord } from './contract.ts'
import { ServiceFields } from './fields.ts'
import { visibleTo } from './visible.ts'
import { titleOf } from './words.ts'

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Texts that lesser audiences read beside the address. */
const told = ['name', 'description', 'entryNote', 'costNote', 'professionalNotes'] as const

/**
 * Where the words of an entry tell the confidential address that its fields hide; nothing when they are discreet.
 * An export that finds anything here is not to be made.
 */
export function demandNothingTold(whole: ServiceRecord): FieldFault[] {
  const { place } = whole
  if (!place || !whole.isConfidential) return []
  const street = fold(place.address ?? '').replace(/^\d+ (?:(?:bis|ter|quater|[a-d]) )?/, '')
  const secrets = [place.address, place.name, place.precision === 'departement' ? place.commune : null]
    .map((text) => fold(text ?? ''))
    // The street alone tells as much as the number with it.
    .concat(/ /.test(street) ? street : [])
    .filter((text) => text.length >= 4)
  const tells = (text: string | null) =>
    text !== null && secrets.some((secret) => ` ${fold(text)} `.includes(` ${secret} `))
  const message =
    'Ces mots disent l’adresse confidentielle. Retirez-les, ou placez-les dans les notes internes.'
  const faults = told
    .filter((field) => tells(whole[field]))
    .map((field) => ({ field, message: `${titleOf(ServiceFields, field)} : ${message}` }))
  // The contacts that somebody outside reads.
  const gates = visibleTo('professionals_only').contacts(whole.contacts, true)
  return gates.some((one) => tells(one.person) || tells(one.function) || tells(one.web))
    ? [...faults, { field: 'contacts', message: `Contacts : ${message}` }]
    : faults
}
