import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { PodcastAudioFault } from '#vocabulary'
import { readEpisodeHistory, saveTranscript } from './contract.ts'
import { faultInWords } from './faults.ts'
import { readHeader } from './mp3.ts'
import { bringSound, goodSound, goodTranscript, newEpisode, sendSound } from './podcast.testing.ts'
import { readTranscript } from './transcript.server.ts'

let desk: TestDesk
let officer: Person
beforeAll(async () => {
  desk = await openTestDesk()
  officer = await desk.people.awareness_officer()
})
afterAll(() => desk.close())

/** A frame of MPEG 2 at so many kbit/s and 22 050 Hz whose side information is all zeros: a decoder hears nothing in it. */
function emptyFrame(kilobits: 8 | 40 | 160): Buffer {
  const index = { 8: 1, 40: 5, 160: 14 }[kilobits]
  const header = Buffer.from([0xff, 0xf3, index << 4, 0xc0])
  const frame = Buffer.alloc(readHeader(header)?.length ?? 0)
  header.copy(frame)
  return frame
}
const framesOf = (kilobits: 8 | 40 | 160, count: number) =>
  Buffer.concat(Array.from({ length: count }, () => emptyFrame(kilobits)))
/** One frame lasts 26 ms: 600 of them, about a quarter of a minute. */
const quarter = 600

const zip = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(4000)])
const wav = Buffer.concat([
  Buffer.from('RIFF'),
  Buffer.alloc(4),
  Buffer.from('WAVEfmt '),
  Buffer.alloc(40_000),
])
const page = Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(4000))
/** A piece of the middle that is no sound. */
const spoilt = Buffer.concat([
  goodSound.subarray(0, 400_000),
  Buffer.alloc(200_000, 0x41),
  goodSound.subarray(400_000),
])

describe('a sound is refused with its reason', () => {
  test.each<[string, PodcastAudioFault, Buffer]>([
    ['a web page named like a sound', 'wrong_type', page],
    ['an archive named like a sound', 'wrong_type', zip],
    ['a sound of another kind', 'wrong_type', wav],
    ['a sound cut before its end', 'truncated', goodSound.subarray(0, 700_000)],
    ['a sound whose last frame is cut', 'truncated', goodSound.subarray(0, -40)],
    ['two sounds with something else between them', 'damaged', spoilt],
    ['a silence', 'silent', framesOf(40, quarter)],
    ['a sound of a few seconds', 'too_short', framesOf(40, 100)],
    ['a sound of eight kilobits a second', 'bit_rate', framesOf(8, quarter)],
  ])('%s: %s', async (_, fault, bytes) => {
    const id = await newEpisode(officer)
    const { brought, audio } = await bringSound(desk, officer, id, bytes)
    expect([brought?.state, brought?.fault, audio]).toEqual(['refused', fault, null])
    const { items } = await officer.ok(readEpisodeHistory, { params: { id } })
    expect(items[0]).toMatchObject({ kind: 'audio_refused', detail: faultInWords(fault) })
    const kept = await desk.sql(
      'select from file f join podcast_audio a on a.file_id = f.id where a.episode_id = $1',
      [id],
    )
    expect(kept).toEqual([])
  })

  test('nothing at all, before it is even listened to', async () => {
    const response = await sendSound(officer, await newEpisode(officer), new Uint8Array())
    expect([response.status, (await response.json()).code]).toEqual([422, 'file_missing'])
  })
})

const vtt = (...cues: string[]) => `WEBVTT\n\n${cues.join('\n\n')}\n`
const one = '00:01.000 --> 00:03.000\n<v Maud>Bonjour.'
const two = '00:04.000 --> 00:06.000\n<v Karim>Bonsoir.'

describe('a transcript is refused with each thing to correct', () => {
  test.each([
    ['no signature', `${one}\n\n${two}`, /WEBVTT/],
    ['no cue', 'WEBVTT\n', /aucune réplique/],
    ['out of order', vtt(two, one), /Ligne 6 : .*avant la précédente/],
    [
      'an overlap',
      vtt(one, '00:02.000 --> 00:06.000\n<v Karim>Bonsoir.'),
      /Ligne 7 : .*avant la fin de la précédente/,
    ],
    ['an empty cue', vtt(one, '00:04.000 --> 00:06.000\n<v Karim> '), /00:04 est vide/],
    ['nobody speaking', vtt('00:01.000 --> 00:03.000\nBonjour.'), /ne dit pas qui parle/],
    [
      'an end before its beginning',
      vtt('00:03.000 --> 00:01.000\n<v Maud>Bonjour.'),
      /finit avant d’avoir commencé/,
    ],
    ['times that do not read', vtt('une seconde --> deux\n<v Maud>Bonjour.'), /temps de cette réplique/],
    ['a cue that never ends', vtt('00:01.000 --> 01:03.000\n<v Maud>Bonjour.'), /plus de trente secondes/],
  ])('%s', async (_, text, message) => {
    const id = await newEpisode(officer)
    const { refusal } = await officer.call(saveTranscript, { params: { id }, version: 1, input: { text } })
    expect(refusal?.code).toBe('transcript_refused')
    expect(refusal?.fields?.map((fault) => fault.message).join('\n')).toMatch(message)
  })

  test('that of another sound', async () => {
    const id = await newEpisode(officer)
    const { version } = await bringSound(desk, officer, id, goodSound)
    const tries = [
      [vtt(one, two), /avant la moitié/],
      [`${goodTranscript}\n00:14:00.000 --> 00:14:05.000\n<v Maud>Au revoir.\n`, /plus loin que le son/],
    ] as const
    for (const [text, message] of tries) {
      const { refusal } = await officer.call(saveTranscript, { params: { id }, version, input: { text } })
      expect(refusal?.fields?.[0]?.message).toMatch(message)
    }
  })
})

test('a transcript is read whatever its ends of lines, its notes and its styles', () => {
  const text = `\uFEFFWEBVTT\r\n\r\nNOTE relue\r\n\r\n1\r\n${one.replace('\n', '\r\n')}\r\n\r\n2\r\n00:04.000 --> 00:06.000 align:start\r\n<v Karim>Bon<i>soir</i> &amp; merci.\r\n`
  expect(readTranscript(text)).toEqual({
    faults: [],
    cues: [
      { start: 1000, end: 3000, speaker: 'Maud', text: 'Bonjour.' },
      { start: 4000, end: 6000, speaker: 'Karim', text: 'Bonsoir & merci.' },
    ],
  })
})
