import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { firstYear } from '#listening/demonstration/firstYear.fixture.ts'
import { loadDemonstration } from '#listening/demonstration/load.server.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

let desk: TestDesk
let seat: Seat

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  await createDemonstrationAccounts(desk.database)
  await loadDemonstration(desk.services, () => undefined)
  seat = await sit(desk.url, await desk.people.analyst('Sacha Exemple'))
}, 180_000)
afterAll(async () => {
  await seat.leave()
  await desk.close()
})

test('the page of the report shows every figure of the published first year', async () => {
  const { page } = seat
  await page.goto('/bureau/rapport')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByText('Première année', { exact: true }).click()
  await page.getByText(/du lundi 3 avril 2023 au mardi 2 avril 2024/i).waitFor()
  await page.getByText('143', { exact: true }).first().waitFor()
  const text = (await page.locator('main').innerText()).replaceAll(/[\u00a0\u202f]/g, ' ')
  for (const figure of [
    '143',
    '439',
    '59',
    '12',
    '3,07',
    '94 %',
    '86 %',
    '84 %',
    '70 %',
    '51 %',
    '43 %',
    '62 %',
    '87 %',
    '45 %',
    '30,1 %',
  ]) {
    expect(text, figure).toContain(figure)
  }
  const counts = Object.values(firstYear.figures).flatMap((figure) =>
    Object.values<{ count: number }>(figure),
  )
  for (const { count } of counts) expect(text).toMatch(new RegExp(`\\b${count}\\b`))
  await demandAccessible(page)
  expect(seat.complaints).toEqual([])
})

test('a listener looks for the report and finds nothing', async () => {
  const listener = await desk.people.listener()
  expect((await listener.fetch('/api/report?from=2023-04-03&to=2024-04-02')).status).toBe(404)
})

test('a coordinator imports a file after having seen what it would do', async () => {
  const office = await sit(desk.url, await desk.people.coordinator('Camille Exemple'))
  const { page } = office
  await page.goto('/bureau/import')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await demandAccessible(page)
  expect(office.complaints).toEqual([])
  await office.leave()
})
