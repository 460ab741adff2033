import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs, sendingOf } from '#kernel/testing/jobs.server.ts'
import { readClock, readPulseNow, saveClock } from './contract.ts'
import { openPager, pagerWords } from './pager.server.ts'
import { reconcile } from './reconcile.server.ts'
import { PagerWatch } from './watch.server.ts'

let desk: TestDesk
let brune: Person
let pagers: Server
let pagerUrl: string
const calls: string[] = []

beforeAll(async () => {
  desk = await openTestDesk()
  brune = await desk.people.coordinator('Brune')
  pagers = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      calls.push(body)
      response.end()
    })
  })
  await new Promise<void>((done) => pagers.listen(0, '127.0.0.1', done))
  const address = pagers.address()
  pagerUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
beforeEach(() => {
  calls.length = 0
})
afterAll(async () => {
  pagers.close()
  await desk.close()
})

const watching = { pageAgain: 900_000, grace: -1 }
const sending = () => sendingOf(desk, { pager: openPager({ url: pagerUrl }) })
/** Lets time pass for the canaries. */
const age = (minutes: number) =>
  desk.sql(
    `update pulse set started_at = started_at - make_interval(mins => $1),
    canary_at = canary_at - make_interval(mins => $1), mail_answered_at = mail_answered_at - make_interval(mins => $1)`,
    [minutes],
  )

test('a canary goes the whole way and comes back by itself; nobody sees it on the portal', async () => {
  await reconcile(sending())
  await runJobs(desk)
  const pulse = await brune.ok(readPulseNow)
  expect(pulse).toMatchObject({ late: false, canaryMinutes: 0, undelivered: 0, mailConfigured: false })
  expect(pulse.canaryAt).not.toBeNull()
  // One at a time: the next leaves five minutes later.
  await reconcile(sending())
  expect(await desk.sql("select state from delivery where kind = 'canary'")).toEqual([
    { state: 'acknowledged' },
  ])
})

test('with the worker stopped the canary stays away, every screen says so and the pager is called once', async () => {
  await age(11)
  await desk.sql("update delivery set created_at = created_at - interval '11 minutes' where kind = 'canary'")
  // The server goes on; its worker does not.
  await reconcile(sending())
  const analyst = await desk.people.analyst()
  expect(await analyst.ok(readPulseNow)).toMatchObject({ late: true })
  const watch = new PagerWatch(sending(), watching)
  await watch.look()
  await watch.look()
  expect(calls).toEqual([JSON.stringify(pagerWords)])
  // The worker is back.
  await runJobs(desk)
  expect(await brune.ok(readPulseNow)).toMatchObject({ late: false })
  await watch.look()
  await age(11)
  await watch.look()
  expect(calls).toHaveLength(2)
  await reconcile(sending())
})

test('the pager is called when the database does not answer, and when the mail server is silent', async () => {
  const gone = sending()
  const deaf = new Proxy(gone.database, {
    get: () => () => {
      throw new Error('the database is down')
    },
  })
  const watch = new PagerWatch({ ...gone, database: deaf }, watching)
  await watch.look()
  expect(calls).toHaveLength(0)
  await watch.look()
  expect(calls).toHaveLength(1)
  await desk.sql(`update pulse set canary_at = now(), mail_configured = true,
    mail_answered_at = now() - interval '11 minutes'`)
  expect(await brune.ok(readPulseNow)).toMatchObject({ late: false, mailLate: true })
  await new PagerWatch(sending(), watching).look()
  expect(calls).toHaveLength(2)
})

test('a call that nobody takes is made again at the next look', async () => {
  await age(30)
  const silent = new PagerWatch(sendingOf(desk, { pager: openPager({ command: 'exit 3' }) }), watching)
  expect([await silent.look(), await silent.look()]).toEqual([true, true])
  const heard = new PagerWatch(sendingOf(desk, { pager: openPager({ command: 'exit 0' }) }), watching)
  expect([await heard.look(), await heard.look()]).toEqual([true, false])
})

test('delays are changed by the coordination, and never so that an alert could become silent', async () => {
  const { settings } = await brune.ok(readClock)
  const change = (step: string, part: object) =>
    settings.map((one) => (one.step === step ? { ...one, ...part } : one))
  const refused = [
    settings.slice(1),
    change('urgent_phone_task', { delayMinutes: 10 }),
    change('urgent_duty_officer', { repeatMinutes: null }),
    change('urgent_reminder', { repeatMinutes: 30 }),
    change('return_late', { delayMinutes: 20_161 }),
    change('urgent_reminder', { delayMinutes: -5 }),
  ]
  for (const one of refused) {
    const answer = await brune.call(saveClock, { input: { settings: one } })
    expect(answer.refusal?.code).toBe('malformed')
  }
  await brune.ok(saveClock, { input: { settings: change('urgent_reminder', { delayMinutes: 10 }) } })
  expect(await brune.ok(readClock)).toMatchObject({ changedBy: 'Brune' })
  const ana = await desk.people.listener('Ana')
  expect((await ana.call(saveClock, { input: { settings } })).status).toBe(404)
})
