import type { Pace } from '#kernel/throttle.server.ts'

/** A few tries for one account; many for one address, where a whole team may sit behind one router. */
export const accountPace: Pace = { free: 4, longest: 300 }
export const addressPace: Pace = { free: 30, longest: 900 }
