import { type Kysely, sql } from 'kysely'
import { type CalendarEvent, calendarOf } from '#kernel/calendar.server.ts'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { type Mail, MailError, type MailTrouble, type Message } from '#kernel/mail.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Tables } from '#tables.server.ts'
import type { DeliveryTrouble } from '#vocabulary'
import { enqueueLetter } from './letters.server.ts'
import { openAnswer, openPerson, openRequest } from './sealed.server.ts'
import { eventLetterOf, isAboutRequest, requestLetterOf } from './words.server.ts'

/** What sending leans on. */
export interface InterventionMail {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
  readonly mail: Mail
  readonly onTrouble: (error: unknown) => void
}

const troubles: Readonly<Record<MailTrouble, DeliveryTrouble>> = {
  not_configured: 'mail_not_configured',
  refused: 'mail_refused',
  unreachable: 'mail_unreachable',
}

/** Sends one letter; what does not leave stays in sight, and is tried again. */
export async function sendLetter(by: InterventionMail, id: string): Promise<void> {
  const { database, mail, onTrouble } = by
  const taken = await database.transaction().execute((db) => take(db, by, id))
  if (!taken) return
  let trouble: DeliveryTrouble | null = null
  try {
    await mail.send(taken.message)
  } catch (error) {
    if (!(error instanceof MailError)) onTrouble(error)
    trouble = error instanceof MailError ? troubles[error.trouble] : 'own_fault'
  }
  await database.transaction().execute(async (db) => {
    await db
      .updateTable('intervention_letter')
      .set(
        trouble === null
          ? { sent_at: sql<string>`clock_timestamp()`, last_trouble: null }
          : { last_trouble: trouble },
      )
      .where('id', '=', id)
      .execute()
    // A server that is not set up takes a restart, and a press on « Envoyer » after it.
    if (trouble === null || trouble === 'mail_not_configured' || taken.attempts >= 12) return
    const wait = Math.min(2 ** taken.attempts, 240) * 60_000
    await enqueueLetter(db, id, new Date(Date.now() + wait).toISOString())
  })
}

async function take(
  db: Db,
  by: InterventionMail,
  id: string,
): Promise<{ message: Message; attempts: number } | undefined> {
  const letter = await db
    .selectFrom('intervention_letter')
    .selectAll()
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('dropped_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!letter) return undefined
  const message = letter.request_id
    ? await aboutRequest(db, by, letter.request_id, letter.kind)
    : await aboutEvent(db, by, { ...letter, person: letter.person_id ?? '' })
  if (!message) return undefined
  const attempts = letter.attempts + 1
  await db.updateTable('intervention_letter').set({ attempts }).where('id', '=', id).execute()
  return { message, attempts }
}

type Kind = Parameters<typeof isAboutRequest>[0]

async function aboutRequest(
  db: Db,
  { keys }: InterventionMail,
  id: string,
  kind: Kind,
): Promise<Message | undefined> {
  const row = await db
    .selectFrom('intervention_request as request')
    .leftJoin('intervention as it', 'it.id', 'request.intervention_id')
    .select(['request.reference', 'request.sealed', 'request.answer', 'request.data_key_id'])
    .select(['it.title', 'it.starts_at', 'it.ends_at'])
    .where('request.id', '=', id)
    .executeTakeFirst()
  if (!row?.sealed || !row.data_key_id || !isAboutRequest(kind)) return undefined
  const key = await openDataKey(db, keys, row.data_key_id)
  const words = openRequest(keys, key, id, row.sealed)
  const letter = requestLetterOf(kind, {
    reference: row.reference,
    words,
    answer: row.answer && openAnswer(keys, key, id, row.answer),
    title: row.title,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  })
  return { to: words.email, ...letter }
}

async function aboutEvent(
  db: Db,
  { keys, mail }: InterventionMail,
  letter: { person: string; kind: Kind; sequence: number; created_at: string },
): Promise<Message | undefined> {
  const row = await db
    .selectFrom('intervention_person as person')
    .innerJoin('intervention as it', 'it.id', 'person.intervention_id')
    .innerJoin('account', 'account.id', 'it.organiser_id')
    .leftJoin('account as own', 'own.id', 'person.account_id')
    .select(['person.sealed', 'own.name', 'account.name as organiser', 'it.id', 'it.title', 'it.starts_at'])
    .select(['it.ends_at', 'it.place', 'it.video_link', 'it.cancelled_reason', 'it.data_key_id'])
    .where('person.id', '=', letter.person)
    .executeTakeFirst()
  if (!row?.sealed || !row.starts_at || !row.ends_at || isAboutRequest(letter.kind)) return undefined
  const key = await openDataKey(db, keys, row.data_key_id)
  const words = openPerson(keys, key, letter.person, row.sealed)
  if (!words.email) return undefined
  const event: CalendarEvent = {
    id: row.id,
    sequence: letter.sequence,
    title: row.title,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place,
    videoLink: row.video_link,
    agenda: null,
    organiser: row.organiser,
  }
  const method = letter.kind === 'cancellation' ? 'CANCEL' : 'REQUEST'
  const guest = { name: row.name ?? words.name, email: words.email }
  return {
    to: words.email,
    ...eventLetterOf(letter.kind, event, row.cancelled_reason),
    calendar: {
      method,
      content: calendarOf(event, method, { from: mail.from, guest, stamp: letter.created_at }),
    },
  }
}
