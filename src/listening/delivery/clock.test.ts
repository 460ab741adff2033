import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { sendingOf } from '#kernel/testing/jobs.server.ts'
import { type Clocked, clockOf, firstSettings } from './clock.ts'
import { crowdSql } from './crowd.testing.ts'
import { type Deed, Model } from './model.testing.ts'
import { reconcile } from './reconcile.server.ts'
import { readSettings } from './ring.server.ts'
import { lastingOf, taskSentence } from './words.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const histories = 1000
const rounds = 14
const start = Date.parse('2026-03-01T08:00:00Z')

const deeds: fc.Arbitrary<Deed> = fc.constantFrom<Deed>(
  ...(['nothing', 'nothing', 'nothing', 'arrive', 'acknowledge', 'redirect', 'strand', 'return'] as const),
  ...(['settle_reached', 'settle_reached', 'settle_not_reached', 'settle_sent_again'] as const),
)
/** From minutes to weeks: what is urgent and what is owed in three months both have their time. */
const leaps = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 60, max: 2000 }),
  fc.integer({ min: 5, max: 45 }).map((days) => days * 1440 + 13),
)

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly n: number
  readonly status: Clocked['status']
  readonly urgent: boolean
  readonly channel: Clocked['channel']
  readonly state: Clocked['deliveryState']
  readonly send_after: string
  readonly undeliverable_at: string | null
  readonly redirected_at: string | null
  readonly return_due_on: string | null
  readonly rung: (Clocked['rung'][number] & { kind: string })[]
}

const readAll = () =>
  desk.ownerSql<Row>(`
    select t.id, t.status, t.urgent, d.channel, d.state, t.send_after, d.undeliverable_at, t.redirected_at,
      t.return_due_on, row_number() over (order by t.id)::integer as n,
      coalesce((select jsonb_agg(jsonb_build_object('step', e.step, 'round', e.round, 'kind', e.kind,
        'doneAt', e.done_at, 'outcome', e.outcome)) from app.escalation e where e.transmission_id = t.id), '[]') as rung
    from app.transmission t join app.delivery d on d.transmission_id = t.id order by t.id`)

const clocked = (row: Row): Clocked => ({
  status: row.status,
  urgent: row.urgent,
  channel: row.channel,
  deliveryState: row.state,
  sendAfter: row.send_after,
  undeliverableAt: row.undeliverable_at,
  redirectedAt: row.redirected_at,
  isReaddressed: false,
  returnDueOn: row.return_due_on,
  rung: row.rung,
})

const nameOf = (ring: { step: string; round: number; kind?: string }) =>
  `${ring.step} ${ring.round} ${ring.kind}`

test('over a thousand random histories no alert becomes silent: the database, the clock and a model of their own agree', async () => {
  await desk.ownerSql(crowdSql, [histories, new Date(start).toISOString()])
  const settings = await readSettings(desk.database)
  expect(settings.toSorted(byStep)).toEqual([...firstSettings].toSorted(byStep))
  const first = await readAll()
  const models = new Map(
    first.map((row) => [row.id, new Model(row.urgent, row.channel, Date.parse(row.send_after))]),
  )
  const plans = fc.sample(fc.array(deeds, { minLength: rounds, maxLength: rounds }), histories)
  const times = fc.sample(leaps, rounds)
  let now = start
  let silent = 0
  let rang = 0
  for (const [round, leap] of times.entries()) {
    now += leap * 60_000
    const at = new Date(now).toISOString()
    await tick(at, models)
    const rows = await readAll()
    const statements = new Map<string, string[]>()
    for (const [place, row] of rows.entries()) {
      const deed = plans[place]?.[round] ?? 'nothing'
      for (const text of models.get(row.id)?.act(deed, now) ?? []) {
        statements.set(text, [...(statements.get(text) ?? []), row.id])
      }
    }
    for (const [text, ids] of statements) await desk.ownerSql(text, [ids, at])
    await tick(at, models)
    for (const row of await readAll()) {
      const model = models.get(row.id)
      const found = row.rung.map(nameOf).toSorted()
      expect(found, `${row.status} ${row.channel}`).toEqual(model?.everything.map(nameOf).toSorted())
      rang += found.length
      const reading = clockOf(clocked(row), settings, at)
      expect(reading.due).toEqual([])
      const isOpen = row.rung.some((one) => one.doneAt === null)
      const waitsForHumans = ['validated', 'sent'].includes(row.status)
      // Nothing to do now and nothing to come while somebody should answer: that would be silence.
      if (waitsForHumans && !isOpen && !reading.next) silent += 1
    }
  }
  process.stdout.write(
    `${histories} histoires, ${rounds} moments, ${rang} échéances comparées, ${silent} muettes\n`,
  )
  expect(silent).toBe(0)
  expect(rang).toBeGreaterThan(histories)

  /** Lets the reconciler and the model see the same instant; the clock says beforehand what the reconciler will make. */
  async function tick(at: string, known: typeof models): Promise<void> {
    const before = await readAll()
    const expected = before.flatMap((row) =>
      clockOf(clocked(row), settings, at).due.map((ring) => `${row.id} ${nameOf(ring)}`),
    )
    const had = new Set(before.flatMap((row) => row.rung.map((ring) => `${row.id} ${nameOf(ring)}`)))
    await reconcile(sendingOf(desk), { now: at })
    const after = await readAll()
    const made = after
      .flatMap((row) => row.rung.map((ring) => `${row.id} ${nameOf(ring)}`))
      .filter((name) => !had.has(name))
    expect(made.toSorted()).toEqual(expected.toSorted())
    for (const model of known.values()) model.tick(Date.parse(at))
  }
}, 240_000)

test('what no note speaks of any more is found when everything that is open is read again', async () => {
  const now = new Date().toISOString()
  await desk.ownerSql(crowdSql, [20, new Date(Date.now() - 5 * 3_600_000).toISOString()])
  await desk.ownerSql('delete from app.clock_touched')
  await desk.ownerSql('delete from app.clock_next')
  expect((await reconcile(sendingOf(desk), { now })).escalations).toBe(0)
  expect((await reconcile(sendingOf(desk), { now, everything: true })).escalations).toBeGreaterThanOrEqual(20)
  expect((await reconcile(sendingOf(desk), { now, everything: true })).escalations).toBe(0)
})

const byStep = (a: { step: string }, b: { step: string }) => (a.step < b.step ? -1 : 1)

const quiet: Clocked = {
  status: 'sent',
  urgent: true,
  channel: 'portal',
  deliveryState: 'delivered',
  sendAfter: '2026-05-01T10:00:00Z',
  undeliverableAt: null,
  redirectedAt: null,
  isReaddressed: false,
  returnDueOn: null,
  rung: [],
}

test('an urgent transmission climbs: a reminder after a quarter of an hour, a call after half an hour, the duty officer after an hour', () => {
  const at = (time: string) =>
    clockOf(quiet, firstSettings, `2026-05-01T${time}:00Z`).due.map((one) => one.kind)
  expect(at('10:14')).toEqual([])
  expect(at('10:15')).toEqual(['reminder'])
  expect(at('10:30')).toEqual(['reminder', 'phone_task'])
  expect(at('11:00')).toEqual(['reminder', 'phone_task', 'duty_officer'])
})

test('a duty officer who noted the call is asked again half an hour later, until somebody named acknowledges', () => {
  const done = (doneAt: string) => ({ doneAt, outcome: 'not_reached' as const, round: 1 })
  const rung = [
    { step: 'urgent_reminder' as const, ...done('2026-05-01T10:16:00Z') },
    { step: 'urgent_phone_task' as const, ...done('2026-05-01T10:40:00Z') },
    { step: 'urgent_duty_officer' as const, ...done('2026-05-01T11:10:00Z') },
  ]
  const reading = clockOf({ ...quiet, rung }, firstSettings, '2026-05-01T11:20:00Z')
  expect(reading).toMatchObject({ due: [], next: { round: 2, dueAt: '2026-05-01T11:40:00Z' } })
  const later = clockOf({ ...quiet, rung }, firstSettings, '2026-05-01T11:40:00Z')
  expect(later.due).toMatchObject([{ step: 'urgent_duty_officer', round: 2 }])
  const answered = clockOf(
    { ...quiet, status: 'return_received', rung },
    firstSettings,
    '2026-05-02T00:00:00Z',
  )
  expect(answered).toEqual({ due: [], next: undefined, status: undefined })
})

test('a return is expected a fortnight before its date and late the day after, by the days of Paris', () => {
  const of = { ...quiet, status: 'acknowledged' as const, returnDueOn: '2026-03-29' }
  const status = (now: string) => clockOf(of, firstSettings, now).status
  expect(status('2026-03-14T22:59:00Z')).toBeUndefined()
  expect(status('2026-03-14T23:00:00Z')).toBe('return_due')
  expect(status('2026-03-29T21:59:00Z')).toBe('return_due')
  expect(status('2026-03-29T22:00:00Z')).toBe('return_overdue')
})

test('a task says whom to call, for what, and since when', () => {
  const task = { unit: 'CRIP de Montclair', urgent: true, since: '2026-05-01T10:00:00Z' }
  const now = '2026-05-01T10:35:00Z'
  expect(taskSentence({ ...task, step: 'urgent_phone_task', kind: 'phone_task' }, now)).toBe(
    'Appeler : CRIP de Montclair, transmission urgente sans accusé de réception depuis 35 min',
  )
  expect(lastingOf('2026-05-01T10:00:00Z', '2026-05-02T10:00:00Z')).toBe('24 h')
  expect(lastingOf('2026-05-01T10:00:00Z', '2026-05-11T10:00:00Z')).toBe('10 jours')
})
