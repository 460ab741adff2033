import { expect, test } from 'vitest'
import { RefusalError } from '#kernel/call.ts'
import { sentenceOf, statusOf } from '#kernel/refusal.ts'
import { changedFields, saveOver } from './saveOver.ts'

interface Entry {
  readonly version: number
  readonly phone: string | null
  readonly email: string | null
}

/** A server that holds one entry and refuses a version that is not its own. */
function serverWith(entry: Entry) {
  let now = entry
  return {
    get now() {
      return now
    },
    send: async (version: number, changes: Partial<Entry>) => {
      if (version !== now.version) {
        const code = 'version_conflict'
        throw new RefusalError(statusOf(code), { code, message: sentenceOf(code), current: now })
      }
      now = { ...now, ...changes, version: version + 1 }
    },
  }
}
const read = (current: unknown) => current as Entry
const base: Entry = { version: 1, phone: '01', email: null }

test('without anybody else, what is changed is saved', async () => {
  const server = serverWith(base)
  expect(await saveOver(base, { phone: '02' }, server.send, read)).toBeNull()
  expect(server.now).toEqual({ version: 2, phone: '02', email: null })
})

test('another field written meanwhile is kept, and so is mine', async () => {
  const server = serverWith({ version: 5, phone: '01', email: 'un@exemple.fr' })
  expect(await saveOver(base, { phone: '02' }, server.send, read)).toBeNull()
  expect(server.now).toEqual({ version: 6, phone: '02', email: 'un@exemple.fr' })
})

test('the same field written twice is given back, and nothing is written', async () => {
  const server = serverWith({ version: 2, phone: '03', email: null })
  const clash = await saveOver(base, { phone: '02', email: 'deux@exemple.fr' }, server.send, read)
  expect(clash).toEqual({ now: { version: 2, phone: '03', email: null }, fields: ['phone'] })
  expect(server.now.phone).toBe('03')
})

test('the same value written twice is no conflict', async () => {
  const server = serverWith({ version: 2, phone: '02', email: null })
  expect(await saveOver(base, { phone: '02' }, server.send, read)).toBeNull()
})

test('any other failure is the failure of the save', async () => {
  const failure = new RefusalError(409, { code: 'unit_routed', message: 'non' })
  await expect(saveOver(base, { phone: '02' }, () => Promise.reject(failure), read)).rejects.toBe(failure)
})

test('only what differs is sent', () => {
  expect(changedFields({ a: 1, b: null, c: [1] }, { a: 1, b: 'x' as unknown as null, c: [1] })).toEqual({
    b: 'x',
  })
})
