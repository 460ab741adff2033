import type { Generated } from 'kysely'

/** Tables of the documents of a transmission. */
export interface DocumentTables {
  helpline_key: {
    id: string
    public_key: string
    sealed_identity: Buffer
    created_at: Generated<string>
    retired_at: string | null
  }
}
