import type pg from 'pg'
import { openDatabase, openPool, type PoolOptions } from '#kernel/db.server.ts'
import type { Handler, Services } from '#kernel/http.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { portal, relay } from './index.server.ts'
import { relayDoor } from './relay/handlers.server.ts'
import { relayToken } from './relay/token.server.ts'
import { authenticatePerson, partnerCookie } from './session/sessions.server.ts'

/** The one page of the portal, at every address of it. */
export const portalPage = { prefix: '/partenaire', file: 'partner/partner.html' } as const

/** Endpoints that share a database role, a way of signing in and a cookie. */
export interface Zone {
  readonly handlers: readonly Handler[]
  readonly services: Services
}

export interface PartnerZone {
  /** The portal and the relay, for `buildServer`. */
  readonly zones: readonly Zone[]
  readonly services: Services
  readonly pool: pg.Pool
  readonly close: () => Promise<void>
}

/** Opens the zone of the partners over its own role: it needs its address, its keys and the token of the relay, nothing of the helpline. */
export function openPartnerZone(
  url: string,
  keys: Keyring,
  options: PoolOptions & { readonly secure: boolean },
): PartnerZone {
  const pool = openPool(url, { ...options, schema: 'partner', applicationName: 'repere-partner' })
  const database = openDatabase(pool)
  const zone = { database, keys: keys.zone('partner'), secure: options.secure }
  const services: Services = { ...zone, authenticate: authenticatePerson, cookie: partnerCookie }
  const relayServices: Services = { ...zone, ...relayDoor(relayToken(keys)) }
  return {
    zones: [
      { handlers: portal, services },
      { handlers: relay, services: relayServices },
    ],
    services,
    pool,
    close: () => database.destroy(),
  }
}
