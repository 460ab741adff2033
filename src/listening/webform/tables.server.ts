import type { Generated } from 'kysely'
import type { Departement, WebWorry, WebWriter } from '#vocabulary'

export interface WebFormTables {
  web_letter: {
    id: string
    token: Buffer
    receipt: string
    received_at: Generated<string>
    writer: WebWriter | null
    departement: Departement | null
    minor_age: number | null
    worry: WebWorry | null
    wants_call: boolean
    is_unproven: boolean
    is_frequent: boolean
    sealed: Buffer | null
    taken_at: string | null
    taken_by: string | null
    contact_id: string | null
  }
}
