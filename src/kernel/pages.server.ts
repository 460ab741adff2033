import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const browser = join(import.meta.dirname, '../../dist/browser')

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

/** Sends a page of ours under the strict policy; `{{nonce}}` in it becomes the nonce of this answer. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .header('content-security-policy', policy(nonce))
    .header('cross-origin-resource-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll('{{nonce}}', nonce))
}

/** One page of ours, and the address under which it answers whatever follows. */
interface Entry {
  readonly prefix: string
  readonly file: string
}

/** Serves the browser part: its files for ever under their hashed names, and the one page of each zone at every address of it. */
export async function servePages(
  app: FastifyInstance,
  prefix: string,
  others: readonly Entry[] = [],
): Promise<void> {
  if (!existsSync(join(browser, 'index.html'))) return
  await app.register(compress, { global: true, threshold: 1024 })
  await app.register(fastifyStatic, {
    root: join(browser, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply) => {
      reply.header('cache-control', 'public, max-age=31536000, immutable')
    },
  })
  for (const entry of [{ prefix, file: 'index.html' }, ...others]) {
    const html = readFileSync(join(browser, entry.file), 'utf8')
    for (const url of [entry.prefix, `${entry.prefix}/*`]) {
      app.get(url, { schema: { hide: true } }, (_request, reply) => sendPage(reply, html))
    }
  }
}
