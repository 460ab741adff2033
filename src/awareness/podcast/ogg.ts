import type { Read } from './mp3.ts'

/** What the pages of an Ogg file say. */
export interface OggCount {
  readonly pages: number
  readonly durationMs: number
  readonly channels: number
  /** The last page says that it is the last, and is whole. */
  readonly isWhole: boolean
  readonly strayBytes: number
}

/** Opus counts at 48 kHz whatever was recorded, after some samples that only prepare the decoder. */
const clock = 48_000

/** Walks through an Ogg Opus file from page to page. */
export function countOgg(read: Read, size: number): OggCount {
  let position = 0
  let pages = 0
  let strayBytes = 0
  let isWhole = false
  let granule = 0n
  let skipped = 0
  let channels = 1
  while (position < size) {
    const head = Buffer.from(read(position, 27))
    if (head.length < 27 || head.subarray(0, 4).toString('latin1') !== 'OggS') {
      position += 1
      strayBytes += 1
      isWhole = false
      continue
    }
    const segments = head.readUInt8(26)
    const table = read(position + 27, segments)
    const length = 27 + segments + table.reduce((sum, one) => sum + one, 0)
    isWhole = table.length === segments && position + length <= size && (head.readUInt8(5) & 4) === 4
    const at = head.readBigInt64LE(6)
    if (at > granule) granule = at
    if (pages === 0) {
      // The first page holds the header of Opus: its channels, and what only prepares the decoder.
      const opus = Buffer.from(read(position + 27 + segments, 12))
      if (opus.length === 12) {
        channels = opus.readUInt8(9)
        skipped = opus.readUInt16LE(10)
      }
    }
    pages += 1
    position += length
  }
  const durationMs = Math.max(0, Math.round(((Number(granule) - skipped) / clock) * 1000))
  return { pages, durationMs, channels, isWhole, strayBytes }
}
