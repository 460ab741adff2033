import { afterAll, beforeAll, expect, test } from 'vitest'
import { createResource, readResource } from '#awareness/resource/contract.ts'
import { brought, leaflet } from '#awareness/resource/resource.testing.ts'
import { pdf } from '#kernel/file/check.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createSituation } from '#listening/situation/contract.ts'
import { type Report, readReport } from '#observatory/report/contract.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

let desk: TestDesk
let ana: Person
let ophelie: Person
let listener: Seat
const visitors: Seat[] = []
const title = 'Mon enfant a fugué'
let id = ''

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  ana = await desk.people.listener('Ana Exemple')
  ophelie = await desk.people.awareness_officer('Ophélie Exemple')
  const file = await brought(ophelie, 'fugue.pdf', await pdf())
  const made = await ophelie.ok(createResource, {
    input: {
      ...leaflet,
      title,
      topics: ['runaway'],
      first: { ...leaflet.first, link: null, fileId: file.id },
    },
  })
  id = made.id
  listener = await sit(desk.url, ana)
  // A browser that says it has no window is taken for a machine, and machines are not counted.
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'
  for (const javaScriptEnabled of [true, false])
    visitors.push(await sit(desk.url, undefined, undefined, { javaScriptEnabled, userAgent }))
})
afterAll(async () => {
  for (const seat of [listener, ...visitors]) await seat.leave()
  await desk.close()
})

const sentInReport = async () => {
  const analyst = await desk.people.analyst()
  const year = new Date().getFullYear()
  const { text } = await analyst.call(readReport, { query: { from: `${year}-01-01`, to: `${year}-12-31` } })
  const report = JSON.parse(text) as Report
  return report.figures.find((one) => one.id === 'resource_sent')?.rows.find((row) => row.code === 'leaflet')
    ?.count
}

test('a listener sends a leaflet from a situation, and the report counts it', async () => {
  expect(await sentInReport()).toBe(0)
  const { id: situation } = await ana.ok(createSituation, { input: {} })
  const { page } = listener
  await page.goto(`/bureau/situations/${situation}`)
  const work = page.getByRole('region', { name: 'Travail avec les services' })
  await work.getByRole('button', { name: 'Noter' }).click()
  await page.getByRole('menuitem', { name: 'Envoi de documentation' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Ressource et version' }).fill('fugué')
  await page.getByRole('option', { name: new RegExp(title) }).click()
  await dialog.getByRole('textbox', { name: 'À qui' }).fill('Tante Marelle')
  await dialog.locator('label', { hasText: 'Remise en main propre' }).first().click()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Envoi noté.').waitFor()
  expect(await sentInReport()).toBe(1)
  expect(listener.complaints).toEqual([])
})

test('somebody finds it and takes it, with and without JavaScript, on a telephone too', async () => {
  for (const [place, seat] of visitors.entries()) {
    const { page } = seat
    if (place === 1) await page.setViewportSize({ width: 390, height: 844 })
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
    await page.goto('/ressources')
    if (place === 0) await demandAccessible(page)
    await page.getByLabel('Chercher des mots').fill('fugue')
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    if (place === 0) await demandAccessible(page)
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: /Télécharger/ }).click()
    expect((await coming).suggestedFilename()).toBe('fugue.pdf')
    expect([...new Set(asked)].filter((origin) => origin !== 'null' && origin !== desk.url)).toEqual([])
    expect(seat.complaints).toEqual([])
  }
  await expect
    .poll(async () => (await ana.ok(readResource, { params: { id } })).versions[0]?.downloads, {
      timeout: 15_000,
    })
    .toBe(2)
})
