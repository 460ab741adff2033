import type { ColumnType, Generated } from 'kysely'
import type {
  Departement,
  ExchangeDecision,
  ExchangeFormat,
  ExchangeVerdict,
  ServiceVisibility,
} from '#vocabulary'
import type { FieldChange } from '../contract.ts'
import type { exportStates, Leak, runStates } from './contract.ts'
import type { Draft } from './draft.ts'

/** Tables of what comes into the directory as a file, and leaves it as one. */
export interface ExchangeTables {
  service_source: {
    source: string
    reference: string
    service_id: string
    digest: string
    imported_at: Generated<string>
    imported_by: string | null
  }
  exchange_run: {
    id: string
    only_check: boolean
    format: ExchangeFormat
    source: string
    state: (typeof runStates)[number]
    uploaded_at: Generated<string>
    uploaded_by: string
    ended_at: string | null
    undecided: ExchangeDecision | null
    progress: Generated<number>
    fault_count: Generated<number>
    created: Generated<number>
    proposed: Generated<number>
    sealed_name: Buffer
    sealed_file: Buffer | null
  }
  exchange_item: {
    run_id: string
    position: number
    place: string
    name: string | null
    reference: string | null
    verdict: ExchangeVerdict
    service_id: string | null
    draft: ColumnType<Draft | null, string | null, string | null>
    changes: ColumnType<FieldChange[], string, string>
    reasons: string[]
    decision: ExchangeDecision | null
    written_at: string | null
    trouble: string | null
  }
  exchange_fault: { run_id: string; position: number; place: string; field: string; message: string }
  exchange_export: {
    id: string
    format: ExchangeFormat
    audience: ServiceVisibility
    departement: Departement | null
    state: (typeof exportStates)[number]
    progress: Generated<number>
    services: Generated<number>
    bytes: Generated<number>
    requested_at: Generated<string>
    requested_by: string
    ended_at: string | null
    leaks: ColumnType<Leak[], string | undefined, string>
  }
  exchange_part: { export_id: string; position: number; content: Buffer }
}
