import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../refusal.ts'
import { isSameWhole, isUnchanged, type Span, spanOf, type Validators } from './range.ts'
import { fileRow, localCopy, type Reader, type StoredFile } from './store.server.ts'

/** A file with its copy on this disk: all that it takes to send it, without the database. */
export interface ServableFile {
  readonly path: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: Buffer
  readonly storedAt: string
}

export interface ServeOptions {
  /** Given to be kept instead of shown. */
  readonly attachment?: boolean
  /** Any other header of the answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** Told at the end, whatever the reason: the span that was asked, and how many of its bytes left. */
  readonly onSent?: (span: Span, bytes: number) => void
}

/** Gets a file ready to be sent. Refuses `not_found` when the reader may not see it. */
export async function servable(db: Reader, id: string): Promise<ServableFile> {
  return await copyOf(db, (await fileRow(db, id)) ?? refuse('not_found'))
}

/** The same, for a file already known. */
export async function copyOf(db: Reader, row: StoredFile): Promise<ServableFile> {
  const { name, type, size, sha256, storedAt } = row
  return { name, type, size, sha256, storedAt, path: await localCopy(db, row) }
}

/** How a file is told from another: by its bytes. */
export const validatorsOf = (file: Pick<ServableFile, 'sha256' | 'storedAt'>): Validators => ({
  etag: `"${file.sha256.toString('hex').slice(0, 32)}"`,
  modified: new Date(file.storedAt),
})

/** Sends a file from the disk: whole, one part (206), only its headers (HEAD), or why not (304, 416). */
export async function serveFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: ServableFile,
  { attachment = false, headers = {}, onSent }: ServeOptions = {},
): Promise<FastifyReply> {
  const validators = validatorsOf(file)
  const conditions = {
    ifNoneMatch: request.headers['if-none-match'],
    ifModifiedSince: request.headers['if-modified-since'],
    ifRange: request.headers['if-range'] as string | undefined,
  }
  reply
    .headers({ 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", ...headers })
    .header('accept-ranges', 'bytes')
    .header('etag', validators.etag)
    .header('last-modified', validators.modified.toUTCString())
  if (isUnchanged(conditions, validators)) return reply.code(304).send()
  const span =
    request.method === 'GET' && isSameWhole(conditions, validators)
      ? spanOf(request.headers.range, file.size)
      : undefined
  if (span === 'unsatisfiable')
    return reply.code(416).header('content-range', `bytes */${file.size}`).type('text/plain').send('')
  const { from, to } = span ?? { from: 0, to: file.size - 1 }
  reply
    .type(file.type)
    .header('content-length', to - from + 1)
    .header('content-disposition', disposition(file.name, attachment))
  if (span) reply.code(206).header('content-range', `bytes ${from}-${to}/${file.size}`)
  // A body that ends at once, and not none at all: the length announced is that of the file.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  const body = createReadStream(file.path, { start: from, end: to })
  if (onSent) reply.raw.once('close', () => onSent({ from, to }, body.bytesRead))
  return reply.send(body)
}

/** RFC 6266: a plain name for old programs, the true one for the others. */
export function disposition(name: string, attachment: boolean): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._ -]+/g, '-')
  const full = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `${attachment ? 'attachment' : 'inline'}; filename="${plain}"; filename*=UTF-8''${full}`
}
