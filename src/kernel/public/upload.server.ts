import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { refuse } from '../refusal.ts'

/** A file that came with a public form. */
export interface BroughtPart {
  readonly name: string
  readonly bytes: Buffer
}

/** Reads a form that brings one file, small enough to be held; refuses one where no file is awaited. */
export async function readParts(
  request: FastifyRequest,
  limit: number | undefined,
): Promise<{ readonly form: Record<string, string>; readonly file: BroughtPart | undefined }> {
  if (!limit) return refuse('malformed')
  const form: Record<string, string> = {}
  let file: BroughtPart | undefined
  const limits = { fileSize: limit, files: 1, fields: 30, fieldSize: 20_000, parts: 31 }
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') form[part.fieldname] = String(part.value)
      else {
        const bytes = await part.toBuffer()
        const name = part.filename.split(/[/\\]/).at(-1) ?? ''
        if (bytes.length > 0 || name) file = { name, bytes }
      }
    }
  } catch (error) {
    const { code = '' } = error as { code?: string }
    refuse(code === 'FST_REQ_FILE_TOO_LARGE' ? 'too_large' : 'malformed')
  }
  return { form, file }
}
