import type { CallTables } from './call/tables.server.ts'
import type { InterventionTables } from './intervention/tables.server.ts'
import type { PodcastTables } from './podcast/tables.server.ts'
import type { ResourceTables } from './resource/tables.server.ts'
import type { SiteTables } from './site/tables.server.ts'

/** Every table of the awareness axis: each feature adds its own with `&`. */
export type AwarenessTables = InterventionTables & SiteTables & PodcastTables & ResourceTables & CallTables
