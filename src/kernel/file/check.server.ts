import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { fileTypeFromBuffer } from 'file-type'
import { refuse } from '../refusal.ts'
import { type FileFault, type FileNotes, type FileType, fileTypes, plainName } from './check.ts'
import { makeArchive, openArchive, type Packed } from './checkArchive.server.ts'
import { FileRefused, refuseFile } from './checkFault.server.ts'
import { cleanOffice, officeTypeOf } from './checkOffice.server.ts'
import { cleanPicture, type PictureType } from './checkPicture.server.ts'
import { cleanSvg, isSvg } from './checkSvg.server.ts'
import { checkVideo } from './checkVideo.server.ts'

/** A file as somebody brings it: its bytes, or where they lie meanwhile. */
export interface BroughtFile {
  readonly name: string
  readonly content: Buffer | { readonly path: string; readonly size: number }
}

export interface FileTerms {
  readonly accept: readonly FileType[]
  readonly limit: number
  /** What a video may weigh, when that is more. */
  readonly videoLimit?: number
}

/** A file that may be kept: what it really is, without what tells who made it and where. */
export interface CheckedFile {
  readonly name: string
  readonly type: FileType
  readonly mediaType: string
  readonly size: number
  /** Nothing for a video, which is kept as it was brought. */
  readonly bytes: Buffer | undefined
  readonly notes: FileNotes
}

/** A video is looked at where it lies; whatever else is small enough to be read whole. */
const mostInMemory = 40 * 1024 * 1024
const patience = 30_000

const hidden = /\p{Cc}|\p{Cf}/u
const programs =
  /\.(?:exe|com|bat|cmd|scr|pif|js|mjs|vbs|vbe|wsf|hta|ps1|msi|jar|sh|php|html?|xhtml|svgz|lnk|iso|dll|reg|apk)\./i

/**
 * Looks at what a file really is, and gives it back clean.
 * @throws FileRefused with the reason, for whoever brought it
 */
export async function checkFile(file: BroughtFile, terms: FileTerms): Promise<CheckedFile> {
  const { name, content } = file
  const size = Buffer.isBuffer(content) ? content.length : content.size
  if (size === 0) refuseFile('empty')
  if (size > Math.max(terms.limit, terms.videoLimit ?? 0)) refuseFile('too_large')
  if (hidden.test(name)) refuseFile('hidden_name')
  if (programs.test(`${name.trim()}.`.replace(/\.[^.]*\.$/, '.'))) refuseFile('double_ending')
  const head = await readHead(content)
  const type = await sniff(head)
  if (type === 'mp4') return await kept(file, terms, type, size)
  if (size > terms.limit) refuseFile('too_large')
  const bytes = Buffer.isBuffer(content) ? content : await readWhole(content)
  const { type: real, ...clean } = await cleaned(bytes, type, terms)
  demandAccepted(real, terms, name)
  return {
    name: plainName(name, real),
    type: real,
    mediaType: fileTypes[real].type,
    size: clean.bytes.length,
    ...clean,
  }
}

/** The same, as an endpoint refuses it: against the field of the file. */
export async function demandFile(file: BroughtFile, terms: FileTerms, field = 'file'): Promise<CheckedFile> {
  try {
    return await checkFile(file, terms)
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return refuse('file_not_accepted', { fields: [{ field, message: error.message }] })
  }
}

async function kept(file: BroughtFile, terms: FileTerms, type: FileType, size: number): Promise<CheckedFile> {
  demandAccepted(type, terms, file.name)
  const notes = await withSource(file.content, checkVideo)
  const bytes = Buffer.isBuffer(file.content) ? file.content : undefined
  return { name: plainName(file.name, type), type, mediaType: fileTypes[type].type, size, bytes, notes }
}

async function withSource<T>(
  content: BroughtFile['content'],
  work: (source: Parameters<typeof checkVideo>[0]) => Promise<T>,
): Promise<T> {
  if (Buffer.isBuffer(content))
    return work({ size: content.length, read: async (at, length) => content.subarray(at, at + length) })
  const file = await open(content.path)
  try {
    const read = async (at: number, length: number) => {
      const buffer = Buffer.alloc(Math.min(length, content.size - at))
      await file.read(buffer, 0, buffer.length, at)
      return buffer
    }
    return await work({ size: content.size, read })
  } finally {
    await file.close()
  }
}

const readHead = (content: BroughtFile['content']): Promise<Buffer> =>
  withSource(content, ({ read }) => read(0, 4100))

async function readWhole(content: { readonly path: string; readonly size: number }): Promise<Buffer> {
  if (content.size > mostInMemory) refuseFile('too_large')
  return withSource(content, ({ read, size }) => read(0, size))
}

type Sniffed = FileType | 'archive' | undefined

/** By its first bytes, whatever its name says. */
async function sniff(head: Buffer): Promise<Sniffed> {
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') return 'pdf'
  if (head.subarray(0, 4).toString('hex') === '504b0304') return 'archive'
  if (isSvg(head)) return 'svg'
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime
  if (found === 'image/png' || found === 'image/apng') return 'png'
  if (found === 'image/jpeg') return 'jpeg'
  if (found === 'image/webp') return 'webp'
  return found === 'video/mp4' || found === 'video/x-m4v' ? 'mp4' : undefined
}

interface Clean {
  readonly type: FileType
  readonly bytes: Buffer
  readonly notes: FileNotes
}

async function cleaned(bytes: Buffer, type: Sniffed, terms: FileTerms): Promise<Clean> {
  if (type === 'pdf') return { type, ...(await inThread(bytes)) }
  if (type === 'svg') return { type, ...cleanSvg(bytes) }
  if (type === 'png' || type === 'jpeg' || type === 'webp')
    return { type, ...(await cleanPicture(bytes, type as PictureType)) }
  if (type !== 'archive') return refuseFile('unknown_type')
  const files = openArchive(bytes)
  const office = await officeTypeOf(files)
  if (office) return { type: office, ...(await cleanOffice(files, office)) }
  if (!terms.accept.includes('zip')) return refuseFile('unknown_type')
  return { type: 'zip', ...(await cleanKit(files, terms)) }
}

/** Each file of a kit is looked at as if it had been brought alone. */
async function cleanKit(files: readonly Packed[], terms: FileTerms): Promise<Omit<Clean, 'type'>> {
  if (files.length === 0) refuseFile('empty')
  const accept = terms.accept.filter((one) => one !== 'zip')
  const made: { name: string; bytes: Buffer; plain: boolean }[] = []
  const removed = new Set<string>()
  for (const { name, read } of files) {
    // What a Macintosh adds to every archive is for itself alone.
    if (/^__MACOSX\/|(^|\/)(?:\.DS_Store|Thumbs\.db)$/.test(name)) continue
    const content = await read()
    const last = name.split('/').at(-1) ?? name
    try {
      const { bytes, notes, type } = await checkFile({ name: last, content }, { ...terms, accept })
      for (const one of notes.removed) removed.add(one)
      made.push({ name, bytes: bytes ?? content, plain: type !== 'svg' })
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      const isNested = error.fault === 'unknown_type' && /\.(?:zip|7z|rar|tar|gz)$/i.test(name)
      throw new FileRefused(isNested ? 'nested_archive' : error.fault, last)
    }
  }
  return {
    bytes: await makeArchive(made),
    notes: { files: made.map(({ name }) => name), removed: [...removed] },
  }
}

function demandAccepted(type: FileType, terms: FileTerms, name: string): void {
  if (!terms.accept.includes(type)) refuseFile('unknown_type')
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name.trim())?.[0].toLowerCase()
  const endings: readonly string[] = fileTypes[type].endings
  if (ending && !endings.includes(ending)) refuseFile('wrong_name')
}

/** A PDF is read in a thread that is stopped when it takes too long. */
async function inThread(bytes: Buffer): Promise<{ bytes: Buffer; notes: FileNotes }> {
  const worker = new Worker(join(import.meta.dirname, 'check.worker.server.ts'), {
    workerData: { bytes },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  try {
    const answer = await new Promise<{ bytes: Uint8Array; notes: FileNotes } | { fault: FileFault }>(
      (resolve, reject) => {
        const clock = setTimeout(() => resolve({ fault: 'bomb' }), patience)
        worker.once('message', resolve)
        worker.once('error', (error: { code?: string }) =>
          error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ fault: 'bomb' }) : reject(error),
        )
        worker.once('exit', () => clearTimeout(clock))
      },
    )
    if ('fault' in answer) return refuseFile(answer.fault)
    return { bytes: Buffer.from(answer.bytes), notes: answer.notes }
  } finally {
    await worker.terminate()
  }
}
