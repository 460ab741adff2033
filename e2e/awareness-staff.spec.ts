import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Calls, openCalls } from '#awareness/call/call.testing.ts'
import { addMilestone, decideApplication, giveReview, readProjectCall } from '#awareness/call/contract.ts'
import { createIntervention } from '#awareness/intervention/contract.ts'
import { listInterventionRequests } from '#awareness/intervention/requestContract.ts'
import { createResource, listResourceRequests } from '#awareness/resource/contract.ts'
import { leaflet } from '#awareness/resource/resource.testing.ts'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { demandAccessible as demand, type Seat, sit } from './browser.ts'

const phone = { width: 390, height: 844 }
const desktop = { width: 1366, height: 768 }
const title = 'Recueillir la parole'

let desk: TestDesk
let calls: Calls
let ophelie: Person
let office: Seat
let outside: Seat
const made = {
  call: '',
  slug: '',
  waiting: '',
  decided: '',
  intervention: '',
  request: '',
  link: '',
  resource: '',
}

beforeAll(async () => {
  calls = await openCalls({ pages: true })
  ;({ desk, ophelie } = calls)
  office = await sit(desk.url, ophelie)
  outside = await sit(desk.url)
  await ophelie.ok(createResource, { input: { ...leaflet, reviewOn: '2026-01-05' } })
  const kept = await ophelie.ok(createResource, { input: { ...leaflet, title, visibility: 'professionals' } })
  made.resource = kept.slug
  const call = await calls.open({ reviewerIds: [calls.brune.id, calls.lou.id] })
  made.call = call.id
  made.slug = call.slug
  made.link = await calls.begin(call.slug)
  for (const name of ['Maraude du soir', 'Atelier du matin'])
    await calls.hand(await calls.begin(call.slug), { title: name })
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  const idOf = (name: string) => applications.find((one) => one.title === name)?.id ?? ''
  made.waiting = idOf('Atelier du matin')
  made.decided = idOf('Maraude du soir')
  const scores = call.criteria.map(({ id }) => ({ criterionId: id, score: 4 }))
  const params = { id: made.decided }
  for (const who of [calls.brune, calls.lou])
    await who.ok(giveReview, { params, input: { hasConflict: false, scores, comment: 'Utile.' } })
  await ophelie.ok(decideApplication, {
    params,
    version: 2,
    input: { state: 'accepted', granted: 7000, reasons: 'Un besoin mal couvert.' },
  })
  const due = {
    kind: 'report',
    label: 'Compte rendu',
    dueOn: '2026-01-05',
    doneOn: null,
    note: null,
  } as const
  await ophelie.ok(addMilestone, { params, input: due })
  const intervention = await ophelie.ok(createIntervention, {
    input: {
      kind: 'conference',
      title: 'Repérer en internat',
      organisation: 'Lycée imaginaire',
      startsAt: '2098-03-12T14:00:00+01:00',
      endsAt: '2098-03-12T16:00:00+01:00',
      departement: '41',
      place: 'Salle imaginaire',
      videoLink: null,
      notes: null,
      audiences: [{ audience: 'education', expected: 40 }],
      materialIds: [],
    },
  })
  made.intervention = intervention.id
}, 180_000)
afterAll(async () => {
  for (const seat of [office, outside]) await seat?.leave()
  await desk.close()
})

/** Once nothing is being announced: what says that a button works outlives it by some seconds. */
async function demandAccessible(page: Page): Promise<void> {
  await page.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' })
  await demand(page)
}

const overflowOf = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return Math.max(0, scrollWidth - clientWidth)
  })

test('a professional asks for a resource and for an intervention, and both wait for the officer', async () => {
  const { page } = outside
  await page.goto(`/ressources/${made.resource}/demande`)
  await page.getByLabel('Votre nom').fill('Maud Inventée')
  await page.getByLabel('Où vous travaillez').fill('Foyer Fictif')
  await page.getByLabel('Votre fonction').fill('Éducatrice')
  await page.getByLabel('Votre adresse professionnelle').fill('maud@exemple.test')
  await page.getByLabel('Ce que vous voulez en faire').fill('Former mon équipe.')
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByRole('heading', { level: 1, name: 'Votre demande est arrivée' }).waitFor()
  await page.goto('/professionnels/intervention')
  await page.getByLabel('Sujet').fill('Comprendre les signes')
  await page.getByLabel('Secteur du public').selectOption({ label: 'Éducation' })
  await page.getByLabel('Nombre de personnes attendues').fill('30')
  await page.getByLabel(/^Département/).selectOption({ label: '41 – Loir-et-Cher' })
  await page.getByLabel('Organisation').fill('Collège imaginaire')
  await page.getByLabel('Votre nom').fill('Maud Inventée')
  await page.getByLabel('Courriel').fill('maud@exemple.test')
  await page.getByRole('button', { name: 'Envoyer ma demande' }).click()
  await page.getByRole('heading', { level: 1, name: 'Votre demande est arrivée' }).waitFor()
  await runJobs(desk)
  const { items } = await ophelie.ok(listInterventionRequests, {})
  made.request = items[0]?.id ?? ''
  expect(made.request).not.toBe('')
  expect((await ophelie.ok(listResourceRequests, {})).items).toMatchObject([{ resource: { title } }])
})

const staffPages = () => [
  '/bureau/ressources',
  '/bureau/ressources/usage',
  '/bureau/ressources/demandes',
  '/bureau/appels',
  `/bureau/appels/${made.call}`,
  `/bureau/appels/${made.call}/candidatures/${made.waiting}`,
  `/bureau/appels/${made.call}/candidatures/${made.decided}`,
  '/bureau/interventions',
  '/bureau/interventions?vue=demandes',
  `/bureau/interventions/${made.intervention}`,
  `/bureau/interventions/demandes/${made.request}`,
]
const publicPages = () => [
  '/ressources',
  `/ressources/${made.resource}`,
  '/appels-a-projets',
  `/appels-a-projets/${made.slug}`,
  made.link,
]

test.each([
  ['light on a desk', 'light', desktop],
  ['dark on a telephone', 'dark', phone],
] as const)(
  'every page of it is accessible and holds its width, %s, even twice as large',
  async (...of) => {
    const [, colorScheme, size] = of
    for (const [seat, paths] of [
      [office, staffPages()],
      [outside, publicPages()],
    ] as const) {
      const { page } = seat
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const path of paths) {
        await page.setViewportSize(size)
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await demandAccessible(page)
        expect([path, await overflowOf(page)]).toEqual([path, 0])
        // Twice the text on the same screen is the same text on half of it.
        await page.setViewportSize({ ...size, width: Math.max(320, Math.round(size.width / 2)) })
        expect([path, 'at 200 %', await overflowOf(page)]).toEqual([path, 'at 200 %', 0])
      }
      expect(seat.complaints).toEqual([])
    }
  },
  300_000,
)

test('without a mouse: a call is found, opened, and withdrawn after it is said what that does', async () => {
  const { page } = office
  await page.setViewportSize(desktop)
  await page.goto('/bureau/appels')
  await page.getByRole('row', { name: /Aller vers les jeunes/ }).waitFor()
  const reach = async (isThere: () => Promise<boolean>) => {
    for (let press = 0; press < 60; press += 1) {
      if (await isThere()) return
      await page.keyboard.press('Tab')
    }
    throw new Error('Tab never came there')
  }
  const focused = (text: string) => async () =>
    (
      (await page
        .locator(':focus')
        .first()
        .textContent({ timeout: 1000 })
        .catch(() => '')) ?? ''
    ).includes(text)
  await page
    .locator('main h1')
    .first()
    .evaluate((heading) => heading.ownerDocument.body.focus())
  await reach(focused('Aller vers les jeunes'))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Aller vers les jeunes en fugue' }).waitFor()
  await page.getByText('Candidatures déposées').first().waitFor()
  await reach(focused('Plus'))
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /Retirer l’appel/ }).waitFor()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  await dialog.getByText('2 candidatures en cours').waitFor()
  await demandAccessible(page)
  // The first answer is to leave things as they are.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect((await ophelie.ok(readProjectCall, { params: { id: made.call } })).call.status).toBe('published')
  await page.getByRole('button', { name: 'Plus' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /Retirer l’appel/ }).waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Retirer l’appel' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Appel retiré.').waitFor()
  expect((await ophelie.ok(readProjectCall, { params: { id: made.call } })).call.status).toBe('withdrawn')
})
