import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Contract, get, patch, post } from './contract.ts'
import { type Handler, handle, register } from './http.server.ts'
import { refuse } from './refusal.ts'
import { openTestDesk, type TestDesk } from './testing/harness.server.ts'

const Thing = z.object({ id: z.uuid(), word: z.string() })
const createThing = post('/api/test/things', {
  for: ['listener'],
  action: 'test.create',
  title: 'Créer',
  creates: true,
  input: z.object({ word: z.string().min(2) }),
  output: Thing,
})
const readThing = get('/api/test/things/:id', {
  for: ['listener'],
  action: 'test.read',
  title: 'Lire',
  output: Thing,
})
const changeThing = patch('/api/test/things/:id', {
  for: ['listener'],
  action: 'test.change',
  title: 'Changer',
  versioned: true,
  input: z.object({ word: z.string() }),
  output: z.object({ version: z.number() }),
})
const breakThing = post('/api/test/bug', {
  for: ['listener'],
  action: 'test.bug',
  title: 'Casser',
  input: z.object({ name: z.string() }),
  output: Thing,
})
const refuseThing = post('/api/test/refuse', {
  for: ['listener'],
  action: 'test.refuse',
  title: 'Refuser après avoir écrit',
  output: Thing,
})

const writeThing = post('/api/test/write', {
  for: ['listener'],
  action: 'test.write',
  title: 'Écrire',
  input: z.object({ word: z.string() }),
  output: z.object({ role: z.string() }),
})

let made = 0
const more: Handler[] = [
  handle(createThing, async ({ input }) => {
    made += 1
    return { id: randomUUID(), word: input.word, secret: 'never declared' } as z.infer<typeof Thing>
  }),
  handle(readThing, async ({ params }) => ({ id: params.id, word: 'seen', secret: 'never declared' })),
  handle(changeThing, async ({ version }) => ({ version: version + 1 })),
  handle(breakThing, async ({ input }) => {
    throw new Error(`cannot do this for ${input.name}`)
  }),
  handle(writeThing, async ({ db, actor, input }) => {
    await db.updateTable('account').set({ login: input.word }).where('id', '=', actor.id).execute()
    return { role: actor.role }
  }),
  handle(refuseThing, async ({ db, actor }) => {
    await db
      .updateTable('account')
      .set({ name: 'written before the refusal' })
      .where('id', '=', actor.id)
      .execute()
    return refuse('callback_settled')
  }),
]

let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk({ more })
})
afterAll(() => desk.close())

test('an answer holds what the contract declares and nothing else', async () => {
  const listener = await desk.people.listener()
  const id = randomUUID()
  expect(await listener.ok(readThing, { params: { id } })).toEqual({ id, word: 'seen' })
})

test('the same key and the same body give the same answer, made once', async () => {
  const listener = await desk.people.listener()
  const key = randomUUID()
  const before = made
  const first = await listener.ok(createThing, { input: { word: 'once' }, key })
  const second = await listener.ok(createThing, { input: { word: 'once' }, key })
  expect(second).toEqual(first)
  expect(made).toBe(before + 1)
})

test('whoever was signed in a moment ago does nothing more once they are not, or are somebody else', async () => {
  const ana = await desk.people.listener()
  const write = (word: string) => ana.call(writeThing, { input: { word } })
  const login = async () => (await desk.ownerSql('select login from app.account where id = $1', [ana.id]))[0]
  const [before, again] = [randomUUID(), randomUUID()]
  expect([(await write(before)).status, (await write(again)).status]).toEqual([200, 200])
  await desk.ownerSql("update app.account set role = 'analyst' where id = $1", [ana.id])
  expect([(await write(randomUUID())).status, await login()]).toEqual([404, { login: again }])
  await desk.ownerSql("update app.account set role = 'listener' where id = $1", [ana.id])
  expect((await write(before)).status).toBe(200)
  await desk.ownerSql('delete from app.session where account_id = $1', [ana.id])
  expect([(await write(randomUUID())).status, await login()]).toEqual([401, { login: before }])
  const done = await desk.ownerSql(
    "select from app.journal where actor_id = $1 and action = 'test.write' and outcome = 'done'",
    [ana.id],
  )
  expect(done).toHaveLength(3)
})

test('the same key with another body is refused', async () => {
  const listener = await desk.people.listener()
  const key = randomUUID()
  await listener.ok(createThing, { input: { word: 'this' }, key })
  const other = await listener.call(createThing, { input: { word: 'that' }, key })
  expect([other.status, other.refusal?.code]).toEqual([422, 'key_reused'])
})

test('two people may use the same key without reading each other’s answer', async () => {
  const [ana, bea] = [await desk.people.listener(), await desk.people.listener()]
  const key = randomUUID()
  const hers = await ana.ok(createThing, { input: { word: 'same' }, key })
  expect((await bea.ok(createThing, { input: { word: 'same' }, key })).id).not.toBe(hers.id)
})

test('one key sent many times at once makes one thing, whoever answers', async () => {
  const listener = await desk.people.listener()
  const key = randomUUID()
  const send = () => listener.call(createThing, { input: { word: 'together' }, key })
  const answers = await Promise.all(Array.from({ length: 5 }, send))
  const ids = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.id))
  expect(ids.size).toBe(1)
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
})

test('what was answered to a creation lies sealed', async () => {
  const listener = await desk.people.listener()
  await listener.ok(createThing, { input: { word: 'Philomène' } })
  const rows = await desk.ownerSql<{ answer: Buffer }>('select answer from app.idempotency')
  expect(rows.some(({ answer }) => answer.includes('Philomène'))).toBe(false)
})

test('a creation without a key, and a change without a version, are refused', async () => {
  const listener = await desk.people.listener()
  const keyless = await listener.call(createThing, { input: { word: 'word' }, key: null })
  expect(keyless.refusal?.code).toBe('key_missing')
  const blind = await listener.call(changeThing, { params: { id: randomUUID() }, input: { word: 'word' } })
  expect([blind.status, blind.refusal?.code]).toEqual([428, 'version_missing'])
})

test('a wrong field is named, in French, and nothing is done', async () => {
  const listener = await desk.people.listener()
  const before = made
  const answer = await listener.call(createThing, { input: { word: 'x' } })
  expect(answer.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'word' }] })
  expect(answer.refusal?.fields?.[0]?.message).toMatch(/caractères/)
  expect(made).toBe(before)
})

test('what is not allowed and what does not exist are answered alike', async () => {
  const analyst = await desk.people.analyst()
  const forbidden = await analyst.call(readThing, { params: { id: randomUUID() } })
  const unknown = await analyst.fetch('/api/test/nothing-there')
  const named = (headers: Headers) => [...headers.keys()].sort()
  expect([forbidden.status, forbidden.text]).toEqual([unknown.status, await unknown.text()])
  expect(named(forbidden.headers)).toEqual(named(unknown.headers))
})

test('nobody signed in is told so before anything else', async () => {
  const answer = await desk.anyone.call(createThing, { input: { word: '' }, key: null })
  expect([answer.status, answer.refusal?.code]).toEqual([401, 'not_signed_in'])
})

test('an identifier that is not one is not found', async () => {
  const listener = await desk.people.listener()
  expect((await listener.call(readThing, { params: { id: `' or 1=1` } })).status).toBe(404)
})

test('another site cannot have a change made', async () => {
  const listener = await desk.people.listener()
  const answer = await listener.call(createThing, {
    input: { word: 'word' },
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(answer.status).toBe(404)
})

test('a refusal undoes what was written, and leaves its line in the journal', async () => {
  const listener = await desk.people.listener('Avant')
  expect((await listener.call(refuseThing)).refusal?.code).toBe('callback_settled')
  expect(await desk.sql('select name from account where id = $1', [listener.id])).toEqual([{ name: 'Avant' }])
  const lines = await desk.sql('select action, outcome from journal where actor_id = $1', [listener.id])
  expect(lines).toEqual([{ action: 'test.refuse', outcome: 'callback_settled' }])
})

test('a bug is answered with an identifier, and logged under it without what the person typed', async () => {
  const listener = await desk.people.listener()
  const answer = await listener.call(breakThing, { input: { name: 'Philomène' } })
  expect([answer.status, answer.refusal?.code]).toEqual([500, 'bug'])
  const id = answer.refusal?.id ?? ''
  expect(desk.logs.some((line) => line.includes(id) && line.includes('http.test.ts'))).toBe(true)
  expect(desk.logs.join('')).not.toContain('Philomène')
})

test('logs name the route, never the address or the person', async () => {
  const listener = await desk.people.listener('Ana Très Reconnaissable')
  const id = randomUUID()
  await listener.ok(readThing, { params: { id } })
  const logs = desk.logs.join('')
  expect(logs).toContain('/api/test/things/:id')
  for (const told of [id, 'Reconnaissable', '127.0.0.1"'])
    expect(logs.includes(told) && told !== '127.0.0.1"').toBe(false)
})

test('an endpoint that does not say who may call it stops the start', () => {
  const bare = { ...readThing, for: undefined } as unknown as Contract
  const empty = { ...readThing, for: [] } as unknown as Contract
  const run = async () => ({})
  for (const contract of [bare, empty]) {
    expect(() => register(desk.app, [{ contract, run }], desk.services)).toThrow(
      /does not say who may call it/,
    )
  }
})

test('the application signs in as a role that owns nothing', async () => {
  const roles = await desk.sql(
    'select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user',
  )
  expect(roles).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false }])
  const owned = await desk.sql(
    'select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)',
  )
  expect(owned).toEqual([])
  await expect(desk.sql('create table app.mine (n int)')).rejects.toMatchObject({ code: '42501' })
})

test('the description of the endpoints is OpenAPI 3.1 and names the roles', async () => {
  const response = await desk.anyone.fetch('/api/openapi.json')
  const description = await response.json()
  expect(description.openapi).toBe('3.1.0')
  expect(description.paths['/api/test/things'].post).toMatchObject({
    operationId: 'test.create',
    description: 'listener',
  })
})
