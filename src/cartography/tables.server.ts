import type { CampaignTables } from './campaign/tables.server.ts'
import type { ExchangeTables } from './directory/exchange/tables.server.ts'
import type { DirectoryTables } from './directory/tables.server.ts'
import type { MeetingTables } from './meeting/tables.server.ts'
import type { PracticeTables } from './practice/tables.server.ts'
import type { RefreshTables } from './refresh/tables.server.ts'
import type { SurveyTables } from './survey/tables.server.ts'

/** Every table of the cartography. */
export type CartographyTables = CampaignTables &
  DirectoryTables &
  ExchangeTables &
  MeetingTables &
  PracticeTables &
  RefreshTables &
  SurveyTables
