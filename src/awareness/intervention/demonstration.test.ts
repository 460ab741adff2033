import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { readReport } from '#observatory/report/contract.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { listInterventions, readInterventionFigures } from './contract.ts'
import { inventInterventions } from './demonstration.server.ts'
import { interventionsToCome, inventedInterventions } from './demonstration.ts'
import { listInterventionRequests } from './requestContract.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk()
  await createDemonstrationAccounts(desk.database)
  await inventInterventions(desk.services)
  await inventInterventions(desk.services)
})
afterAll(() => desk.close())

const year = { from: '2023-04-03', to: '2024-04-02' }

test('the first year has eight interventions for more than a thousand professionals', async () => {
  const analyst = await desk.people.analyst()
  const { figures } = await analyst.ok(readReport, {
    query: { ...year, figures: ['intervention', 'professional_reached'] },
  })
  expect(figures.map(({ id, base }) => [id, base])).toEqual([
    ['intervention', 8],
    ['professional_reached', 1062],
  ])
  for (const { base, rows } of figures) expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(base)
})

test('what was learned rises from before to after, and satisfaction is told', async () => {
  const officer = await desk.people.awareness_officer()
  const { learned, evaluated, answers } = await officer.ok(readInterventionFigures, { query: year })
  expect(evaluated).toBe(6)
  expect(answers).toBe(483)
  for (const { question, before, after } of learned) {
    expect(after, question).toBeGreaterThan(before ?? 0)
    expect(before === null).toBe(question === 'satisfaction')
  }
})

test('two are to come on working days, two requests wait, and every name says that it is invented', async () => {
  const officer = await desk.people.awareness_officer()
  expect((await officer.ok(listInterventions, {})).total).toBe(2)
  const { items } = await officer.ok(listInterventionRequests, { query: { status: 'received' } })
  expect(items.map((one) => one.words?.email.endsWith('.invalid'))).toEqual([true, true])
  const days = ['2026-11-27', '2026-11-28'].flatMap((day) =>
    interventionsToCome(Temporal.PlainDate.from(day)).map(
      (one) => Temporal.Instant.from(one.startsAt).toZonedDateTimeISO('Europe/Paris').dayOfWeek,
    ),
  )
  expect(Math.max(...days)).toBeLessThan(6)
  expect(
    inventedInterventions.every(({ organisation }) => /imaginaire|fictif|fictive/i.test(organisation)),
  ).toBe(true)
})
