import type { Handler } from '#kernel/http.server.ts'

/** The endpoints of the awareness axis. */
export const awareness: readonly Handler[] = []
