import { awareness } from '#awareness/index.server.ts'
import { cartography } from '#cartography/index.server.ts'
import type { Contract } from '#kernel/contract.ts'
import type { Handler } from '#kernel/http.server.ts'
import { followLive } from '#kernel/live.ts'
import { listening } from '#listening/index.server.ts'
import { observatory } from '#observatory/index.server.ts'
import { office } from '#office/index.server.ts'
import { partners } from '#partner/index.server.ts'

/** Every endpoint of the product, axis by axis. */
export const handlers: readonly Handler[] = [
  ...awareness,
  ...cartography,
  ...listening,
  ...observatory,
  ...office,
  ...partners,
]

/** What is served beside them because it outlives a request; the page of rights shows it with them. */
export const streams: readonly { readonly contract: Contract }[] = [
  { contract: followLive as unknown as Contract },
]
