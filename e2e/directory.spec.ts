import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createService,
  listOrganisations,
  readService,
  saveService,
} from '#cartography/directory/contract.ts'
import { inventDirectory } from '#cartography/directory/demonstration.server.ts'
import { createMeeting, readMeeting, saveMeeting } from '#cartography/meeting/contract.ts'
import { createPractice, movePractice, readPractice, savePractice } from '#cartography/practice/contract.ts'
import { blank, consent } from '#cartography/practice/practice.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createSituation } from '#listening/situation/contract.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

const phone = { width: 390, height: 844 }
const desktop = { width: 1366, height: 768 }

let desk: TestDesk
let cleo: Person
let paul: Person
let lise: Person
/** The cartographer and the listener at their desks; somebody outside, whose browser runs no script at all. */
let office: Seat
let listening: Seat
let outside: Seat
const made = { service: '', practice: '', shared: '', meeting: '', situation: '' }

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  cleo = await desk.people.cartographer('Cléo Exemple')
  paul = await desk.people.cartographer('Paul Exemple')
  lise = await desk.people.listener('Lise Exemple')
  await inventDirectory(desk.services)
  made.situation = (await lise.ok(createSituation, { input: { departement: '59' } })).id
  const service = await cleo.ok(createService, {
    input: {
      name: 'Le Phare du bourg',
      organisation: { name: 'Association du Phare (exemple)', kind: 'association' },
      departements: ['59'],
      verified: 'phone',
    },
  })
  made.service = service.id
  made.practice = (await cleo.ok(createPractice, { input: { ...blank, departements: ['59'] } })).id
  made.shared = (await cleo.ok(createPractice, { input: { ...blank, ...consent, title: 'Partagée' } })).id
  for (const [by, step] of [
    [paul, 'review'],
    [cleo, 'publish_all'],
  ] as const) {
    const { version } = await cleo.ok(readPractice, { params: { id: made.shared } })
    await by.ok(movePractice, { params: { id: made.shared }, version, input: { step } })
  }
  const meeting = await cleo.ok(createMeeting, {
    input: {
      nature: 'partner_meeting',
      kind: null,
      title: 'Point du mois',
      startsAt: '2098-03-12T14:00:00+01:00',
      endsAt: '2098-03-12T15:00:00+01:00',
      departement: '59',
      place: null,
      videoLink: null,
      agenda: null,
      series: { rhythm: 'weekly', count: 3 },
    },
  })
  made.meeting = meeting.id
  office = await sit(desk.url, cleo)
  listening = await sit(desk.url, lise)
  outside = await sit(desk.url, undefined, undefined, { javaScriptEnabled: false })
})
afterAll(async () => {
  for (const seat of [office, listening, outside]) await seat?.leave()
  await desk.close()
})

const button = ({ page }: Seat, name: string | RegExp) => page.getByRole('button', { name }).first()
const readings = () => cleo.ok(readService, { params: { id: made.service } })

/** Types over what a field of the dialog says. */
const fill = ({ page }: Seat, name: string, text: string) =>
  page.getByRole('dialog').getByRole('textbox', { name }).fill(text)

test('a listener finds a service whose name is misspelt, and two keys send it to the situation', async () => {
  const { page } = listening
  await page.goto(`/bureau/situations/${made.situation}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Annuaire' }).first().click()
  await page.getByText('Situation ouverte').waitFor()
  await page.keyboard.type('fare du bourgg')
  // What half a word found may still be there: the arrow goes to the first of what the whole words find.
  await page
    .locator('.service-results[aria-busy=false] > :first-child', { hasText: 'Le Phare du bourg' })
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('o')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Orientation notée : Le Phare du bourg.').waitFor()
  expect((await readings()).orientations?.total).toBe(1)
  expect(listening.complaints).toEqual([])
})

test('two people who change one entry choose field by field, lists in words', async () => {
  const { page } = office
  await page.goto(`/bureau/annuaire/${made.service}`)
  await button(office, /^Modifier/).click()
  await fill(office, 'Nom du service', 'Le Phare du port')
  await page.getByRole('dialog').getByText('Accueil de jour').first().click()
  const { version } = await readings()
  await paul.ok(saveService, {
    params: { id: made.service },
    version,
    input: { kinds: ['mobile_team'], internalNotes: 'Gardé' },
  })
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('vient de modifier cette fiche').waitFor()
  // The lists read as words, and what only one of them changed is not asked.
  await dialog.getByText('Accueil de jour', { exact: true }).waitFor()
  expect(await dialog.getByText('Nom du service').count()).toBe(0)
  await demandAccessible(page)
  await dialog.getByRole('button', { name: 'Garder tout ce que j’ai saisi' }).click()
  await dialog.getByRole('button', { name: 'Enregistrer ces choix' }).click()
  await page.getByRole('heading', { level: 1, name: 'Le Phare du port' }).waitFor()
  expect(await readings()).toMatchObject({ kinds: ['day_reception'], internalNotes: 'Gardé' })
})

test('two people who change one practice, or write the minutes of one meeting, do not overwrite each other', async () => {
  const { page } = office
  await page.goto(`/bureau/pratiques/${made.practice}`)
  await button(office, /^Modifier/).click()
  await fill(office, 'Moyens', 'Ma version')
  const practice = await cleo.ok(readPractice, { params: { id: made.practice } })
  await paul.ok(savePractice, {
    params: { id: made.practice },
    version: practice.version,
    input: { means: 'Un mi-temps', results: 'Ajouté' },
  })
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Un mi-temps').waitFor()
  await dialog.getByRole('button', { name: 'Prendre toute l’autre version' }).click()
  await dialog.getByRole('button', { name: 'Enregistrer ces choix' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await cleo.ok(readPractice, { params: { id: made.practice } })).toMatchObject({
    means: 'Un mi-temps',
    results: 'Ajouté',
  })

  await page.goto(`/bureau/rencontres/${made.meeting}`)
  await button(office, 'Écrire').click()
  await fill(office, 'Ce qui s’est dit', 'Mon compte rendu')
  await paul.ok(saveMeeting, {
    params: { id: made.meeting },
    version: 1,
    input: { minutes: 'Un autre compte rendu' },
  })
  await page.keyboard.press('Control+Enter')
  await dialog.getByText('Un autre compte rendu').waitFor()
  await dialog.getByRole('button', { name: 'Garder tout ce que j’ai saisi' }).click()
  await dialog.getByRole('button', { name: 'Enregistrer ces choix' }).click()
  await page.getByText('Compte rendu enregistré.').waitFor()
})

test('a meeting is changed with those that follow, and a practice is handed to somebody else', async () => {
  const { page } = office
  await page.goto(`/bureau/rencontres/${made.meeting}`)
  await button(office, /^Modifier/).click()
  await page.getByRole('dialog').getByText('Celle-ci et les suivantes').click()
  await fill(office, 'Lieu', 'Salle imaginaire')
  await page.keyboard.press('Control+Enter')
  await page.getByText('3 rencontres modifiées.').waitFor()
  const { siblings } = await cleo.ok(readMeeting, { params: { id: made.meeting } })
  for (const { id } of siblings)
    expect((await cleo.ok(readMeeting, { params: { id } })).place).toBe('Salle imaginaire')

  await page.goto(`/bureau/pratiques/${made.shared}`)
  await button(office, 'Confier à quelqu’un d’autre').click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Tenue par' }).fill('Paul')
  await page.getByRole('option', { name: 'Paul Exemple' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Confier/ })
    .click()
  await page.getByText('La pratique est confiée.').waitFor()
})

test('a service is handed to another organisation, and the rest of a series is cancelled', async () => {
  const { page } = office
  const { items } = await cleo.ok(listOrganisations, { query: { text: '' } })
  const other = items.find(({ name }) => !name.startsWith('Association du Phare'))
  await page.goto(`/bureau/annuaire/${made.service}`)
  await button(office, 'Déplacer').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Chercher une organisation' }).fill(other?.name ?? '')
  await dialog.getByText(other?.name ?? '', { exact: true }).click()
  await demandAccessible(page)
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  const moved = await cleo.ok(readService, { params: { id: made.service } })
  expect(moved.organisation.id).toBe(other?.id)

  await page.goto(`/bureau/rencontres/${made.meeting}`)
  await button(office, 'Annuler la rencontre').click()
  await dialog.getByText('Celle-ci et les suivantes').click()
  await demandAccessible(page)
  await dialog.getByRole('button', { name: 'Annuler 3 rencontres' }).click()
  await page.getByText('3 rencontres annulées.').waitFor()
  const { siblings } = await cleo.ok(readMeeting, { params: { id: made.meeting } })
  expect(siblings.map(({ status }) => status)).toEqual(siblings.map(() => 'cancelled'))
})

test('the map is one stop of the keyboard, walked with arrows, and Enter opens a département', async () => {
  const { page } = office
  await page.goto('/bureau/territoires')
  const first = page.locator('.map-host a[tabindex="0"]')
  await first.waitFor()
  await first.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-code'))).toBe('974')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /La Réunion/ }).waitFor()
  // The drawing alone, as a file: it needs no script.
  const svg = await cleo.fetch('/api/map.svg?level=gaps')
  expect(svg.headers.get('content-type')).toContain('image/svg+xml')
})

const walk = () => [
  '/bureau/annuaire',
  `/bureau/annuaire/${made.service}`,
  '/bureau/annuaire/a-verifier',
  '/bureau/annuaire/doublons',
  '/bureau/annuaire/echanger',
  '/bureau/annuaire/propositions',
  '/bureau/territoires',
  '/bureau/territoires/59',
  '/bureau/pratiques',
  `/bureau/pratiques/${made.shared}`,
  '/bureau/rencontres',
  `/bureau/rencontres/${made.meeting}`,
]

test.each([
  ['light on a desk', 'light', desktop],
  ['dark on a telephone', 'dark', phone],
] as const)('every page of it is accessible and holds its width, %s', async (_, colorScheme, size) => {
  const { page } = office
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize(size)
  for (const path of walk()) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await demandAccessible(page)
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return Math.max(0, scrollWidth - clientWidth)
    })
    expect([path, overflow]).toEqual([path, 0])
  }
  expect(office.complaints).toEqual([])
})

test('anyone reads what territories share, on a telephone, without a script nor a cookie', async () => {
  const { page } = outside
  await page.setViewportSize(phone)
  await page.goto('/pratiques')
  await page.getByRole('textbox', { name: 'Mots cherchés' }).fill('partage')
  await page.getByRole('button', { name: 'Chercher' }).click()
  await page.getByRole('link', { name: 'Partagée' }).click()
  await page.getByRole('heading', { level: 1, name: 'Partagée' }).waitFor()
  expect(await outside.context.cookies()).toEqual([])
  for (const path of ['/pratiques', `/pratiques/${made.shared}`]) {
    await listening.page.goto(path)
    await demandAccessible(listening.page)
  }
})
