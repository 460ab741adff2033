import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRaw } from 'node:zlib'
import { FileRefused, refuseFile } from './checkFault.server.ts'

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)
const deflate = promisify<Buffer, Buffer>(deflateRaw)

/** More than that, and an archive is not a document any more. */
const mostFiles = 2000
const mostBytes = 200 * 1024 * 1024
/** A text packs to a fiftieth at the most; what packs better is made to fill a disk. */
const mostRatio = 150
const worthDoubting = 5 * 1024 * 1024

/** One file of an archive. */
export interface Packed {
  readonly name: string
  readonly size: number
  /** Whether it lies as it is, without being packed. */
  readonly isPlain: boolean
  readonly read: () => Promise<Buffer>
}

/** The files of an archive by its directory. @throws FileRefused when it is cut, deceitful, encrypted or a bomb */
export function openArchive(bytes: Buffer): Packed[] {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > bytes.length) return refuseFile('truncated')
  // Nothing may follow the archive but its own comment, and no comment is needed.
  if (end + 22 + bytes.readUInt16LE(end + 20) !== bytes.length) refuseFile('polyglot')
  const count = bytes.readUInt16LE(end + 10)
  if (count > mostFiles) refuseFile('bomb')
  const files: (Packed & { readonly at: number; readonly packed: number })[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) return refuseFile('truncated')
    const flags = bytes.readUInt16LE(at + 8)
    if (flags & 0x2041) refuseFile('encrypted')
    const method = bytes.readUInt16LE(at + 10)
    if (method !== 0 && method !== 8) refuseFile('unknown_type')
    const size = bytes.readUInt32LE(at + 24)
    const packed = bytes.readUInt32LE(at + 20)
    const length = bytes.readUInt16LE(at + 28)
    const name = bytes.subarray(at + 46, at + 46 + length).toString('utf8')
    const header = bytes.readUInt32LE(at + 42)
    if (/^\/|^[A-Za-z]:|(^|\/)\.\.(\/|$)|\\|\p{Cc}/u.test(name)) refuseFile('unsafe_path')
    const checksum = bytes.readUInt32LE(at + 16)
    files.push({
      name,
      size,
      at: header,
      packed,
      isPlain: method === 0,
      read: () => unpack(bytes, { header, packed, size, method, checksum }),
    })
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  demandHonest(files)
  return files.filter(({ name }) => !name.endsWith('/'))
}

/** Files that lie on one another, or that grow out of all measure. */
function demandHonest(
  files: readonly { readonly at: number; readonly packed: number; readonly size: number }[],
): void {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const packed = files.reduce((sum, one) => sum + one.packed, 0)
  if (total > mostBytes || (total > worthDoubting && total > packed * mostRatio)) refuseFile('bomb')
  let reached = 0
  for (const { at, packed: length } of files.toSorted((a, b) => a.at - b.at)) {
    if (at < reached) refuseFile('bomb')
    reached = at + 30 + length
  }
}

interface Where {
  readonly header: number
  readonly packed: number
  readonly size: number
  readonly method: number
  readonly checksum: number
}

async function unpack(bytes: Buffer, { header, packed, size, method, checksum }: Where): Promise<Buffer> {
  if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== 0x04034b50) return refuseFile('truncated')
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
  const part = bytes.subarray(start, start + packed)
  if (part.length !== packed) refuseFile('truncated')
  // A directory that lies about the size is stopped at the size that it tells.
  const whole = method === 0 ? part : await inflate(part, { maxOutputLength: size || 1 }).catch(rethrow)
  if (whole.length !== size || crc32(whole) !== checksum) refuseFile('truncated')
  return whole
}

function rethrow(error: unknown): never {
  throw new FileRefused((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'truncated')
}

/** An archive of these files in this order; `plain` lie as they are. No date, no comment, nothing of who made it. */
export async function makeArchive(
  files: readonly { readonly name: string; readonly bytes: Buffer; readonly plain?: boolean }[],
): Promise<Buffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, plain } of files) {
    const label = Buffer.from(name)
    const body = plain ? bytes : await deflate(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    // The name is in UTF-8; the date is the first that the format knows.
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(plain ? 0 : 8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(body.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(label.length, 22)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, label, body])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, rest, label]))
    parts.push(local)
    at += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, listing, end])
}
