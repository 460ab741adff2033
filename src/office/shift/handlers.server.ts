import { type Handler, handle } from '#kernel/http.server.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { createShifts, listRotaPeople, listShifts, readDuty, removeShift } from './contract.ts'
import { daysBetween, hoursOf } from './hours.ts'
import {
  deleteShift,
  dutyNow,
  holdPerson,
  insertShifts,
  isTaken,
  rotaPeople,
  shiftsWithin,
} from './queries.server.ts'

/** The rota, in the order of its contract. */
export const shift: readonly Handler[] = [
  handle(listShifts, async ({ query, db }) => ({
    items: await shiftsWithin(db, daysBetween(query.from, query.days)),
  })),
  handle(readDuty, async ({ db }) => await dutyNow(db)),
  handle(listRotaPeople, async ({ db }) => ({ items: await rotaPeople(db) })),
  handle(createShifts, async ({ input, actor, db, trace }) => {
    const { accountId, kind } = input
    if (!(await holdPerson(db, accountId))) refuse('not_found')
    const hours = hoursOf(input)
    if (await isTaken(db, accountId, kind, hours)) refuse('shift_taken')
    const ids = await insertShifts(db, { accountId, kind, by: actor.id }, hours)
    await announce(db, 'shift', ids[0] ?? accountId)
    trace(accountId, `${kind} × ${ids.length}`)
    return { ids }
  }),
  handle(removeShift, async ({ params, query, db, trace }) => {
    const removed = await deleteShift(db, params.id, query.following)
    if (removed === 0) refuse('not_found')
    await announce(db, 'shift', params.id)
    trace(params.id, String(removed))
    return { removed }
  }),
]
