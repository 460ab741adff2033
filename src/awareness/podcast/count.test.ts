import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Listeners, type Sent } from './count.ts'

const agent = 'AntennaPod/3.4.0'
const size = 1_000_000
const minute = 300_000
const sent = (of: Partial<Sent> = {}): Sent => ({
  episodeId: 'one',
  address: '192.0.2.1',
  agent,
  method: 'GET',
  span: { from: 0, to: size - 1 },
  bytes: size,
  size,
  minute,
  day: '2026-11-24',
  ...of,
})

describe('a download', () => {
  test('is one per listener, episode and day', () => {
    const listeners = new Listeners()
    expect(listeners.hear(sent())).toBe(true)
    expect(listeners.hear(sent())).toBe(false)
    expect(listeners.hear(sent({ episodeId: 'two' }))).toBe(true)
    expect(listeners.hear(sent({ address: '192.0.2.2' }))).toBe(true)
    expect(listeners.hear(sent({ agent: 'Overcast/3.0' }))).toBe(true)
    expect(listeners.hear(sent({ day: '2026-11-25' }))).toBe(true)
  })

  test.each<[string, Partial<Sent>]>([
    ['a robot', { agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
    ['a command line', { agent: 'curl/8.5.0' }],
    [
      'an application that looks for episodes',
      { agent: 'Overcast/1.0 Podcast Sync (12 subscribers; feed-id=1)' },
    ],
    ['nobody in particular', { agent: undefined }],
    ['a request for the headers', { method: 'HEAD' }],
    ['a probe of two bytes', { span: { from: 0, to: 1 }, bytes: 2, minute: 2 }],
    ['less than a minute of sound', { span: { from: 0, to: minute - 2 }, bytes: minute - 1 }],
    ['whoever left after a few bytes', { bytes: minute - 1 }],
    ['an answer that never left', { bytes: 0 }],
  ])('is not %s', (_, of) => {
    expect(new Listeners().hear(sent(of))).toBe(false)
  })

  test('is the whole of what lasts less than a minute', () => {
    const short = { size: 1000, minute: 5000, span: { from: 0, to: 999 } }
    expect(new Listeners().hear(sent({ ...short, bytes: 999 }))).toBe(false)
    expect(new Listeners().hear(sent({ ...short, bytes: 1000 }))).toBe(true)
  })

  test('is made of parts, in any order, and of no byte twice', () => {
    // A small sound, so that many are tried.
    const [size, minute] = [10_000, 3000]
    const part = fc.tuple(fc.nat({ max: size - 10 }), fc.integer({ min: 5, max: 2000 }))
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), (parts) => {
        const listeners = new Listeners()
        const had = new Uint8Array(size / 10)
        let counted = 0
        let reached = false
        for (const [start, length] of parts) {
          // In tens of bytes, so that each of them may be ticked.
          const from = Math.floor(start / 10) * 10
          const to = Math.min(size, from + Math.ceil(length / 10) * 10) - 1
          if (listeners.hear(sent({ size, minute, span: { from, to }, bytes: to - from + 1 }))) counted += 1
          had.fill(1, from / 10, (to + 1) / 10)
          reached ||= had.reduce((sum, one) => sum + one, 0) * 10 >= minute
        }
        return counted === (reached ? 1 : 0)
      }),
    )
  })
})

test('nothing of a listener is kept: neither their address, nor the day after', () => {
  const listeners = new Listeners()
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV6(), (one, other) => {
      for (const address of [one, other]) listeners.hear(sent({ address }))
      const kept = JSON.stringify(Object.getOwnPropertyNames(listeners))
      return !kept.includes(one) && !kept.includes(other)
    }),
  )
  expect(listeners.size).toBeGreaterThan(100)
  listeners.hear(sent({ day: '2026-11-25' }))
  expect(listeners.size).toBe(1)
})
