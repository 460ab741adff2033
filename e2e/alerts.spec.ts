import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import type { PartnerPerson } from '#kernel/testing/partners.server.ts'
import { noteMother } from '#listening/safecontact/steps.testing.ts'
import { readTransmissionFigures } from '#listening/transmission/figures/contract.ts'
import { stepsOf, story } from '#listening/transmission/writing.testing.ts'
import { readReport } from '#observatory/report/contract.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

const passphrase = 'une phrase secrète d’essai'
const remarks = 'Dites qui a vu le second téléphone, et quand.'
const question = 'Le nom de l’établissement scolaire.'
const crip = 'CRIP du Haut-Rhin'

let desk: TestDesk
let ana: Person
let camille: Person
let nour: PartnerPerson
let file: string
/** The helpline's two desks, and two partners: the authority that receives, and another. */
let listener: Seat
let office: Seat
let partner: Seat
let stranger: Seat

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  ana = await desk.people.listener('Ana Exemple')
  camille = await desk.people.coordinator('Camille Exemple')
  const steps = stepsOf(desk, ana)
  file = await steps.openFile()
  const { authorityId } = await steps.unit(crip)
  nour = await desk.partners.person({ authorityId, name: 'Nour Fictive' })
  const elsewhere = await desk.partners.authority('Département Ailleurs')
  const other = await desk.partners.person({ authorityId: elsewhere, name: 'Sacha Inventé' })
  listener = await sit(desk.url, ana)
  office = await sit(desk.url, camille)
  partner = await sit(desk.url, nour)
  stranger = await sit(desk.url, other)
})
afterAll(async () => {
  for (const seat of [listener, office, partner, stranger]) await seat.leave()
  await desk.close()
})

/** What was announced about a button that is gone stays for a few seconds, out of sight, and names nothing any more. */
async function demandCalmAndAccessible({ page }: Seat): Promise<void> {
  await page.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' })
  await demandAccessible(page)
}

const button = ({ page }: Seat, name: string | RegExp) => page.getByRole('button', { name }).first()
const inDialog = ({ page }: Seat, name: string) =>
  page.locator('.dialog').getByRole('button', { name: new RegExp(`^${name}(Ctrl|$)`) })
const chip = ({ page }: Seat, label: string) =>
  page.locator('label', { hasText: new RegExp(`^${label}`) }).first()

async function submit({ page }: Seat): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('textbox').first().fill('CRIP du Bas-Rhin')
  await inDialog(listener, 'Soumettre').click()
  await page.getByText(`Ce n’est pas encore « ${crip} »`).waitFor()
  await page.getByRole('dialog').getByRole('textbox').first().fill(crip)
  await demandCalmAndAccessible(listener)
  await inDialog(listener, 'Soumettre').click()
  await page.waitForURL(/\/bureau\/transmissions\/[0-9a-f-]{36}/)
}

test('two people who open one situation see each other', async () => {
  await listener.page.goto(`/bureau/situations/${file}`)
  await office.page.goto(`/bureau/situations/${file}`)
  await listener.page.getByText('Camille Exemple regarde aussi cette situation.').waitFor()
  await office.page.getByText('Ana Exemple regarde aussi cette situation.').waitFor()
})

test('an alert goes from what the mother said to what the authority decided, seen by everybody as it moves', async () => {
  const [here, there, outside] = [listener.page, office.page, partner.page]
  // Written: what was said is picked with its source.
  await here.keyboard.press('i')
  await here.waitForURL('**/transmission?ecrit=*')
  await here.getByRole('button', { name: story.slice(0, 30) }).click()
  expect(await here.getByRole('textbox', { name: 'Source' }).inputValue()).toBe(
    'dit par la mère le 12 mars 2026',
  )
  await button(listener, 'Tout reprendre').click()
  await here.locator('label', { hasText: 'CRIP du Bas-Rhin' }).click()
  await here.getByRole('checkbox', { name: 'CRIP du Bas-Rhin', checked: false }).waitFor()
  await here.locator('label', { hasText: 'Urgente' }).first().click()
  await chip(listener, 'Danger(?! grave)').click()
  await here.getByRole('textbox', { name: 'Appréciation' }).fill('Une évaluation nous paraît nécessaire.')
  await here.locator('#parents label', { hasText: 'Oui' }).first().click()
  await demandCalmAndAccessible(listener)
  await there.goto('/bureau/transmissions')
  await there.getByText('Rien n’attend de relecture.').waitFor()
  await submit(listener)

  // Returned, corrected, submitted again: each sees it where they are.
  await there.getByText(crip).first().click()
  await button(office, 'Renvoyer avec des remarques').click()
  await there.getByRole('dialog').getByRole('textbox').fill(remarks)
  await inDialog(office, 'Renvoyer').click()
  await here.getByText(remarks).first().waitFor()
  await demandCalmAndAccessible(listener)
  await button(listener, 'Reprendre l’écriture').click()
  await here.getByRole('textbox', { name: 'Propos 1' }).fill(`${story} Elle l’a vu le 10 mars.`)
  await submit(listener)
  await button(office, 'Valider').waitFor()
  await there.getByText('Elle l’a vu le 10 mars.').waitFor()
  await demandCalmAndAccessible(office)

  // Validated with the name in words; urgent, it leaves at once.
  await button(office, 'Valider').click()
  await there.getByRole('alertdialog').getByRole('textbox').fill(crip)
  await inDialog(office, 'Valider').click()
  await here.getByText('Validée').first().waitFor()
  await runJobs(desk)
  await here.getByText(/sans accusé de réception depuis/).waitFor()

  // Read on the partner's machine, acknowledged under a name.
  await outside.goto('/partenaire')
  await outside
    .getByText(/IP-\d{4}-\d{4}/)
    .first()
    .click()
  await outside.getByLabel('Phrase secrète').fill(passphrase)
  await button(partner, 'Ouvrir').click()
  await outside.getByText('Elle l’a vu le 10 mars.').waitFor()
  await demandCalmAndAccessible(partner)
  await button(partner, 'Accuser réception').click()
  await inDialog(partner, 'Accuser réception à mon nom').click()
  await outside.getByText('Un retour est attendu').waitFor()
  await runJobs(desk)
  await here.getByText('Nour Fictive').first().waitFor()
  await there.getByText('Nour Fictive').first().waitFor()

  await button(partner, 'Demander un complément').click()
  await outside.getByLabel('Ce qu’il vous manque').fill(question)
  await button(partner, 'Envoyer la demande').click()
  await outside.getByText('Complément demandé').first().waitFor()
  await runJobs(desk)
  await here.getByText(question).first().waitFor()
  await there.getByText(question).first().waitFor()

  await button(partner, 'Enregistrer le retour').click()
  await outside
    .getByRole('dialog')
    .getByRole('button', { name: /Suite donnée/ })
    .click()
  await outside.getByRole('option', { name: 'Action adaptée' }).click()
  await inDialog(partner, 'Enregistrer le retour').click()
  await outside.getByText('Retour enregistré. Merci.').waitFor()
  await runJobs(desk)
  await here.getByText('Action adaptée').first().waitFor()
  await there.getByText('Action adaptée').first().waitFor()
  await demandCalmAndAccessible(listener)
}, 180_000)

test('what does not belong to an authority looks like what does not exist', async () => {
  const { page } = stranger
  const own = new URL(partner.page.url()).pathname
  const never = own.replace(/[0-9a-f-]{36}$/, newId())
  const seen: string[] = []
  for (const path of [own, never]) {
    await page.goto(path)
    await page.getByRole('heading', { name: 'introuvable' }).waitFor()
    seen.push(await page.locator('main').innerText())
    await demandCalmAndAccessible(stranger)
  }
  expect(seen[0]).toBe(seen[1])
})

test('the figures and the yearly report count what was sent', async () => {
  const { page } = office
  await page.goto('/bureau/transmissions?vue=chiffres')
  await page.getByText('Haut-Rhin (68)').waitFor()
  await demandCalmAndAccessible(office)
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date())
  const figures = await camille.ok(readTransmissionFigures, { query: { from: day, to: day } })
  expect(figures).toMatchObject({ sent: 1, urgent: 1, acknowledged: 1, returns: { received: 1 } })
  const report = await camille.ok(readReport, { query: { from: '2026-01-01', to: day } })
  const actions = report.figures.find(({ id }) => id === 'action')
  expect(actions?.rows.find(({ code }) => code === 'ip_sent')).toMatchObject({ count: 1 })
})

test('the number of a promised call comes only by the one door, and the call is written under it', async () => {
  const { page } = listener
  await noteMother(ana, { situationId: file })
  await page.goto(`/bureau/situations/${file}`)
  await button(listener, 'Appeler').click()
  expect(await page.getByText('06 39 98 01 50').count()).toBe(0)
  await page.getByRole('dialog').locator('label').first().click()
  await inDialog(listener, 'Voir le numéro').click()
  await page.getByText('06 39 98 01 50').waitFor()
  await demandCalmAndAccessible(listener)
  await page.getByRole('dialog').locator('label', { hasText: 'Pas de réponse' }).first().click()
  await inDialog(listener, 'Noter').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const [row] = await desk.sql<{ count: string }>(
    'select count(*) from contact_authorisation where used_at is not null',
  )
  expect(Number(row?.count)).toBe(1)
  for (const { complaints } of [listener, office, partner, stranger]) expect(complaints).toEqual([])
})
