import { Temporal } from 'temporal-polyfill'
import type { Services } from '#kernel/http.server.ts'
import { hoursOf } from './hours.ts'
import { insertShifts, rotaPeople } from './queries.server.ts'

/** From the Monday of last week, as long as somebody may look at the demonstration. */
const weeks = 8

/**
 * An invented rota: two listeners by day, one by night on weekdays, a coordinator in office hours, a duty officer every
 * night. The nights of the week-end have nobody, so that the product shows what it does then.
 */
export async function inventRota({ database }: Pick<Services, 'database'>): Promise<void> {
  const people = await rotaPeople(database)
  const listeners = people.filter(({ role }) => role === 'listener')
  const [coordinator] = people.filter(({ role }) => role === 'coordinator')
  const today = Temporal.Now.plainDateISO('Europe/Paris')
  const first = today.subtract({ days: today.dayOfWeek + 6 })
  await database.transaction().execute(async (db) => {
    const put = async (
      accountId: string | undefined,
      kind: Kind,
      index: number,
      from: string,
      to: string,
    ) => {
      if (!accountId) return
      const day = first.add({ days: index }).toString()
      await insertShifts(db, { accountId, kind, by: accountId }, hoursOf({ day, from, to, weeks }))
    }
    for (let index = 0; index < 7; index++) {
      const turn = (step: number) => listeners[(index + step) % listeners.length]?.id
      await put(turn(0), 'listening', index, '08:00', '16:00')
      await put(turn(1), 'listening', index, '14:00', '22:00')
      if (index >= 5) continue
      await put(turn(2), 'listening', index, '22:00', '08:00')
      await put(coordinator?.id, 'coordination', index, '09:00', '18:00')
      await put(coordinator?.id, 'duty_officer', index, '18:00', '09:00')
    }
  })
}

type Kind = Parameters<typeof insertShifts>[1]['kind']
