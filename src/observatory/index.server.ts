import type { Handler } from '#kernel/http.server.ts'

/** Every endpoint of the observatory. */
export const observatory: readonly Handler[] = []
