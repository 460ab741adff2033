import type { z } from 'zod'
import { type Opening, readDay, weekdays, writeDay } from '#kernel/hours/hours.ts'
import type { List } from '#kernel/list.ts'
import {
  departement,
  placeAccess,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  spokenLanguage,
} from '#vocabulary'
import { PlaceFields, ServiceFields } from '../directory/fields.ts'
import { ProposedFields } from '../directory/proposed.ts'
import type { RecordRow } from './tables.server.ts'

/** One question of the form: `place` when it is about the place, which is another record. */
export interface Ask {
  readonly name: string
  readonly kind: 'line' | 'area' | 'number' | 'many' | 'one'
  readonly title: string
  readonly hint?: string
  readonly of?: List
  /** Never left empty. */
  readonly isNeeded?: true
  readonly place?: true
  /** Not asked of a confidential address: it does not travel by this page. */
  readonly exactOnly?: true
}

const titleOf = (schema: z.ZodType): string => schema.meta()?.title ?? ''
const own = ServiceFields.shape
const there = PlaceFields.shape

const ask = (
  name: keyof typeof own,
  kind: Ask['kind'],
  more: Omit<Partial<Ask>, 'name' | 'kind'> = {},
): Ask => ({ name, kind, title: titleOf(own[name]), ...more })

/** What is asked, in the order in which a service speaks of itself; hours and contacts have fields of their own. */
export const sections: readonly {
  readonly id: string
  readonly title: string
  readonly asks: readonly Ask[]
}[] = [
  {
    id: 'service',
    title: 'Le service',
    asks: [
      { name: 'organisation', kind: 'line', title: 'Organisation', isNeeded: true },
      ask('name', 'line', { isNeeded: true }),
      ask('description', 'area', { hint: 'Quelques phrases que l’on puisse lire à quelqu’un au téléphone.' }),
      ask('kinds', 'many', { of: serviceKind }),
    ],
  },
  {
    id: 'public',
    title: 'Pour qui',
    asks: [
      ask('audiences', 'many', { of: serviceAudience }),
      ask('minAge', 'number', { hint: 'En années. Laissez vide s’il n’y en a pas.' }),
      ask('maxAge', 'number', { hint: 'En années. Laissez vide s’il n’y en a pas.' }),
      ask('coverage', 'one', { of: serviceCoverage, isNeeded: true }),
      ask('departements', 'many', { of: departement }),
    ],
  },
  {
    id: 'acces',
    title: 'Comment y entrer',
    asks: [
      ask('entries', 'many', { of: serviceEntry }),
      ask('entryNote', 'area', { hint: 'Premier rendez-vous, orientation nécessaire, délai…' }),
      ask('reaches', 'many', { of: serviceReach }),
      ask('cost', 'one', { of: serviceCost }),
      ask('costNote', 'line'),
      ask('capacity', 'number', {
        hint: 'Nombre de places ou de suivis. Laissez vide si cela ne s’applique pas.',
      }),
      ask('languages', 'many', { of: spokenLanguage }),
      ask('professionalNotes', 'area', { hint: 'Ce que seuls les professionnels liront.' }),
    ],
  },
  {
    id: 'lieu',
    title: 'Le lieu',
    asks: [
      { name: 'placeName', kind: 'line', title: titleOf(there.name), place: true, exactOnly: true },
      { name: 'address', kind: 'line', title: titleOf(there.address), place: true, exactOnly: true },
      { name: 'postcode', kind: 'line', title: titleOf(there.postcode), place: true, exactOnly: true },
      { name: 'commune', kind: 'line', title: titleOf(there.commune), place: true, exactOnly: true },
      { name: 'standsIn', kind: 'one', title: titleOf(there.departement), of: departement, place: true },
      { name: 'access', kind: 'many', title: titleOf(there.access), of: placeAccess, place: true },
    ],
  },
]

/** What is asked of this entry. */
export const asksOf = (isConfidential: boolean): Ask[] =>
  sections.flatMap(({ asks }) => asks.filter(({ exactOnly }) => !isConfidential || !exactOnly))

export interface TypedContact {
  /** Empty for one that is added. */
  readonly id: string
  readonly person: string
  readonly function: string
  readonly phone: string
  readonly email: string
  readonly web: string
  readonly visibility: string
}

/** What the form holds: everything as it is typed, so that nothing is lost when something is wrong. */
export interface Typed {
  readonly values: Readonly<Record<string, string | readonly string[]>>
  /** By day of the week; ignored unless the hours are said day by day. */
  readonly days: readonly string[]
  readonly hours: 'unknown' | 'days'
  readonly contacts: readonly TypedContact[]
  readonly isClosed: boolean
}

const text = (value: string | number | null): string => (value === null ? '' : String(value))

/** The form as it is first shown: what the directory holds. */
export function typedOf(row: RecordRow): Typed {
  return {
    values: {
      organisation: row.organisation,
      name: row.name,
      description: text(row.description),
      kinds: row.kinds,
      audiences: row.audiences,
      minAge: text(row.min_age),
      maxAge: text(row.max_age),
      coverage: row.coverage,
      departements: row.departements,
      entries: row.entries,
      entryNote: text(row.entry_note),
      reaches: row.reaches,
      cost: text(row.cost),
      costNote: text(row.cost_note),
      capacity: text(row.capacity),
      languages: row.languages,
      professionalNotes: text(row.professional_notes),
      placeName: text(row.place_name),
      address: text(row.address),
      postcode: text(row.postcode),
      commune: text(row.commune),
      standsIn: text(row.stands_in),
      access: row.access,
    },
    hours: row.hours === null ? 'unknown' : 'days',
    days: weekdays.map((_, place) => writeDay(row.hours ?? [], place + 1)),
    contacts: row.contacts.map((one) => ({
      id: one.id,
      person: text(one.person),
      function: text(one.function),
      phone: text(one.phone),
      email: text(one.email),
      web: text(one.web),
      visibility: one.visibility,
    })),
    isClosed: false,
  }
}

/** One line of the entry in words. */
export interface EntryLine {
  readonly title: string
  readonly words: string
}

/** Something to correct, and the field to which a link leads. */
export interface Fault {
  readonly at: string
  readonly message: string
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const sorted = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' || value === undefined ? (value ?? '').trim() : [...value].toSorted()

const placeKeys: Readonly<Record<string, keyof typeof there>> = { placeName: 'name', standsIn: 'departement' }

/** What a value that was typed means; undefined when a number does not read. */
function meaningOf({ kind, isNeeded }: Ask, value: string | readonly string[]): unknown {
  if (kind === 'many') return value
  const line = String(value).trim()
  if (line === '') return isNeeded ? line : null
  if (kind !== 'number') return line
  return /^\d{1,6}$/.test(line) ? Number(line) : undefined
}

/** What is wrong with an answer, in words that say what to write instead. */
function whyNot({ kind, isNeeded }: Ask, meant: unknown, message: string | undefined): string {
  if (kind === 'one') return 'choisissez une réponse de la liste.'
  if (kind === 'number') return 'écrivez un nombre entier, ou laissez vide.'
  if (isNeeded && meant === '') return 'il en faut un.'
  return message ?? 'à revoir.'
}

/** What somebody changed, ready to be proposed, and what must be corrected first. Fields left alone are not in it. */
export function changesIn(
  typed: Typed,
  base: Typed,
  context: {
    readonly isConfidential: boolean
    readonly known: RecordRow['contacts']
    readonly newId: () => string
  },
): { readonly fields: ProposedFields; readonly faults: readonly Fault[] } {
  const fields: Record<string, unknown> = {}
  const place: Record<string, unknown> = {}
  const faults: Fault[] = []
  for (const asked of asksOf(context.isConfidential)) {
    const value = typed.values[asked.name] ?? (asked.kind === 'many' ? [] : '')
    if (isSame(sorted(value), sorted(base.values[asked.name]))) continue
    const key = asked.place ? (placeKeys[asked.name] ?? asked.name) : asked.name
    const schema = asked.place ? there[key as keyof typeof there] : ProposedFields.shape[key as 'name']
    const meant = meaningOf(asked, value)
    const read = schema?.safeParse(meant)
    if (!read?.success || meant === undefined) {
      const message = `${asked.title} : ${whyNot(asked, meant, read?.error?.issues[0]?.message)}`
      faults.push({ at: asked.name, message })
    } else if (asked.place) place[key] = read.data
    else fields[key] = read.data
  }
  if (Object.keys(place).length > 0) fields.place = place
  readHours(typed, base, fields, faults)
  readContacts(typed, base, context, fields, faults)
  if (typed.isClosed) fields.active = false
  const ages = { min: Number(typed.values.minAge || 0), max: Number(typed.values.maxAge || 120) }
  if (ages.min > ages.max) {
    faults.push({
      at: 'maxAge',
      message: `${titleOf(own.maxAge)} : il ne peut être inférieur à l’âge minimal.`,
    })
  }
  return { fields: fields as ProposedFields, faults }
}

function readHours(typed: Typed, base: Typed, fields: Record<string, unknown>, faults: Fault[]): void {
  const said = (of: Typed) => (of.hours === 'unknown' ? 'unknown' : of.days.map((day) => day.trim()))
  if (isSame(said(typed), said(base))) return
  if (typed.hours === 'unknown') {
    fields.hours = null
    return
  }
  const week: Opening[] = []
  for (const [place, name] of weekdays.entries()) {
    const day = readDay(place + 1, typed.days[place] ?? '')
    if (day) week.push(...day)
    else {
      const message = `Horaires du ${name} : écrivez par exemple « 9h-12h30, 14h-18h », ou laissez vide.`
      faults.push({ at: `day-${place + 1}`, message })
    }
  }
  fields.hours = week
}

function readContacts(
  typed: Typed,
  base: Typed,
  { known, newId }: { readonly known: RecordRow['contacts']; readonly newId: () => string },
  fields: Record<string, unknown>,
  faults: Fault[],
): void {
  if (isSame(typed.contacts, base.contacts)) return
  fields.contacts = typed.contacts.map((one, place) => {
    const before = known.find(({ id }) => id === one.id)
    const filled = Object.entries(one).map(([part, said]) => [part, said === '' ? null : said])
    const kept = { id: before?.id ?? newId(), isFrontGate: before?.isFrontGate ?? false }
    const contact = { ...Object.fromEntries(filled), ...kept }
    const read = own.contacts.element.safeParse(contact)
    if (read.success) return read.data
    const issue = read.error.issues[0]
    const part = String(issue?.path[0] ?? 'person')
    const message = `Contact ${place + 1} : ${issue?.message ?? 'à revoir.'}`
    faults.push({ at: `contact-${place}-${part}`, message })
    return contact
  })
}
