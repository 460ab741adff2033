import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import type { MeetingMessageKind } from '#vocabulary'

/** How long before a meeting its agenda is sent again. */
const reminderAhead = { hours: 48 }

/** Plans the reminder of a meeting, or moves the one that is planned; one that is too near gets none. */
export async function planReminder(db: Db, meetingId: string, startsAt: string): Promise<void> {
  const at = Temporal.Instant.from(startsAt).subtract(reminderAhead)
  if (Temporal.Instant.compare(at, Temporal.Now.instant()) <= 0) return
  const key = `meeting_reminder:${meetingId}`
  await enqueue(db, 'meeting_reminder', { id: meetingId }, { key, at: at.toString() })
}

interface Whom {
  readonly meetingId: string
  readonly sequence: number
  readonly kind: MeetingMessageKind
}

/** Writes one message to each of these people and has it sent; what it replaces and did not leave is put aside. */
export async function writeTo(db: Db, participants: readonly string[], message: Whom): Promise<number> {
  if (participants.length === 0) return 0
  const { meetingId, sequence, kind } = message
  // A reminder replaces nothing: what it is about may still be on its way.
  if (kind !== 'reminder') await putAside(db, participants)
  const rows = participants.map((id) => ({
    id: newId(),
    meeting_id: meetingId,
    participant_id: id,
    kind,
    sequence,
    sent_at: null,
    dropped_at: null,
    last_trouble: null,
  }))
  const made = await db
    .insertInto('meeting_message')
    .values(rows)
    // The same thing asked again: what was put aside a moment ago is taken up.
    .onConflict((conflict) =>
      conflict
        .columns(['participant_id', 'kind', 'sequence'])
        .doUpdateSet({ dropped_at: null })
        .where('meeting_message.sent_at', 'is', null),
    )
    .returning('id')
    .execute()
  for (const { id } of made) await enqueueMessage(db, id)
  return made.length
}

/** What has not left to these people no longer will. */
async function putAside(db: Db, participants: readonly string[]): Promise<void> {
  if (participants.length === 0) return
  await db
    .updateTable('meeting_message')
    .set({ dropped_at: sql<string>`now()` })
    .where('participant_id', 'in', [...participants])
    .where('sent_at', 'is', null)
    .where('dropped_at', 'is', null)
    .execute()
}

export const enqueueMessage = (db: Db, id: string, at?: string): Promise<void> =>
  enqueue(db, 'meeting_message', { id }, { key: `meeting_message:${id}`, ...(at && { at }) })

/** Those of a meeting who can be written to, with the highest number of the event that they were sent or are about to be. */
export async function reachable(db: Db, meetingId: string) {
  return await db
    .selectFrom('meeting_participant as person')
    .select('person.id')
    .select(
      sql<number | null>`(select max(m.sequence) from meeting_message m where m.participant_id = person.id
        and m.kind in ('invitation', 'update') and m.dropped_at is null)`.as('told'),
    )
    .select(
      sql<SqlBool>`exists (select from meeting_message m where m.participant_id = person.id
        and m.kind in ('invitation', 'update') and m.sent_at is not null)`.as('holds'),
    )
    .where('person.meeting_id', '=', meetingId)
    .where('person.removed_at', 'is', null)
    .where('person.has_email', '=', true)
    .execute()
}

/** Tells those who were invited that the meeting changed: an update to whoever holds it, else the invitation as it is now. */
export async function tellChange(db: Db, meetingId: string, sequence: number): Promise<number> {
  const told = (await reachable(db, meetingId)).filter((one) => one.told !== null)
  const holders = told.filter((one) => one.holds).map(({ id }) => id)
  const waiting = told.filter((one) => !one.holds).map(({ id }) => id)
  const updates = await writeTo(db, holders, { meetingId, sequence, kind: 'update' })
  const invitations = await writeTo(db, waiting, { meetingId, sequence, kind: 'invitation' })
  return updates + invitations
}

/** Takes a meeting out of the calendars that hold it; an invitation that has not left no longer will. */
export async function tellCancellation(
  db: Db,
  meetingId: string,
  sequence: number,
  only?: string,
): Promise<number> {
  const told = (await reachable(db, meetingId)).filter((one) => only === undefined || one.id === only)
  const waiting = told.filter((one) => !one.holds).map(({ id }) => id)
  await putAside(db, waiting)
  const holders = told.filter((one) => one.holds).map(({ id }) => id)
  return await writeTo(db, holders, { meetingId, sequence, kind: 'cancellation' })
}
