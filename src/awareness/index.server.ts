import type { Handler } from '#kernel/http.server.ts'
import { call } from './call/handlers.server.ts'
import { intervention } from './intervention/handlers.server.ts'
import { podcast } from './podcast/handlers.server.ts'
import { resource } from './resource/handlers.server.ts'
import { site } from './site/handlers.server.ts'

/** The endpoints of the awareness axis. */
export const awareness: readonly Handler[] = [...call, ...intervention, ...podcast, ...resource, ...site]
