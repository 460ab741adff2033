import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handlers } from '#handlers.server.ts'
import { changeAccount, endMySession, listMySessions, signOut } from '#office/account/contract.ts'
import { openSession, sessionsAlive } from '#office/account/sessions.server.ts'
import { newId } from './id.ts'
import { announce, serveLive } from './live.server.ts'
import { followLive } from './live.ts'
import { Hub } from './live-hub.server.ts'
import { appRole, urlOf } from './migrate.server.ts'
import { buildServer } from './server.server.ts'
import { cookieName } from './session.server.ts'
import { openTestDesk, type Person, personOf, type TestDesk } from './testing/harness.server.ts'
import { follow, tells } from './testing/stream.server.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const say = (topic: Parameters<typeof announce>[1], id: string) =>
  desk.database.transaction().execute((db) => announce(db, topic, id))

/** Another window of the same person, with a session of its own. */
async function again(person: Person): Promise<Person> {
  const token = await openSession(desk.database, person.id)
  return personOf(desk.url, { ...person, cookie: `${cookieName(false)}=${token}` })
}

test('what changes reaches a desk as a topic and an identifier, and nothing else', async () => {
  const stream = await follow(desk.url, await desk.people.listener())
  const id = newId()
  await say('situation', id)
  const told = await stream.until(tells('situation', id))
  expect(told.data).toEqual([['situation', id]])
  stream.leave()
})

test('what is undone is not announced', async () => {
  const stream = await follow(desk.url, await desk.people.listener())
  const [undone, kept] = [newId(), newId()]
  await desk.database
    .transaction()
    .execute(async (db) => {
      await announce(db, 'situation', undone)
      throw new Error('given up')
    })
    .catch(() => undefined)
  await say('situation', kept)
  await stream.until(tells('situation', kept))
  expect(stream.told.some(tells('situation', undone))).toBe(false)
  stream.leave()
})

test('nobody follows without a session, with a password to change, or to check the journal', async () => {
  expect((await follow(desk.url, desk.anyone)).status).toBe(401)
  const auditor = await desk.people.auditor()
  const [stranger, missing] = await Promise.all([
    auditor.fetch(followLive.path),
    auditor.fetch('/api/nothing-here'),
  ])
  expect(stranger.status).toBe(404)
  expect(await stranger.text()).toBe(await missing.text())
  const confined = await desk.people.listener()
  await desk.sql('update account set password_temporary = true where id = $1', [confined.id])
  expect((await follow(desk.url, confined)).status).toBe(403)
})

test('a role that sees no situation is told of none, and hears the pulse', async () => {
  const stream = await follow(desk.url, await desk.people.analyst())
  const [file, pulse] = [newId(), newId()]
  await say('situation', file)
  await say('pulse', pulse)
  await stream.until(tells('pulse', pulse))
  expect(stream.told.filter(({ event }) => event === 'change')).toEqual([
    { event: 'change', data: [['pulse', pulse]] },
  ])
  stream.leave()
})

test('a stream ends with its session, whatever ends it, and those of other windows go on', async () => {
  const person = await desk.people.listener()
  const [other, third] = [await again(person), await again(person)]
  const streams = [
    await follow(desk.url, person),
    await follow(desk.url, other),
    await follow(desk.url, third),
  ] as const
  const revoked = (await other.ok(listMySessions)).items.find(({ isCurrent }) => isCurrent)?.id ?? ''
  await person.ok(endMySession, { params: { id: revoked } })
  await streams[1].until(({ event }) => event === 'end')
  await streams[1].ended
  await person.ok(signOut)
  await streams[0].until(({ event }) => event === 'end')
  await streams[0].ended
  const id = newId()
  await say('contact', id)
  await streams[2].until(tells('contact', id))
  streams[2].leave()
})

test('a stream ends when its session expires by itself', async () => {
  const person = await desk.people.listener()
  await desk.sql(
    `update session set expires_at = now() + interval '700 milliseconds' where account_id = $1`,
    [person.id],
  )
  const stream = await follow(desk.url, person)
  await stream.until(({ event }) => event === 'end')
  await stream.ended
  const [row] = await desk.sql<{ over: boolean }>(
    'select expires_at <= now() as over from session where account_id = $1',
    [person.id],
  )
  expect(row?.over).toBe(true)
})

test('closing an account ends what it follows, and another role opens the stream anew', async () => {
  const administrator = await desk.people.administrator()
  const [gone, moved] = [await desk.people.listener(), await desk.people.listener()]
  const [first, second] = [await follow(desk.url, gone), await follow(desk.url, moved)]
  await administrator.ok(changeAccount, { params: { id: gone.id }, version: 1, input: { active: false } })
  await first.until(({ event }) => event === 'end')
  await administrator.ok(changeAccount, { params: { id: moved.id }, version: 1, input: { role: 'analyst' } })
  await second.ended
  expect(second.told.some(({ event }) => event === 'end')).toBe(false)
  expect((await follow(desk.url, moved)).status).toBe(200)
})

test('two server processes on one database show the same, and each ends what the other revokes', async () => {
  const { services, keys } = desk
  const second = await buildServer({
    handlers,
    services,
    logger: pino({ level: 'silent' }),
    health: async () => ({ database: true }),
  })
  await serveLive(second, { services, url: urlOf(desk.ownerUrl, appRole, keys), sessionsAlive })
  const elsewhere = await second.listen({ port: 0, host: '127.0.0.1' })
  const person = await desk.people.coordinator()
  const there = await again(person)
  const [here, away] = [await follow(desk.url, person), await follow(elsewhere, there)]
  const id = newId()
  await say('callback', id)
  await Promise.all([here.until(tells('callback', id)), away.until(tells('callback', id))])
  // Signed out on the first server, the window of the second one ends.
  await there.ok(signOut)
  await away.until(({ event }) => event === 'end')
  here.leave()
  await second.close()
})

test('a connection to PostgreSQL that is cut comes back, and desks are told that they missed something', async () => {
  const stream = await follow(desk.url, await desk.people.listener())
  await desk.ownerSql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'repere-live' and datname = current_database()`,
  )
  await stream.until(({ event }) => event === 'lost')
  const id = newId()
  await say('situation', id)
  await stream.until(tells('situation', id))
  stream.leave()
})

test('more news than one reads one by one is told as one thing missed', async () => {
  const stream = await follow(desk.url, await desk.people.listener())
  await desk.database.transaction().execute(async (db) => {
    for (let left = 300; left > 0; left--) await announce(db, 'situation', newId())
  })
  await stream.until(({ event }) => event === 'lost')
  stream.leave()
})

test('a desk that reads nothing of what it is told is let go, and keeps no memory of the server', async () => {
  const hub = new Hub({
    sessionsAlive: async (ids) =>
      new Map(ids.map((id) => [id, { until: Date.now() + 3_600_000, role: 'listener' as const }])),
    onError: () => undefined,
  })
  // An answer whose connection takes nothing: what is written to it stays with us.
  const out = new ServerResponse(new IncomingMessage(new Socket()))
  hub.add({ sessionId: newId(), role: 'listener', out })
  let most = 0
  for (let left = 5000; left > 0; left--) {
    hub.catchUp()
    most = Math.max(most, out.writableLength)
  }
  expect(out.destroyed).toBe(true)
  expect(most).toBeLessThan(80 * 1024)
  hub.close()
})
