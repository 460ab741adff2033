import type { Temporal } from 'temporal-polyfill'
import { inventDismissed } from './dismissed.ts'
import { inventFirstYear } from './firstYear.ts'
import { inventLivingDesk } from './livingDesk.ts'
import { Draws } from './random.ts'
import type { Demonstration } from './types.ts'

/** The day the platform opened: any seed would do, this one is easy to remember. */
const seed = 20_230_403

/** The demonstration as it stands at a given moment: the same first year each time, and a desk of that day. */
export function generateDemonstration(now: Temporal.Instant): Demonstration {
  const draws = new Draws(seed)
  const year = inventFirstYear(draws)
  const dismissed = inventDismissed(draws)
  const desk = inventLivingDesk(now.toZonedDateTimeISO('Europe/Paris'))
  return { situations: [...year, ...desk.situations], loose: [...dismissed, ...desk.loose] }
}
