import type { FileNotes } from './check.ts'
import { refuseFile } from './checkFault.server.ts'

/** Where a file is read from, a part at a time. */
export interface Source {
  readonly size: number
  readonly read: (at: number, length: number) => Promise<Buffer>
}

const mostMoov = 32 * 1024 * 1024
/** The places where telephones and cameras write a position. */
const positions = /\xa9xyz|loci|com\.apple\.quicktime\.location/

/** What an MP4 says of itself, part by part; the pictures are not read. @throws FileRefused when it is cut or tells its place */
export async function checkVideo(source: Source): Promise<FileNotes> {
  let at = 0
  let seconds: number | undefined
  let hasData = false
  while (at < source.size) {
    if (at + 8 > source.size) refuseFile('truncated')
    const head = await source.read(at, 16)
    const short = head.readUInt32BE(0)
    const length =
      short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short || source.size - at
    const kind = head.subarray(4, 8).toString('latin1')
    if (!/^[\w \xa9-]{4}$/.test(kind)) refuseFile(at === 0 ? 'unknown_type' : 'polyglot')
    if (length < 8 || at + length > source.size) refuseFile('truncated')
    if (kind === 'moov' || kind === 'udta' || kind === 'meta') {
      if (length > mostMoov) refuseFile('bomb')
      const part = await source.read(at, length)
      if (positions.test(part.toString('latin1'))) refuseFile('gps')
      if (kind === 'moov') seconds = secondsOf(part)
    }
    hasData ||= kind === 'mdat'
    at += length
  }
  if (seconds === undefined || !hasData) return refuseFile('truncated')
  return { seconds, removed: [] }
}

function secondsOf(moov: Buffer): number | undefined {
  const at = moov.indexOf('mvhd')
  if (at < 0 || at + 36 > moov.length) return undefined
  const isLong = moov.readUInt8(at + 4) === 1
  const scale = moov.readUInt32BE(at + (isLong ? 24 : 16))
  const duration = isLong ? Number(moov.readBigUInt64BE(at + 28)) : moov.readUInt32BE(at + 20)
  return scale > 0 ? Math.round(duration / scale) : undefined
}
