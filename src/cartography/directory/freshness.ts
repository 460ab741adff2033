import { Temporal } from 'temporal-polyfill'
import type { Freshness } from './contract.ts'

/** The day of the house. */
export const houseToday = (): string => Temporal.Now.plainDateISO('Europe/Paris').toString()

interface Ladder {
  readonly confirm_on: string
  readonly stale_on: string
  readonly hidden_on: string
}

/** The step of an entry on a day. One that nobody ever verified starts at « to confirm ». */
export function freshnessOf({ confirm_on, stale_on, hidden_on }: Ladder, today: string): Freshness {
  if (today >= hidden_on) return 'hidden'
  if (today >= stale_on) return 'stale'
  return today >= confirm_on ? 'to_confirm' : 'fresh'
}
