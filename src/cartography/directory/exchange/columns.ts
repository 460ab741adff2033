import type { List } from '#kernel/list.ts'
import { nearestCodes } from '#kernel/nearest.ts'
import {
  actorKind,
  addressPrecision,
  departement,
  placeAccess,
  type ServiceVisibility,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  serviceVisibility,
  spokenLanguage,
} from '#vocabulary'
import type { Contact, ServiceRecord } from '../contract.ts'
import { readOsm, writeOsm } from './openingHours.ts'

/** Between the terms of a cell that holds several. */
export const listMark = ' | '

type Group = 'reference' | 'service' | 'place' | 'organisation' | 'told'

/** One column of a table of services. `told` ones are for who reads, and are not read back. */
export interface Column {
  readonly name: string
  readonly title: string
  readonly group: Group
  readonly field: string
  readonly kind: 'text' | 'number' | 'codes' | 'code' | 'flag' | 'hours' | 'digits'
  readonly list?: List
  /** The least audience that may read it. */
  readonly from?: ServiceVisibility
  readonly write: (of: ServiceRecord) => string | number | null
}

type Plain = string | number | null
const column = (
  name: string,
  title: string,
  group: Group,
  field: string,
  kind: Column['kind'],
  write: (of: ServiceRecord) => Plain,
  more: Pick<Column, 'list' | 'from'> = {},
): Column => ({ name, title, group, field, kind, write, ...more })

const labels = (list: List, codes: readonly string[]) => codes.map((code) => list.label(code)).join(listMark)
const many = (
  name: string,
  title: string,
  field: string,
  list: List,
  of: (one: ServiceRecord) => readonly string[],
) => column(name, title, 'service', field, 'codes', (one) => labels(list, of(one)), { list })

/** The columns of a table of services, contacts apart. */
export const columns: readonly Column[] = [
  column('identifiant', 'Identifiant', 'reference', 'reference', 'text', (of) => of.id),
  column('nom', 'Nom du service', 'service', 'name', 'text', (of) => of.name),
  column('organisation', 'Organisation', 'organisation', 'name', 'text', (of) => of.organisation.name),
  column(
    'nature',
    'Nature de l’organisation',
    'organisation',
    'kind',
    'code',
    (of) => actorKind.label(of.organisation.kind),
    { list: actorKind },
  ),
  column('siret', 'SIRET', 'organisation', 'siret', 'digits', (of) => of.organisation.siret),
  column(
    'site',
    'Site de l’organisation',
    'organisation',
    'website',
    'text',
    (of) => of.organisation.website,
  ),
  column('description', 'Ce qu’il fait', 'service', 'description', 'text', (of) => of.description),
  many('types', 'Ce qu’il offre', 'kinds', serviceKind, (of) => of.kinds),
  many('publics', 'Pour qui', 'audiences', serviceAudience, (of) => of.audiences),
  column('age_min', 'Âge minimal', 'service', 'minAge', 'number', (of) => of.minAge),
  column('age_max', 'Âge maximal', 'service', 'maxAge', 'number', (of) => of.maxAge),
  many('entrees', 'Qui peut le solliciter', 'entries', serviceEntry, (of) => of.entries),
  column('precisions_entree', 'Comment y entrer', 'service', 'entryNote', 'text', (of) => of.entryNote),
  many('modes', 'Où se passe la rencontre', 'reaches', serviceReach, (of) => of.reaches),
  column(
    'couverture',
    'Qui est desservi',
    'service',
    'coverage',
    'code',
    (of) => serviceCoverage.label(of.coverage),
    { list: serviceCoverage },
  ),
  column(
    'departements',
    'Départements desservis',
    'service',
    'departements',
    'codes',
    (of) => of.departements.join(listMark),
    { list: departement },
  ),
  column('cout', 'Coût', 'service', 'cost', 'code', (of) => of.cost && serviceCost.label(of.cost), {
    list: serviceCost,
  }),
  column('precisions_cout', 'Précisions sur le coût', 'service', 'costNote', 'text', (of) => of.costNote),
  column('places', 'Places', 'service', 'capacity', 'number', (of) => of.capacity),
  many('langues', 'Langues', 'languages', spokenLanguage, (of) => of.languages),
  column(
    'horaires',
    'Horaires (notation OpenStreetMap)',
    'service',
    'hours',
    'hours',
    (of) => of.hours && writeOsm(of.hours),
  ),
  column('fuseau', 'Fuseau horaire', 'service', 'timeZone', 'text', (of) => of.timeZone),
  column('nom_lieu', 'Nom du lieu', 'place', 'name', 'text', (of) => of.place?.name ?? null),
  column('adresse', 'Adresse', 'place', 'address', 'text', (of) => of.place?.address ?? null),
  column('code_postal', 'Code postal', 'place', 'postcode', 'digits', (of) => of.place?.postcode ?? null),
  column('commune', 'Commune', 'place', 'commune', 'text', (of) => of.place?.commune ?? null),
  column(
    'departement',
    'Département du lieu',
    'place',
    'departement',
    'code',
    (of) => of.place?.departement ?? null,
    { list: departement },
  ),
  column('latitude', 'Latitude', 'place', 'latitude', 'number', (of) => of.place?.latitude ?? null),
  column('longitude', 'Longitude', 'place', 'longitude', 'number', (of) => of.place?.longitude ?? null),
  column(
    'precision_adresse',
    'Ce que l’on dit de l’adresse',
    'place',
    'precision',
    'code',
    (of) => of.place && addressPrecision.label(of.place.precision),
    { list: addressPrecision },
  ),
  column(
    'accessibilite',
    'Accessibilité',
    'place',
    'access',
    'codes',
    (of) => of.place && labels(placeAccess, of.place.access),
    { list: placeAccess },
  ),
  column('en_activite', 'En activité', 'service', 'active', 'flag', (of) => (of.active ? 'oui' : 'non')),
  column(
    'visibilite',
    'Qui voit la fiche',
    'service',
    'visibility',
    'code',
    (of) => serviceVisibility.label(of.visibility),
    { list: serviceVisibility },
  ),
  column(
    'notes_professionnels',
    'Pour les professionnels',
    'service',
    'professionalNotes',
    'text',
    (of) => of.professionalNotes,
    { from: 'professionals_only' },
  ),
  column('notes_internes', 'Notes internes', 'service', 'internalNotes', 'text', (of) => of.internalNotes, {
    from: 'internal',
  }),
  column('verifie_le', 'Vérifié le', 'told', 'verifiedOn', 'text', (of) => of.verifiedOn),
  column('modifie_le', 'Modifié le', 'told', 'modifiedAt', 'text', (of) => of.modifiedAt.slice(0, 10)),
]
export const columnByName = new Map(columns.map((one) => [one.name, one]))

interface ContactColumn {
  readonly name: string
  readonly title: string
  readonly field: keyof Contact
}
/** The columns of each contact; their names begin with its number: `contact_1_telephone`. */
export const contactColumns: readonly ContactColumn[] = [
  { name: 'personne', title: 'Personne', field: 'person' },
  { name: 'fonction', title: 'Fonction', field: 'function' },
  { name: 'telephone', title: 'Téléphone', field: 'phone' },
  { name: 'courriel', title: 'Courriel', field: 'email' },
  { name: 'page', title: 'Page web', field: 'web' },
  { name: 'visibilite', title: 'Qui le voit', field: 'visibility' },
  { name: 'entree', title: 'Contact d’entrée', field: 'isFrontGate' },
]

/** How a value of a contact stands in a cell. */
export const contactCell = (of: Contact | undefined, field: keyof Contact): string | null => {
  const value = of?.[field]
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return field === 'visibility' ? serviceVisibility.label(String(value)) : String(value)
}

/** What a cell says, or why it cannot be read. */
export type CellRead = { value: unknown } | { fault: string }

const spaceless = (text: string) => text.replace(/[\s\u00a0\u202f]/g, '')
const short = (text: string) => `« ${text.length > 40 ? `${text.slice(0, 39)}…` : text} »`

/** Reads a cell that is not empty. */
export function readCell(of: Pick<Column, 'kind' | 'list' | 'field'>, text: string): CellRead {
  switch (of.kind) {
    case 'text':
      return { value: text }
    case 'digits': {
      const digits = spaceless(text)
      const size = of.field === 'postcode' ? 5 : 14
      // A spreadsheet takes the first zero away from what looks like a number.
      return { value: /^\d+$/.test(digits) && digits.length === size - 1 ? `0${digits}` : digits }
    }
    case 'number': {
      const number = spaceless(text).replace(',', '.')
      return /^[+-]?\d+(\.\d+)?$/.test(number)
        ? { value: Number(number) }
        : { fault: `${short(text)} n’est pas un nombre.` }
    }
    case 'flag':
      if (/^(oui|vrai|true|1)$/i.test(text)) return { value: true }
      return /^(non|faux|false|0)$/i.test(text)
        ? { value: false }
        : { fault: `${short(text)} : répondez par oui ou non.` }
    case 'hours': {
      const week = readOsm(text)
      return week
        ? { value: week }
        : {
            fault: `${short(text)} ne se lit pas comme des horaires, par exemple Mo-Fr 09:00-12:00,14:00-17:00.`,
          }
    }
    case 'code':
      return readCode(of.list, text)
    case 'codes': {
      const parts = text
        .split('|')
        .map((part) => part.trim())
        .filter(Boolean)
      const read = parts.map((part) => readCode(of.list, part))
      const bad = read.find((one) => 'fault' in one)
      return bad ?? { value: [...new Set(read.map((one) => ('value' in one ? one.value : null)))] }
    }
  }
}

/** A code, or the label that stands for it, whatever its case and accents. */
function readCode(list: List | undefined, text: string): CellRead {
  if (!list) return { value: text }
  if (list.has(text)) return { value: text }
  const exact = list.codes.filter(
    (code) => fold(list.label(code)) === fold(text) || fold(code) === fold(text),
  )
  if (exact.length === 1) return { value: exact[0] }
  if (list === departement && text === '20')
    return { fault: '« 20 » n’est plus un département. La Corse-du-Sud est 2A, la Haute-Corse 2B.' }
  const near = nearestCodes(list, text).map((code) => list.label(code))
  const meant = near.length > 0 ? ` Vouliez-vous dire ${near.join(' ou ')} ?` : ` ${some(list)}`
  return { fault: `${short(text)} n’est pas un terme de cette colonne.${meant}` }
}

const some = (list: List) => {
  if (list === departement) return 'Un code est attendu, comme 33, 2A ou 971.'
  const terms = list.codes.map((code) => list.label(code))
  return terms.length <= 6
    ? `Les termes possibles : ${terms.join(' ; ')}.`
    : `Par exemple : ${terms.slice(0, 4).join(' ; ')}. La liste entière est celle de la fiche d’un service.`
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
