import { type Kysely, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { issueLink, linkAddress } from '#kernel/link/link.server.ts'
import { type Mail, MailError, type MailTrouble } from '#kernel/mail.server.ts'
import type { Tables } from '#tables.server.ts'
import type { DeliveryTrouble, RefreshMessageKind } from '#vocabulary'
import { messageOf } from './messages.ts'

/** How long a link to one's own entry opens, and how long the former one still does while the new one travels. */
export const linkDays = 60
const overlapMinutes = 60

/** What sending leans on. */
export interface Post {
  readonly database: Kysely<Tables>
  readonly outside: {
    readonly mail: Mail
    readonly publicUrl: () => string
    readonly onTrouble: (error: unknown) => void
  }
}

/** Has a message written to somebody; one that already waits is not doubled, but is tried again now. */
export async function askMessage(
  db: Db,
  correspondentId: string,
  kind: RefreshMessageKind,
  by: string | null,
): Promise<string> {
  const { id } = await db
    .insertInto('refresh_message')
    .values({ id: newId(), correspondent_id: correspondentId, kind, asked_by: by })
    .onConflict((conflict) =>
      conflict
        .columns(['correspondent_id', 'kind'])
        .where('sent_at', 'is', null)
        .where('dropped_at', 'is', null)
        .doUpdateSet({ asked_at: sql<string>`clock_timestamp()`, asked_by: by }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(db, 'write_refresh', { id }, { key: `write_refresh:${id}` })
  return id
}

const troubles: Readonly<Record<MailTrouble, DeliveryTrouble>> = {
  not_configured: 'mail_not_configured',
  refused: 'mail_refused',
  unreachable: 'mail_unreachable',
}
const mostAttempts = 12

/** Writes a message with a link made for it; what does not leave stays, in sight, and is tried again. */
export async function sendMessage({ database, outside }: Post, id: string): Promise<void> {
  // Without a server nothing can leave: the link that somebody may hold is left alone.
  if (!outside.mail.isConfigured) {
    await database.transaction().execute((db) => note(db, id, 'mail_not_configured'))
    return
  }
  const taken = await database.transaction().execute((db) => take(db, id))
  if (!taken) return
  const { token, kind, name, email, service, attempts } = taken
  const link = linkAddress(outside.publicUrl(), token)
  try {
    await outside.mail.send({ to: email, ...messageOf(kind, { name, service, link, days: linkDays }) })
  } catch (error) {
    if (!(error instanceof MailError)) outside.onTrouble(error)
    const trouble = error instanceof MailError ? troubles[error.trouble] : 'own_fault'
    await database.transaction().execute(async (db) => {
      await note(db, id, trouble)
      if (attempts >= mostAttempts) return
      const at = new Date(Date.now() + Math.min(2 ** attempts, 1440) * 60_000).toISOString()
      await enqueue(db, 'write_refresh', { id }, { key: `write_refresh:${id}`, at })
    })
    return
  }
  await database.transaction().execute((db) => settle(db, id, taken.correspondentId))
}

const waiting = sql<boolean>`refresh_message.sent_at is null and refresh_message.dropped_at is null`

async function note(db: Db, id: string, trouble: DeliveryTrouble): Promise<void> {
  await db
    .updateTable('refresh_message')
    .set({ last_trouble: trouble })
    .where('id', '=', id)
    .where(waiting)
    .execute()
}

async function settle(db: Db, id: string, correspondentId: string): Promise<void> {
  const now = sql<string>`clock_timestamp()`
  await db
    .updateTable('refresh_message')
    .set({ sent_at: now, last_trouble: null })
    .where('id', '=', id)
    .execute()
  await db
    .updateTable('correspondent')
    .set({ told_at: now })
    .where('id', '=', correspondentId)
    .where('told_at', 'is', null)
    .execute()
}

/** Takes a message in hand and makes its link; one that has become useless is put aside. */
async function take(db: Db, id: string) {
  const row = await db
    .selectFrom('refresh_message')
    .innerJoin('correspondent', 'correspondent.id', 'refresh_message.correspondent_id')
    .innerJoin('service', 'service.id', 'correspondent.service_id')
    .select(['refresh_message.kind', 'refresh_message.attempts', 'correspondent.id as correspondentId'])
    .select([
      'correspondent.name',
      'correspondent.email',
      'correspondent.objected_at',
      'correspondent.service_id',
    ])
    .select(['service.name as service', 'service.merged_into'])
    .where('refresh_message.id', '=', id)
    .where(waiting)
    .forUpdate('refresh_message')
    .executeTakeFirst()
  if (!row) return undefined
  if (row.objected_at || row.merged_into) {
    await db
      .updateTable('refresh_message')
      .set({ dropped_at: sql<string>`clock_timestamp()` })
      .where('id', '=', id)
      .execute()
    return undefined
  }
  const attempts = row.attempts + 1
  await db.updateTable('refresh_message').set({ attempts }).where('id', '=', id).execute()
  const aim = { purpose: 'service', subjectId: row.service_id, holder: row.correspondentId }
  return { ...row, attempts, token: await issueLink(db, { ...aim, days: linkDays, overlapMinutes }) }
}
