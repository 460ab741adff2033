import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Tables } from '#tables.server.ts'
import type { Db } from '../db.server.ts'
import { inTransaction } from '../http.server.ts'
import { Refusal, type RefusalCode, sentenceOf, statusOf } from '../refusal.ts'
import type { Keyring } from '../seal.server.ts'
import { codeOf, traceOf } from '../server.server.ts'
import { renderView, type ViewName, type ViewProps } from './render.server.ts'

/** What was typed in a form, or asked in an address: a name may come several times. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

/** One request for a public page: nobody is known, nothing of the sender is kept. */
export interface PublicCall {
  readonly params: Readonly<Record<string, string>>
  readonly query: Fields
  /** What the form says; empty when the page is only read. */
  readonly form: Fields
  readonly isPost: boolean
  readonly db: Db
  readonly keys: Keyring
  /** The address of the client: to slow down, never stored. */
  readonly address: string
}

/** What a public page answers: a page, another address, or a file. */
export type PublicAnswer =
  | {
      readonly kind: 'page'
      readonly html: string
      readonly title: string
      readonly status: number
      readonly scripts: boolean
    }
  | { readonly kind: 'elsewhere'; readonly to: string }
  | {
      readonly kind: 'file'
      readonly type: string
      readonly filename?: string
      readonly body: string | Buffer
    }

/**
 * A page made by a view: `title` is what the window says, which never tells more than it must. `scripts` lets scripts of
 * ours run, as a help: the page works without them.
 */
export async function show<Name extends ViewName>(
  view: Name,
  props: ViewProps<Name>,
  options: { readonly title: string; readonly status?: number; readonly scripts?: boolean },
): Promise<PublicAnswer> {
  return {
    kind: 'page',
    html: await renderView(view, props),
    title: options.title,
    status: options.status ?? 200,
    scripts: options.scripts ?? false,
  }
}

/** Leads elsewhere after a form was received, so that going back does not send it again. */
export const leadTo = (to: string): PublicAnswer => ({ kind: 'elsewhere', to })

/** One address of the public part; `receives` when it takes a form. */
export interface PublicPage {
  readonly path: string
  readonly receives?: boolean
  /** Not for search engines. */
  readonly unlisted?: boolean
  /** Bytes that its form may weigh, when it is more than usual. */
  readonly bodyLimit?: number
  readonly run: (call: PublicCall) => Promise<PublicAnswer>
}

/** What the public pages lean on: a database role of their own. */
export interface PublicServices {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
}

const css = readFileSync(join(import.meta.dirname, 'public.css'), 'utf8')

const policy = (nonce: string, scripts: boolean): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(scripts ? ["script-src 'self'", "connect-src 'self'"] : []),
    "img-src 'self' data:",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

/** The whole document around a view: one answer, no request after it. */
function document(title: string, html: string, nonce: string): string {
  const safe = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="color-scheme" content="light dark"><title>${safe}</title>` +
    `<link rel="icon" href="data:,"><style nonce="${nonce}">${css}</style></head><body>${html}</body></html>`
  )
}

/** Serves pages that work without a script, without a cookie and without any other address than ours. */
export async function servePublic(
  app: FastifyInstance,
  pages: readonly PublicPage[],
  services: PublicServices,
): Promise<void> {
  await app.register(async (zone) => {
    zone.removeAllContentTypeParsers()
    await zone.register(formbody)
    zone.setErrorHandler((error, request, reply) => troubled(error, request, reply))
    for (const page of pages) {
      const handler = (request: FastifyRequest, reply: FastifyReply) => answer(request, reply, page, services)
      const schema = { hide: true }
      zone.get(page.path, { schema, handler })
      if (!page.receives) continue
      zone.post(page.path, { schema, handler, ...(page.bodyLimit && { bodyLimit: page.bodyLimit }) })
    }
  })
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PublicPage,
  services: PublicServices,
): Promise<FastifyReply> {
  // Another site's page may not send a form in somebody's name.
  const site = request.headers['sec-fetch-site']
  if (request.method === 'POST' && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Refusal('not_found')
  }
  const produced = await inTransaction(request, services, (db) =>
    page.run({
      params: request.params as Record<string, string>,
      query: cleaned(request.query),
      form: cleaned(request.body),
      isPost: request.method === 'POST',
      db,
      keys: services.keys,
      address: request.ip,
    }),
  )
  return send(reply, produced, page)
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
async function troubled(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const refusal = error instanceof Refusal ? error : undefined
  const code = refusal?.code ?? codeOf(error)
  if (code === 'bug') request.log.error(traceOf(error), 'bug')
  if (refusal?.details.wait) reply.header('retry-after', String(refusal.details.wait))
  const props = {
    sentence: ownSentences[code] ?? sentenceOf(code),
    fields: refusal?.details.fields ?? [],
    ...(code === 'bug' && { reference: request.id }),
  }
  const page = await show('RefusedPage', props, {
    title: 'Cette page ne peut pas s’afficher',
    status: statusOf(code),
  })
  return send(reply, page, { unlisted: true })
}

function send(reply: FastifyReply, answer: PublicAnswer, page: Pick<PublicPage, 'unlisted'>): FastifyReply {
  if (page.unlisted) reply.header('x-robots-tag', 'noindex, nofollow')
  if (answer.kind === 'elsewhere') return reply.redirect(answer.to, 303)
  if (answer.kind === 'file') {
    if (answer.filename) reply.header('content-disposition', `attachment; filename="${answer.filename}"`)
    return reply.type(answer.type).send(answer.body)
  }
  const nonce = randomBytes(16).toString('base64')
  return reply
    .code(answer.status)
    .header('content-security-policy', policy(nonce, answer.scripts))
    .header('cross-origin-resource-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(document(answer.title, answer.html, nonce))
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
