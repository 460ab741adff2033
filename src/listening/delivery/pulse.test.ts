import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs, sendingOf, startWorker } from '#kernel/testing/jobs.server.ts'
import { createShifts } from '#office/shift/contract.ts'
import { readClock, readPulseNow, saveClock } from './contract.ts'
import { crowdSql } from './crowd.testing.ts'
import { openPager, pagerWords } from './pager.server.ts'
import { reconcile } from './reconcile.server.ts'
import { PagerWatch, startWatch } from './watch.server.ts'

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

test('the duty officer is called by name, and again until the call is taken', async () => {
  await desk.sql(`update pulse set canary_at = now(), mail_configured = false`)
  const since = Temporal.Now.zonedDateTimeISO('Europe/Paris').subtract({ hours: 2 })
  const clock = (hours: number) => since.add({ hours }).toPlainTime().toString().slice(0, 5)
  const shift = { day: since.toPlainDate().toString(), from: clock(0), to: clock(4) }
  await brune.ok(createShifts, { input: { accountId: brune.id, kind: 'duty_officer', ...shift } })
  await desk.ownerSql(crowdSql, [2, new Date(Date.now() - 3 * 3_600_000).toISOString()])
  await reconcile(sending())
  expect(await brune.ok(readPulseNow)).toMatchObject({ dutyOfficer: 1, onDuty: 'Brune' })
  const silent = sendingOf(desk, { pager: openPager({ command: 'test "$REPERE_DUTY_OFFICER" = Ana' }) })
  const deaf = new PagerWatch(silent, watching)
  expect([await deaf.look(), await deaf.look()]).toEqual([true, true])
  // Another server, another day: what nobody took is still owed.
  const watch = new PagerWatch(sending(), watching)
  expect([await watch.look(), await watch.look()]).toEqual([true, false])
  expect(calls).toEqual([JSON.stringify({ ...pagerWords, dutyOfficer: 'Brune' })])
  const called = `select called_account_id as who from escalation where kind = 'duty_officer' and called_at is not null`
  expect(await desk.sql(called)).toEqual([{ who: brune.id }])
})

test('a worker that stops is missed by the watch, which calls; back, it is silent again', async () => {
  // A look every moment, and a clock that runs: minutes go by when told.
  const quick = { collect: 50, reconcile: 50, mail: 60_000, look: 50, pageAgain: 900_000, grace: -1 }
  const nextCanary = () =>
    desk.sql(`update delivery set created_at = created_at - interval '6 minutes' where kind = 'canary'`)
  const canaryAt = async () => Date.parse((await brune.ok(readPulseNow)).canaryAt ?? '1970-01-01')
  const out = sending()
  const worker = await startWorker(desk, out)
  const watch = startWatch(out, quick)
  try {
    await nextCanary()
    const begun = Date.now() - 1000
    while ((await canaryAt()) < begun) await sleep(50)
    expect(calls).toEqual([])
    await worker.stop()
    await age(10)
    await nextCanary()
    while (calls.length === 0) await sleep(50)
    expect(await brune.ok(readPulseNow)).toMatchObject({ late: true })
    const again = await startWorker(desk, out)
    while ((await brune.ok(readPulseNow)).late) await sleep(50)
    await again.stop()
    expect(calls).toEqual([JSON.stringify(pagerWords)])
  } finally {
    await watch.stop()
  }
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
