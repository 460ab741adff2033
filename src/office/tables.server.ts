import type { AccountTables } from './account/tables.server.ts'
import type { ShiftTables } from './shift/tables.server.ts'

/** Every table of the office, each typed by the feature that owns it. */
export type OfficeTables = AccountTables & ShiftTables
