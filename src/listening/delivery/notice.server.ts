import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { MailError, type MailTrouble } from '#kernel/mail.server.ts'
import { recipientsOf } from '#partner/people.server.ts'
import type { DeliveryTrouble } from '#vocabulary'
import { waitBefore } from './backoff.ts'
import { noticeSubject, noticeText, signInPage } from './notices.ts'
import type { Sending } from './outside.server.ts'

/** Has everybody of the authority told, once each, that something arrived. */
export async function announceArrival(db: Db, deliveryId: string, authorityId: string): Promise<void> {
  const people = await recipientsOf(db, authorityId)
  if (people.length === 0) return
  const made = await db
    .insertInto('notice')
    .values(people.map((one) => ({ delivery_id: deliveryId, person_id: one.personId, ...arrival })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  for (const { id } of made) await enqueueNotice(db, id)
}

const arrival = {
  kind: 'arrival' as const,
  escalation_id: null,
  sent_at: null,
  dropped_at: null,
  last_trouble: null,
}

const enqueueNotice = (db: Db, id: string, at?: string): Promise<void> =>
  enqueue(db, 'notify', { id }, { key: `notify:${id}`, ...(at && { at }) })

const troubles: Record<MailTrouble, DeliveryTrouble> = {
  not_configured: 'mail_not_configured',
  refused: 'mail_refused',
  unreachable: 'mail_unreachable',
}

/** Sends a notice if it is still of use; what does not leave stays, in sight, and is tried again. */
export async function notify({ database, outside }: Sending, id: string): Promise<void> {
  const taken = await database.transaction().execute((db) => take(db, id))
  if (!taken) return
  let trouble: DeliveryTrouble | null = null
  try {
    await outside.mail.send({
      to: taken.email,
      subject: noticeSubject,
      text: noticeText(signInPage(outside.partnerUrl())),
    })
  } catch (error) {
    if (!(error instanceof MailError)) outside.onTrouble(error)
    trouble = error instanceof MailError ? troubles[error.trouble] : 'own_fault'
  }
  await database.transaction().execute((db) => (trouble ? keep(db, taken, trouble) : settle(db, taken)))
}

interface Taken {
  readonly id: string
  readonly email: string
  readonly attempts: number
  readonly urgent: boolean
  readonly escalationId: string | null
}

/** Takes a notice in hand; one that has become useless is put aside. */
async function take(db: Db, id: string): Promise<Taken | undefined> {
  const row = await db
    .selectFrom('notice')
    .innerJoin('delivery', 'delivery.id', 'notice.delivery_id')
    .leftJoin('partner.person as person', (join) =>
      join.onRef('person.id', '=', 'notice.person_id').on('person.active', '=', true),
    )
    .select(['notice.id', 'notice.kind', 'notice.attempts', 'notice.escalation_id', 'delivery.urgent'])
    .select(['delivery.state', 'person.email'])
    .where('notice.id', '=', id)
    .where('notice.sent_at', 'is', null)
    .where('notice.dropped_at', 'is', null)
    .forUpdate('notice')
    .executeTakeFirst()
  if (!row) return undefined
  const isArrivalTooLate = row.kind === 'arrival' && row.state === 'acknowledged'
  if (!row.email || row.state === 'recalled' || isArrivalTooLate) {
    const aside = db.updateTable('notice').set({ dropped_at: sql`clock_timestamp()` })
    await aside.where('id', '=', id).execute()
    return undefined
  }
  const { email, urgent, escalation_id: escalationId } = row
  const attempts = row.attempts + 1
  await db.updateTable('notice').set({ attempts }).where('id', '=', id).execute()
  return { id, email, attempts, urgent, escalationId }
}

async function keep(db: Db, { id, attempts, urgent }: Taken, trouble: DeliveryTrouble): Promise<void> {
  // Configuring the mail takes a restart, and the reconciler of the next start sees what waits.
  const at = new Date(Date.now() + waitBefore(attempts + 3, urgent)).toISOString()
  await db
    .updateTable('notice')
    .set({ last_trouble: trouble, next_attempt_at: at })
    .where('id', '=', id)
    .execute()
  if (trouble !== 'mail_not_configured') await enqueueNotice(db, id, at)
}

async function settle(db: Db, { id, escalationId }: Taken): Promise<void> {
  await db
    .updateTable('notice')
    .set({ sent_at: sql`clock_timestamp()`, last_trouble: null })
    .where('id', '=', id)
    .execute()
  if (!escalationId) return
  await db
    .updateTable('escalation')
    .set({ done_at: sql`clock_timestamp()`, outcome: 'reminded' })
    .where('id', '=', escalationId)
    .where('done_at', 'is', null)
    .execute()
}
