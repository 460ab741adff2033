import type { Handler } from '#kernel/http.server.ts'
import { account } from './account/handlers.server.ts'
import { audit } from './audit/handlers.server.ts'
import { shift } from './shift/handlers.server.ts'

/** Every endpoint of the office. */
export const office: readonly Handler[] = [...account, ...shift, ...audit]
