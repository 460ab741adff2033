import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import {
  leadTo,
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
} from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { ApplicationWords } from './contract.ts'
import { callWords, dayOf, faultsOf, type Published, published } from './published.server.ts'
import { sealWords } from './words.server.ts'

async function listPage({ db }: PublicCall): Promise<PublicAnswer> {
  const rows = await db
    .selectFrom('project_call')
    .select(['slug', 'title', 'summary', 'opens_on', 'closes_on'])
    .select(
      sql<boolean>`status = 'published' and today_in_paris() between opens_on and closes_on`.as('isOpen'),
    )
    .where('status', 'in', ['published', 'decided'])
    .orderBy('closes_on', 'desc')
    .limit(50)
    .execute()
  const items = rows.map(({ slug, title, summary, isOpen, closes_on }) => ({
    slug,
    title,
    summary,
    isOpen,
    closes: dayOf(closes_on),
  }))
  return show('ProjectCallListPage', { items }, { title: 'Appels à projets' })
}

async function found(call: PublicCall): Promise<Published> {
  return (await published(call.db, { slug: call.params.slug ?? '' })) ?? refuse('not_found')
}

/** Begins a draft: an organisation and an address are enough, the rest is written by the link. */
async function onePage(call: PublicCall): Promise<PublicAnswer> {
  const one = await found(call)
  const given = {
    organisation: textOf(call.form, 'organisation') ?? '',
    email: textOf(call.form, 'email') ?? '',
  }
  const read = ApplicationWords.pick({ organisation: true, email: true }).safeParse(given)
  if (call.isPost && read.success && one.isOpen && !textOf(call.form, 'site')) {
    const id = newId()
    const token = randomBytes(32).toString('base64url')
    const digest = createHash('sha256').update(token).digest()
    const words = sealWords(call.keys, id, read.data)
    const { rows } = await sql<{ isOpen: boolean }>`
      select open_application(${one.id}, ${id}, ${words}, ${newId()}, ${digest}) as "isOpen"`.execute(call.db)
    if (rows[0]?.isOpen) return leadTo(`/lien/${token}`)
  }
  const faults = call.isPost && !read.success ? faultsOf(read.error.issues) : []
  return show(
    'ProjectCallPage',
    { ...callWords(one), given, faults },
    { title: one.title, status: faults.length > 0 ? 422 : 200 },
  )
}

/** The pages of the calls that anybody may open. */
export const callPages: readonly PublicPage[] = [
  { path: '/appels-a-projets', run: listPage },
  { path: '/appels-a-projets/:slug', receives: true, addresses: () => [], run: onePage },
]

/** The pages of the calls, for the plan of the site. */
export async function callAddresses(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('project_call')
    .select('slug')
    .where('status', 'in', ['published', 'decided'])
    .orderBy('slug')
    .execute()
  return rows.map(({ slug }) => `/appels-a-projets/${slug}`)
}
