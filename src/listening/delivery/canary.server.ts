import { Encrypter } from 'age-encryption'
import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { MailError } from '#kernel/mail.server.ts'
import type { Sending } from './outside.server.ts'
import { enqueueDelivery } from './queue.server.ts'

/** How often a canary leaves. */
export const canaryEvery = { minutes: 5 }

/** A package that says nothing, sealed like the others. */
export async function sealCanary(publicKey: string): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(publicKey)
  return Buffer.from(await encrypter.encrypt('canary'))
}

/** Puts a canary in the outbox when the last one left long enough ago; says whether it did. */
export async function queueCanary(db: Db): Promise<boolean> {
  const id = newId()
  const made = await sql<{ id: string }>`
    insert into delivery (id, kind, channel, urgent, send_after, next_attempt_at)
    select ${id}::uuid, 'canary', 'portal', true, clock_timestamp(), clock_timestamp()
    where not exists (
      select from delivery
      where kind = 'canary' and created_at > clock_timestamp() - make_interval(mins => ${canaryEvery.minutes})
    )
    returning id`.execute(db)
  if (made.rows.length === 0) return false
  await enqueueDelivery(db, id)
  // One a day is more than anybody will ask about.
  await sql`delete from delivery where kind = 'canary' and created_at < clock_timestamp() - interval '1 day'`.execute(
    db,
  )
  return true
}

/** Asks the mail server whether it is there, as part of the path that notices take. */
export async function askMail({ database, outside }: Sending): Promise<void> {
  const { mail } = outside
  let answers = false
  try {
    await mail.verify()
    answers = true
  } catch (error) {
    if (!(error instanceof MailError)) outside.onTrouble(error)
  }
  await database
    .updateTable('pulse')
    .set({
      mail_configured: mail.isConfigured,
      ...(answers && { mail_answered_at: sql<string>`clock_timestamp()` }),
    })
    .execute()
}
