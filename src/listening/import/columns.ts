import type { List } from '#kernel/list.ts'
import { ContactFields, narrativeLimit } from '#listening/contact/contract.ts'
import {
  action,
  callerProfile,
  contactChannel,
  contactDirection,
  dangerLevel,
  departement,
  knownToChildProtection,
  minorGender,
  problem,
  sign,
} from '#vocabulary'

/** What a cell of a column may hold. */
export type CellKind =
  | { readonly is: 'reference'; readonly limit: number }
  | { readonly is: 'instant' }
  | { readonly is: 'age'; readonly from: number; readonly to: number }
  | { readonly is: 'code'; readonly of: List }
  | { readonly is: 'codes'; readonly of: List }
  | { readonly is: 'text'; readonly limit: number }

export interface Column {
  readonly name: ColumnName
  readonly title: string
  readonly description: string
  readonly isRequired: boolean
  readonly kind: CellKind
  /** What the codes look like, when they are too many to be listed in a message. */
  readonly hint?: string
}

const titleOf = (field: keyof typeof ContactFields.shape): string =>
  ContactFields.shape[field].meta()?.title ?? field

const limit = 200

const columns = {
  contact_ref: {
    title: 'Référence du contact',
    description: 'Propre à chaque contact : une référence déjà importée n’est pas importée une seconde fois.',
    isRequired: true,
    kind: { is: 'reference', limit },
  },
  situation_ref: {
    title: 'Référence de la situation',
    description: 'Les contacts qui portent la même référence forment une seule situation.',
    isRequired: true,
    kind: { is: 'reference', limit },
  },
  occurred_at: {
    title: titleOf('occurredAt'),
    description: 'Date et heure ISO 8601 avec le décalage horaire, par exemple 2024-03-15T14:32:00+01:00.',
    isRequired: true,
    kind: { is: 'instant' },
  },
  channel: code(contactChannel, titleOf('channel'), 'Par quelle voie le contact est arrivé.', true),
  direction: code(contactDirection, titleOf('direction'), 'Qui est allé vers qui.', true),
  caller_profile: code(callerProfile, titleOf('callerProfile'), 'Qui a pris contact.'),
  department: {
    ...code(
      departement,
      titleOf('departement'),
      'Code du département, sur deux ou trois caractères : 01, 2A, 971.',
    ),
    hint: 'le code d’un département (01 à 95, 2A, 2B, 971 à 988), abroad, unknown ou undisclosed',
  },
  minor_gender: code(minorGender, titleOf('minorGender'), 'Ce qui est dit du genre du mineur.'),
  minor_age: {
    title: titleOf('minorAge'),
    description: 'Âge en années révolues, en chiffres.',
    isRequired: false,
    kind: { is: 'age', from: 0, to: 25 },
  },
  known_to_child_protection: code(
    knownToChildProtection,
    titleOf('knownToChildProtection'),
    'Si la protection de l’enfance connaissait déjà le mineur.',
  ),
  problems: codes(problem, 'Problèmes évoqués', 'Ce que traverse le mineur, d’après ce contact.'),
  signs: codes(
    sign,
    'Signes relevés',
    'Ce qui peut faire penser à une situation de prostitution, d’après ce contact.',
  ),
  danger_level: code(
    dangerLevel,
    titleOf('dangerLevel'),
    'Notion juridique de danger retenue à l’issue du contact.',
  ),
  actions: codes(action, titleOf('actions'), 'Ce que la plateforme a fait à l’issue du contact.'),
  summary: {
    title: titleOf('narrative'),
    description: 'Récit du contact, sur plusieurs lignes au besoin. Il est scellé dès son arrivée.',
    isRequired: false,
    kind: { is: 'text', limit: narrativeLimit },
  },
} as const satisfies Record<string, Omit<Column, 'name'>>

export type ColumnName = keyof typeof columns

/** The columns of an import of contacts, in the order in which they are described; a file may hold them in any order. */
export const importColumns: readonly Column[] = Object.entries(columns).map(([name, column]) => ({
  name: name as ColumnName,
  ...column,
}))

function code(of: List, title: string, description: string, isRequired = false) {
  return { title, description, isRequired, kind: { is: 'code', of } } as const
}

function codes(of: List, title: string, description: string) {
  return { title, description, isRequired: false, kind: { is: 'codes', of } } as const
}

/** What separates the codes of one cell. */
export const listMark = '|'
