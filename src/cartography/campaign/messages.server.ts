import type { TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { issueLink, linkAddress } from '#kernel/link/link.server.ts'
import { MailError, type MailTrouble } from '#kernel/mail.server.ts'
import type { Sending } from '#listening/delivery/outside.server.ts'
import type { CampaignMessageKind, DeliveryTrouble } from '#vocabulary'
import { messageSubject, messageText } from './messages.ts'
import { daysOfLink, isAwaited, stateOf } from './state.ts'

const task = 'campaign_message'
const queue = (db: Db, id: string, at?: string) =>
  enqueue(db, task, { id }, { key: `${task}:${id}`, ...(at && { at }) })

/** Writes messages to people and has them sent once the request is kept. */
export async function writeMessages(
  db: Db,
  kind: CampaignMessageKind,
  personIds: readonly string[],
  accountId: string,
): Promise<void> {
  if (personIds.length === 0) return
  const rows = personIds.map((personId) => ({
    id: newId(),
    person_id: personId,
    kind,
    created_by: accountId,
  }))
  await db
    .insertInto('campaign_message')
    .values(rows.map((row) => ({ ...row, sent_at: null, dropped_at: null, trouble: null })))
    .execute()
  for (const { id } of rows) await queue(db, id)
}

/** Has whatever did not leave tried again now. */
export async function resend(db: Db, campaignId: string): Promise<number> {
  const rows = await db
    .selectFrom('campaign_message as message')
    .innerJoin('campaign_person as person', 'person.id', 'message.person_id')
    .innerJoin('campaign_target as target', 'target.id', 'person.target_id')
    .select('message.id')
    .where('target.campaign_id', '=', campaignId)
    .where('message.sent_at', 'is', null)
    .where('message.dropped_at', 'is', null)
    .execute()
  for (const { id } of rows) await queue(db, id)
  return rows.length
}

const troubles: Record<MailTrouble, DeliveryTrouble> = {
  not_configured: 'mail_not_configured',
  refused: 'mail_refused',
  unreachable: 'mail_unreachable',
}

/** A quarter of an hour, then twice as long each time, a day at most. */
const waitAfter = (attempts: number): number => Math.min(15 * 2 ** Math.min(attempts, 10), 24 * 60)

/**
 * Sends one message. The link is made in the same transaction: when the message does not leave, the one that the person
 * already holds goes on opening.
 */
async function sendMessage({ database, outside }: Sending, id: string): Promise<void> {
  try {
    await database.transaction().execute(async (db) => {
      const row = await take(db, id)
      if (!row) return
      const token = await issueLink(db, {
        purpose: 'survey',
        subjectId: row.target_id,
        holder: row.person_id,
        days: daysOfLink(row.closes_on),
      })
      await outside.mail.send({
        to: row.email,
        subject: messageSubject[row.kind],
        text: messageText(linkAddress(outside.publicUrl(), token)),
      })
      await db
        .updateTable('campaign_message')
        .set({ sent_at: sql<string>`clock_timestamp()`, attempts: sql<number>`attempts + 1`, trouble: null })
        .where('id', '=', id)
        .execute()
    })
  } catch (error) {
    if (!(error instanceof MailError)) outside.onTrouble(error)
    const trouble = error instanceof MailError ? troubles[error.trouble] : 'own_fault'
    await database.transaction().execute((db) => keepTrouble(db, id, trouble))
  }
}

/** Takes a message in hand; one that nobody needs any more is put aside. */
async function take(db: Db, id: string) {
  const row = await db
    .selectFrom('campaign_message as message')
    .innerJoin('campaign_person as person', 'person.id', 'message.person_id')
    .innerJoin('campaign_target as target', 'target.id', 'person.target_id')
    .innerJoin('campaign', 'campaign.id', 'target.campaign_id')
    .select(['message.kind', 'message.person_id', 'person.target_id', 'person.email', 'person.removed_at'])
    .select(['target.status', 'campaign.launched_at', 'campaign.closed_at', 'campaign.closes_on'])
    .where('message.id', '=', id)
    .where('message.sent_at', 'is', null)
    .where('message.dropped_at', 'is', null)
    .forUpdate('message')
    .executeTakeFirst()
  if (!row) return undefined
  const { email } = row
  if (!email || row.removed_at !== null || !isAwaited(row.status) || stateOf(row) !== 'open') {
    await db
      .updateTable('campaign_message')
      .set({ dropped_at: sql<string>`clock_timestamp()` })
      .where('id', '=', id)
      .execute()
    return undefined
  }
  return { ...row, email }
}

async function keepTrouble(db: Db, id: string, trouble: DeliveryTrouble): Promise<void> {
  const row = await db
    .updateTable('campaign_message')
    .set({ trouble, attempts: sql<number>`attempts + 1` })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .returning('attempts')
    .executeTakeFirst()
  // Without a mail server it waits in sight until somebody configures one and sends again.
  if (!row || trouble === 'mail_not_configured') return
  await queue(db, id, new Date(Date.now() + waitAfter(row.attempts) * 60_000).toISOString())
}

const Payload = z.object({ id: z.uuid() })

/** What campaigns send without anybody waiting. */
export const campaignTasks = (sending: Sending): TaskList => ({
  [task]: (payload) => sendMessage(sending, Payload.parse(payload).id),
})
