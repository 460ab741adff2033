import type { Handler } from '#kernel/http.server.ts'
import { action } from './action/handlers.server.ts'
import { callback } from './callback/handlers.server.ts'
import { contact } from './contact/handlers.server.ts'
import { importing } from './import/handlers.server.ts'
import { matching } from './matching/handlers.server.ts'
import { situation } from './situation/handlers.server.ts'

/** The endpoints of the listening axis. */
export const listening: readonly Handler[] = [
  ...contact,
  ...situation,
  ...action,
  ...callback,
  ...matching,
  ...importing,
]
