import type { Handler } from '#kernel/http.server.ts'
import { packages } from './package/handlers.server.ts'
import { authorityPeople } from './people/handlers.server.ts'
import { relay } from './relay/handlers.server.ts'
import { session } from './session/handlers.server.ts'

/** What the helpline decides about the people of the authorities; served with its own endpoints. */
export const partners: readonly Handler[] = authorityPeople

/** The portal: everything that somebody of an authority may ask for. */
export const portal: readonly Handler[] = [...session, ...packages]

export { relay }
