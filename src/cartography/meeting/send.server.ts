import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { type CalendarEvent, calendarOf } from '#kernel/calendar.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { type Mail, MailError, type MailTrouble } from '#kernel/mail.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Tables } from '#tables.server.ts'
import type { DeliveryTrouble } from '#vocabulary'
import { enqueueMessage, writeTo } from './messages.server.ts'
import { keysOfMeetings, openPerson } from './people.server.ts'
import { letterOf } from './words.server.ts'

/** What sending leans on. */
export interface MeetingMail {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
  readonly mail: Mail
  /** Where the public pages answer. */
  readonly publicUrl: () => string
  readonly onTrouble: (error: unknown) => void
}

const troubles: Readonly<Record<MailTrouble, DeliveryTrouble>> = {
  not_configured: 'mail_not_configured',
  refused: 'mail_refused',
  unreachable: 'mail_unreachable',
}

/** Sends one message of a meeting; what does not leave stays in sight, and is tried again. */
export async function sendMessage(
  { database, keys, mail, onTrouble }: MeetingMail,
  id: string,
): Promise<void> {
  const taken = await database.transaction().execute((db) => take(db, keys, id))
  if (!taken) return
  const { kind, event, reason, name, email, attempts } = taken
  let trouble: DeliveryTrouble | null = null
  const method = kind === 'cancellation' ? 'CANCEL' : 'REQUEST'
  const guest = { name, email }
  const stamp = taken.createdAt
  try {
    await mail.send({
      to: email,
      ...letterOf(kind, event, reason),
      ...(kind !== 'reminder' && {
        calendar: { method, content: calendarOf(event, method, { from: mail.from, guest, stamp }) },
      }),
    })
  } catch (error) {
    if (!(error instanceof MailError)) onTrouble(error)
    trouble = error instanceof MailError ? troubles[error.trouble] : 'own_fault'
  }
  await database.transaction().execute(async (db) => {
    await db
      .updateTable('meeting_message')
      .set(
        trouble === null
          ? { sent_at: sql<string>`clock_timestamp()`, last_trouble: null }
          : { last_trouble: trouble },
      )
      .where('id', '=', id)
      .execute()
    // A server that is not set up takes a restart, and a press on « Envoyer » after it.
    if (trouble === null || trouble === 'mail_not_configured' || attempts >= 12) return
    const wait = Math.min(2 ** attempts, 240) * 60_000
    await enqueueMessage(db, id, new Date(Date.now() + wait).toISOString())
  })
}

async function take(db: Db, keys: Keyring, id: string) {
  const row = await db
    .selectFrom('meeting_message as message')
    .innerJoin('meeting_participant as person', 'person.id', 'message.participant_id')
    .innerJoin('meeting', 'meeting.id', 'message.meeting_id')
    .innerJoin('account', 'account.id', 'meeting.organiser_id')
    .select(['message.kind', 'message.sequence', 'message.attempts', 'message.created_at'])
    .select([
      'person.name',
      'person.email',
      'person.sealed',
      'person.id as personId',
      'account.name as organiser',
      'meeting.cancelled_reason as reason',
    ])
    .select(['meeting.id', 'meeting.title', 'meeting.starts_at', 'meeting.ends_at', 'meeting.place'])
    .select(['meeting.video_link', 'meeting.agenda', 'meeting.data_key_id'])
    .where('message.id', '=', id)
    .where('message.sent_at', 'is', null)
    .where('message.dropped_at', 'is', null)
    .forUpdate('message')
    .executeTakeFirst()
  if (!row) return undefined
  const key = (await keysOfMeetings(db, keys, [row.data_key_id])).get(row.data_key_id ?? '')
  const { name, email } = openPerson(keys, key, { ...row, id: row.personId })
  if (!email) return undefined
  const attempts = row.attempts + 1
  await db.updateTable('meeting_message').set({ attempts }).where('id', '=', id).execute()
  const event: CalendarEvent = {
    id: row.id,
    sequence: row.sequence,
    title: row.title,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place,
    videoLink: row.video_link,
    agenda: row.agenda,
    organiser: row.organiser,
  }
  const { kind, reason, created_at: createdAt } = row
  return { kind, event, reason, name, email, attempts, createdAt }
}

/** Sends the agenda again to those who were invited, unless the meeting was moved away or cancelled meanwhile. */
export async function remind({ database }: MeetingMail, meetingId: string): Promise<void> {
  await database.transaction().execute(async (db) => {
    const meeting = await db
      .selectFrom('meeting')
      .select(['id', 'sequence'])
      .where('id', '=', meetingId)
      .where('status', '=', 'planned')
      .where('starts_at', '>', sql<string>`now()`)
      .forUpdate()
      .executeTakeFirst()
    if (!meeting) return
    const invited = await db
      .selectFrom('meeting_participant as person')
      .select('person.id')
      .where('person.meeting_id', '=', meetingId)
      .where('person.removed_at', 'is', null)
      .where('person.has_email', '=', true)
      .where((one) =>
        one.exists(
          one
            .selectFrom('meeting_message as m')
            .select('m.id')
            .whereRef('m.participant_id', '=', 'person.id')
            .where('m.sent_at', 'is not', null),
        ),
      )
      .execute()
    await writeTo(
      db,
      invited.map(({ id }) => id),
      { meetingId, sequence: meeting.sequence, kind: 'reminder' },
    )
  })
}
