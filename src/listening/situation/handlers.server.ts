import type { Handler } from '#kernel/http.server.ts'

export const situation: readonly Handler[] = []
