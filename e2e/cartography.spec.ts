import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createService, readService } from '#cartography/directory/contract.ts'
import { addCorrespondent, inviteCorrespondent } from '#cartography/refresh/contract.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { type Mailbox, openMailbox } from '#kernel/testing/mailbox.server.ts'
import { createSituation } from '#listening/situation/contract.ts'
import { readReport } from '#observatory/report/contract.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

const title = 'Repérage dans les foyers'
const campaign = 'Enquête inventée'
const phone = { width: 390, height: 844 }
const today = Temporal.Now.plainDateISO('Europe/Paris')

let desk: TestDesk
let box: Mailbox
let cleo: Person
let lise: Person
/** The cartographer and the listener at their desks; two people of a département, each on a telephone. */
let office: Seat
let listening: Seat
let ondine: Seat
let basile: Seat

beforeAll(async () => {
  box = await openMailbox()
  desk = await openTestDesk({ pages: true })
  cleo = await desk.people.cartographer('Cléo Exemple')
  lise = await desk.people.listener('Lise Exemple')
  office = await sit(desk.url, cleo)
  listening = await sit(desk.url, lise)
  ondine = await sit(desk.url)
  // Basile's browser runs no script at all.
  basile = await sit(desk.url, undefined, undefined, { javaScriptEnabled: false })
  for (const { page } of [ondine, basile]) await page.setViewportSize(phone)
})
afterAll(async () => {
  for (const seat of [office, listening, ondine, basile]) await seat?.leave()
  await desk.close()
  await box.close()
})

const send = () => runJobs(desk, { mail: box.mail() })
const button = ({ page }: Seat, name: string | RegExp) => page.getByRole('button', { name }).first()
const inDialog = ({ page }: Seat, name: string | RegExp) =>
  page.locator('.dialog').getByRole('button', { name }).last()
/** Where the last letter to somebody leads. */
const linkTo = (email: string): string =>
  /\/lien\/\S+/.exec(box.letters.findLast(({ to }) => to.includes(email))?.text ?? '')?.[0] ?? ''
const writtenTo = () => box.letters.map(({ to }) => to[0]).toSorted()

async function choose({ page }: Seat, field: string | RegExp, option: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: field }).first().click()
  await page.getByRole('option', { name: option }).first().click()
}

/** What was announced about a button that is gone stays for a few seconds, out of sight, and names nothing any more. */
async function demandCalm({ page }: Seat): Promise<void> {
  await page.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' })
  await demandAccessible(page)
}

/** What a respondent's page must be, wherever it stands. */
async function demandPublic(seat: Seat, hasScripts = true): Promise<void> {
  const { page, context } = seat
  if (hasScripts) {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await demandAccessible(page)
    }
  }
  expect(await context.cookies()).toEqual([])
  const html = await (await fetch(page.url())).text()
  expect(Buffer.byteLength(html)).toBeLessThan(60_000)
}

/** Walks a page that has just been opened with the Tab key alone: everything that acts is reached, and seen to be. */
async function demandWalk({ page }: Seat): Promise<void> {
  const acting = await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, summary')
    const shown = [...all].filter((one) => one.checkVisibility() && one.getAttribute('type') !== 'hidden')
    // The buttons of a group of choices are one stop, walked with arrows.
    const names = shown.map((one) => one.getAttribute('name') ?? one.getAttribute('href') ?? one.innerText)
    return [...new Set(names)].toSorted()
  })
  expect(acting.length).toBeGreaterThan(2)
  const reached = new Set<string>()
  for (let step = 0; step < acting.length + 12; step += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const one = document.activeElement as HTMLElement
      if (one === document.body) return null
      const { outlineStyle, boxShadow } = getComputedStyle(one)
      return {
        name: one.getAttribute('name') ?? one.getAttribute('href') ?? one.innerText,
        isSeen: outlineStyle !== 'none' || boxShadow !== 'none',
      }
    })
    if (!at) continue
    expect(at).toMatchObject({ isSeen: true })
    reached.add(at.name)
  }
  expect(acting.filter((name) => !reached.has(name))).toEqual([])
}

test('a cartographer writes a questionnaire and publishes it', async () => {
  const { page } = office
  await page.goto('/bureau/questionnaires')
  await button(office, 'Nouveau questionnaire').click()
  await page.getByRole('textbox', { name: 'Titre' }).fill(title)
  await choose(office, /Destinataire/, /^Foyer/)
  await demandCalm(office)
  await inDialog(office, 'Commencer').click()
  await page.waitForURL(/questionnaires\/[0-9a-f-]{36}/)

  const add = async (kind: string, asked: string, id: string) => {
    await button(office, 'Ajouter une question').click()
    await page.getByRole('menuitem', { name: kind }).click()
    await page.getByRole('textbox', { name: /^Question/ }).fill(asked)
    const name = page.getByRole('textbox', { name: 'Identifiant' })
    await name.fill(id)
    await name.blur()
  }
  await add('Oui, non, ne sait pas', 'Avez-vous rencontré des situations ?', 'phenomenon_met')
  await page.getByText('Réponse nécessaire').click()
  await add('Nombre', 'Combien de situations en un an ?', 'situations')
  await add('Texte long', 'Qui vous aide ?', 'services_named')
  await demandCalm(office)
  await button(office, 'Publier…').click()
  await page.getByRole('textbox', { name: /Écrivez/ }).fill('version 1')
  await inDialog(office, /Publier la version/).click()
  await page.getByText('Version 1 publiée.').waitFor()
  expect(office.complaints).toEqual([])
})

test('a campaign asks two départements, and each person receives a link of their own', async () => {
  const { page } = office
  await page.goto('/bureau/campagnes')
  await button(office, 'Préparer une campagne').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Nom' }).fill(campaign)
  for (const addressee of [/Directeur|Direction/, /ASE/, /CRIP/])
    await choose(office, addressee, 'Ne pas l’interroger')
  await choose(office, /Questionnaire.*Foyer/, new RegExp(title))
  await dialog.getByText('Seulement quelques départements').click()
  for (const [name, option] of [
    ['Gironde', /Gironde/],
    ['Finistère', /Finistère/],
  ] as const) {
    const box = dialog.getByRole('combobox', { name: 'Départements interrogés' })
    await box.scrollIntoViewIfNeeded()
    await box.click()
    await page.keyboard.type(name)
    await page.getByRole('option', { name: option }).click()
  }
  await dialog.getByText('2 collectivités seront interrogées.').waitFor()
  const last = today.add({ days: 20 })
  for (const [segment, value] of [
    [/jour/, last.day],
    [/mois/, last.month],
    [/année/, last.year],
  ] as const) {
    await dialog.getByRole('spinbutton', { name: segment }).last().click()
    await page.keyboard.type(String(value).padStart(2, '0'))
  }
  await dialog.getByRole('textbox', { name: 'À qui poser' }).fill('Cléo Exemple, 01 99 00 00 00')
  await demandCalm(office)
  await inDialog(office, 'Préparer').click()
  await page.waitForURL(/campagnes\/[0-9a-f-]{36}/)

  await button(office, 'Ajouter des personnes').click()
  await page
    .getByRole('textbox', { name: 'Une personne par ligne' })
    .fill(
      '33 ; Ondine Fictif ; ondine@service.example ; Cheffe de service\n33 ; Basile Fictif ; basile@service.example\n29 ; Corentin Fictif ; corentin@service.example',
    )
  await demandCalm(office)
  await inDialog(office, /^Ajouter 3 personnes/).click()
  await page.getByText('3 personnes ajoutées.').waitFor()
  await button(office, 'Lancer').click()
  await inDialog(office, 'Lancer et inviter').click()
  await page.getByText('3 personnes invitées').waitFor()
  await send()
  expect(writtenTo()).toEqual([
    'basile@service.example',
    'corentin@service.example',
    'ondine@service.example',
  ])
  expect(box.letters.map(({ text }) => text).join()).not.toMatch(/prostitution|Gironde|Finistère|foyer/i)
  await demandCalm(office)
})

test('two people of a département answer together on telephones, one with the script that saves and one without', async () => {
  const { page: hers } = ondine
  const { page: his } = basile
  const asked: string[] = []
  for (const page of [hers, his]) page.on('request', (request) => asked.push(request.url()))
  await hers.goto(linkTo('ondine@service.example'))
  await hers.getByText('Vous répondez avec Basile Fictif').waitFor()
  await demandWalk(ondine)
  await demandPublic(ondine)
  await hers.getByRole('link', { name: 'Commencer' }).click()
  await his.goto(linkTo('basile@service.example'))
  await his.getByRole('link', { name: 'Commencer' }).click()
  await demandWalk(ondine)
  await demandPublic(ondine)
  await demandPublic(basile, false)

  // She writes, and touches no button: the script saves.
  await hers.getByLabel('Combien de situations').fill('12')
  await hers.getByText(/^Enregistré à/).waitFor()
  // He has the page of before: what he adds lands beside, and what she wrote stays.
  await his.getByRole('radio', { name: 'Oui' }).check()
  await his.getByRole('button', { name: 'Enregistrer et reprendre plus tard' }).click()
  await his.getByText('Vos réponses sont gardées').waitFor()
  expect(await his.getByLabel('Combien de situations').inputValue()).toBe('12')
  // Both change the same answer: the second one sees the first one's, and chooses.
  await his.getByLabel('Combien de situations').fill('15')
  await his.getByRole('button', { name: 'Enregistrer et reprendre plus tard' }).click()
  await his.getByText('Vos réponses sont gardées').waitFor()
  await hers.getByLabel('Combien de situations').fill('14')
  await hers.getByText('Quelqu’un d’autre a répondu autrement').waitFor()
  await hers.getByRole('button', { name: 'Vérifier mes réponses' }).click()
  await hers.getByText('Basile Fictif a répondu').waitFor()
  await demandPublic(ondine)
  expect(await hers.getByLabel('Combien de situations').inputValue()).toBe('14')
  await hers.getByLabel('Qui vous aide').fill('Le Phare (inventé), Bordeaux')
  await hers.getByRole('button', { name: 'Vérifier mes réponses' }).click()
  await hers.getByText('Rien ne manque').waitFor()
  await demandWalk(ondine)
  await demandPublic(ondine)
  await hers.getByLabel('Votre nom, en toutes lettres').fill('Ondine Fictif')
  await hers.getByRole('button', { name: 'Envoyer la réponse' }).click()
  await hers.getByRole('heading', { name: 'Votre réponse a été envoyée' }).waitFor()
  await demandPublic(ondine)
  await his.reload()
  await his.getByText('Cette réponse a été envoyée').waitFor()

  for (const { page } of [ondine, basile])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  expect(asked.filter((url) => !url.startsWith(desk.url) && !url.startsWith('data:'))).toEqual([])
  expect(ondine.complaints).toEqual([])
})

test('one reminder goes to whoever is missing, and to nobody else', async () => {
  const { page } = office
  const before = linkTo('corentin@service.example')
  box.letters.length = 0
  await page.reload()
  await button(office, 'Relancer').click()
  await page.getByRole('dialog').getByText('Corentin Fictif (corentin@service.example)').waitFor()
  expect(
    await page
      .getByRole('dialog')
      .getByText(/ondine@|basile@/)
      .count(),
  ).toBe(0)
  await demandCalm(office)
  await inDialog(office, 'Relancer 1 personne').click()
  await page.getByText('1 relance confiée à l’envoi.').waitFor()
  await send()
  expect(writtenTo()).toEqual(['corentin@service.example'])
  expect(linkTo('corentin@service.example')).not.toBe(before)
  const { page: phonePage } = basile
  await phonePage.goto(before)
  await phonePage.getByRole('heading', { name: /ne s’ouvre plus|n’ouvre plus/ }).waitFor()
})

test('the board, the map, the page of the département and the report show the answer', async () => {
  const { page } = office
  await page.reload()
  await page.getByText('1 sur 2, 50 %').first().waitFor()
  await page
    .getByRole('row', { name: /Gironde/ })
    .getByText('Réponse envoyée')
    .waitFor()
  expect(await page.locator('[aria-label^="Gironde (33)"][aria-label$="1 sur 1"]').count()).toBe(1)
  await demandCalm(office)
  await page.getByRole('tab', { name: 'Résultats' }).click()
  await page.getByText('Avez-vous rencontré des situations').first().waitFor()
  await demandCalm(office)

  await page.goto('/bureau/territoires?niveau=responses')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByText(campaign).first().waitFor()
  await page.goto('/bureau/territoires/33')
  const panel = page.locator('section', { hasText: campaign }).last()
  await panel.getByText('Réponse envoyée').first().waitFor()
  await demandCalm(office)

  const query = { from: today.subtract({ days: 1 }).toString(), to: today.toString() }
  const camille = await desk.people.analyst('Camille Exemple')
  const { figures } = await camille.ok(readReport, { query })
  const row = (id: string, code: string) =>
    figures.find((figure) => figure.id === id)?.rows.find((one) => one.code === code)
  expect(row('survey_response', 'any_of_four')).toMatchObject({ count: 1, base: 2 })
  expect(row('phenomenon_met', 'departmental_home')).toMatchObject({ count: 1, base: 1, percent: 100 })
})

test('a partner refreshes its service by a link, a listener finds it and orients, and the outcome shows on the service', async () => {
  const { id } = await cleo.ok(createService, {
    input: {
      name: 'Accueil des Tilleuls',
      kinds: ['day_reception'],
      departements: ['33'],
      minAge: 12,
      organisation: { name: 'Association fictive', kind: 'association' },
      place: { departement: '33', commune: 'Bordeaux' },
    },
  })
  const partner = await cleo.ok(addCorrespondent, {
    params: { id },
    input: { name: 'Rémi Fictif', email: 'remi@service.example' },
  })
  await cleo.ok(inviteCorrespondent, { params: { id: partner.id } })
  await send()
  const { page: his } = basile
  await his.goto(linkTo('remi@service.example'))
  await demandPublic(basile, false)
  await his.getByRole('button', { name: 'C’est toujours exact' }).click()
  await his.getByRole('heading', { name: 'C’est noté, merci' }).waitFor()
  await send()
  expect(await cleo.ok(readService, { params: { id } })).toMatchObject({ verifiedHow: 'partner' })

  const { page } = listening
  const file = await lise.ok(createSituation, { input: { departement: '33' } })
  await page.goto(`/bureau/situations/${file.id}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // Within the same tab: the file at work is kept in its memory alone.
  await page.getByRole('link', { name: 'Annuaire' }).first().click()
  await page.waitForURL('**/annuaire')
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('acueil des tileuls')
  await page.getByRole('article', { name: 'Accueil des Tilleuls' }).waitFor()
  await demandCalm(listening)
  await page.getByRole('link', { name: 'Accueil des Tilleuls' }).focus()
  await page.keyboard.press('o')
  await page.getByRole('dialog').getByText('Orientation vers un service').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Orientation notée').first().waitFor()
  await page.goto(`/bureau/situations/${file.id}`)
  await button(listening, 'Noter l’issue').click()
  await page
    .getByRole('menuitem', { name: /Rendez-vous/ })
    .first()
    .click()
  await page
    .getByText(/rendez-vous pris/)
    .first()
    .waitFor()
  await page.goto(`/bureau/annuaire/${id}`)
  await page.getByText('1 orientation').first().waitFor()
  await page
    .getByText(/1 rendez-vous/)
    .first()
    .waitFor()
  await demandCalm(listening)
  expect([...office.complaints, ...listening.complaints]).toEqual([])
})
