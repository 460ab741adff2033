import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { whoWorks } from '#office/shift/queries.server.ts'
import type { Window } from './windows.ts'

/** Shifts entered this close to a window say that its day was planned. */
const around = { hours: 7 * 24 }

/** Whether somebody works at some time of a window; null when nothing was planned around it, so that nobody can tell. */
export async function isCovered(db: Db, { opensAt, closesAt }: Window): Promise<boolean | null> {
  if ((await whoWorks(db, { from: opensAt, to: closesAt })).length > 0) return true
  const planned = await whoWorks(db, {
    from: Temporal.Instant.from(opensAt).subtract(around).toString(),
    to: Temporal.Instant.from(closesAt).add(around).toString(),
  })
  return planned.length > 0 ? false : null
}
