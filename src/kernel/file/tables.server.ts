import type { Generated } from 'kysely'

/** Tables of the files. */
export interface FileTables {
  file_content: { sha256: Buffer; size: number; stored_at: Generated<string> }
  file_chunk: { sha256: Buffer; position: number; bytes: Buffer }
  file: {
    id: string
    sha256: Buffer
    name: string
    media_type: string
    is_public: Generated<boolean>
    stored_at: Generated<string>
  }
}
