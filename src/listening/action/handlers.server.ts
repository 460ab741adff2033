import type { Handler } from '#kernel/http.server.ts'

export const action: readonly Handler[] = []
