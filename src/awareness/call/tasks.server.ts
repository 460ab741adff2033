import type { TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { issueLink, linkAddress } from '#kernel/link/link.server.ts'
import { MailError } from '#kernel/mail.server.ts'
import type { DeliveryTrouble } from '#vocabulary'
import { type Post, troubleOf } from '../resource/request.server.ts'
import { openReasons, openWords, referenceOf } from './words.server.ts'

const Payload = z.object({ id: z.uuid() })

/** How long an applicant's link opens; the one they are writing with still does for a day. */
const linkDays = 400
const overlapMinutes = 24 * 60

/** The messages to applicants: their link when they begin, the decision when it is taken. */
export const callTasks = (post: Post): TaskList => ({
  write_application: (payload) => writeApplication(post, Payload.parse(payload).id),
})

/** Sends what an applicant is to read now; what does not leave is tried again. */
export async function writeApplication({ database, keys, outside }: Post, id: string): Promise<void> {
  const taken = await database.transaction().execute(async (db) => {
    const row = await db
      .selectFrom('application')
      .innerJoin('project_call', 'project_call.id', 'application.call_id')
      .selectAll('application')
      .select(['project_call.title', 'project_call.status'])
      .where('application.id', '=', id)
      .where('application.written_at', 'is', null)
      .executeTakeFirst()
    if (!row) return undefined
    const aim = { purpose: 'application', subjectId: id, holder: id }
    const isGone = row.status === 'withdrawn'
    const token =
      outside.mail.isConfigured && !isGone
        ? await issueLink(db, { ...aim, days: linkDays, overlapMinutes })
        : ''
    return { row, token }
  })
  if (!taken) return
  const { row, token } = taken
  const theirs = keys.zone('public')
  const { email } = openWords(theirs, id, row.sealed_words)
  const message = messageOf({
    title: row.title,
    reference: referenceOf(row.created_at, row.number),
    link: linkAddress(outside.publicUrl(), token),
    isWithdrawn: row.status === 'withdrawn',
    ...(row.sealed_reasons && {
      decision: {
        isAccepted: row.state === 'accepted',
        granted: row.granted,
        reasons: openReasons(theirs, id, row.sealed_reasons),
      },
    }),
  })
  const trouble = await outside.mail.send({ to: email, ...message }).then(
    () => undefined,
    (error: unknown): DeliveryTrouble => {
      if (error instanceof MailError) return troubleOf[error.trouble]
      outside.onTrouble(error)
      return 'own_fault'
    },
  )
  await database.transaction().execute(async (db) => {
    await db
      .updateTable('application')
      .set(trouble ? { last_trouble: trouble } : { written_at: sql<string>`now()`, last_trouble: null })
      .where('id', '=', id)
      .execute()
    if (!trouble) return
    const at = new Date(Date.now() + 15 * 60_000).toISOString()
    await enqueue(db, 'write_application', { id }, { key: `write_application:${id}`, at })
  })
}

interface Told {
  readonly title: string
  readonly reference: string
  readonly link: string
  readonly isWithdrawn: boolean
  readonly decision?: {
    readonly isAccepted: boolean
    readonly granted: number | null
    readonly reasons: string
  }
}

function messageOf({ title, reference, link, isWithdrawn, decision }: Told) {
  const end = '\n\nL’équipe de la plateforme\n'
  if (isWithdrawn && !decision)
    return {
      subject: `Votre candidature ${reference}`,
      text: `Bonjour,\n\nVous aviez répondu à l’appel « ${title} », ou commencé à le faire. Cet appel est retiré : votre candidature ne sera pas examinée, et votre lien personnel ne s’ouvre plus. Nous sommes désolés du temps que vous y avez passé.${end}`,
    }
  if (!decision)
    return {
      subject: `Votre candidature ${reference}`,
      text: `Bonjour,\n\nVous avez commencé une candidature à l’appel « ${title} ». Voici votre lien personnel pour la reprendre, la compléter et la déposer :\n\n${link}\n\nQuiconque le possède peut la lire et la modifier : gardez-le pour vous. Si vous n’avez rien commencé, ne faites rien.${end}`,
    }
  const said = decision.isAccepted
    ? `Nous avons le plaisir de vous dire que votre projet est retenu, pour ${decision.granted?.toLocaleString('fr-FR')} euros.`
    : 'Votre projet n’est pas retenu cette fois.'
  return {
    subject: `Décision sur votre candidature ${reference}`,
    text: `Bonjour,\n\nVous avez répondu à l’appel « ${title} ». ${said}\n\nLes raisons de cette décision :\n\n${decision.reasons}\n\nVotre candidature et cette réponse restent lisibles ici :\n\n${link}${end}`,
  }
}

/** How long what is begun and never handed in is kept once the call is closed. */
const draftDays = 90

/** Forgets the drafts that nobody handed in, with their pieces, their links and what was said of them. */
export async function purgeDrafts(db: Db): Promise<void> {
  const left = await db
    .selectFrom('application')
    .innerJoin('project_call', 'project_call.id', 'application.call_id')
    .select('application.id')
    .where('application.state', '=', 'draft')
    .where('project_call.closes_on', '<', sql<string>`current_date - ${draftDays}::integer`)
    .execute()
  if (left.length === 0) return
  const ids = left.map(({ id }) => id)
  await db.deleteFrom('review').where('application_id', 'in', ids).execute()
  await db.deleteFrom('link').where('purpose', '=', 'application').where('subject_id', 'in', ids).execute()
  await db.deleteFrom('application').where('id', 'in', ids).where('state', '=', 'draft').execute()
}
