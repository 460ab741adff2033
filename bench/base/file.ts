import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { sealActionNote } from '#listening/action/store.server.ts'
import { noSecrets, sealContact } from '#listening/contact/secrets.server.ts'
import { birthYearsOf, soundsOf } from '#listening/matching/hashes.server.ts'
import { sealIdentity } from '#listening/situation/identity.server.ts'
import { referenceOf } from '#listening/situation/opening.server.ts'
import { closingReason, contactChannel, situationStage } from '#vocabulary'
import { dice, pick, skewed } from '../figures.ts'
import { contactOf, day, type Minor, minorOf } from './people.ts'
import type { FilledTables } from './tables.ts'

/** Somebody who writes in the base. */
export interface Author {
  readonly id: string
  readonly role: string
}

export interface Writing {
  readonly number: number
  readonly until: number
  readonly authors: readonly Author[]
  readonly bare: boolean
  readonly newId: () => string
}

const drawStage = skewed(situationStage.codes, 0.8)
const drawChannel = skewed(contactChannel.codes)

/** Writes a situation, sealed under its own key, and leaves its contacts to be written in the order of time. */
export function writeFile(
  filled: FilledTables,
  keys: Keyring,
  writing: Writing,
  later: (occurredAt: number, write: () => void) => void,
): string {
  const { number, until, authors, newId } = writing
  const minor = minorOf(number, until)
  const roll = dice(number * 104_729 + 7)
  const id = newId()
  const key = keys.createDataKey(newId())
  const author = drawAuthor(authors)(roll)
  const stage = drawStage(roll)
  const times = writing.bare ? [] : timesOf(minor, until, roll)
  filled.data_key.add([key.id, key.version, key.wrapped, minor.openedAt])
  filled.situation.add([
    id,
    referenceOf(new Date(minor.openedAt).getUTCFullYear(), number + 1),
    key.id,
    sealIdentity(keys, key, id, minor.identity),
    stage,
    stage === 'closed' ? pick(roll, closingReason.codes) : null,
    minor.openedAt,
    author.id,
    times.at(-1) ?? minor.openedAt,
  ])
  filled.assignment.add([id, author.id, minor.openedAt])
  if (writing.bare) for (const hash of hashesOf(keys, minor, [])) filled.lookup_key.add([hash, null, id])
  for (const at of times) {
    const seed = roll() * 2 ** 31
    later(at, () => writeContact(filled, keys, { ...writing, minor, id, key, author, at, seed }))
  }
  if (roll() < 0.1) writeCallback(filled, { id, key, author, newId, until }, roll)
  return id
}

// Two listeners in forty write a tenth each: the list of what is theirs is long.
const authorsDrawn = new WeakMap<readonly Author[], ReturnType<typeof skewed<Author>>>()
function drawAuthor(authors: readonly Author[]) {
  const known = authorsDrawn.get(authors) ?? skewed(authors, 0.7)
  authorsDrawn.set(authors, known)
  return known
}

/** When the contacts of a file took place: the first opens it, the others follow within some weeks. */
function timesOf(minor: Minor, until: number, roll: () => number): number[] {
  const times = [minor.openedAt]
  while (times.length < minor.contacts) {
    times.push(Math.min(until - 3_600_000, (times.at(-1) ?? minor.openedAt) + Math.floor(roll() * 20 * day)))
  }
  return times
}

interface Contact extends Writing {
  readonly minor: Minor
  readonly id: string
  readonly key: DataKey
  readonly author: Author
  readonly at: number
  readonly seed: number
}

function writeContact(filled: FilledTables, keys: Keyring, of: Contact): void {
  const { minor, key, author, at, newId } = of
  const roll = dice(of.seed)
  const id = newId()
  const written = contactOf(roll, minor, newId)
  const sealed = sealContact(keys, key, id, { ...noSecrets, ...written })
  const end = at + 1_500_000
  filled.contact.add([
    id,
    2,
    of.id,
    key.id,
    drawChannel(roll),
    'inbound',
    at,
    end,
    at,
    author.id,
    author.id,
    end,
    written.callerProfile,
    written.callerGender,
    written.departement,
    written.minorGender,
    written.minorAge,
    written.knownToChildProtection,
    written.livingPlace,
    written.certainty,
    written.dangerLevel,
    sealed.sealed_caller,
    sealed.sealed_minor,
    sealed.sealed_narrative,
    end,
    author.id,
  ])
  for (const one of written.measures) filled.contact_measure.add([id, one])
  for (const one of written.observations) {
    filled.observation.add([id, one.kind, one.code, one.presence, one.source])
  }
  for (const one of written.actions) {
    const note = sealActionNote(keys, key, one.id, one.note)
    filled.action.add([one.id, of.id, id, one.kind, one.orientationKind, at, at, author.id, note, key.id])
    for (const field of one.adviceFields) filled.action_advice.add([one.id, field])
  }
  const phones = written.callerPhone ? [written.callerPhone] : []
  for (const hash of hashesOf(keys, minor, phones)) filled.lookup_key.add([hash, id, null])
  for (const [action, when] of [
    ['contact.create', at],
    ['contact.finalise', end],
  ] as const) {
    filled.journal.add([when, newId(), author.id, author.role, action, id, 'done'])
  }
}

const sounds = new Map<string, readonly string[]>()
const shared = new Map<string, string>()

/** The hashes of a minor, as the product makes them; what many share is worked out once. */
function hashesOf(keys: Keyring, minor: Minor, phones: readonly string[]): Set<string> {
  const { firstName, birthDate, handles } = minor.identity
  const once = (kind: string, value: string): string => {
    const text = `${kind}|${value}`
    const known = shared.get(text) ?? keys.lookup(kind, value)
    shared.set(text, known)
    return known
  }
  const hashes = new Set<string>()
  for (const phone of [...minor.identity.phones, ...phones]) hashes.add(keys.lookup('phone', phone))
  for (const handle of handles)
    hashes.add(keys.lookup('handle', handle.normalize('NFD').replaceAll(/\p{M}/gu, '')))
  if (firstName && !sounds.has(firstName)) sounds.set(firstName, soundsOf(firstName))
  const years = birthYearsOf(birthDate, minor.age, new Date(minor.openedAt).toISOString())
  for (const sound of (firstName && sounds.get(firstName)) || []) {
    for (const year of years) hashes.add(once('name+year', `${sound}|${year}`))
    hashes.add(once('name+departement', `${sound}|${minor.departement}`))
  }
  return hashes
}

interface Promised {
  readonly id: string
  readonly key: DataKey
  readonly author: Author
  readonly newId: () => string
  readonly until: number
}

/** A call-back: kept long ago most of the time, sometimes still due. */
function writeCallback(filled: FilledTables, of: Promised, roll: () => number): void {
  const isDue = roll() < 0.02
  const opens = isDue ? of.until + roll() * 3 * day : of.until - roll() * 300 * day
  filled.callback.add([
    of.newId(),
    of.id,
    null,
    opens,
    opens + 7_200_000,
    of.author.id,
    of.key.id,
    opens - day,
    of.author.id,
    isDue ? null : opens + 600_000,
    isDue ? null : 'kept',
  ])
}
