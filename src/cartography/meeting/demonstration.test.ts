import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { listPractices } from '../practice/contract.ts'
import { inventPractices } from '../practice/demonstration.server.ts'
import { listMeetings, readMeetingFigures } from './contract.ts'
import { inventMeetings } from './demonstration.server.ts'
import { inventedActors, inventedSessions, meetingsToCome } from './demonstration.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk()
  await createDemonstrationAccounts(desk.database)
  await inventMeetings(desk.services)
  await inventPractices(desk.services)
})
afterAll(() => desk.close())

test('the first year has exactly 81 working sessions with 73 actors', async () => {
  const analyst = await desk.people.analyst()
  const { figures } = await analyst.ok(readMeetingFigures, {
    query: { from: '2023-04-03', to: '2024-04-02' },
  })
  expect(figures.map((one) => [one.id, one.base])).toEqual([
    ['working_session', 81],
    ['actor_met', 73],
  ])
  for (const { base, rows } of figures) expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(base)
})

test('nobody meets on a Saturday or a Sunday, and every name says that it is invented', () => {
  const starts = [
    ...inventedSessions,
    ...meetingsToCome(Temporal.PlainDate.from('2026-11-27')),
    ...meetingsToCome(Temporal.PlainDate.from('2026-11-28')),
  ].map((one) => Temporal.Instant.from(one.startsAt).toZonedDateTimeISO('Europe/Paris').dayOfWeek)
  expect(Math.max(...starts)).toBeLessThan(6)
  expect(inventedActors.every(({ name }) => /fictif|fictive|imaginaire/.test(name))).toBe(true)
})

test('a few meetings are to come, and practices are in their different states', async () => {
  const lou = await desk.people.cartographer()
  const coming = await lou.ok(listMeetings, { query: {} })
  expect(coming.total).toBe(6)
  const { items } = await lou.ok(listPractices, {})
  expect(new Set(items.map((one) => one.status)).size).toBe(5)
})
