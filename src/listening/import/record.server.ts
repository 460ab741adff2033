import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { DataKey, Keyring, NewDataKey } from '#kernel/seal.server.ts'
import type { ContactFields } from '#listening/contact/contract.ts'
import { referenceOf, takeNumbers } from '#listening/situation/opening.server.ts'
import { summarise } from '#listening/situation/summary.server.ts'
import type { Disposition } from '#vocabulary'
import { yearOf } from './check.server.ts'
import { insertContacts, insertFiles, insertKeys, moveForward, type WrittenContact } from './rows.server.ts'

/** A whole contact, as it comes from elsewhere: all that a person may write of one, with where it belongs. */
export interface ImportedContact extends ContactFields {
  /** What it is called where it comes from: a contact already recorded under that name is left as it is. */
  readonly ref: string | null
  /** What its situation is called there: same name, same situation. Without one, the contact waits to be attached. */
  readonly situationRef: string | null
  /** When it was written down; now, unless said otherwise. */
  readonly recordedAt?: string
  /** Still to be finalised. */
  readonly isDraft?: boolean
  /** Put aside: not about a minor in danger. */
  readonly disposition?: Disposition
}

/** What the recording of a batch made. */
export interface Recorded {
  readonly contacts: number
  readonly situations: number
  readonly unchanged: number
  /** The identifier of each contact that was recorded, in the order of the batch; undefined for one left as it was. */
  readonly ids: readonly (string | undefined)[]
  /** The situations of the batch by the name they came under. */
  readonly files: ReadonlyMap<string, RecordedFile>
}

export interface RecordedFile {
  readonly id: string
  readonly key: DataKey
}

/** Who records; nobody, when it is the command line. */
export interface Author {
  readonly id: string | null
}

/** What looking up needs: a transaction, or the whole database. */
export type Reader = Pick<Db, 'getExecutor'>

/**
 * Records contacts in bulk, inside the caller's transaction: their situations are opened as they are met, one data key each,
 * numbered by the year of their first contact of the batch. Two recordings wait for each other.
 * Contacts keep the order of the batch: it decides between two that happened at the same instant.
 */
export async function recordContacts(
  db: Db,
  keys: Keyring,
  batch: readonly ImportedContact[],
  author: Author,
): Promise<Recorded> {
  // In bulk, tables grow faster than their statistics: a plan made for an empty table would read the whole of a full one.
  await sql`select pg_advisory_xact_lock(122), set_config('enable_seqscan', 'off', true)`.execute(db)
  const fresh = await leaveOutKnown(db, batch)
  const { files, opened } = await openFiles(db, keys, [...fresh.values()], author)
  const written: WrittenContact[] = []
  const alone: NewDataKey[] = []
  const ownKey = (): DataKey => {
    const key = keys.createDataKey(newId())
    alone.push(key)
    return key
  }
  const ids = batch.map((_, index) => {
    const contact = fresh.get(index)
    if (!contact) return undefined
    const file = contact.situationRef === null ? undefined : files.get(contact.situationRef)
    const id = newId()
    written.push({
      id,
      contact,
      situationId: file?.id ?? null,
      key: file?.key ?? ownKey(),
    })
    return id
  })
  await insertKeys(db, alone)
  await insertContacts(db, keys, written, author)
  await summarise(
    db,
    written.map(({ situationId }) => situationId),
  )
  return {
    contacts: written.length,
    situations: opened,
    unchanged: batch.length - written.length,
    ids,
    files,
  }
}

/** The contacts of a batch that are not recorded yet, by their place in it. */
async function leaveOutKnown(
  db: Db,
  batch: readonly ImportedContact[],
): Promise<Map<number, ImportedContact>> {
  const known = await knownContacts(
    db,
    batch.flatMap(({ ref }) => (ref === null ? [] : [ref])),
  )
  const fresh = new Map<number, ImportedContact>()
  for (const [index, contact] of batch.entries()) {
    if (contact.ref !== null && known.has(contact.ref)) continue
    if (contact.ref !== null) known.add(contact.ref)
    fresh.set(index, contact)
  }
  return fresh
}

/** Which of these contacts are recorded already. */
export async function knownContacts(db: Reader, refs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ import_ref: string }>`
    select import_ref from contact where import_ref = any (${refs}::text[])`.execute(db)
  return new Set(rows.map((row) => row.import_ref))
}

/** Which of these situations are open already; one that was merged leads to the one that stays. */
export async function knownFiles(db: Reader, refs: readonly string[]) {
  const { rows } = await sql<{ ref: string; id: string; data_key_id: string }>`
    with recursive kept as (
      select import_ref as ref, id, data_key_id, merged_into from situation where import_ref = any (${refs}::text[])
      union all
      select kept.ref, s.id, s.data_key_id, s.merged_into from kept join situation s on s.id = kept.merged_into
    )
    select ref, id, data_key_id from kept where merged_into is null`.execute(db)
  return rows
}

/** The situations that a batch names; those that do not exist are opened, in the order of their first contact. */
async function openFiles(
  db: Db,
  keys: Keyring,
  batch: readonly ImportedContact[],
  author: Author,
): Promise<{ files: Map<string, RecordedFile>; opened: number }> {
  const spans = spansOf(batch)
  const rows = await knownFiles(db, [...spans.keys()])
  const known = await openDataKeys(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  const files = new Map<string, RecordedFile>()
  for (const { ref, id, data_key_id } of rows) {
    const key = known.get(data_key_id)
    if (!key) throw new Error('the data key of this file was destroyed')
    files.set(ref, { id, key })
  }
  await moveForward(
    db,
    [...files].map(([ref, { id }]) => ({ id, at: spans.get(ref)?.last ?? '' })),
  )
  const missing = [...spans]
    .filter(([ref]) => !files.has(ref))
    .toSorted(([, a], [, b]) => (a.first < b.first ? -1 : 1))
  for (const [year, ofYear] of Map.groupBy(missing, ([, { first }]) =>
    yearOf(Temporal.Instant.from(first)),
  )) {
    const number = await takeNumbers(db, year, ofYear.length)
    const opened = ofYear.map(([ref, { last }], index) => {
      const file = { id: newId(), key: keys.createDataKey(newId()) }
      files.set(ref, file)
      return { ...file, ref, last, reference: referenceOf(year, number + index) }
    })
    await insertKeys(
      db,
      opened.map(({ key }) => key),
    )
    await insertFiles(db, opened, author)
  }
  return { files, opened: missing.length }
}

/** From the first to the last contact of each situation, in UTC. */
function spansOf(batch: readonly ImportedContact[]): Map<string, { first: string; last: string }> {
  const spans = new Map<string, { first: string; last: string }>()
  for (const { situationRef, occurredAt } of batch) {
    if (situationRef === null) continue
    const at = Temporal.Instant.from(occurredAt).toString({ fractionalSecondDigits: 6 })
    const span = spans.get(situationRef)
    if (!span) spans.set(situationRef, { first: at, last: at })
    else if (at < span.first) span.first = at
    else if (at > span.last) span.last = at
  }
  return spans
}
