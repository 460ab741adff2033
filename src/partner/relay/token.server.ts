import type { Keyring } from '#kernel/seal.server.ts'

/** The bearer token of the relay, the same on both sides; it opens nothing else. */
export const relayToken = (keys: Keyring): string => keys.digest('relay to the partner zone').toString('hex')
