import { type Kysely, sql } from 'kysely'
import type { Tables } from '#tables.server.ts'
import type { ExchangeDecision, ExchangeFormat } from '#vocabulary'
import type { ExchangeFault } from './contract.ts'
import type { Draft } from './draft.ts'
import { BrokenFile, type Found, readServices } from './fileRead.server.ts'
import { digestOf, type Planned, plan } from './plan.server.ts'
import { addEntry, attempt, proposeEntry, type Writer } from './write.server.ts'

/** An entry of a file with what it is to the directory. */
export interface Looked extends Found {
  readonly planned: Planned
}

const batchSize = 200

const nothing = { serviceId: null, changes: [], reasons: [], faults: [] } as const

export interface File {
  readonly format: ExchangeFormat
  readonly source: string
  readonly content: Buffer
  readonly onlyCheck: boolean
}

/**
 * Looks through a file, some entries at a time; writes nothing.
 * @returns why the rest of it could not be read, when it could not
 */
export async function lookThrough(
  database: Kysely<Tables>,
  file: File,
  onBatch: (entries: readonly Looked[]) => Promise<void>,
): Promise<ExchangeFault | null> {
  const seen = new Map<string, string>()
  let waiting: Found[] = []
  const flush = async () => {
    const entries = waiting
    waiting = []
    if (entries.length > 0) await onBatch(await planned(database, file, entries))
  }
  let broken: ExchangeFault | null = null
  try {
    for await (const found of readServices(file.format, file.content, file.onlyCheck)) {
      waiting.push(found.draft ? once(seen, found, found.draft) : found)
      if (waiting.length >= batchSize) await flush()
    }
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    broken = error.fault
  }
  await flush()
  return broken
}

/** The same reference twice with other words: which one is meant cannot be known. */
function once(seen: Map<string, string>, found: Found, draft: Draft): Found {
  const digest = digestOf(draft)
  const before = seen.get(draft.reference)
  seen.set(draft.reference, before ?? digest)
  if (before === undefined || before === digest) return found
  const message =
    'Cet identifiant figure plus haut dans le fichier avec un autre contenu. Gardez une seule des deux entrées.'
  return { ...found, draft: null, faults: [{ place: found.place, field: 'identifiant', message }] }
}

async function planned(
  database: Kysely<Tables>,
  { source, onlyCheck }: File,
  entries: readonly Found[],
): Promise<Looked[]> {
  const drafts = entries.flatMap(({ draft }) => draft ?? [])
  const plans = await plan(database, source, drafts)
  let next = 0
  return entries.map((found): Looked => {
    if (!found.draft) {
      const verdict = onlyCheck && found.faults.length === 0 ? 'unchanged' : 'refused'
      return { ...found, planned: { ...nothing, verdict } }
    }
    const of = plans[next++] ?? { ...nothing, verdict: 'refused' as const }
    if (onlyCheck) return { ...found, planned: { ...nothing, verdict: 'unchanged' } }
    const faults = of.faults.map((fault) => ({ place: found.place, ...fault }))
    return { ...found, faults: [...found.faults, ...faults], planned: of }
  })
}

export interface Wish {
  readonly draft: Draft
  readonly verdict: Planned['verdict']
  readonly serviceId: string | null
  readonly decision: ExchangeDecision | null
}
export type Written =
  | { readonly did: 'created' | 'proposed' | 'nothing'; readonly serviceId: string | null }
  | { readonly trouble: string }

/** Writes some entries in one transaction; what one of them refuses does not stop the others. */
export async function writeEntries(
  database: Kysely<Tables>,
  writer: Writer,
  wishes: readonly Wish[],
  also: (db: Parameters<typeof addEntry>[0], written: readonly Written[]) => Promise<void> = async () =>
    undefined,
): Promise<Written[]> {
  return database.transaction().execute(async (db) => {
    await sql`select set_config('lock_timeout', '20s', true)`.execute(db)
    const written: Written[] = []
    for (const wish of wishes) {
      const tried = await attempt(db, () => writeOne(db, writer, wish))
      written.push('done' in tried ? tried.done : tried)
    }
    await also(db, written)
    return written
  })
}

async function writeOne(
  db: Parameters<typeof addEntry>[0],
  writer: Writer,
  { draft, verdict, serviceId, decision }: Wish,
): Promise<Written> {
  const isSame =
    verdict === 'changed' || verdict === 'unchanged' || (verdict === 'duplicate' && decision === 'same')
  if (isSame && serviceId) {
    const proposed = await proposeEntry(db, writer, draft, serviceId)
    return { did: proposed ? 'proposed' : 'nothing', serviceId }
  }
  if (verdict === 'fresh' || (verdict === 'duplicate' && decision === 'apart'))
    return { did: 'created', serviceId: await addEntry(db, writer, draft) }
  return { did: 'nothing', serviceId: null }
}
