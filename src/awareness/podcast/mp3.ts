/** Bytes of a file, from a place, as many as there are up to a length. */
export type Read = (position: number, length: number) => Uint8Array

/** What the frames of an MP3 say, counted one by one. */
export interface Mp3Count {
  readonly frames: number
  readonly durationMs: number
  readonly sampleRate: number
  readonly channels: 1 | 2
  /** Bytes of sound, and of what lies between two frames and is neither. */
  readonly soundBytes: number
  readonly strayBytes: number
  /** The last frame goes beyond the end, or the file holds fewer frames than its first one announces. */
  readonly isCut: boolean
  /** Where the sound begins and ends, without what is written about it. */
  readonly from: number
  readonly to: number
}

const rates = {
  3: [44_100, 48_000, 32_000],
  2: [22_050, 24_000, 16_000],
  0: [11_025, 12_000, 8000],
} as const
const kilobits = {
  new: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  old: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const

interface Frame {
  readonly length: number
  readonly samples: number
  readonly sampleRate: number
  readonly isMono: boolean
  readonly isNew: boolean
}

/** Reads the header of a layer III frame; nothing when these four bytes are not one. */
export function readHeader(bytes: Uint8Array): Frame | undefined {
  const [sync = 0, kind = 0, rate = 0, mode = 0] = bytes
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return undefined
  const version = (kind >> 3) & 3
  const layer = (kind >> 1) & 3
  const sampleRate = version === 1 ? undefined : rates[version as keyof typeof rates][(rate >> 2) & 3]
  const isNew = version === 3
  const bits = kilobits[isNew ? 'new' : 'old'][rate >> 4]
  if (layer !== 1 || !sampleRate || !bits) return undefined
  const padding = (rate >> 1) & 1
  return {
    length: Math.floor(((isNew ? 144 : 72) * bits * 1000) / sampleRate) + padding,
    samples: isNew ? 1152 : 576,
    sampleRate,
    isMono: mode >> 6 === 3,
    isNew,
  }
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** The end of a tag at the beginning of a file; its length is written on seven bits a byte. */
function afterTag(read: Read): number {
  const head = read(0, 10)
  if (latin(head.subarray(0, 3)) !== 'ID3') return 0
  const [, , , , , flags = 0, a = 0, b = 0, c = 0, d = 0] = head
  return 10 + ((a << 21) | (b << 14) | (c << 7) | d) + (flags & 0x10 ? 10 : 0)
}

/** Where the sound ends: before what older and newer tags add after it. */
function beforeTags(read: Read, size: number, from: number): number {
  let end = size
  if (end - 128 >= from && latin(read(end - 128, 3)) === 'TAG') end -= 128
  const foot = end - 32 >= from ? read(end - 32, 32) : new Uint8Array()
  if (latin(foot.subarray(0, 8)) === 'APETAGEX') {
    const view = Buffer.from(foot)
    end -= view.readUInt32LE(12) + (view.readUInt32LE(20) & 0x80000000 ? 32 : 0)
  }
  return Math.max(from, end)
}

/** How many frames the first one announces, when it is there for that. */
function announced(read: Read, position: number, frame: Frame): number | undefined {
  const side = frame.isNew ? (frame.isMono ? 17 : 32) : frame.isMono ? 9 : 17
  const tag = Buffer.from(read(position + 4 + side, 12))
  if (tag.length < 12 || !['Xing', 'Info'].includes(tag.subarray(0, 4).toString('latin1'))) return undefined
  return tag.readUInt32BE(4) & 1 ? tag.readUInt32BE(8) : undefined
}

/** Walks through an MP3 from frame to frame. */
export function countMp3(read: Read, size: number): Mp3Count {
  const from = Math.min(afterTag(read), size)
  const to = beforeTags(read, size, from)
  let position = from
  let frames = 0
  let samples = 0
  let sampleRate = 0
  let channels: 1 | 2 = 1
  let soundBytes = 0
  let strayBytes = 0
  let said: number | undefined
  let isCut = false
  while (position + 4 <= to) {
    const frame = readHeader(read(position, 4))
    if (!frame) {
      position += 1
      strayBytes += 1
      continue
    }
    if (frames === 0 && said === undefined) {
      said = announced(read, position, frame)
      // A frame that announces holds no sound.
      if (said !== undefined) {
        position += frame.length
        continue
      }
    }
    isCut = position + frame.length > to
    frames += 1
    samples += frame.samples
    sampleRate = frame.sampleRate
    if (!frame.isMono) channels = 2
    soundBytes += frame.length
    position += frame.length
  }
  if (said !== undefined && frames < said) isCut = true
  const durationMs = sampleRate === 0 ? 0 : Math.round((samples / sampleRate) * 1000)
  return { frames, durationMs, sampleRate, channels, soundBytes, strayBytes, isCut, from, to }
}
