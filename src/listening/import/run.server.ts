import type { Kysely } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { BrokenCsv, delimiterOf, readCsv } from '#kernel/csv.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { blankFields } from '#listening/contact/blank.ts'
import type { Observation } from '#listening/observation/contract.ts'
import type { Tables } from '#tables.server.ts'
import { checkRow, type ImportRow } from './check.server.ts'
import { type Fault, fault } from './faults.ts'
import { type Header, readHeader } from './header.server.ts'
import {
  type Author,
  type ImportedContact,
  knownContacts,
  knownFiles,
  recordContacts,
} from './record.server.ts'
import { References } from './references.server.ts'

/** Something to import: it can be read from the beginning more than once. */
export interface Source {
  readonly open: () => AsyncIterable<Buffer>
  /** Bytes in all. */
  readonly size: number
}

export interface Progress {
  readonly stage: 'checking' | 'importing'
  readonly rows: number
  /** Of the whole stage, from 0 to 1. */
  readonly share: number
}

/** What an import found and did; `rejected` holds every fault of every refused row. */
export interface Outcome {
  readonly rows: number
  readonly contacts: number
  readonly situations: number
  readonly unchanged: number
  readonly rejected: readonly Fault[]
}

/** What a checked file would do. */
export interface Checked extends Outcome {
  /** Rows with at least one fault. */
  readonly faulty: number
  /** The first good rows, to be looked at before anything is written. */
  readonly first: readonly ImportRow[]
}

/** Rows written in one transaction: what is lost of an interrupted import, and done again. */
export const batchSize = 500
const previewSize = 10

/** A row of the file, good or bad. */
interface CheckedRow {
  readonly row: ImportRow | undefined
  readonly faults: readonly Fault[]
  readonly bytes: number
}

/** Reads a file and says of each row whether it is good; a fault of the whole file ends it. */
async function* checkedRows(
  source: Source,
  now: Temporal.Instant,
): AsyncGenerator<CheckedRow | Fault[], void> {
  const delimiter = await delimiterOf(source.open())
  const seen = new References()
  let header: Header | undefined
  try {
    for await (const { line, cells, bytes } of readCsv(source.open(), delimiter)) {
      if (!header) {
        const read = readHeader(line, cells)
        header = read.header
        if (read.faults.length > 0) return yield read.faults
        continue
      }
      if (cells.every((cell) => cell.trim() === '')) continue
      const { row, faults } = checkRow(header, line, cells, now)
      const again = row && seen.meet(row.contactRef, JSON.stringify(row))
      if (again === 'other') yield { row: undefined, faults: [duplicate(line, row?.contactRef ?? '')], bytes }
      else yield { row, faults, bytes }
    }
    if (!header)
      yield [fault(1, '', 'file_empty', 'Le fichier est vide. Il doit commencer par la ligne des colonnes.')]
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error
    yield [broken(error, header)]
  }
}

function duplicate(line: number, ref: string): Fault {
  const message = `La référence « ${ref} » figure plus haut dans le fichier avec un autre contenu. Gardez une seule des deux lignes.`
  return fault(line, 'contact_ref', 'duplicate', message)
}

function broken({ line, cell, isTooLong }: BrokenCsv, header: Header | undefined): Fault {
  const name = [...(header ?? [])].find(([, index]) => index === cell)?.[0] ?? ''
  return isTooLong
    ? fault(
        line,
        name,
        'row_too_long',
        'Cette ligne est démesurée : un guillemet ouvert n’est sans doute jamais fermé. La suite du fichier n’a pas été lue.',
      )
    : fault(
        line,
        name,
        'quotes_broken',
        'Les guillemets de cette ligne ne vont pas par deux. La suite du fichier n’a pas été lue.',
      )
}

export interface Reporting {
  readonly onProgress?: (progress: Progress) => void
}

/** Reads the whole file and writes nothing: every fault, and what an import would make of the good rows. */
export async function checkFile(
  database: Kysely<Tables>,
  source: Source,
  { onProgress }: Reporting = {},
): Promise<Checked> {
  const count = { rows: 0, contacts: 0, situations: 0, unchanged: 0, faulty: 0 }
  const rejected: Fault[] = []
  const first: ImportRow[] = []
  const contacts = new References()
  const situations = new References()
  let waiting: ImportRow[] = []
  const lookUp = async () => {
    const known = await knownContacts(
      database,
      waiting.map((row) => row.contactRef),
    )
    const fresh = waiting.filter(
      (row) => !known.has(row.contactRef) && contacts.meet(row.contactRef, '') === 'new',
    )
    const open = new Set(
      (
        await knownFiles(
          database,
          fresh.map((row) => row.situationRef),
        )
      ).map(({ ref }) => ref),
    )
    count.unchanged += waiting.length - fresh.length
    for (const { situationRef } of fresh) if (!open.has(situationRef)) situations.meet(situationRef, '')
    waiting = []
  }
  for await (const read of checkedRows(source, Temporal.Now.instant())) {
    if (Array.isArray(read)) {
      rejected.push(...read)
      continue
    }
    count.rows += 1
    if (read.row) {
      waiting.push(read.row)
      if (first.length < previewSize) first.push(read.row)
    } else {
      count.faulty += 1
      rejected.push(...read.faults)
    }
    if (waiting.length >= batchSize) await lookUp()
    if (count.rows % batchSize === 0)
      onProgress?.({ stage: 'checking', rows: count.rows, share: read.bytes / source.size })
  }
  await lookUp()
  return { ...count, contacts: contacts.size, situations: situations.size, rejected, first }
}

export interface Writing extends Reporting {
  /** Rows of an earlier, interrupted run that need not be looked at again. */
  readonly skip?: number
  /** Called in the transaction of each batch, with what the batch did. */
  readonly onBatch?: (db: Db, done: Omit<Outcome, 'rejected'>) => Promise<void>
}

/** Writes the good rows of a file, batch by batch, each in its own transaction: what is written stays, whatever follows. */
export async function writeFile(
  database: Kysely<Tables>,
  keys: Keyring,
  source: Source,
  author: Author,
  { onProgress, onBatch, skip = 0 }: Writing = {},
): Promise<Outcome> {
  const count = { rows: 0, contacts: 0, situations: 0, unchanged: 0 }
  const rejected: Fault[] = []
  let waiting: ImportRow[] = []
  let rows = 0
  const write = async () => {
    const batch = waiting
    const done = await database.transaction().execute(async (db) => {
      const recorded = await recordContacts(db, keys, batch.map(contactOf), author)
      const { contacts, situations, unchanged } = recorded
      await onBatch?.(db, { rows, contacts, situations, unchanged })
      return { contacts, situations, unchanged }
    })
    count.contacts += done.contacts
    count.situations += done.situations
    count.unchanged += done.unchanged
    waiting = []
    rows = 0
  }
  for await (const read of checkedRows(source, Temporal.Now.instant())) {
    if (Array.isArray(read)) {
      rejected.push(...read)
      continue
    }
    count.rows += 1
    if (count.rows <= skip) continue
    rows += 1
    if (read.row) waiting.push(read.row)
    else rejected.push(...read.faults)
    if (rows < batchSize) continue
    await write()
    onProgress?.({ stage: 'importing', rows: count.rows, share: read.bytes / source.size })
  }
  if (rows > 0) await write()
  return { ...count, rejected }
}

/** A good row as the contact it becomes: finalised, what it names present, what it leaves empty not asked. */
export function contactOf(row: ImportRow): ImportedContact {
  const present = (kind: Observation['kind']) => (code: string) =>
    ({ kind, code, presence: 'present', source: null }) as const
  return {
    ...blankFields(),
    ref: row.contactRef,
    situationRef: row.situationRef,
    occurredAt: row.occurredAt,
    channel: row.channel,
    direction: row.direction,
    callerProfile: row.callerProfile,
    departement: row.departement,
    minorGender: row.minorGender,
    minorAge: row.minorAge,
    knownToChildProtection: row.knownToChildProtection,
    dangerLevel: row.dangerLevel,
    observations: [...row.problems.map(present('problem')), ...row.signs.map(present('sign'))],
    actions: row.actions.map((kind) => ({
      id: newId(),
      kind,
      adviceFields: [],
      orientationKind: null,
      note: null,
    })),
    narrative: row.summary,
  }
}
