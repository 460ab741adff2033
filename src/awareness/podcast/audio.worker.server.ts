import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { fileTypeFromFile } from 'file-type'
import { MPEGDecoder } from 'mpg123-decoder'
import { OggOpusDecoder } from 'ogg-opus-decoder'
import type { PodcastAudioFault } from '#vocabulary'
import type { AudioAnswer, AudioFacts } from './audio.server.ts'
import { Loudness } from './loudness.ts'
import { countMp3, type Read } from './mp3.ts'
import { countOgg } from './ogg.ts'

/** A reason that was expected. */
class Fault extends Error {
  readonly code: PodcastAudioFault

  constructor(code: PodcastAudioFault) {
    super(code)
    this.code = code
  }
}

const fault = (code: PodcastAudioFault): never => {
  throw new Fault(code)
}

const tell = (answer: AudioAnswer): void => parentPort?.postMessage(answer)

/** Reads through a window of the file, so that walking from frame to frame is not one call to the system each. */
function windowOn(file: number, width = 1 << 18): Read {
  const bytes = Buffer.alloc(width)
  let start = 0
  let length = 0
  return (position, wanted) => {
    if (position < start || position + wanted > start + length) {
      start = position
      length = readSync(file, bytes, 0, width, position)
    }
    const from = position - start
    return bytes.subarray(from, Math.min(from + wanted, length))
  }
}

interface Known extends Omit<AudioFacts, 'loudness' | 'peak' | 'sampleRate'> {
  readonly isCut: boolean
}

/** More than one byte in fifty that is no sound: the file was spoilt, or is made of two. */
const isSpoilt = (stray: number, size: number): boolean => stray > Math.max(4096, size / 50)

function walk(format: 'mp3' | 'opus', read: Read, size: number): Known {
  if (format === 'mp3') {
    const { frames, durationMs, soundBytes, strayBytes, isCut, from, to, channels } = countMp3(read, size)
    if (frames === 0) fault('no_sound')
    if (isSpoilt(strayBytes, to - from)) fault('damaged')
    return { format, durationMs, bitRate: rateOf(soundBytes, durationMs), channels, isCut, from, to }
  }
  const { pages, durationMs, isWhole, strayBytes, channels } = countOgg(read, size)
  if (pages < 3 || durationMs === 0) fault(isWhole ? 'no_sound' : 'truncated')
  if (isSpoilt(strayBytes, size)) fault('damaged')
  const bitRate = rateOf(size, durationMs)
  return { format, durationMs, bitRate, channels, isCut: !isWhole, from: 0, to: size }
}

const rateOf = (bytes: number, durationMs: number): number =>
  durationMs === 0 ? 0 : Math.round((bytes * 8000) / durationMs)

interface Heard {
  readonly channelData: readonly Float32Array[]
  readonly sampleRate: number
  readonly samplesDecoded: number
}

/** Decodes the whole, piece by piece, and listens to it. */
async function listen(file: number, { format, from, to, channels }: Known) {
  const decoder = format === 'mp3' ? new MPEGDecoder() : new OggOpusDecoder()
  await decoder.ready
  let ear: Loudness | undefined
  let samples = 0
  let sampleRate = 0
  const hear = ({ channelData, samplesDecoded, sampleRate: rate }: Heard) => {
    if (samplesDecoded === 0) return
    // One voice decoded twice is heard once.
    const heard = channelData.slice(0, channels)
    ear ??= new Loudness(rate, heard.length)
    ear.hear(heard)
    samples += samplesDecoded
    sampleRate = rate
  }
  const piece = Buffer.alloc(1 << 16)
  let told = 0
  for (let position = from; position < to; ) {
    const length = readSync(file, piece, 0, Math.min(piece.length, to - position), position)
    if (length === 0) break
    // That of Opus answers later, whatever its types say.
    hear(await decoder.decode(new Uint8Array(piece.subarray(0, length))))
    position += length
    const percent = Math.floor(((position - from) / (to - from)) * 100)
    if (percent >= told + 5) tell({ progress: Math.min(percent, 99) })
    if (percent >= told + 5) told = percent
  }
  if ('flush' in decoder) hear(await decoder.flush())
  decoder.free()
  return { ear, samples, sampleRate }
}

async function check(path: string): Promise<AudioFacts> {
  const type = await fileTypeFromFile(path)
  const format = type?.mime === 'audio/mpeg' ? 'mp3' : type?.ext === 'opus' ? 'opus' : fault('wrong_type')
  const file = openSync(path, 'r')
  try {
    const known = walk(format, windowOn(file), fstatSync(file).size)
    if (known.isCut) fault('truncated')
    if (known.durationMs < 10_000) fault('too_short')
    if (known.durationMs > 4 * 3_600_000) fault('too_long')
    if (known.bitRate < 23_000 || known.bitRate > 321_000) fault('bit_rate')
    const { ear, samples, sampleRate } = await listen(file, known)
    const heardMs = sampleRate === 0 ? 0 : (samples / sampleRate) * 1000
    if (!ear || heardMs === 0) fault('no_sound')
    if (Math.abs(heardMs - known.durationMs) > 500 + known.durationMs / 100) fault('damaged')
    const loudness = ear?.integrated() ?? Number.NEGATIVE_INFINITY
    if (loudness < -60) fault('silent')
    const peak = Math.round((ear?.peak() ?? 0) * 10) / 10
    const { durationMs, bitRate, channels, from, to } = known
    const rounded = Math.round(loudness * 10) / 10
    return { format, durationMs, bitRate, sampleRate, channels, loudness: rounded, peak, from, to }
  } finally {
    closeSync(file)
  }
}

try {
  tell({ facts: await check((workerData as { path: string }).path) })
} catch (error) {
  tell({ fault: error instanceof Fault ? error.code : 'damaged' })
}
