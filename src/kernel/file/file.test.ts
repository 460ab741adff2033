import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { get, post } from '../contract.ts'
import { handle } from '../http.server.ts'
import { openTestDesk, type Person, type TestDesk } from '../testing/harness.server.ts'
import { contentFolder, contentPath, incomingFolder } from './place.server.ts'
import type { PublicFiles } from './public.server.ts'
import { servable } from './serve.server.ts'
import { readFile, removeFile, setFileAudience, storeFile, sweepFiles } from './store.server.ts'

const limit = 3_000_000
const bring = post('/api/trial/files', {
  action: 'trial.bring',
  title: 'Apporter un fichier',
  for: ['awareness_officer'],
  upload: limit,
  output: z.object({ id: z.uuid(), name: z.string(), size: z.number() }),
})
const open = get('/api/trial/files/:id', {
  action: 'trial.open',
  title: 'Ouvrir un fichier',
  for: ['awareness_officer'],
  raw: true,
  output: z.undefined(),
})
const more = [
  handle(bring, async ({ db, received }) => {
    const { id, size } = await storeFile(db, {
      name: received.name,
      type: 'audio/mpeg',
      audience: 'internal',
      received,
    })
    return { id, size, name: received.name }
  }),
  handle(open, async ({ db, params }) => ({ file: await servable(db, params.id) })),
]

let sent: { from: number; to: number; bytes: number }[] = []
const moreFiles: readonly PublicFiles[] = [
  {
    path: '/essai-fichiers/:id',
    list: async (db, address) =>
      (
        await db
          .selectFrom('file')
          .select('id')
          .where('is_public', '=', true)
          .$if(address !== undefined, (some) => some.where('id', '=', (address ?? '').slice(16)))
          .execute()
      ).map(({ id }) => ({ address: `/essai-fichiers/${id}`, fileId: id })),
    options: () => ({ onSent: ({ from, to }, bytes) => sent.push({ from, to, bytes }) }),
  },
]

let desk: TestDesk
let officer: Person
beforeAll(async () => {
  desk = await openTestDesk({ more, moreFiles })
  officer = await desk.people.awareness_officer()
})
afterAll(() => desk.close())

const inOne = <T>(work: Parameters<ReturnType<TestDesk['database']['transaction']>['execute']>[0]) =>
  desk.database.transaction().execute(work) as Promise<T>
const store = (bytes: Uint8Array, audience: 'public' | 'internal' = 'public') =>
  inOne<{ id: string; sha256: Buffer; size: number }>((db) =>
    storeFile(db, { name: 'Émission n° 1.mp3', type: 'audio/mpeg', audience, bytes }),
  )
const formOf = (bytes: Uint8Array<ArrayBuffer>, name: string) => {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  return form
}
const upload = (who: Person, body: FormData | string, headers: Record<string, string> = {}) =>
  who.fetch(bring.path, { method: 'POST', body, headers })
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('a file that somebody brings', () => {
  test('goes in pieces to the database, and comes out the same', async () => {
    const bytes = randomBytes(700_001)
    const response = await upload(officer, formOf(bytes, 'C:\\chez moi\\Émission "1"\u0007.mp3'))
    expect(response.status).toBe(200)
    const { id, name, size } = (await response.json()) as { id: string; name: string; size: number }
    expect([name, size]).toEqual(['Émission 1.mp3', bytes.length])
    const chunks = await desk.sql<{ length: number }>(
      `select octet_length(bytes) as length from file_chunk where sha256 = $1 order by position`,
      [Buffer.from(digest(bytes), 'hex')],
    )
    expect(chunks.map(({ length }) => length)).toEqual([262_144, 262_144, 175_713])
    const back = await inOne<Buffer[]>(async (db) => await (await readFile(db, id)).toArray())
    expect(digest(Buffer.concat(back))).toBe(digest(bytes))
    expect(readdirSync(incomingFolder())).toEqual([])
    const served = await officer.fetch(`/api/trial/files/${id}`)
    expect(digest(Buffer.from(await served.arrayBuffer()))).toBe(digest(bytes))
  })

  test('is refused beyond the limit, when it is empty, or when there is none; nothing of it stays', async () => {
    const empty = new FormData()
    empty.append('title', 'sans fichier')
    const answers = await Promise.all([
      upload(officer, formOf(new Uint8Array(limit + 1), 'trop.mp3')),
      upload(officer, formOf(new Uint8Array(0), 'vide.mp3')),
      upload(officer, empty),
      upload(officer, '{}', { 'content-type': 'application/json' }),
      upload(officer, 'ni queue ni tête', { 'content-type': 'multipart/form-data' }),
      upload(officer, '--x\r\ncontent-disp', { 'content-type': 'multipart/form-data; boundary=x' }),
    ])
    const codes = await Promise.all(answers.map(async (one) => [one.status, (await one.json()).code]))
    expect(codes).toEqual([
      [413, 'too_large'],
      [422, 'file_missing'],
      [422, 'file_missing'],
      [422, 'file_missing'],
      [422, 'file_missing'],
      [422, 'file_missing'],
    ])
    expect(readdirSync(incomingFolder())).toEqual([])
  })

  test('comes only from whoever may bring it', async () => {
    const listener = await desk.people.listener()
    const body = () => formOf(randomBytes(10), 'a.mp3')
    const statuses = await Promise.all([
      upload(desk.anyone, body()),
      upload(listener, body()),
      upload(officer, body(), { 'sec-fetch-site': 'cross-site' }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([401, 404, 404])
  })

  test('brought twice is kept once, and forgotten with the last that is made of it', async () => {
    const bytes = randomBytes(1000)
    const [one, two] = await Promise.all([store(bytes), store(bytes)])
    const count = async () =>
      (await desk.sql(`select from file_content where sha256 = $1`, [one.sha256])).length
    expect([one.id === two.id, await count()]).toEqual([false, 1])
    await inOne((db) => removeFile(db, one.id))
    expect(await count()).toBe(1)
    expect((await desk.anyone.fetch(`/essai-fichiers/${two.id}`)).status).toBe(200)
    await inOne((db) => removeFile(db, two.id))
    expect(await count()).toBe(0)
  })
})

describe('a public file', () => {
  const bytes = randomBytes(400_000)
  let address: string
  let etag: string
  let modified: string
  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    desk.anyone.fetch(address, { headers, method })
  beforeAll(async () => {
    address = `/essai-fichiers/${(await store(bytes)).id}`
    const { headers } = await ask()
    etag = headers.get('etag') ?? ''
    modified = headers.get('last-modified') ?? ''
  })

  test('is sent whole with its length, its type, its name and what it is told by', async () => {
    const response = await ask()
    expect(response.status).toBe(200)
    expect(digest(Buffer.from(await response.arrayBuffer()))).toBe(digest(bytes))
    const { headers } = response
    expect(headers.get('content-length')).toBe('400000')
    expect(headers.get('content-type')).toBe('audio/mpeg')
    expect(headers.get('accept-ranges')).toBe('bytes')
    expect(headers.get('content-disposition')).toBe(
      `inline; filename="Emission n- 1.mp3"; filename*=UTF-8''%C3%89mission%20n%C2%B0%201.mp3`,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('set-cookie')).toBeNull()
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    expect(Date.parse(modified)).toBeLessThanOrEqual(Date.now())
  })

  test('answers HEAD with the headers alone', async () => {
    const response = await ask({}, 'HEAD')
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '400000',
      '',
    ])
    expect(response.headers.get('etag')).toBe(etag)
  })

  test.each([
    ['bytes=0-99', 0, 99],
    ['bytes=399990-', 399_990, 399_999],
    ['bytes=-5', 399_995, 399_999],
    ['bytes=100-999999', 100, 399_999],
  ])('gives the part %s', async (range, from, to) => {
    const response = await ask({ range })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to}/400000`)
    const part = Buffer.from(await response.arrayBuffer())
    expect(part.equals(bytes.subarray(from, to + 1))).toBe(true)
  })

  test('refuses a part that it does not have, and says how long it is', async () => {
    const response = await ask({ range: 'bytes=400000-' })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */400000'])
  })

  test('is not sent to whoever has it, and a part only to whoever has the rest', async () => {
    const cases: [Record<string, string>, number][] = [
      [{ 'if-none-match': etag }, 304],
      [{ 'if-none-match': '"other"' }, 200],
      [{ 'if-modified-since': modified }, 304],
      [{ 'if-modified-since': new Date(0).toUTCString() }, 200],
      [{ range: 'bytes=0-9', 'if-range': etag }, 206],
      [{ range: 'bytes=0-9', 'if-range': modified }, 206],
      [{ range: 'bytes=0-9', 'if-range': '"other"' }, 200],
      [{ range: 'bytes=0-9,20-29' }, 200],
    ]
    for (const [headers, status] of cases) {
      const response = await ask(headers)
      await response.arrayBuffer()
      expect(response.status, JSON.stringify(headers)).toBe(status)
    }
  })

  test('tells what left when it is over', async () => {
    sent = []
    await (await ask({ range: 'bytes=0-9' })).arrayBuffer()
    await expect.poll(() => sent).toEqual([{ from: 0, to: 9, bytes: 10 }])
  })

  test('is found again in the database when the disk lost it', async () => {
    rmSync(contentPath(Buffer.from(digest(bytes), 'hex')))
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask()))
    for (const one of answers) expect(digest(Buffer.from(await one.arrayBuffer()))).toBe(digest(bytes))
  })

  test('is public only as long as it is marked so', async () => {
    const { id } = await store(randomBytes(100), 'internal')
    const at = `/essai-fichiers/${id}`
    const status = async () => (await desk.anyone.fetch(at)).status
    expect(await status()).toBe(404)
    await inOne((db) => setFileAudience(db, id, 'public'))
    expect(await status()).toBe(200)
    await inOne((db) => setFileAudience(db, id, 'internal'))
    expect(await status()).toBe(404)
  })
})

test('the disk keeps what the database keeps, and what is being brought', async () => {
  const { sha256 } = await store(randomBytes(50))
  const old = [join(contentFolder(), 'ab'.repeat(32)), join(incomingFolder(), 'abandoned')]
  const young = join(incomingFolder(), 'coming')
  for (const path of [...old, young]) writeFileSync(path, 'x')
  const long = new Date(Date.now() - 2 * 86_400_000)
  for (const path of [...old, contentPath(sha256)]) utimesSync(path, long, long)
  await inOne((db) => sweepFiles(db))
  const left = [...readdirSync(contentFolder()), ...readdirSync(incomingFolder())]
  expect(left).toContain(sha256.toString('hex'))
  expect(left).toContain('coming')
  expect(left).not.toContain('ab'.repeat(32))
  expect(left).not.toContain('abandoned')
})
