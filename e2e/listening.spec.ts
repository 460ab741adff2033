import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { readContact, saveContact } from '#listening/contact/contract.ts'
import { createSituation, readSituation } from '#listening/situation/contract.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

let desk: TestDesk
let ana: Person
let coordinator: Person
let seat: Seat

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  ana = await desk.people.listener('Ana Exemple')
  coordinator = await desk.people.coordinator('Camille Exemple')
  seat = await sit(desk.url, ana)
})
afterAll(async () => {
  await seat.leave()
  await desk.close()
})

/** Picks up with the keyboard, as a listener with a headset does; gives the identifier of the contact. */
async function pickUp({ page }: Seat): Promise<string> {
  await page.goto('/bureau')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('n')
  await page.waitForURL('**/bureau/contacts/*')
  await page.getByRole('heading', { name: 'Qui parle' }).waitFor()
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** A choice drawn as a chip: the box itself is hidden behind its label. */
const chip = ({ page }: Seat, label: string) =>
  page.locator('label', { hasText: new RegExp(`^${label}`) }).first()

async function chooseDepartement({ page }: Seat, code: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Département de vie du mineur' })
  await box.click()
  await box.pressSequentially(code, { delay: 60 })
  await page.getByRole('option', { name: new RegExp(name) }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => box.inputValue()).toContain(name)
}

const story = (seat: Seat) => seat.page.getByRole('textbox', { name: 'Récit' })
const saved = (seat: Seat) => seat.page.getByText(/Enregistré à \d\d:\d\d:\d\d/).first()

test('from the call to the yearly report, with the keyboard and the mouse', async () => {
  const { page } = seat
  await pickUp(seat)
  await chip(seat, 'Premier cercle familial').click()
  await chip(seat, 'Danger(?! grave)').click()
  await page.getByRole('textbox', { name: 'Prénom du mineur' }).fill('Fictive')
  await page.getByRole('textbox', { name: 'Âge du mineur' }).fill('15')
  await chooseDepartement(seat, '68', 'Haut-Rhin')
  await chip(seat, 'Fugues').click()
  await story(seat).fill('La mère dit : « Elle n’est pas rentrée depuis mardi. »')
  await saved(seat).waitFor()
  await demandAccessible(page)

  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Ouvrir une situation' }).click()
  await page
    .getByText(/\d{4}-\d{4}/)
    .first()
    .waitFor()
  const facts = await desk.sql('select kind, code from situation_fact')
  expect(facts).toEqual([{ kind: 'problem', code: 'runaway' }])

  const office = await sit(desk.url, coordinator)
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date())
  const report = await coordinator.fetch(`/api/report?from=${today}&to=${today}`)
  expect(await report.json()).toMatchObject({ populations: { situations: 1, contacts: 1, departments: 1 } })
  await office.page.goto('/bureau/rapport')
  await office.page.getByRole('heading', { level: 1 }).waitFor()
  expect(office.complaints).toEqual([])
  await office.leave()
})

test('a killed browser gives back the draft, but for three seconds of typing at most', async () => {
  const victim = await sit(desk.url, ana)
  const id = await pickUp(victim)
  const words = 'Elle dit que sa fille a deux téléphones et ne répond plus.'
  await story(victim).pressSequentially(words, { delay: 5 })
  await victim.page.waitForTimeout(3000)
  victim.kill()
  const again = await sit(desk.url, ana, victim.profile)
  await again.page.goto(`/bureau/contacts/${id}`)
  await again.page.getByRole('heading', { name: 'Récit' }).waitFor()
  expect(await story(again).inputValue()).toBe(words)
  await again.leave()
})

test('what is typed while the server does not answer waits on the machine, sealed, and leaves when it answers', async () => {
  const apart = await sit(desk.url, ana)
  const id = await pickUp(apart)
  await saved(apart).or(apart.page.getByText('Qui parle').first()).waitFor()
  await apart.context.setOffline(true)
  await story(apart).fill('Noté pendant la coupure, CANARI.')
  await apart.page.getByText('Hors connexion').first().waitFor()
  const kept = await apart.page.evaluate(async () => {
    const stores: string[] = []
    for (const { name } of await indexedDB.databases()) {
      const base = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name ?? '')
        request.onsuccess = () => done(request.result)
        request.onerror = () => fail(request.error)
      })
      for (const store of base.objectStoreNames) {
        const rows = await new Promise<unknown[]>((done) => {
          const request = base.transaction(store).objectStore(store).getAll()
          request.onsuccess = () => done(request.result)
        })
        stores.push(JSON.stringify(rows))
      }
      base.close()
    }
    return stores.join('\n') + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })
  })
  expect(kept).not.toContain('CANARI')
  await apart.context.setOffline(false)
  await saved(apart).waitFor()
  await expect
    .poll(async () => (await ana.ok(readContact, { params: { id } })).narrative, { timeout: 20_000 })
    .toBe('Noté pendant la coupure, CANARI.')
  await apart.leave()
})

test('the second of two writers sees both values and chooses; nothing is overwritten in silence', async () => {
  const { page } = seat
  const id = await pickUp(seat)
  await story(seat).fill('Ce qui était là.')
  await saved(seat).waitFor()
  const { version } = await ana.ok(readContact, { params: { id } })
  const input = { narrative: 'Écrit ailleurs.', callerName: 'Madame Exemple' }
  await ana.ok(saveContact, { params: { id }, version, input })
  await story(seat).fill('Écrit ici.')
  const dialog = page.getByRole('dialog')
  await dialog
    .or(page.getByRole('button', { name: 'Choisir' }))
    .first()
    .waitFor()
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Choisir' }).click()
  await dialog.getByText('Écrit ailleurs.').waitFor()
  await dialog.getByText('Écrit ici.').first().waitFor()
  expect((await ana.ok(readContact, { params: { id } })).narrative).toBe('Écrit ailleurs.')
  await dialog.getByRole('button', { name: 'Garder tout ce que j’ai saisi' }).click()
  const save = dialog.getByRole('button', { name: /Enregistrer/ })
  if (await save.isVisible().catch(() => false)) await save.click()
  await expect
    .poll(async () => (await ana.ok(readContact, { params: { id } })).narrative, { timeout: 15_000 })
    .toBe('Écrit ici.')
  expect((await ana.ok(readContact, { params: { id } })).callerName).toBe('Madame Exemple')
})

test('what is typed of an identity without network survives the browser, and leaves by itself when the network is back', async () => {
  const { id } = await ana.ok(createSituation, { input: { firstName: 'Essai' } })
  const apart = await sit(desk.url, ana)
  await apart.page.goto(`/bureau/situations/${id}?vue=identite`)
  const lastName = apart.page.getByRole('textbox', { name: 'Nom', exact: true })
  await lastName.waitFor()
  await apart.context.setOffline(true)
  await lastName.fill('Canari-Inventé')
  await apart.page.getByText('Hors connexion').first().waitFor()
  apart.kill()
  const back = await sit(desk.url, ana, apart.profile)
  await back.page.goto('/bureau')
  await expect
    .poll(async () => (await ana.ok(readSituation, { params: { id } })).lastName, { timeout: 20_000 })
    .toBe('Canari-Inventé')
  await back.page.getByText(/Ce qui attendait sur ce poste est enregistré.*1.situation/).waitFor()
  expect((await ana.ok(readSituation, { params: { id } })).firstName).toBe('Essai')
  await back.leave()
})

test('in a dialog of a file, Ctrl+Enter saves wherever the focus is, and no message lies on its buttons', async () => {
  const { id } = await ana.ok(createSituation, { input: { firstName: 'Essai' } })
  const { page } = seat
  await page.goto(`/bureau/situations/${id}?vue=lieux`)
  const add = page.getByRole('button', { name: 'Ajouter un lieu' })
  for (const role of ['Domicile familial', 'Lieu de fugue']) {
    await add.click()
    await page.getByRole('dialog').locator('label', { hasText: role }).first().click()
    if (role === 'Lieu de fugue') {
      const shown = await page.locator('.toast').first().boundingBox()
      const foot = await page.locator('.dialog-foot').boundingBox()
      if (!shown || !foot) throw new Error('neither message nor dialog')
      const isApart =
        shown.x + shown.width <= foot.x ||
        foot.x + foot.width <= shown.x ||
        shown.y + shown.height <= foot.y ||
        foot.y + foot.height <= shown.y
      expect(isApart).toBe(true)
    }
    // A button that has the focus takes Enter for itself: here it would close the dialog without saving.
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).focus()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText(`Lieu ajouté : ${role}.`).waitFor()
  }
  const roles = (await ana.ok(readSituation, { params: { id } })).places.map((place) => place.role)
  expect(roles.toSorted()).toEqual(['family_home', 'runaway'])
})

test('the heads of a long list stay in sight while it scrolls', async () => {
  await desk.sql(`
    insert into situation (id, reference, data_key_id)
    select gen_random_uuid(), '2019-' || lpad(n::text, 4, '0'), (select id from data_key limit 1) from generate_series(1, 40) n`)
  await desk.sql(`select summarise(array(select id from situation where reference like '2019-%'))`)
  const apart = await sit(desk.url, coordinator)
  await apart.page.goto('/bureau/situations')
  const last = apart.page.locator('.table tbody tr').nth(35)
  await last.waitFor()
  await last.scrollIntoViewIfNeeded()
  const head = await apart.page.locator('.table thead th').nth(1).boundingBox()
  const row = await last.boundingBox()
  if (!head || !row) throw new Error('no list')
  expect(head.y).toBeGreaterThanOrEqual(0)
  expect(row.y).toBeGreaterThanOrEqual(head.y + head.height)
  expect(row.y + row.height).toBeLessThanOrEqual(768)
  await apart.leave()
})

test('a silent call is put aside in one click, and taken back', async () => {
  const { page } = seat
  const id = await pickUp(seat)
  await page.getByRole('button', { name: 'Sans suite' }).click()
  await page.getByRole('menuitem', { name: /Silence/ }).click()
  await expect.poll(async () => (await ana.ok(readContact, { params: { id } })).disposition).toBe('silent')
  await page.getByRole('button', { name: 'Annuler' }).first().click()
  await expect.poll(async () => (await ana.ok(readContact, { params: { id } })).disposition).toBe(null)
})

test('a file that could be the same minor appears beside the form, and is attached with one key', async () => {
  const { page } = seat
  const id = await pickUp(seat)
  await chooseDepartement(seat, '68', 'Haut-Rhin')
  await page.getByRole('textbox', { name: 'Prénom du mineur' }).fill('Fyctive')
  await page
    .getByRole('button', { name: /Rattacher/ })
    .first()
    .waitFor()
  await page.keyboard.press('Alt+Digit1')
  await expect.poll(async () => (await ana.ok(readContact, { params: { id } })).situation).not.toBe(null)
})

test('every page of the desk passes the accessibility check and breaks no rule of its policy', async () => {
  const { page } = seat
  for (const path of ['/bureau', '/bureau/situations', '/bureau/recherche', '/bureau/rappels']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(600)
    await demandAccessible(page)
  }
  const [row] = await desk.sql<{ situation_id: string }>('select situation_id from situation_summary limit 1')
  await page.goto(`/bureau/situations/${row?.situation_id}`)
  await page.getByRole('tab', { name: /Chronologie/ }).waitFor()
  await demandAccessible(page)
  expect(seat.complaints).toEqual([])
})
