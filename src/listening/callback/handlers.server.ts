import type { Handler } from '#kernel/http.server.ts'

export const callback: readonly Handler[] = []
