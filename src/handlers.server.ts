import type { Handler } from '#kernel/http.server.ts'
import { listening } from '#listening/index.server.ts'
import { observatory } from '#observatory/index.server.ts'
import { office } from '#office/index.server.ts'

/** Every endpoint of the product, axis by axis. */
export const handlers: readonly Handler[] = [...listening, ...observatory, ...office]
