import { observable, type Presence, type Source, source } from '#vocabulary'
import type { SituationContact } from './contract.ts'

/** What one contact says of one thing. */
export interface Said {
  readonly contactId: string
  readonly presence: Presence
  readonly source: Source | null
}

/**
 * Where a thing stands after the last contact: it appears, it goes on, it comes back, it is not said again,
 * it is said to be over, or nobody ever said it was there.
 */
export type Course = 'new' | 'persists' | 'returns' | 'not_repeated' | 'now_absent' | 'never_present'

export interface SeriesRow {
  readonly kind: string
  readonly code: string
  readonly label: string
  readonly course: Course
  /** When it was first said to be there. */
  readonly firstAt: string | null
  /** How many contacts said it was there. */
  readonly times: number
  readonly said: ReadonlyMap<string, Said>
}

export interface SeriesGroup {
  readonly kind: string
  readonly label: string
  readonly rows: readonly SeriesRow[]
}

const groupLabels: Readonly<Record<string, string>> = {
  problem: 'Problèmes',
  sign: 'Signes',
  exploitation_mode: 'Mode d’exploitation',
  exploitation_place: 'Lieu d’exploitation',
}

/** The label of a thing that can be observed. */
export const observedLabel = (kind: string, code: string): string =>
  observable.lists.find((list) => list.name === kind)?.label(code) ?? code

/** Contacts from the first to the last, as they happened. */
export const inOrder = (contacts: readonly SituationContact[]) =>
  contacts.toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.id < b.id ? -1 : 1))

/** Everything that was ever mentioned, one row a thing, in the order of the lists; what was never asked has no row. */
export function seriesOf(contacts: readonly SituationContact[]): SeriesGroup[] {
  const ordered = inOrder(contacts)
  return observable.lists
    .map((list) => ({
      kind: list.name,
      label: groupLabels[list.name] ?? list.name,
      rows: list.codes
        .map((code) => rowOf(ordered, list.name, code, list.label(code)))
        .filter((row) => row !== null),
    }))
    .filter((group) => group.rows.length > 0)
}

function rowOf(
  ordered: readonly SituationContact[],
  kind: string,
  code: string,
  label: string,
): SeriesRow | null {
  const said = new Map<string, Said>()
  for (const contact of ordered) {
    const found = contact.observations.find((one) => one.kind === kind && one.code === code)
    if (found) said.set(contact.id, { contactId: contact.id, presence: found.presence, source: found.source })
  }
  if (said.size === 0) return null
  const present = ordered.filter((contact) => said.get(contact.id)?.presence === 'present')
  const course = courseOf(ordered.map((contact) => said.get(contact.id)?.presence))
  return { kind, code, label, course, firstAt: present[0]?.occurredAt ?? null, times: present.length, said }
}

/** The course of a thing from what each contact, in order, said of it; nothing when it said nothing. */
export function courseOf(presences: readonly (Presence | undefined)[]): Course {
  const last = presences.at(-1)
  const before = presences.slice(0, -1)
  const wasPresent = before.includes('present')
  if (last === 'present') {
    if (!wasPresent) return 'new'
    // Silence is not a denial: only an absence said since makes it come back.
    return before.findLast((one) => one === 'present' || one === 'absent') === 'absent'
      ? 'returns'
      : 'persists'
  }
  if (!wasPresent) return 'never_present'
  const latest = presences.findLast((one) => one === 'present' || one === 'absent')
  return latest === 'absent' ? 'now_absent' : 'not_repeated'
}

/** What a contact says for the first time to be there, against all the contacts before it. */
export function newsOf(contact: SituationContact, before: readonly SituationContact[]) {
  const known = new Set(
    before.flatMap((one) =>
      one.observations.filter(isPresent).map((observation) => `${observation.kind} ${observation.code}`),
    ),
  )
  return contact.observations
    .filter(isPresent)
    .filter((observation) => !known.has(`${observation.kind} ${observation.code}`))
}

const isPresent = (observation: { presence: Presence }) => observation.presence === 'present'

const shortSources: Readonly<Record<Source, string>> = {
  caller: 'appelant',
  minor: 'mineur',
  professional: 'pro',
  family: 'proche',
  listener: 'écoutant',
  document: 'document',
}

/** Who said it, in one word for a narrow column. */
export const shortSource = (said: Source | null) => (said ? shortSources[said] : '')

/** Who said it, in a clause: « dit par l’appelant ». */
export const sourceInWords = (said: Source | null) =>
  said ? source.label(said).replace(/^./, (first) => first.toLowerCase()) : ''
