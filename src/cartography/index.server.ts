import type { Handler } from '#kernel/http.server.ts'
import { campaign } from './campaign/handlers.server.ts'
import { exchange } from './directory/exchange/handlers.server.ts'
import { directory } from './directory/handlers.server.ts'
import { map } from './map/handlers.server.ts'
import { meeting } from './meeting/handlers.server.ts'
import { practice } from './practice/handlers.server.ts'
import { refresh } from './refresh/handlers.server.ts'
import { survey } from './survey/handlers.server.ts'

/** The endpoints of the cartography axis. */
export const cartography: readonly Handler[] = [
  ...campaign,
  ...directory,
  ...exchange,
  ...refresh,
  ...survey,
  ...practice,
  ...meeting,
  ...map,
]
