import { isbot } from 'isbot'
import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { PublicFiles } from '#kernel/file/public.server.ts'
import { fileRow, readFile } from '#kernel/file/store.server.ts'
import type { LinkPage } from '#kernel/link/door.server.ts'
import type { List } from '#kernel/list.ts'
import {
  leadTo,
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
} from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { audience, resourceKind, resourceTopic, spokenLanguage } from '#vocabulary'
import { RequestWords } from './contract.ts'
import { noteMissed } from './missed.server.ts'
import {
  type PublishedResource,
  pageSize,
  publishedChoices,
  publishedResource,
  publishedResources,
  type Sought,
} from './published.server.ts'
import { askResource } from './request.server.ts'
import { fileWords, itemWords, versionWords } from './words.ts'

const codeIn = <Code extends string>(list: List<Code>, given: string | undefined): Code | undefined =>
  given !== undefined && list.has(given) ? given : undefined

function soughtIn({ query }: PublicCall): Sought {
  return {
    text: textOf(query, 'mots')?.slice(0, 100),
    audience: codeIn(audience, textOf(query, 'pour')),
    language: codeIn(spokenLanguage, textOf(query, 'langue')),
    topic: codeIn(resourceTopic, textOf(query, 'sujet')),
    kind: codeIn(resourceKind, textOf(query, 'nature')),
    isEasy: textOf(query, 'facile') === 'oui',
  }
}

/** The address of a search, without what was left out. */
function addressOf(sought: Sought, page = 1): string {
  const told = new URLSearchParams()
  const { text, audience: whom, language, topic, kind, isEasy } = sought
  for (const [name, value] of [
    ['mots', text],
    ['pour', whom],
    ['langue', language],
    ['sujet', topic],
    ['nature', kind],
    ['facile', isEasy ? 'oui' : undefined],
    ['page', page > 1 ? String(page) : undefined],
  ] as const)
    if (value) told.set(name, value)
  return `/ressources${text ? '/recherche' : ''}${told.size > 0 ? `?${told}` : ''}`
}

const choicesOf = (list: List, used: ReadonlySet<string>) =>
  list.codes.filter((code) => used.has(code)).map((code) => ({ code, label: list.label(code) }))

async function listPage(call: PublicCall, isSearch = false): Promise<PublicAnswer> {
  const sought = soughtIn(call)
  if (sought.text && !isSearch) return leadTo(addressOf(sought))
  const asked = Number(textOf(call.query, 'page') ?? 1)
  const page = Number.isInteger(asked) && asked > 0 && asked < 1000 ? asked : 1
  const [{ total, items }, choices] = await Promise.all([
    publishedResources(call.db, sought, page),
    publishedChoices(call.db),
  ])
  if (total === 0 && sought.text) await noteMissed(call.db, call.keys, sought.text, call.address)
  const last = Math.max(1, Math.ceil(total / pageSize))
  return show(
    'ResourceListPage',
    {
      sought,
      choices: {
        pour: choicesOf(audience, choices.audiences),
        sujet: choicesOf(resourceTopic, choices.topics),
        nature: choicesOf(resourceKind, choices.kinds),
        langue: choicesOf(spokenLanguage, choices.languages),
        hasEasy: choices.hasEasy,
      },
      items: items.map(itemWords),
      total,
      page,
      last,
      to: {
        ...(page > 1 && { before: addressOf(sought, page - 1) }),
        ...(page < last && { after: addressOf(sought, page + 1) }),
      },
    },
    { title: page > 1 ? `Ressources, page ${page}` : 'Ressources' },
  )
}

async function found(call: PublicCall): Promise<PublishedResource> {
  return (await publishedResource(call.db, { slug: call.params.slug ?? '' })) ?? refuse('not_found')
}

/** Where anybody reads the file of a version. */
const fileAddress = (slug: string, number: number, name: string): string =>
  `/ressources/${slug}/fichiers/${number}/${encodeURIComponent(name)}`

async function onePage(call: PublicCall): Promise<PublicAnswer> {
  const one = await found(call)
  return show(
    'ResourcePage',
    {
      ...itemWords(one),
      slug: one.slug,
      isOnRequest: one.visibility === 'professionals',
      versions: one.versions.map((version) => ({
        ...versionWords(version),
        file: version.file && {
          to: fileAddress(one.slug, version.number, version.file.name),
          ...fileWords(version.file),
        },
      })),
    },
    { title: one.title },
  )
}

async function requestPage(call: PublicCall): Promise<PublicAnswer> {
  const one = await found(call)
  if (one.visibility !== 'professionals') return leadTo(`/ressources/${one.slug}`)
  const given = Object.fromEntries(
    Object.keys(RequestWords.shape).map((name) => [name, textOf(call.form, name) ?? '']),
  )
  const read = RequestWords.safeParse(given)
  if (call.isPost && read.success) {
    // A field that nobody sees: what fills it in is a machine, which is thanked like everybody.
    if (!textOf(call.form, 'site')) await askResource(call.db, call.letterbox, one.id, read.data)
    return leadTo(`/ressources/${one.slug}/merci`)
  }
  const faults = call.isPost
    ? (read.error?.issues ?? []).map(({ path, message }) => ({ field: String(path[0]), message }))
    : []
  return show(
    'ResourceRequestPage',
    { title: one.title, slug: one.slug, given, faults },
    {
      title: faults.length > 0 ? 'À revoir : demander une ressource' : 'Demander une ressource',
      status: faults.length > 0 ? 422 : 200,
    },
  )
}

/** The pages of the resources that anybody may open. */
export const resourcePages: readonly PublicPage[] = [
  {
    path: '/ressources',
    keptFor: 60,
    asks: ['mots', 'pour', 'langue', 'sujet', 'nature', 'facile', 'page'],
    run: (call) => listPage(call),
  },
  // What somebody types is not kept, not even for a minute.
  { path: '/ressources/recherche', addresses: () => [], run: (call) => listPage(call, true) },
  { path: '/ressources/:slug', keptFor: 60, addresses: () => [], run: onePage },
  { path: '/ressources/:slug/demande', receives: true, unlisted: true, run: requestPage },
  {
    path: '/ressources/:slug/merci',
    unlisted: true,
    run: async (call) => {
      const { title } = await found(call)
      return show('ResourceThanksPage', { title }, { title: 'Demande reçue' })
    },
  },
]

/** The pages of what is published, for the plan of the site. */
export async function resourceAddresses(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('resource')
    .select('slug')
    .where('visibility', 'in', ['public', 'professionals'])
    .where('retired_at', 'is', null)
    .orderBy('slug')
    .execute()
  return rows.map(({ slug }) => `/ressources/${slug}`)
}

/** What was granted to a professional: the page of the resource, and its files. */
export const resourceByLink: LinkPage = async (call, visit) => {
  const one = (await publishedResource(call.db, { id: visit.subjectId })) ?? refuse('not_found')
  const asked = one.versions.find(({ number }) => visit.part === String(number))
  if (asked?.file) {
    const row = (await fileRow(call.db, asked.file.id)) ?? refuse('not_found')
    await sql`select count_resource(${asked.id}::uuid)`.execute(call.db)
    const parts: Uint8Array[] = []
    for await (const part of await readFile(call.db, row.id)) parts.push(part)
    return { kind: 'file', type: row.type, filename: row.name, body: Buffer.concat(parts) }
  }
  if (visit.part) refuse('not_found')
  return show(
    'ResourcePage',
    {
      ...itemWords(one),
      slug: one.slug,
      isOnRequest: false,
      versions: one.versions.map((version) => ({
        ...versionWords(version),
        file: version.file && { to: visit.at(String(version.number)), ...fileWords(version.file) },
      })),
    },
    { title: 'Votre ressource' },
  )
}

/** The files of what is public, at addresses that last. */
export const resourceFiles: PublicFiles = {
  path: '/ressources/:slug/fichiers/:number/:name',
  list: async (db, address) => {
    let query = db
      .selectFrom('resource_version as edition')
      .innerJoin('resource', 'resource.id', 'edition.resource_id')
      .innerJoin('file', 'file.id', 'edition.file_id')
      .select(['resource.slug', 'edition.number', 'edition.id', 'file.id as fileId', 'file.name'])
      .where('resource.visibility', '=', 'public')
      .where('resource.retired_at', 'is', null)
    if (address !== undefined) {
      const [, , slug = '', , number = ''] = address.split('/')
      if (!/^\d{1,6}$/.test(number)) return []
      query = query.where('resource.slug', '=', slug).where('edition.number', '=', Number(number))
    }
    const rows = await query.execute()
    return rows
      .map((row) => ({
        address: fileAddress(row.slug, row.number, row.name),
        fileId: row.fileId,
        about: row.id,
      }))
      .filter((one) => address === undefined || one.address === address)
  },
  options: (request, { about }, { size }, database) => ({
    attachment: true,
    onSent: ({ from }, bytes) => {
      // A machine that lists the web, the end of something begun, or a glance at the first bytes: nobody took it.
      const isGlance = from > 0 || bytes < Math.min(size, 1024)
      if (!about || isGlance || isbot(request.headers['user-agent'] ?? '')) return
      sql`select count_resource(${about}::uuid)`.execute(database).catch((error: unknown) => {
        request.log.warn({ err: error }, 'a download was not counted')
      })
    },
  }),
}
