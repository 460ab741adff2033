import type { AwarenessTables } from '#awareness/tables.server.ts'
import type { CartographyTables } from '#cartography/tables.server.ts'
import type { FileTables } from '#kernel/file/tables.server.ts'
import type { KernelTables } from '#kernel/tables.server.ts'
import type { ListeningTables } from '#listening/tables.server.ts'
import type { ObservatoryTables } from '#observatory/tables.server.ts'
import type { OfficeTables } from '#office/tables.server.ts'
import type { PartnerTables } from '#partner/tables.server.ts'

/** Every table of the application, each typed by the feature that owns it. */
export type Tables = AwarenessTables &
  CartographyTables &
  FileTables &
  KernelTables &
  ListeningTables &
  ObservatoryTables &
  OfficeTables &
  PartnerTables
