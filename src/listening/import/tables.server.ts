import type { Generated } from 'kysely'
import type { importStates } from './contract.ts'

/** The imports made through the browser. */
export interface ImportTables {
  import_run: {
    id: string
    state: (typeof importStates)[number]
    uploaded_at: Generated<string>
    uploaded_by: string
    ended_at: string | null
    accept_valid: Generated<boolean>
    progress: Generated<number>
    row_count: Generated<number>
    row_done: Generated<number>
    contacts: Generated<number>
    situations: Generated<number>
    unchanged: Generated<number>
    faulty: Generated<number>
    fault_count: Generated<number>
    sealed_name: Buffer
    sealed_file: Buffer | null
    sealed_findings: Buffer | null
  }
}
