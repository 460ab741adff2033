import { join } from 'node:path'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Tables } from '#tables.server.ts'
import type { Db } from '../db.server.ts'
import { inTransaction } from '../http.server.ts'
import { Refusal, type RefusalCode, sentenceOf, statusOf } from '../refusal.ts'
import type { Keyring } from '../seal.server.ts'
import { codeOf, traceOf } from '../server.server.ts'
import { type Pacing, Turns } from '../turns.server.ts'
import { type BannerSource, Board } from './board.server.ts'
import { documentOf, policyOf } from './document.server.ts'
import { type Frame, type FrameParts, plainFrame } from './frame.ts'
import { bytesFor, KeptPages, type Print, printOf } from './kept.server.ts'
import type { Letterbox } from './letterbox.server.ts'
import { renderView, type ViewName, type ViewProps } from './render.server.ts'
import { quitScript, scriptFile } from './script.server.ts'
import { type BroughtPart, readParts } from './upload.server.ts'

/** What was typed in a form, or asked in an address: a name may come several times. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

/** One request for a public page: nobody is known, nothing of the sender is kept. */
export interface PublicCall {
  readonly params: Readonly<Record<string, string>>
  readonly query: Fields
  /** What the form says; empty when the page is only read. */
  readonly form: Fields
  readonly isPost: boolean
  /** The file that came with the form, where the page says `uploads`. */
  readonly file?: BroughtPart | undefined
  /** The transaction of the request; a page that stands without the database has none. */
  readonly db: Db
  /** A transaction of its own, for a page that has none: whatever the database says is for the page to tell. */
  readonly transact: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  readonly keys: Keyring
  /** Seals for the helpline what nobody here may read again. */
  readonly letterbox: Letterbox
  /** Where this site answers, without a path. */
  readonly origin: string
  /** The address of the client: to slow down, never stored. */
  readonly address: string
}

/** What a public page answers: a page, another address, or a file. */
export type PublicAnswer =
  | {
      readonly kind: 'page'
      /** Made again each time what surrounds it changes. */
      readonly render: (frame: Frame) => Promise<string>
      readonly title: string
      readonly status: number
      readonly scripts: boolean
      /** The language of the page; French unless said. */
      readonly lang?: string
    }
  | { readonly kind: 'elsewhere'; readonly to: string }
  | {
      readonly kind: 'file'
      readonly type: string
      readonly filename?: string
      /** What else its answer says: who may read it from another page. */
      readonly headers?: Readonly<Record<string, string>>
      readonly body: string | Buffer
    }

/**
 * A page made by a view: `title` is what the window says, which never tells more than it must. `scripts` lets scripts of
 * ours run and speak to us, as a help: the page works without them.
 */
export async function show<Name extends ViewName>(
  view: Name,
  props: ViewProps<Name>,
  options: {
    readonly title: string
    readonly status?: number
    readonly scripts?: boolean
    readonly lang?: string
  },
): Promise<PublicAnswer> {
  return {
    kind: 'page',
    render: (frame) => renderView(view, props, frame),
    title: options.title,
    status: options.status ?? 200,
    scripts: options.scripts ?? false,
    ...(options.lang && { lang: options.lang }),
  }
}

/** Leads elsewhere after a form was received, so that going back does not send it again. */
export const leadTo = (to: string): PublicAnswer => ({ kind: 'elsewhere', to })

/** One address of the public part; `receives` when it takes a form. */
export interface PublicPage {
  readonly path: string
  readonly receives?: boolean
  /** Not for search engines, and nothing of the site around it: a link, a questionnaire. */
  readonly unlisted?: boolean
  /** Stands without the database: no transaction is opened for it. */
  readonly isBare?: boolean
  /** Seconds during which it is shown again as it was made, when it is only read. The last good one outlives the database. */
  readonly keptFor?: number
  /** Of its query, the names that make another page; the others are not read. */
  readonly asks?: readonly string[]
  /** Its addresses, when its path is not the only one: for the plan of the site, and to be made in advance. */
  readonly addresses?: () => readonly string[]
  /** Bytes that its form may weigh, when it is more than usual. */
  readonly bodyLimit?: number
  /** Bytes of the one file that its form may bring; the form is then multipart. */
  readonly uploads?: number
  readonly run: (call: PublicCall) => Promise<PublicAnswer>
}

/** What the public pages lean on: a database role of their own. */
export interface PublicServices {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
  readonly letterbox: Letterbox
  /** What surrounds the pages of the site. */
  readonly frame: FrameParts
  readonly banners: BannerSource
  /** Where the public pages answer, without a path; never what a request says of it, which anybody may invent. */
  readonly publicUrl: () => string
}

/** Serves pages that work without a script, without a cookie and without any other address than ours. */
export async function servePublic(
  app: FastifyInstance,
  pages: readonly PublicPage[],
  services: PublicServices,
  options: { readonly warms?: boolean } = {},
): Promise<void> {
  const board = new Board(() => services.banners(services.database))
  const zone: Zone = {
    services,
    board,
    kept: new KeptPages(),
    sending: new Turns(sendingPace),
    reading: new Turns(readingPace),
  }
  app.addHook('onReady', () => board.start())
  app.addHook('onClose', async () => board.stop())
  await app.register(async (inside) => {
    inside.removeAllContentTypeParsers()
    await inside.register(formbody)
    await inside.register(multipart)
    inside.setErrorHandler((error, request, reply) => troubled(error, request, reply, zone))
    for (const page of [scriptFile(quitScript, join(import.meta.dirname, 'quit.js')), ...pages]) {
      const handler = (request: FastifyRequest, reply: FastifyReply) => answer(request, reply, page, zone)
      const schema = { hide: true }
      inside.get(page.path, { schema, handler })
      if (!page.receives) continue
      inside.post(page.path, { schema, handler, ...(page.bodyLimit && { bodyLimit: page.bodyLimit }) })
    }
  })
  if (options.warms) app.addHook('onListen', () => void warm(app, pages))
}

/** Makes in advance the pages that are kept, one after the other: the database may stop before anybody opened them. */
async function warm(app: FastifyInstance, pages: readonly PublicPage[]): Promise<void> {
  for (const page of pages) {
    if (!page.keptFor) continue
    for (const url of page.addresses?.() ?? [page.path]) {
      await app.inject({ method: 'GET', url }).catch(() => undefined)
    }
  }
}

/** What the pages of one server share. */
interface Zone {
  readonly services: PublicServices
  readonly board: Board
  readonly kept: KeptPages<PublicAnswer>
  readonly sending: Turns
  readonly reading: Turns
}

/**
 * Fewer places together than the role has connections. What somebody wrote waits for as long as a browser does, and in a
 * line of its own, so that five hundred who send do not shut out who reads.
 */
const sendingPace: Pacing = { places: 6, waiting: 2000, patienceMs: 120_000 }
const readingPace: Pacing = { places: 3, waiting: 1000, patienceMs: 30_000 }

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PublicPage,
  zone: Zone,
): Promise<FastifyReply> {
  // Another site's page may not send a form in somebody's name.
  const site = request.headers['sec-fetch-site']
  if (request.method === 'POST' && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Refusal('not_found')
  }
  if (page.keptFor && request.method !== 'POST') return await answerKept(request, reply, page, zone)
  return await send(reply, await produce(request, page, zone), surroundings(request, page, zone), page)
}

async function produce(
  request: FastifyRequest,
  page: PublicPage,
  { services, sending, reading }: Zone,
  query: Fields = cleaned(request.query),
): Promise<PublicAnswer> {
  const parts = request.isMultipart() ? await readParts(request, page.uploads) : undefined
  const turns = request.method === 'POST' ? sending : reading
  const transact = <T>(work: (db: Db) => Promise<T>) =>
    turns.take(() => inTransaction(request, services, work))
  const call = {
    params: request.params as Record<string, string>,
    query,
    form: cleaned(parts?.form ?? request.body),
    file: parts?.file,
    isPost: request.method === 'POST',
    keys: services.keys,
    letterbox: services.letterbox,
    origin: services.publicUrl(),
    address: request.ip,
    transact,
  }
  if (!page.isBare) return await transact((db) => page.run({ ...call, db }))
  const run = Object.defineProperty({ ...call }, 'db', {
    get: () => {
      throw new Error(`${page.path} stands without the database`)
    },
  }) as PublicCall
  return await page.run(run)
}

const surroundings = (request: FastifyRequest, page: Pick<PublicPage, 'unlisted'>, zone: Zone): Frame => ({
  ...zone.services.frame,
  path: request.url.split('?', 1)[0] ?? '',
  isPlain: page.unlisted ?? false,
  banner: page.unlisted ? undefined : zone.board.now(),
})

/** Only what is asked of a page makes another one of it: whatever else is added to an address fills no memory. */
async function answerKept(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PublicPage,
  zone: Zone,
): Promise<FastifyReply> {
  const frame = surroundings(request, page, zone)
  const given = cleaned(request.query)
  const query = Object.fromEntries((page.asks ?? []).map((name) => [name, textOf(given, name)]))
  const address = `${frame.path}?${JSON.stringify(query)}`
  const print = await zone.kept.read(
    address,
    {
      keptFor: page.keptFor ?? 0,
      mark: JSON.stringify(frame.banner ?? null),
      make: () => produce(request, page, zone, query),
      print: async (made) =>
        made.kind === 'elsewhere' || (made.kind === 'page' && made.status !== 200)
          ? undefined
          : await printed(made, frame, page),
    },
    (other) => send(reply, other, frame, page),
  )
  return print ? sendPrint(request, reply, print) : reply
}

function sendPrint(request: FastifyRequest, reply: FastifyReply, print: Print): FastifyReply {
  reply.headers(print.headers).header('etag', print.etag).header('vary', 'accept-encoding')
  if (request.headers['if-none-match']?.includes(print.etag)) return reply.code(304).send()
  const { body, encoding } = bytesFor(print, request.headers['accept-encoding'] ?? '')
  if (encoding) reply.header('content-encoding', encoding)
  return reply.code(print.status).send(body)
}

/** What nothing in a form means: PostgreSQL refuses the first, and a browser never types the others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take away
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

const clean = (text: unknown): string => String(text).replaceAll('\r\n', '\n').replace(unwritable, '')

function cleaned(given: unknown): Fields {
  return Object.fromEntries(
    Object.entries((given ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(clean) : clean(value),
    ]),
  )
}

/** The desk keeps what is typed; a public page can only trust the browser's Back button. */
const ownSentences: Partial<Record<RefusalCode, string>> = {
  not_found: 'Cette page n’existe pas, ou plus. Vérifiez l’adresse que vous avez suivie.',
  malformed: 'Cet envoi n’a pas pu être lu. Revenez à la page précédente et envoyez-le de nouveau.',
  too_large: 'Cet envoi est trop long. Revenez à la page précédente et raccourcissez le texte.',
  unavailable:
    'Le service ne répond pas pour le moment. Revenez à la page précédente : ce que vous aviez écrit s’y trouve encore. Réessayez dans quelques minutes.',
  bug: 'Une erreur s’est produite de notre côté. Revenez à la page précédente : ce que vous aviez écrit s’y trouve encore.',
}

/** A page for whatever went wrong, expected or not. */
async function troubled(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  zone: Zone,
): Promise<FastifyReply> {
  const refusal = error instanceof Refusal ? error : undefined
  const code = refusal?.code ?? codeOf(error)
  if (code === 'bug') request.log.error(traceOf(error), 'bug')
  if (refusal?.details.wait) reply.header('retry-after', String(refusal.details.wait))
  const isTask = request.url.startsWith('/lien/')
  const props = {
    sentence: ownSentences[code] ?? sentenceOf(code),
    fields: refusal?.details.fields ?? [],
    ...(code === 'bug' && { reference: request.id }),
    ...(!isTask && { dials: true }),
  }
  const page = await show('RefusedPage', props, {
    title: 'Cette page ne peut pas s’afficher',
    status: statusOf(code),
  })
  const frame = isTask ? plainFrame : surroundings(request, {}, zone)
  return await send(reply, page, frame, { unlisted: true })
}

/** A page, or a file, with its headers. */
async function printed(
  made: Exclude<PublicAnswer, { kind: 'elsewhere' }>,
  frame: Frame,
  page: Pick<PublicPage, 'unlisted' | 'keptFor'>,
): Promise<Print> {
  const headers: Record<string, string> = {
    ...(page.unlisted && { 'x-robots-tag': 'noindex, nofollow' }),
    'cross-origin-resource-policy': 'same-origin',
    ...(page.keptFor && { 'cache-control': 'public, max-age=60, stale-if-error=86400' }),
  }
  if (made.kind === 'file') {
    Object.assign(headers, made.headers)
    headers['content-type'] = made.type
    if (made.filename) headers['content-disposition'] = `attachment; filename="${made.filename}"`
    return printOf(made.body, 200, headers)
  }
  headers['content-type'] = 'text/html; charset=utf-8'
  headers['content-security-policy'] = policyOf(made.scripts || !frame.isPlain, made.scripts)
  const { title, lang } = made
  const html = await made.render(frame)
  return printOf(
    documentOf({ title, html, lang, scripts: frame.isPlain ? [] : [quitScript] }),
    made.status,
    headers,
  )
}

async function send(
  reply: FastifyReply,
  made: PublicAnswer,
  frame: Frame,
  page: Pick<PublicPage, 'unlisted'>,
): Promise<FastifyReply> {
  if (made.kind === 'elsewhere') {
    if (page.unlisted) reply.header('x-robots-tag', 'noindex, nofollow')
    return reply.redirect(made.to, 303)
  }
  const { status, headers, plain } = await printed(made, frame, { ...(page.unlisted && { unlisted: true }) })
  return reply.code(status).headers(headers).send(plain)
}

/** The one value of a field, trimmed; undefined when it is absent or empty. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  const one = typeof value === 'string' ? value : value?.[0]
  return one?.trim() || undefined
}

/** Every value of a field that may be ticked several times. */
export function textsOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name]
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
