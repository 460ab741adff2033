import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { firstYear } from '#listening/demonstration/firstYear.fixture.ts'
import { loadDemonstration } from '#listening/demonstration/load.server.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { listEditions, readEdition } from './contract.ts'
import { inventEdition } from './demonstration.server.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
  await createDemonstrationAccounts(desk.database)
  await loadDemonstration(desk.services, () => undefined)
  await inventEdition(desk.services)
}, 240_000)
afterAll(() => desk.close())

test('the first edition gives back every published figure of the first year, and is public', async () => {
  const analyst = await desk.people.analyst('Ana')
  const { items } = await analyst.ok(listEditions)
  expect(items).toHaveLength(1)
  const { report, releases } = await analyst.ok(readEdition, { params: { id: items[0]?.id ?? '' } })
  expect(report.populations).toEqual({
    situations: firstYear.situations,
    contacts: firstYear.contacts,
    departments: firstYear.departments,
  })
  expect(report.rates.meanAge).toBe(firstYear.meanAge)
  for (const [figure, published] of Object.entries(firstYear.figures)) {
    const rows = report.figures.find(({ id }) => id === figure)?.rows ?? []
    for (const [code, { count, percent }] of Object.entries(published)) {
      const row = rows.find((one) => one.code === code)
      expect([figure, code, row?.count, Math.round(row?.percent ?? Number.NaN)]).toEqual([
        figure,
        code,
        count,
        percent,
      ])
    }
  }
  expect(releases).toHaveLength(1)
  const page = await (await desk.anyone.fetch('/chiffres')).text()
  expect(page).toContain('La première année')
  const places = await (await desk.anyone.fetch('/donnees/2023/department.csv')).text()
  // Of 143 situations over 59 départements, hardly any count is large enough to be told.
  expect(places.split('\r\n').filter((line) => line.includes('–')).length).toBeGreaterThan(40)
})
