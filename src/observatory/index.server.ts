import type { Handler } from '#kernel/http.server.ts'
import { edition } from './edition/handlers.server.ts'
import { report } from './report/handlers.server.ts'

/** Every endpoint of the observatory. */
export const observatory: readonly Handler[] = [...report, ...edition]
