import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fields, Pending } from './autosave.ts'
import { createSaver, type Failure, UnsettledError } from './saver.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class Moved extends Error {}

/** A server that can be cut off or written by someone else, and a machine that remembers what it keeps. */
function seat(base: Fields = { name: null, story: '' }) {
  const server = { version: 1, fields: base, isDown: false, heard: [] as Fields[] }
  const kept: (Pending | null)[] = []
  const saver = createSaver(base, 1, {
    async send(changes, version) {
      await new Promise((done) => setTimeout(done, 50))
      if (server.isDown) throw new Error('down')
      if (version !== server.version) throw new Moved()
      server.heard.push(changes)
      server.fields = { ...server.fields, ...changes }
      server.version += 1
      return { version: server.version, savedAt: new Date().toISOString() }
    },
    keep: async (pending) => void kept.push(pending),
    diagnose: (error): Failure =>
      error instanceof Moved
        ? { kind: 'moved', current: server.fields, version: server.version }
        : { kind: 'silent' },
  })
  return { server, saver, kept }
}

test('a text leaves once the fingers rest, within two seconds of the last key', async () => {
  const { server, saver, kept } = seat()
  for (const story of ['L', 'Lé', 'Léa']) {
    saver.edit({ story })
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(server.heard).toEqual([])
  await vi.advanceTimersByTimeAsync(1000)
  expect(server.heard).toEqual([{ story: 'Léa' }])
  expect(saver.read().status).toBe('saved')
  expect(kept.at(-1)).toBeNull()
})

test('a person who types without a pause is saved all the same, and kept on this machine within a second', async () => {
  const { server, saver, kept } = seat()
  for (let key = 1; key <= 40; key++) {
    saver.edit({ story: 'a'.repeat(key) })
    await vi.advanceTimersByTimeAsync(100)
    if (key === 5) expect(String(kept.at(-1)?.mine.story).length).toBeGreaterThanOrEqual(2)
  }
  expect(server.heard.length).toBeGreaterThan(0)
})

test('a choice leaves at once, and one request at a time', async () => {
  const { server, saver } = seat()
  saver.edit({ name: 'Léa' }, 'at once')
  saver.edit({ name: 'Lila' }, 'at once')
  await vi.advanceTimersByTimeAsync(60)
  expect(server.heard).toEqual([{ name: 'Léa' }])
  await vi.advanceTimersByTimeAsync(60)
  expect(server.heard).toEqual([{ name: 'Léa' }, { name: 'Lila' }])
})

test('while the server is away everything stays on this machine, then leaves by itself', async () => {
  const { server, saver, kept } = seat()
  server.isDown = true
  saver.edit({ name: 'Léa' }, 'at once')
  await vi.advanceTimersByTimeAsync(400)
  expect(saver.read().status).toBe('offline')
  saver.edit({ story: 'Elle a fugué.' })
  await vi.advanceTimersByTimeAsync(1800_000)
  expect(kept.at(-1)?.mine).toEqual({ name: 'Léa', story: 'Elle a fugué.' })
  server.isDown = false
  await vi.advanceTimersByTimeAsync(31_000)
  expect(server.fields).toEqual({ name: 'Léa', story: 'Elle a fugué.' })
  expect(saver.read().status).toBe('saved')
  expect(kept.at(-1)).toBeNull()
})

test('a machine that cannot keep does not say that it keeps', async () => {
  const saver = createSaver({ name: null }, 1, {
    send: async () => Promise.reject(new Error('down')),
    keep: async () => Promise.reject(new Error('no room')),
    diagnose: () => ({ kind: 'silent' }),
  })
  saver.edit({ name: 'Léa' }, 'at once')
  await vi.advanceTimersByTimeAsync(1000)
  expect(saver.read().status).toBe('error')
})

test('what somebody else wrote is taken in, and a field that both wrote waits for a choice', async () => {
  const { server, saver } = seat()
  server.fields = { name: 'Lila', story: '' }
  server.version = 5
  saver.edit({ name: 'Léa', story: 'Elle a fugué.' }, 'at once')
  await vi.advanceTimersByTimeAsync(500)
  expect(server.fields).toEqual({ name: 'Lila', story: 'Elle a fugué.' })
  expect(saver.read().status).toBe('conflict')
  saver.resolve({ name: 'mine' })
  await vi.advanceTimersByTimeAsync(500)
  expect(server.fields.name).toBe('Léa')
  expect(saver.read().status).toBe('saved')
})

test('finalising waits for the last words, and is done on top of what somebody else wrote', async () => {
  const { server, saver } = seat()
  saver.edit({ story: 'Elle a fugué.' })
  const versions: number[] = []
  const finalised = saver.perform(async (version) => {
    versions.push(version)
    if (versions.length === 1) server.version += 1
    if (version !== server.version) throw new Moved()
    return { version: ++server.version }
  })
  await vi.advanceTimersByTimeAsync(1000)
  await finalised
  expect(server.heard).toEqual([{ story: 'Elle a fugué.' }])
  expect(versions).toEqual([2, 3])
})

test('nothing is finalised while words are still on this machine', async () => {
  const { server, saver } = seat()
  server.isDown = true
  saver.edit({ story: 'Elle a fugué.' })
  const finalised = saver.perform(async () => ({ version: 9 }))
  const outcome = expect(finalised).rejects.toThrow(UnsettledError)
  await vi.advanceTimersByTimeAsync(1000)
  await outcome
})

test('what waited on this machine comes back over what the server holds', async () => {
  const { server, saver } = seat({ name: 'Lila', story: '' })
  const draft: Pending = {
    version: 1,
    base: { name: null, story: '' },
    mine: { name: 'Léa', story: 'Oui.' },
    unsure: {},
  }
  expect(saver.recover(draft)).toBe(true)
  await vi.advanceTimersByTimeAsync(500)
  expect(server.fields.story).toBe('Oui.')
  expect(saver.read().state.conflicts).toEqual(['name'])
})
