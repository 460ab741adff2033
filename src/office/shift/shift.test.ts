import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createShifts, listRotaPeople, listShifts, readDuty, removeShift } from './contract.ts'
import { hoursOf } from './hours.ts'
import { dutyOfficer, whoWorks } from './queries.server.ts'

let desk: TestDesk
let planner: Person
beforeAll(async () => {
  desk = await openTestDesk()
  planner = await desk.people.coordinator()
})
afterAll(() => desk.close())

const morning = { kind: 'listening', from: '08:00', to: '14:00' } as const

test('a shift put on the rota is read by everybody who works here, and by nobody else', async () => {
  const ana = await desk.people.listener('Ana Fictive')
  const { ids } = await planner.ok(createShifts, {
    input: { ...morning, accountId: ana.id, day: '2027-03-01' },
  })
  for (const reader of [ana, await desk.people.analyst(), await desk.people.administrator()]) {
    const { items } = await reader.ok(listShifts, { query: { from: '2027-03-01', days: '1' } })
    expect(items).toMatchObject([
      { id: ids[0], name: 'Ana Fictive', startsAt: '2027-03-01T07:00:00Z', endsAt: '2027-03-01T13:00:00Z' },
    ])
  }
  expect((await desk.anyone.call(listShifts, { query: { from: '2027-03-01' } })).status).toBe(401)
})

test('week after week, eight o’clock stays eight o’clock when the season changes, and a night ends on the next day', () => {
  const weeks = hoursOf({ day: '2027-03-27', from: '22:00', to: '07:00', weeks: 2 })
  expect(weeks).toEqual([
    { startsAt: '2027-03-27T21:00:00Z', endsAt: '2027-03-28T05:00:00Z' },
    { startsAt: '2027-04-03T20:00:00Z', endsAt: '2027-04-04T05:00:00Z' },
  ])
})

test('only coordinators and administrators write the rota', async () => {
  const ana = await desk.people.listener()
  const input = { ...morning, accountId: ana.id, day: '2027-03-02' }
  expect((await ana.call(createShifts, { input })).status).toBe(404)
  expect((await ana.call(listRotaPeople)).status).toBe(404)
  const administrator = await desk.people.administrator()
  expect((await administrator.ok(listRotaPeople)).items.map(({ id }) => id)).toContain(ana.id)
  const { ids } = await administrator.ok(createShifts, { input })
  expect((await ana.call(removeShift, { params: { id: ids[0] ?? '' } })).status).toBe(404)
})

test('nobody is put twice at the same hours, even by two planners at once', async () => {
  const ana = await desk.people.listener()
  const input = { ...morning, accountId: ana.id, day: '2027-03-03' }
  const answers = await Promise.all([
    planner.call(createShifts, { input }),
    planner.call(createShifts, { input: { ...input, from: '13:00', to: '15:00' } }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  // Duty at home beside a shift of listening is no contradiction.
  await planner.ok(createShifts, { input: { ...input, kind: 'duty_officer' } })
})

test('a series is removed from a week on, and what came before stays', async () => {
  const ana = await desk.people.listener()
  const { ids } = await planner.ok(createShifts, {
    input: { ...morning, accountId: ana.id, day: '2027-05-03', weeks: 4 },
  })
  const third = ids[2] ?? ''
  expect(await planner.ok(removeShift, { params: { id: third }, query: { following: 'true' } })).toEqual({
    removed: 2,
  })
  const { items } = await planner.ok(listShifts, { query: { from: '2027-05-03', days: '35' } })
  expect(items.filter(({ accountId }) => accountId === ana.id).map(({ id }) => id)).toEqual(ids.slice(0, 2))
  expect((await planner.call(removeShift, { params: { id: third } })).status).toBe(404)
})

test('a promise for hours when nobody works is known as such, and a closed account does not count', async () => {
  const ana = await desk.people.listener()
  await planner.ok(createShifts, { input: { ...morning, accountId: ana.id, day: '2027-06-01' } })
  const during = { from: '2027-06-01T11:30:00Z', to: '2027-06-01T15:00:00Z' }
  const after = { from: '2027-06-01T12:00:00Z', to: '2027-06-01T15:00:00Z' }
  expect((await whoWorks(desk.database, during)).map(({ accountId }) => accountId)).toEqual([ana.id])
  expect(await whoWorks(desk.database, after)).toEqual([])
  await desk.sql('update account set active = false where id = $1', [ana.id])
  expect(await whoWorks(desk.database, during)).toEqual([])
})

test('who is on duty now is shown, with the duty officer and whoever comes next', async () => {
  const [ana, bilal, camille] = [
    await desk.people.listener('Ana De Service'),
    await desk.people.coordinator('Bilal D’Astreinte'),
    await desk.people.listener('Camille À Venir'),
  ]
  const now = Temporal.Now.zonedDateTimeISO('Europe/Paris')
  const clock = (hours: number) => now.add({ hours }).toPlainTime().toString().slice(0, 5)
  const from = (hours: number) => ({
    day: now.add({ hours }).toPlainDate().toString(),
    from: clock(hours),
    to: clock(hours + 4),
  })
  await planner.ok(createShifts, { input: { accountId: ana.id, kind: 'listening', ...from(-1) } })
  await planner.ok(createShifts, { input: { accountId: bilal.id, kind: 'duty_officer', ...from(-2) } })
  await planner.ok(createShifts, { input: { accountId: camille.id, kind: 'listening', ...from(3) } })
  const duty = await ana.ok(readDuty)
  expect(duty.now.map(({ name }) => name)).toEqual(['Bilal D’Astreinte', 'Ana De Service'])
  expect(duty.next.map(({ name }) => name)).toEqual(['Camille À Venir'])
  expect((await dutyOfficer(desk.database))?.accountId).toBe(bilal.id)
})
