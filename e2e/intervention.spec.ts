import type { Page } from 'playwright-core'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listInterventionRequests } from '#awareness/intervention/requestContract.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { readReport } from '#observatory/report/contract.ts'
import { evaluationQuestion } from '#vocabulary'
import { demandAccessible as demand, type Seat, sit } from './browser.ts'

let desk: TestDesk
let noa: Person
let visitor: Seat
let phone: Seat
let officer: Seat
let analyst: Seat

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  noa = await desk.people.awareness_officer('Noa Exemple')
  visitor = await sit(desk.url, undefined, undefined, { javaScriptEnabled: false })
  phone = await sit(desk.url)
  await phone.page.setViewportSize({ width: 390, height: 844 })
  officer = await sit(desk.url, noa)
  analyst = await sit(desk.url, await desk.people.analyst('Sacha Exemple'))
}, 120_000)
afterAll(async () => {
  for (const seat of [visitor, phone, officer, analyst]) await seat?.leave()
  await desk.close()
})

const yesterday = Temporal.Now.plainDateISO('Europe/Paris').subtract({ days: 1 })
/** Once nothing is being announced: what says that a button works outlives it by some seconds. */
async function demandAccessible(page: Page): Promise<void> {
  await page.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' })
  await demand(page)
}
const two = (number: number) => String(number).padStart(2, '0')

test('a professional asks for an intervention, without script, on a telephone', async () => {
  await phone.page.goto('/professionnels/intervention')
  await demandAccessible(phone.page)
  const { page } = visitor
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/professionnels/intervention')
  await page.getByLabel('Sujet').fill('Repérer les signes, pour les équipes du collège')
  await page.getByLabel('Secteur du public').selectOption({ label: 'Éducation' })
  await page.getByLabel('Nombre de personnes attendues').fill('120')
  await page.getByLabel(/^Département/).selectOption({ label: '41 – Loir-et-Cher' })
  await page.getByLabel('Organisation').fill('Collège imaginaire des Acacias')
  await page.getByLabel('Votre nom').fill('Maud Inventée')
  await page.getByLabel('Courriel').fill('maud@exemple.test')
  await page.getByRole('button', { name: 'Envoyer ma demande' }).click()
  await page.getByRole('heading', { level: 1, name: 'Votre demande est arrivée' }).waitFor()
  expect(await page.context().cookies()).toEqual([])
  await phone.page.goto(new URL(page.url()).pathname)
  await demandAccessible(phone.page)
  await runJobs(desk)
  expect((await noa.ok(listInterventionRequests, {})).waiting).toBe(1)
})

test('the officer accepts, says that it was held, and counts who came', async () => {
  const { page } = officer
  await page.goto('/bureau/interventions?vue=demandes')
  await page.getByRole('row', { name: /Collège imaginaire des Acacias/ }).waitFor()
  await demandAccessible(page)
  await page.getByRole('row', { name: /Collège imaginaire des Acacias/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Collège imaginaire des Acacias' }).waitFor()
  await demandAccessible(page)
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: 'Répondre à la demande' })
  await dialog.waitFor()
  await dialog.getByRole('group', { name: 'Début' }).getByRole('spinbutton').first().click()
  await page.keyboard.type(`${two(yesterday.day)}${two(yesterday.month)}${yesterday.year}1400`)
  await demandAccessible(page)
  await dialog.getByRole('button', { name: /Envoyer la réponse/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'Ouvrir l’intervention' }).click()
  await page.getByRole('button', { name: 'Elle s’est tenue' }).click()
  await page.getByRole('button', { name: 'Compter par secteur' }).click()
  await page.getByRole('textbox', { name: 'Éducation' }).fill('118')
  await demandAccessible(page)
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('118 personnes présentes').waitFor()
  expect(officer.complaints).toEqual([])
})

test('those who came answer without a name, and their answers are read once it is closed', async () => {
  const { page } = officer
  await page.getByRole('button', { name: /Ouvrir l’évaluation «\s*après/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Pour finir' })
  await dialog.getByRole('img', { name: /Code à photographier/ }).waitFor()
  await demandAccessible(page)
  const code = (await dialog.locator('.evaluation-code').textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()

  await phone.page.goto('/evaluation')
  await demandAccessible(phone.page)
  await phone.page.getByLabel('Le code affiché dans la salle').fill(code.toLowerCase())
  await phone.page.getByRole('button', { name: 'Continuer' }).click()
  await phone.page.getByRole('heading', { level: 1, name: /Pour finir/ }).waitFor()
  await demandAccessible(phone.page)
  for (let place = 0; place < 5; place += 1) {
    await visitor.page.goto(`/evaluation/${code}`)
    for (const question of evaluationQuestion.codes) {
      const group = visitor.page.getByRole('group', { name: evaluationQuestion.label(question) })
      await group.getByLabel(place < 4 ? 'Tout à fait d’accord' : 'Plutôt d’accord').check()
    }
    await visitor.page.getByRole('button', { name: 'Envoyer mes réponses' }).click()
    await visitor.page.getByRole('heading', { level: 1, name: /Merci/ }).waitFor()
  }
  await page.reload()
  await page.getByText('5 réponses, ouverte').waitFor()
  expect(await page.getByText('4,8 sur 5').count()).toBe(0)
  await page.getByRole('button', { name: /Clore «\s*après/ }).click()
  await page.getByText('4,8 sur 5').first().waitFor()
  await demandAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await demandAccessible(page)
  expect([officer.complaints, phone.complaints]).toEqual([[], []])
})

test('the report counts it', async () => {
  const day = yesterday.toString()
  const { page } = analyst
  await page.goto(`/bureau/rapport?from=${day}&to=${day}`)
  await page.getByText('1 intervention : conférence (1)').waitFor()
  await page.getByText('118 professionnels touchés : éducation (118)').waitFor()
  await demandAccessible(page)
  const ask = {
    from: day,
    to: day,
    figures: ['intervention', 'professional_reached'] as ['intervention', 'professional_reached'],
  }
  const { figures } = await (await desk.people.analyst()).ok(readReport, { query: ask })
  expect(figures.map(({ id, base }) => [id, base])).toEqual([
    ['intervention', 1],
    ['professional_reached', 118],
  ])
})
