import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { HeldMeeting } from './read.server.ts'
import { shifted } from './series.ts'

/**
 * The meetings of the series that come after this one and are still to be, held with it. The series is held first: two
 * people who move it are served one after the other.
 */
export async function holdFollowing(db: Db, id: string): Promise<HeldMeeting[]> {
  const of = await db
    .selectFrom('meeting')
    .innerJoin('meeting_series as series', 'series.id', 'meeting.series_id')
    .select('series.id')
    .where('meeting.id', '=', id)
    .forUpdate('series')
    .executeTakeFirst()
  if (!of) return refuse('meeting_alone')
  const all = await db
    .selectFrom('meeting')
    .selectAll()
    .where('series_id', '=', of.id)
    .orderBy('starts_at')
    .orderBy('id')
    .forUpdate()
    .execute()
  const first = all.find((one) => one.id === id)
  return all.filter(
    (one) => first && one.id !== id && one.status === 'planned' && one.starts_at > first.starts_at,
  )
}

/** What a change of one meeting is for another of its series: its hours by as much, and of the rest what differs. */
export function followingColumns(
  was: HeldMeeting,
  columns: Readonly<Record<string, unknown>>,
  other: HeldMeeting,
): Record<string, unknown> {
  const { starts_at = was.starts_at, ends_at = was.ends_at, ...rest } = columns
  const before = { startsAt: was.starts_at, endsAt: was.ends_at }
  const after = { startsAt: String(starts_at), endsAt: String(ends_at) }
  const slot = shifted(before, after, { startsAt: other.starts_at, endsAt: other.ends_at })
  return {
    ...Object.fromEntries(
      Object.entries(rest).filter(([column, value]) => value !== was[column as keyof HeldMeeting]),
    ),
    ...(slot && { starts_at: slot.startsAt, ends_at: slot.endsAt }),
  }
}
