import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { makePackage } from '#listening/transmission/document/package.server.ts'
import { sample } from '#listening/transmission/document/sample.testing.ts'
import {
  changeAuthorityPerson,
  inviteAuthorityPerson,
  listAuthorityPeople,
} from '#partner/people/contract.ts'
import { recipientsOf } from '#partner/people.server.ts'
import { readEvents } from '#partner/relay/contract.ts'
import { deliver, relayOf, replyKey } from '#partner/testing.server.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

let desk: TestDesk
let seat: Seat
let coordinator: Person
let authorityId: string
let password: string
const email = 'nour.fictive@exemple.test'
const passphrase = 'sept lampes au bord du quai'
/** Everything that the browser said to the server. */
const said: string[] = []

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  coordinator = await desk.people.coordinator()
  authorityId = await desk.partners.authority('Département des Essais')
  const input = { name: 'Nour Fictive', email, role: 'agent' as const }
  const invited = await coordinator.ok(inviteAuthorityPerson, { params: { id: authorityId }, input })
  password = invited.password
  seat = await sit(desk.url)
  seat.page.on('request', (request) => said.push(`${request.url()} ${request.postData() ?? ''}`))
})
afterAll(async () => {
  await seat.leave()
  await desk.close()
})

const reference = 'IP-2026-0007'

/** What was announced about a button that is gone stays for a few seconds, out of sight, and names nothing any more. */
async function demandCalmAndAccessible(page: Seat['page']): Promise<void> {
  await page.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' })
  await demandAccessible(page)
}

/** Sends the sample to whoever of the authority has a key. */
async function send(): Promise<void> {
  const readers = (await recipientsOf(desk.database, authorityId)).filter(({ publicKey }) => publicKey)
  const sealed = await makePackage(
    sample({ reference }),
    readers.map(({ publicKey }) => publicKey ?? ''),
  )
  await deliver(desk, {
    packageId: newId(),
    transmissionId: newId(),
    authorityId,
    unitId: newId(),
    kind: 'alert',
    urgent: true,
    sentAt: new Date().toISOString(),
    reference,
    edition: 1,
    sealed: sealed.toString('base64'),
    recipients: readers.map(({ personId }) => personId),
    replyKey,
  })
}

test('somebody invited comes in: a password of their own, then a reading key, then the list', async () => {
  const { page } = seat
  await page.goto('/partenaire')
  await page.waitForURL('**/partenaire/connexion**')
  await demandCalmAndAccessible(page)
  await page.getByLabel('Adresse électronique').fill(email)
  await page.getByLabel('Mot de passe').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/partenaire/mon-compte')
  await page.getByLabel('Mot de passe provisoire').fill(password)
  await page.getByLabel('Nouveau mot de passe').fill('des galets sur la plage grise')
  await demandCalmAndAccessible(page)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/partenaire/mon-compte/cle')
  await page.getByRole('heading', { name: 'Créez votre clé de lecture' }).waitFor()
  await demandCalmAndAccessible(page)
  await page.getByRole('textbox').or(page.locator('input[type=password]')).first().fill(passphrase)
  await page.getByLabel('La même, encore une fois').fill(passphrase)
  await page.getByText('J’ai gardé cette phrase').click()
  await page.getByRole('button', { name: 'Créer ma clé' }).click()
  await page.getByText('Rien n’attend d’accusé de réception.').waitFor()
  await demandCalmAndAccessible(page)
})

test('a package is opened on their machine, acknowledged under their name, and answered', async () => {
  await send()
  const { page } = seat
  await page.goto('/partenaire')
  await page.getByText(reference).first().click()
  await page.getByText('Cet envoi est chiffré pour vous').waitFor()
  await demandCalmAndAccessible(page)
  // The page was loaded again: the opened key was only in its memory.
  const field = page.locator('input[type=password]')
  await field.fill('ce n’est pas la bonne phrase')
  await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
  await page.getByText('Ce n’est pas la phrase secrète').waitFor()
  await field.fill(passphrase)
  await page.getByRole('button', { name: 'Ouvrir', exact: true }).click()
  await page.getByText('Elle n’est pas rentrée depuis dimanche').waitFor()
  expect(await page.locator('.watermark [data-reader^="Nour Fictive"]').count()).toBeGreaterThan(20)
  await demandCalmAndAccessible(page)
  await page.getByRole('button', { name: 'Accuser réception' }).click()
  await page.getByText('Nour Fictive').first().waitFor()
  await demandCalmAndAccessible(page)
  await page.getByRole('button', { name: 'Accuser réception à mon nom' }).click()
  await page.getByText('Un retour est attendu').waitFor()
  await page.getByRole('button', { name: 'Demander un complément' }).click()
  await page.getByLabel('Ce qu’il vous manque').fill('L’adresse de l’établissement scolaire.')
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByText('Complément demandé').first().waitFor()
  const { nobody, headers } = relayOf(desk)
  const { items } = await nobody.ok(readEvents, { query: { limit: 50 }, headers })
  expect(items.map(({ kind, personName }) => [kind, personName])).toEqual([
    ['key_added', 'Nour Fictive'],
    ['read', 'Nour Fictive'],
    ['acknowledged', 'Nour Fictive'],
    ['complement_asked', 'Nour Fictive'],
  ])
})

test('neither the passphrase nor a note left the machine in clear', () => {
  const whole = said.join('\n')
  expect(whole).toContain('/partenaire/api/')
  for (const secret of [passphrase, 'établissement scolaire', 'AGE-SECRET-KEY']) {
    expect(whole).not.toContain(secret)
    expect(whole).not.toContain(encodeURIComponent(secret))
  }
})

test('an access that is closed while the page is open ends at the next request', async () => {
  // Somebody else can read, so that this one may leave.
  await desk.partners.person({ authorityId })
  const { items } = await coordinator.ok(listAuthorityPeople, { params: { id: authorityId } })
  const nour = items.find((one) => one.email === email)
  await coordinator.ok(changeAuthorityPerson, {
    params: { id: authorityId, personId: nour?.id ?? '' },
    version: nour?.version ?? 0,
    input: { active: false },
  })
  const { page } = seat
  await page.getByRole('link', { name: 'Tous les envois' }).click()
  await page.getByText('Tous', { exact: true }).click()
  await page.waitForURL('**/partenaire/connexion**')
  expect(await page.getByText(reference).count()).toBe(0)
  expect(seat.complaints).toEqual([])
})
