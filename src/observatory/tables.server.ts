import type { EditionTables } from './edition/tables.server.ts'

/** The tables of the observatory, each typed by the feature that owns it. */
export type ObservatoryTables = EditionTables
