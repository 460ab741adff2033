import { Temporal } from 'temporal-polyfill'
import { blankFields } from '#listening/contact/blank.ts'
import type { ImportedContact } from '#listening/import/record.server.ts'
import type { Disposition } from '#vocabulary'
import { type Draws, spread } from './random.ts'
import { callTime, houseZone, lastDay, weekday } from './yearPlan.ts'

/** Contacts of the year that were not about a minor in danger: counted apart, attached to nothing. */
export function inventDismissed(draws: Draws): { listener: number; contact: ImportedContact }[] {
  const kinds = draws.shuffle(
    spread<Disposition>({
      silent: 24,
      hung_up: 14,
      wrong_number: 9,
      playful: 8,
      out_of_scope: 6,
      abusive: 3,
      test: 2,
    }),
  )
  const first = Temporal.PlainDate.from('2023-04-03')
  return kinds.map((disposition, index) => {
    const day = weekday(first.add({ days: draws.between(0, 364) }), lastDay)
    const at = day.toZonedDateTime({ timeZone: houseZone, plainTime: callTime(draws) })
    const contact: ImportedContact = {
      ...blankFields(),
      ref: `demonstration-sans-suite-${index + 1}`,
      situationRef: null,
      channel: 'phone',
      direction: 'inbound',
      occurredAt: at.toInstant().toString(),
      endedAt: at
        .add({ minutes: draws.between(1, 4) })
        .toInstant()
        .toString(),
      recordedAt: at.add({ minutes: 5 }).toInstant().toString(),
      disposition,
    }
    return { listener: index % 3, contact }
  })
}
