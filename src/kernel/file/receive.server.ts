import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { refuse } from '../refusal.ts'
import { incomingPath } from './place.server.ts'

/** A file that was brought and is not stored yet: it lies on the disk until `discard`. */
export interface ReceivedFile {
  readonly path: string
  /** As the sender's machine calls it: for reading only, never a path. */
  readonly name: string
  readonly size: number
  readonly sha256: Buffer
  readonly discard: () => Promise<void>
}

/** Writes a stream to the disk piece by piece, counting and digesting it on the way. */
export async function spool(
  stream: Readable | AsyncIterable<Uint8Array>,
  name: string,
): Promise<ReceivedFile> {
  const path = incomingPath()
  const hash = createHash('sha256')
  let size = 0
  const discard = () => rm(path, { force: true })
  const measure = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const piece of source) {
      hash.update(piece)
      size += piece.length
      yield piece
    }
  }
  try {
    await pipeline(stream, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await discard()
    throw error
  }
  return { path, name, size, sha256: hash.digest(), discard }
}

/**
 * Receives the one file of a form into a temporary file: whatever its size, it is never in memory.
 * The route must be registered where `@fastify/multipart` is; a contract with `upload` is.
 */
export async function receiveFile(
  request: FastifyRequest,
  { limit }: { readonly limit: number },
): Promise<ReceivedFile> {
  if (!request.isMultipart()) refuse('file_missing')
  const part = await request
    .file({ throwFileSizeLimit: false, limits: { fileSize: limit, files: 1, fields: 10, parts: 11 } })
    .catch(() => refuse('file_missing'))
  if (!part) refuse('file_missing')
  const received = await spool(part.file, plainName(part.filename)).catch((error: { code?: string }) =>
    // The sender went away in the middle: nobody is there to read the answer, and nothing broke on our side.
    /^(ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|FST_)/.test(error.code ?? '')
      ? refuse('file_missing')
      : Promise.reject(error),
  )
  if (!part.file.truncated && received.size > 0) return received
  await received.discard()
  return refuse(part.file.truncated ? 'too_large' : 'file_missing')
}

/** The last part of a name, without what no header or screen should carry. */
export function plainName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? ''
  return (
    last
      .normalize('NFC')
      .replaceAll('%22', '')
      .replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
      .trim()
      .slice(-200) || 'fichier'
  )
}
