import { newId } from '#kernel/id.ts'
import type { Contact, ServiceRecord } from '../contract.ts'
import type { ProposedFields } from '../proposed.ts'
import type { Draft } from './draft.ts'

type DraftContact = Draft['contacts'][number]

const phoneKey = (phone: string | null) => phone?.replace(/\D/g, '').slice(-9) || null
const lower = (text: string | null) => text?.toLowerCase() ?? null
const meets = (a: string | null, b: string | null) => a !== null && a === b

/** Whether two ways of reaching a service are one. */
const isSame = (one: Contact, other: DraftContact): boolean =>
  meets(phoneKey(one.phone), phoneKey(other.phone)) ||
  meets(lower(one.email), lower(other.email)) ||
  meets(one.web, other.web) ||
  (!other.phone &&
    !other.email &&
    !other.web &&
    (meets(one.person, other.person) || meets(one.function, other.function)))

/** A contact of a file as one of ours; whoever is named is told to professionals unless the file says otherwise. */
export const contactOf = (of: DraftContact): Contact => ({
  ...of,
  id: newId(),
  visibility: of.visibility ?? 'professionals_only',
  isFrontGate: of.isFrontGate ?? false,
})

const parts = ['person', 'function', 'phone', 'email', 'web'] as const
/** In how many words two contacts agree. */
const likeness = (one: Contact, other: DraftContact): number =>
  parts.filter((part) => one[part] === other[part]).length

/** Our contacts with what a file says of them, and those that it adds. A file takes none away: it may not know them all. */
export function mergeContacts(ours: readonly Contact[], theirs: readonly DraftContact[]): Contact[] {
  const merged = [...ours]
  const free = new Set(ours.keys())
  const added: Contact[] = []
  // Those that agree in everything first, so that two that share a number do not take each other's place.
  for (const one of theirs.toSorted((a, b) => closest(ours, b) - closest(ours, a))) {
    const at = [...free]
      .filter((place) => ours[place] && isSame(ours[place], one))
      .toSorted((a, b) => likenessAt(ours, b, one) - likenessAt(ours, a, one))[0]
    const own = at === undefined ? undefined : ours[at]
    if (at === undefined || !own) {
      added.push(contactOf(one))
      continue
    }
    free.delete(at)
    merged[at] = {
      ...own,
      person: one.person ?? own.person,
      function: one.function ?? own.function,
      phone: phoneKey(one.phone) === phoneKey(own.phone) ? own.phone : (one.phone ?? own.phone),
      email: lower(one.email) === lower(own.email) ? own.email : (one.email ?? own.email),
      web: one.web ?? own.web,
    }
  }
  return [...merged, ...added]
}

const likenessAt = (ours: readonly Contact[], place: number, one: DraftContact) => {
  const own = ours[place]
  return own ? likeness(own, one) : 0
}
const closest = (ours: readonly Contact[], one: DraftContact) =>
  Math.max(0, ...ours.map((own) => (isSame(own, one) ? likeness(own, one) : 0)))

const isEqualSet = (a: unknown, b: unknown) =>
  Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one) => b.includes(one))

/** What an entry of a file proposes to an entry of the directory: what it leaves out, it does not take away. */
export function proposedBy(draft: Draft, now: ServiceRecord): ProposedFields {
  const { visibility: _, internalNotes: _notes, verifyEvery: _every, ...own } = draft.service
  const said = Object.fromEntries(
    Object.entries(own).filter(([key, value]) => !isEqualSet(value, Object(now)[key])),
  ) as Partial<typeof own>
  const { precision: _precision, ...where } = draft.place ?? {}
  const place = Object.fromEntries(
    Object.entries(where).filter(
      ([key, value]) => value !== null && !isEqualSet(value, Object(now.place)[key]),
    ),
  )
  const contacts = mergeContacts(now.contacts, draft.contacts)
  return {
    ...said,
    ...(JSON.stringify(contacts) !== JSON.stringify(now.contacts) && { contacts }),
    ...(Object.keys(place).length > 0 && { place }),
    ...(draft.organisation.name && { organisation: draft.organisation.name }),
    ...(draft.leftover.length > 0 && { remark: draft.leftover.join('\n').slice(0, 4000) }),
  }
}
