import type { Handler } from '#kernel/http.server.ts'

export const importing: readonly Handler[] = []
