import { type Hours, hoursInWords } from '#kernel/hours/hours.ts'
import type { List } from '#kernel/list.ts'
import {
  actorKind,
  addressPrecision,
  departement,
  placeAccess,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  serviceVisibility,
  spokenLanguage,
} from '#vocabulary'
import type { Contact, FieldChange, Freshness } from './contract.ts'

const lists: Readonly<Record<string, List>> = {
  kind: actorKind,
  precision: addressPrecision,
  departement,
  departements: departement,
  access: placeAccess,
  audiences: serviceAudience,
  cost: serviceCost,
  coverage: serviceCoverage,
  entries: serviceEntry,
  kinds: serviceKind,
  reaches: serviceReach,
  visibility: serviceVisibility,
  languages: spokenLanguage,
}

const contactInWords = (one: Contact) =>
  [
    one.person,
    one.function,
    one.phone,
    one.email,
    one.web,
    `(${serviceVisibility.label(one.visibility).toLowerCase()}${one.isFrontGate ? ', contact d’entrée' : ''})`,
  ]
    .filter(Boolean)
    .join(' ')

/** The value of a field as a person reads it. */
export function inWords(field: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (field === 'hours') return hoursInWords(value as Hours).join(' ; ') || 'jamais ouvert'
  if (field === 'contacts') return (value as Contact[]).map(contactInWords).join(' ; ') || null
  const list = lists[field]
  if (Array.isArray(value))
    return value.map((one) => list?.label(String(one)) ?? String(one)).join(', ') || null
  return list?.label(String(value)) ?? String(value)
}

interface Titled {
  readonly shape: Readonly<Record<string, { meta(): { title?: string } | undefined }>>
}

/** What a field is called. */
export const titleOf = (of: Titled, field: string): string => of.shape[field]?.meta()?.title ?? field

/** What a change changes, field by field, in words. */
export function changesBetween(of: Titled, before: object, after: object): (FieldChange & { key: string })[] {
  const was = before as Readonly<Record<string, unknown>>
  return Object.entries(after).flatMap(([key, value]) => {
    if (value === undefined || !(key in of.shape)) return []
    const [a, b] = [inWords(key, was[key]), inWords(key, value)]
    return a === b ? [] : [{ key, field: titleOf(of, key), before: a, after: b }]
  })
}

export const freshnessLabels: Readonly<Record<Freshness, string>> = {
  fresh: 'À jour',
  to_confirm: 'À confirmer',
  stale: 'Périmée',
  hidden: 'Masquée',
}

/** « de 12 à 21 ans », « à partir de 13 ans », or nothing. */
export function agesInWords(minAge: number | null, maxAge: number | null): string | null {
  if (minAge !== null && maxAge !== null) return `de ${minAge} à ${maxAge}\u00a0ans`
  if (minAge !== null) return `à partir de ${minAge} ans`
  return maxAge === null ? null : `jusqu’à ${maxAge} ans`
}
