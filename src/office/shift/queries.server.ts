import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { ShiftKind } from '#vocabulary'
import type { Shift } from './contract.ts'
import type { Hours } from './hours.ts'

type Reads = Pick<Db, 'selectFrom'>

const selectShifts = (db: Reads) =>
  db
    .selectFrom('shift')
    .innerJoin('account', 'account.id', 'shift.account_id')
    .select(['shift.id', 'shift.account_id', 'account.name', 'account.role', 'shift.kind'])
    .select(['shift.starts_at', 'shift.ends_at', 'shift.series_id'])
    .where('account.active', '=', true)
    .orderBy('shift.starts_at')
    .orderBy(sql`lower(account.name)`)
    .orderBy('shift.id')
type Row = Awaited<ReturnType<ReturnType<typeof selectShifts>['execute']>>[number]

const shiftOf = (row: Row): Shift => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  kind: row.kind,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  seriesId: row.series_id,
})

/** The shifts that touch a period. */
export async function shiftsWithin(
  db: Reads,
  within: { readonly from: string; readonly to: string },
): Promise<Shift[]> {
  const rows = await selectShifts(db)
    .where('ends_at', '>', within.from)
    .where('starts_at', '<', within.to)
    .limit(2000)
    .execute()
  return rows.map(shiftOf)
}

/**
 * Who works at some time of a period, whatever they are there for: nobody means that what is promised for then is
 * promised by nobody. Accounts that were closed do not count.
 */
export async function whoWorks(
  db: Reads,
  within: { readonly from: string; readonly to: string },
): Promise<readonly Shift[]> {
  return await shiftsWithin(db, within)
}

/** The duty officer at an instant: the last to have started, or nobody. */
export async function dutyOfficer(
  db: Reads,
  at: string = new Date().toISOString(),
): Promise<Shift | undefined> {
  const rows = await selectShifts(db)
    .where('kind', '=', 'duty_officer')
    .where('starts_at', '<=', at)
    .where('ends_at', '>', at)
    .execute()
  return rows.map(shiftOf).at(-1)
}

/** Who is there now, and whoever starts within the next sixteen hours. */
export async function dutyNow(db: Reads): Promise<{ now: Shift[]; next: Shift[] }> {
  const now = await selectShifts(db)
    .where('starts_at', '<=', sql<string>`now()`)
    .where('ends_at', '>', sql<string>`now()`)
    .execute()
  const next = await selectShifts(db)
    .where('starts_at', '>', sql<string>`now()`)
    .where('starts_at', '<', sql<string>`now() + interval '16 hours'`)
    .limit(20)
    .execute()
  return { now: now.map(shiftOf), next: next.map(shiftOf) }
}

export function rotaPeople(db: Reads) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'role'])
    .where('active', '=', true)
    .where('role', 'in', ['reception', 'listener', 'coordinator'])
    .orderBy(sql`lower(name)`)
    .execute()
}

/** Holds somebody's rota still; undefined when they are not one of those who are put on it. */
export function holdPerson(db: Db, id: string) {
  return db
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('active', '=', true)
    .where('role', 'in', ['reception', 'listener', 'coordinator'])
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Whether somebody already does this during one of these hours. */
export async function isTaken(
  db: Db,
  accountId: string,
  kind: ShiftKind,
  hours: readonly Hours[],
): Promise<boolean> {
  const found = await db
    .selectFrom('shift')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where((is) =>
      is.or(
        hours.map(({ startsAt, endsAt }) =>
          is.and([is('starts_at', '<', endsAt), is('ends_at', '>', startsAt)]),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export async function insertShifts(
  db: Db,
  given: { readonly accountId: string; readonly kind: ShiftKind; readonly by: string },
  hours: readonly Hours[],
): Promise<string[]> {
  const series = hours.length > 1 ? newId() : null
  const rows = hours.map(({ startsAt, endsAt }) => ({
    id: newId(),
    account_id: given.accountId,
    kind: given.kind,
    starts_at: startsAt,
    ends_at: endsAt,
    series_id: series,
    recorded_by: given.by,
  }))
  await db.insertInto('shift').values(rows).execute()
  return rows.map(({ id }) => id)
}

/** Removes a shift, with those of its series that follow when asked; says how many went. */
export async function deleteShift(db: Db, id: string, following: boolean): Promise<number> {
  const found = await db
    .selectFrom('shift')
    .select(['series_id', 'starts_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) return 0
  const series = following ? found.series_id : null
  const gone = await db
    .deleteFrom('shift')
    .where((is) =>
      series
        ? is.or([
            is('id', '=', id),
            is.and([is('series_id', '=', series), is('starts_at', '>=', found.starts_at)]),
          ])
        : is('id', '=', id),
    )
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
