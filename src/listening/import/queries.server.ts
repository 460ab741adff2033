import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { ImportFault, type ImportRun, PreviewRow } from './contract.ts'
import { importsSeenBy } from './policy.server.ts'

type SealedColumn = 'sealed_name' | 'sealed_file' | 'sealed_findings'
/** Where a sealed value of an import lies. */
export const placeOf = (column: SealedColumn, row: string) => ({ table: 'import_run', column, row })

/** What was found in a file: kept sealed, since a misplaced cell may hold anything. */
const Findings = z.object({ faults: z.array(ImportFault), first: z.array(PreviewRow) })
export type Findings = z.infer<typeof Findings>

export const sealFindings = (keys: Keyring, id: string, findings: Findings): Buffer =>
  keys.sealAlone(placeOf('sealed_findings', id), JSON.stringify(findings))

export function unsealFindings(keys: Keyring, id: string, sealed: Buffer | null): Findings {
  if (!sealed) return { faults: [], first: [] }
  return Findings.parse(JSON.parse(keys.unsealAlone(placeOf('sealed_findings', id), sealed)))
}

/** Imports as a person follows them, the last first; never with the file itself. */
export function selectRuns(actor: Actor, db: Db) {
  return importsSeenBy(actor, db)
    .innerJoin('account', 'account.id', 'import_run.uploaded_by')
    .select([
      'import_run.id',
      'state',
      'uploaded_at',
      'account.name as uploader',
      'ended_at',
      'accept_valid',
      'progress',
      'row_count',
      'row_done',
      'contacts',
      'situations',
      'unchanged',
      'faulty',
      'fault_count',
      'sealed_name',
    ])
    .orderBy('uploaded_at', 'desc')
}
type Run = Awaited<ReturnType<ReturnType<typeof selectRuns>['executeTakeFirstOrThrow']>>

export function runOf(keys: Keyring, run: Run): ImportRun {
  return {
    id: run.id,
    name: keys.unsealAlone(placeOf('sealed_name', run.id), run.sealed_name),
    state: run.state,
    uploadedAt: run.uploaded_at,
    uploadedBy: run.uploader,
    endedAt: run.ended_at,
    acceptValid: run.accept_valid,
    progress: run.progress,
    rows: run.row_count,
    rowsDone: run.row_done,
    contacts: run.contacts,
    situations: run.situations,
    unchanged: run.unchanged,
    faulty: run.faulty,
    faults: run.fault_count,
  }
}

/** Files that nobody confirmed for a day are given up: they do not wait here for ever. */
export async function giveUpForgotten(db: Db): Promise<void> {
  await db
    .updateTable('import_run')
    .set({ state: 'cancelled', ended_at: sql`clock_timestamp()`, sealed_file: null })
    .where('state', '=', 'checked')
    .where('uploaded_at', '<', sql<string>`now() - interval '1 day'`)
    .execute()
}
