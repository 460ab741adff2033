import { ebur128_integrated_mono, ebur128_integrated_stereo } from 'ebur128-wasm/ebur128_wasm.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Loudness } from './loudness.ts'
import { countMp3 } from './mp3.ts'
import { goodSound } from './podcast.testing.ts'

const tone = (rate: number, seconds: number, hertz: number, level: (second: number) => number) =>
  Float32Array.from(
    { length: rate * seconds },
    (_, index) => Math.sin((2 * Math.PI * hertz * index) / rate) * level(index / rate),
  )

describe('the loudness heard piece by piece', () => {
  test.each([22_050, 44_100, 48_000])('is that of the reference at %i Hz, whatever the pieces', (rate) => {
    const sound = tone(rate, 6, 997, (second) => (second < 2 ? 0.002 : second < 4 ? 0.5 : 0.1))
    const expected = ebur128_integrated_mono(rate, sound)
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 40_000 }), (size) => {
        const ear = new Loudness(rate, 1)
        for (let from = 0; from < sound.length; from += size) ear.hear([sound.subarray(from, from + size)])
        return Math.abs(ear.integrated() - expected) < 0.1
      }),
      { numRuns: 5 },
    )
  })

  test('adds both sides, and hears nothing in a silence', () => {
    const [left, right] = [tone(48_000, 3, 440, () => 0.3), tone(48_000, 3, 2000, () => 0.1)]
    const ear = new Loudness(48_000, 2)
    ear.hear([left, right])
    expect(ear.integrated()).toBeCloseTo(ebur128_integrated_stereo(48_000, left, right), 1)
    expect(ear.peak()).toBeCloseTo(20 * Math.log10(0.3), 1)
    const deaf = new Loudness(48_000, 1)
    deaf.hear([new Float32Array(48_000)])
    expect(deaf.integrated()).toBe(Number.NEGATIVE_INFINITY)
  })
})

const countOf = (bytes: Buffer) =>
  countMp3((position, length) => bytes.subarray(position, position + length), bytes.length)

test('an MP3 is seen to be cut wherever it is cut', () => {
  const whole = countOf(goodSound)
  expect(whole).toMatchObject({ isCut: false, strayBytes: 0, sampleRate: 22_050, channels: 1 })
  fc.assert(
    fc.property(
      fc.integer({ min: 1000, max: goodSound.length - 10 }),
      (length) => countOf(goodSound.subarray(0, length)).isCut,
    ),
    { numRuns: 25 },
  )
})
