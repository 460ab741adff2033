import { type Kysely, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { issueLink, linkAddress } from '#kernel/link/link.server.ts'
import { type Mail, MailError, type MailTrouble } from '#kernel/mail.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { type Letterbox, openLetter } from '#kernel/public/letterbox.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Tables } from '#tables.server.ts'
import { type DeliveryTrouble, deliveryTrouble, type ResourceRequestState } from '#vocabulary'
import { type listResourceRequests, RequestWords, type ResourceRequest } from './contract.ts'

const place = (row: string) => ({ table: 'resource_request', column: 'sealed_words', row })

/** Writes down that somebody asks for a resource, with the rights of the public pages. */
export async function askResource(
  db: Db,
  letterbox: Letterbox,
  resourceId: string,
  words: RequestWords,
): Promise<void> {
  const id = newId()
  await db
    .insertInto('resource_request')
    .columns(['id', 'resource_id', 'sealed_words'])
    .values({
      id,
      resource_id: resourceId,
      sealed_words: letterbox(place(id), JSON.stringify(words)),
    } as never)
    .execute()
}

const opened = (keys: Keyring, id: string, sealed: Buffer): RequestWords =>
  RequestWords.parse(JSON.parse(openLetter(keys, place(id), sealed)))

function selectRequests(db: Db) {
  return db
    .selectFrom('resource_request as request')
    .innerJoin('resource', 'resource.id', 'request.resource_id')
    .leftJoin('account', 'account.id', 'request.settled_by')
    .selectAll('request')
    .select(['resource.title', 'account.name as settler'])
}
type RequestRow = Awaited<ReturnType<ReturnType<typeof selectRequests>['execute']>>[number]

const requestOf = (keys: Keyring, row: RequestRow): ResourceRequest => ({
  ...opened(keys, row.id, row.sealed_words),
  id: row.id,
  version: row.version,
  state: row.state,
  resource: { id: row.resource_id, title: row.title },
  askedAt: row.asked_at,
  settledAt: row.settled_at,
  settledBy: row.settler,
  writtenAt: row.written_at,
  trouble: row.last_trouble && deliveryTrouble.label(row.last_trouble),
})

/** Who asks for what, the latest first. */
export async function pageOfRequests(
  db: Db,
  keys: Keyring,
  asked: z.output<(typeof listResourceRequests)['query']>,
) {
  let query = selectRequests(db)
  if (asked.state) query = query.where('request.state', '=', asked.state)
  if (asked.after) {
    const [at, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(sql<SqlBool>`(request.asked_at, request.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('request.asked_at', 'desc')
    .orderBy('request.id', 'desc')
    .limit(asked.limit + 1)
    .execute()
  return cutPage(
    rows,
    asked.limit,
    (row) => [row.asked_at, row.id],
    (row) => requestOf(keys, row),
  )
}

/** Answers a request once; who asked is written to. */
export async function settleRequest(
  db: Db,
  by: string,
  id: string,
  version: number,
  state: Exclude<ResourceRequestState, 'waiting'>,
): Promise<number> {
  const held = await db
    .selectFrom('resource_request')
    .select(['version', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  if (held.state !== 'waiting' || held.version !== version) refuse('request_settled')
  await db
    .updateTable('resource_request')
    .set({ state, settled_at: sql<string>`now()`, settled_by: by, version: version + 1 })
    .where('id', '=', id)
    .execute()
  await enqueue(db, 'write_resource', { id }, { key: `write_resource:${id}` })
  return version + 1
}

/** What sending leans on. */
export interface Post {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
  readonly outside: {
    readonly mail: Mail
    readonly publicUrl: () => string
    readonly onTrouble: (error: unknown) => void
  }
}

/** How long the link to what was granted opens. */
export const linkDays = 30

export const troubleOf: Readonly<Record<MailTrouble, DeliveryTrouble>> = {
  not_configured: 'mail_not_configured',
  refused: 'mail_refused',
  unreachable: 'mail_unreachable',
}

/** Sends the answer to a request, with a link made for it when it is granted; what does not leave is tried again. */
export async function writeAnswer({ database, keys, outside }: Post, id: string): Promise<void> {
  const taken = await database.transaction().execute(async (db) => {
    const row = await selectRequests(db)
      .where('request.id', '=', id)
      .where('request.written_at', 'is', null)
      .executeTakeFirst()
    if (!row || row.state === 'waiting') return undefined
    const aim = { purpose: 'resource', subjectId: row.resource_id, holder: row.id }
    const canSend = row.state === 'granted' && outside.mail.isConfigured
    return { row, token: canSend ? await issueLink(db, { ...aim, days: linkDays }) : '' }
  })
  if (!taken) return
  const { row, token } = taken
  const { email, name } = opened(keys, row.id, row.sealed_words)
  const link = linkAddress(outside.publicUrl(), token)
  const trouble = await outside.mail
    .send({ to: email, ...messageOf(row.state === 'granted', { name, title: row.title, link }) })
    .then(
      () => undefined,
      (error: unknown): DeliveryTrouble => {
        if (error instanceof MailError) return troubleOf[error.trouble]
        outside.onTrouble(error)
        return 'own_fault'
      },
    )
  await database.transaction().execute(async (db) => {
    await db
      .updateTable('resource_request')
      .set(trouble ? { last_trouble: trouble } : { written_at: sql<string>`now()`, last_trouble: null })
      .where('id', '=', id)
      .execute()
    if (!trouble) return
    const at = new Date(Date.now() + 15 * 60_000).toISOString()
    await enqueue(db, 'write_resource', { id }, { key: `write_resource:${id}`, at })
  })
}

function messageOf(isGranted: boolean, { name, title, link }: Record<'name' | 'title' | 'link', string>) {
  const hello = `Bonjour ${name},\n\n`
  const end = '\n\nL’équipe de la plateforme\n'
  if (!isGranted)
    return {
      subject: 'Votre demande de ressource',
      text: `${hello}Vous nous aviez demandé « ${title} ». Nous ne pouvons pas vous l’adresser : elle est réservée à d’autres usages que celui que vous décrivez. Ce qui est ouvert à tous se trouve sur notre site, à la page Ressources.${end}`,
    }
  return {
    subject: 'La ressource que vous avez demandée',
    text: `${hello}Voici le lien personnel pour lire et télécharger « ${title} » :\n\n${link}\n\nIl fonctionne pendant ${linkDays} jours. Merci de ne pas le transmettre : indiquez plutôt à vos collègues la page Ressources de notre site.${end}`,
  }
}
