import { Temporal } from 'temporal-polyfill'
import type { Keyring } from '#kernel/seal.server.ts'
import { unsealContact } from '#listening/contact/secrets.server.ts'
import { unsealIdentity } from '#listening/situation/identity.server.ts'
import { departement, minorGender } from '#vocabulary'
import type { Candidate, Clues } from './contract.ts'
import { fold, normalHandle, normalPhone, soundsOf } from './hashes.server.ts'
import type { CandidateRow } from './queries.server.ts'

type Point = Candidate['agrees'][number]

/** Everything that a file and its contacts say of who could be recognised. */
interface Told {
  readonly firstNames: readonly string[]
  readonly lastNames: readonly string[]
  readonly handles: readonly string[]
  readonly phones: readonly string[]
  readonly birthDates: readonly string[]
}

function tell(keys: Keyring, row: CandidateRow): Told {
  const key = keys.openDataKey(row.data_key_id, row.key_version, row.key_wrapped)
  const file = unsealIdentity(keys, key, row.id, row.sealed_identity)
  const contacts = row.told.map((contact) => {
    const own = keys.openDataKey(contact.data_key_id, contact.key_version, contact.key_wrapped)
    return unsealContact(keys, own, contact.id, { ...contact, sealed_narrative: null })
  })
  const all = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))]
  return {
    firstNames: all([
      file.firstName,
      ...file.aliases,
      ...contacts.flatMap((one) => [one.minorFirstName, ...one.minorAliases]),
    ]),
    lastNames: all([file.lastName, ...contacts.map((one) => one.minorLastName)]),
    handles: all([...file.handles, ...contacts.flatMap((one) => one.minorHandles)]),
    phones: all([...file.phones, ...contacts.flatMap((one) => [one.minorPhone, one.callerPhone])]),
    birthDates: all([file.birthDate, ...contacts.map((one) => one.minorBirthDate)]),
  }
}

/** Compares clues with candidate files field by field; a hash that collided agrees on nothing and is left out. */
export function compare(keys: Keyring, clues: Clues, rows: readonly CandidateRow[]): Candidate[] {
  return rows
    .map((row) => {
      const { agrees, differs } = judge(clues, row, tell(keys, row))
      return {
        situationId: row.id,
        reference: row.reference,
        stage: row.stage,
        age: row.age,
        departement: row.departement,
        dangerLevel: row.danger_level,
        contactCount: row.contact_count,
        lastContactAt: row.last_contact_at,
        agrees,
        differs,
      }
    })
    .filter((candidate) => candidate.agrees.length > 0 || Object.keys(clues).length === 0)
    .toSorted(
      (a, b) => weightOf(b) - weightOf(a) || (b.lastContactAt ?? '').localeCompare(a.lastContactAt ?? ''),
    )
}

/** What is nearly unique weighs more than what many share; only an order on the screen, never shown as a number. */
const weights: Record<Point['field'], number> = {
  reference: 10,
  phone: 6,
  handle: 5,
  birthDate: 4,
  lastName: 3,
  firstName: 2,
  age: 1,
  departement: 1,
  gender: 0.5,
}

const weightOf = (candidate: Pick<Candidate, 'agrees' | 'differs'>): number =>
  candidate.agrees.reduce((sum, point) => sum + weights[point.field], 0) -
  candidate.differs.reduce((sum, point) => sum + weights[point.field] / 2, 0)

function judge(clues: Clues, row: CandidateRow, told: Told): { agrees: Point[]; differs: Point[] } {
  const agrees: Point[] = []
  const differs: Point[] = []
  const note = (field: Point['field'], label: string, file: string, same: boolean) => {
    const point = { field, label, file }
    if (same) agrees.push(point)
    else differs.push(point)
  }
  const shared = (
    given: readonly string[],
    known: readonly string[],
    normal: (text: string) => string | null,
  ) => {
    const wanted = new Set(given.map(normal).filter((value) => value !== null))
    return known.find((value) => wanted.has(normal(value) ?? ''))
  }
  const phone = shared(clues.phones ?? [], told.phones, normalPhone)
  if (phone) note('phone', 'Téléphone', phone, true)
  const handle = shared(clues.handles ?? [], told.handles, normalHandle)
  if (handle) note('handle', 'Compte', handle, true)
  if (clues.firstName && told.firstNames.length > 0) {
    const sounds = new Set(soundsOf(clues.firstName))
    const heard = told.firstNames.find((name) => soundsOf(name).some((sound) => sounds.has(sound)))
    note('firstName', 'Prénom', heard ?? told.firstNames.join(', '), heard !== undefined)
  }
  if (clues.lastName && told.lastNames.length > 0) {
    const same = shared([clues.lastName], told.lastNames, fold)
    note('lastName', 'Nom', same ?? told.lastNames.join(', '), same !== undefined)
  }
  if (clues.birthDate && told.birthDates.length > 0) {
    const same = told.birthDates.includes(clues.birthDate)
    note('birthDate', 'Date de naissance', same ? clues.birthDate : told.birthDates.join(', '), same)
  }
  if (clues.age != null && row.age !== null) {
    note(
      'age',
      'Âge',
      `${ageToday(row.age, row.opened_at)} ans`,
      Math.abs(ageToday(row.age, row.opened_at) - clues.age) <= 1,
    )
  }
  if (clues.departement && row.departement) {
    note(
      'departement',
      'Département',
      departement.label(row.departement),
      row.departement === clues.departement,
    )
  }
  if (clues.gender && row.gender)
    note('gender', 'Genre', minorGender.label(row.gender), row.gender === clues.gender)
  return { agrees, differs }
}

/** An age noted at the first contact, brought to today. */
function ageToday(age: number, openedAt: string | null): number {
  if (!openedAt) return age
  const opened = Temporal.Instant.from(openedAt).toZonedDateTimeISO('Europe/Paris').toPlainDate()
  return age + opened.until(Temporal.Now.plainDateISO('Europe/Paris'), { largestUnit: 'years' }).years
}
