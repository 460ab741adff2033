import { createHash, randomBytes, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import { MailError } from '#kernel/mail.server.ts'
import { type FeedbackUsefulness, feedbackUsefulness } from '#vocabulary'
import type { Meeting } from './contract.ts'
import { keysOfMeetings, openPerson } from './people.server.ts'
import type { MeetingMail } from './send.server.ts'
import { feedbackLetter } from './words.server.ts'

/** Below so many answers, who gave which would be guessed. */
export const fewestAnswers = 3

// Neither 0 nor O, neither 1 nor I nor L: people copy these by hand.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A code that nobody can guess: 12 letters, by groups of four. */
const newCode = (): string =>
  Array.from({ length: 12 }, (_, place) => {
    const letter = letters[randomBytes(4).readUInt32BE() % letters.length] ?? '2'
    return place > 0 && place % 4 === 0 ? `-${letter}` : letter
  }).join('')

/** What is kept of a code: however it was typed, the same digest. */
export const digestOf = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest()

/** The same things in a drawn order. */
function shuffled<T>(things: readonly T[]): T[] {
  const drawn = [...things]
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    const [a, b] = [drawn[last], drawn[other]]
    if (a === undefined || b === undefined) continue
    drawn[last] = b
    drawn[other] = a
  }
  return drawn
}

/** Makes codes for a meeting; only their digests stay, and nothing says for whom they were. */
export async function makeCodes(db: Db, meetingId: string, count: number): Promise<string[]> {
  const codes = Array.from({ length: count }, newCode)
  if (count > 0) {
    const rows = shuffled(codes).map((code) => ({ digest: digestOf(code), meeting_id: meetingId }))
    await send(db, db.insertInto('meeting_feedback_code').values(rows).compile())
  }
  return codes
}

const cameWithAddress = (db: Db, meetingId: string) =>
  db
    .selectFrom('meeting_participant')
    .where('meeting_id', '=', meetingId)
    .where('removed_at', 'is', null)
    .where('has_email', '=', true)
    .where('attendance', 'in', ['present', 'remote'])

/** What people said of a meeting, when enough of them did. */
export async function feedbackOf(db: Db, meetingId: string): Promise<Meeting['feedback']> {
  const [answers, codes, came] = await Promise.all([
    db
      .selectFrom('meeting_feedback')
      .select(['usefulness', 'words'])
      .where('meeting_id', '=', meetingId)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('meeting_feedback_code')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('meeting_id', '=', meetingId)
      .executeTakeFirstOrThrow(),
    cameWithAddress(db, meetingId).select('feedback_asked').execute(),
  ])
  const counts = feedbackUsefulness.codes.map((code) => ({
    code,
    count: answers.filter((one) => one.usefulness === code).length,
  }))
  return {
    answers: answers.length,
    codesLeft: codes.count,
    asked: came.filter((one) => one.feedback_asked).length,
    toAsk: came.filter((one) => !one.feedback_asked).length,
    said:
      answers.length < fewestAnswers
        ? null
        : { usefulness: counts, words: answers.flatMap(({ words }) => (words ? [words] : [])) },
  }
}

/** The meeting that a code is for, in its words; nothing for a code that is unknown or was used. */
export async function titleFor(db: Db, code: string): Promise<string | undefined> {
  const { rows } = await sql<{
    title: string | null
  }>`select feedback_title(${digestOf(code)}) as title`.execute(db)
  return rows[0]?.title ?? undefined
}

/** Keeps an opinion and forgets its code; false for a code that is unknown or was used. */
export async function keepFeedback(
  db: Db,
  code: string,
  usefulness: FeedbackUsefulness,
  words: string | null,
): Promise<boolean> {
  const { rows } = await sql<{
    kept: boolean
  }>`select give_feedback(${digestOf(code)}, ${usefulness}, ${words}) as kept`.execute(db)
  return rows[0]?.kept ?? false
}

/**
 * Writes to everybody who came, each with a code. The codes exist in memory only; their digests are stored all at once,
 * in a drawn order, before anything leaves, and those that did not leave are taken back.
 */
export async function sendFeedbackRequests(
  { database, keys, mail, publicUrl, onTrouble }: MeetingMail,
  meetingId: string,
): Promise<void> {
  if (!mail.isConfigured) return
  const asked = await database.transaction().execute(async (db) => {
    const meeting = await db
      .selectFrom('meeting')
      .select(['title', 'data_key_id'])
      .where('id', '=', meetingId)
      .forUpdate()
      .executeTakeFirst()
    if (!meeting) return undefined
    const people = await cameWithAddress(db, meetingId)
      .select(['id', 'name', 'email', 'sealed'])
      .where('feedback_asked', '=', false)
      .execute()
    const key = (await keysOfMeetings(db, keys, [meeting.data_key_id])).get(meeting.data_key_id ?? '')
    return {
      title: meeting.title,
      people: people.map((person) => ({ id: person.id, email: openPerson(keys, key, person).email })),
      codes: await makeCodes(db, meetingId, people.length),
    }
  })
  if (!asked) return
  const told: string[] = []
  const lost: Buffer[] = []
  for (const [place, { id, email }] of asked.people.entries()) {
    const code = asked.codes[place] ?? ''
    try {
      await mail.send({ to: email ?? '', ...feedbackLetter(asked.title, `${publicUrl()}/avis/${code}`) })
      told.push(id)
    } catch (error) {
      if (!(error instanceof MailError)) onTrouble(error)
      lost.push(digestOf(code))
    }
  }
  await database.transaction().execute(async (db) => {
    if (told.length > 0)
      await db
        .updateTable('meeting_participant')
        .set({ feedback_asked: true })
        .where('id', 'in', told)
        .execute()
    if (lost.length > 0) await db.deleteFrom('meeting_feedback_code').where('digest', 'in', lost).execute()
  })
}
