import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createService } from '#cartography/directory/contract.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { demandAccessible, type Seat, sit } from './browser.ts'

/** Where the way out leads; answered here, so that nothing leaves this machine. */
const away = 'https://www.meteofrance.com/'

let desk: TestDesk
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk({ pages: true })
  ana = await desk.people.listener('Ana Fictive')
  const keeper = await desk.people.cartographer('Inès Fictive')
  await keeper.ok(createService, {
    input: {
      name: 'Maison des Embruns (exemple)',
      kinds: ['day_reception'],
      departements: ['76'],
      visibility: 'public',
      verified: 'phone',
      organisation: { name: 'Association fictive', kind: 'association' },
      place: { departement: '76', commune: 'Rouen' },
    },
  })
})
afterAll(() => desk.close())

/** A telephone or a screen of somebody outside, with or without scripts. */
async function visitor(
  options: { javaScriptEnabled: boolean; width: number; height: number },
  work: (page: Page, asked: string[], context: BrowserContext) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  })
  try {
    const { width, height, javaScriptEnabled } = options
    const context = await browser.newContext({
      viewport: { width, height },
      javaScriptEnabled,
      baseURL: desk.url,
    })
    const asked: string[] = []
    context.on('request', (request) => asked.push(request.url()))
    await context.route(`${away}**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Beau temps</h1>' }),
    )
    await work(await context.newPage(), asked, context)
  } finally {
    await browser.close()
  }
}

const isOurs = (url: string) => url.startsWith(desk.url) || url.startsWith('data:')

async function fitsAt200(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  // Twice the text on the same screen is the same text on half of it.
  await page.setViewportSize({ width: Math.max(320, Math.round(width / 2)), height })
  expect(await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0)
  await page.setViewportSize({ width, height })
}

describe.each([
  { name: 'desktop, scripts', javaScriptEnabled: true, width: 1366, height: 768 },
  { name: 'telephone, scripts', javaScriptEnabled: true, width: 390, height: 844 },
  { name: 'desktop, no script', javaScriptEnabled: false, width: 1366, height: 768 },
  { name: 'telephone, no script', javaScriptEnabled: false, width: 390, height: 844 },
])('$name', (options) => {
  test('a mother finds help in her département and leaves quickly', async () => {
    await visitor(options, async (page, asked, context) => {
      await page.goto('/')
      if (options.javaScriptEnabled) await demandAccessible(page)
      await fitsAt200(page)
      await page.keyboard.press('Tab')
      expect(await page.locator(':focus').textContent()).toBe('Aller au contenu')
      await page.getByRole('link', { name: /Je suis parent ou proche/ }).click()
      await page.getByRole('heading', { name: 'Parents et proches', level: 1 }).waitFor()
      await page.getByRole('link', { name: 'Trouver de l’aide près de chez vous' }).click()
      await page.getByLabel('Votre ville, ou votre département').fill('Rouen')
      await page.getByRole('button', { name: 'Chercher' }).click()
      await page.getByRole('heading', { name: 'Maison des Embruns (exemple)' }).waitFor()
      // What she was looking for is in no address.
      expect(page.url()).toBe(`${desk.url}/aide`)
      expect(asked.filter((url) => !isOurs(url))).toEqual([])
      expect(await context.cookies()).toEqual([])
      await page.getByRole('link', { name: 'Quitter vite' }).click()
      await page.getByRole('heading', { name: 'Beau temps' }).waitFor()
      expect(asked.filter((url) => !isOurs(url))).toEqual([away])
      if (!options.javaScriptEnabled) return
      // Back shows nothing of ours: one is led away again.
      await page.goBack({ waitUntil: 'commit' }).catch(() => null)
      await page.getByRole('heading', { name: 'Beau temps' }).waitFor()
    })
  })
})

test('three times Escape leaves, three times Shift too, and a capital letter does not', async () => {
  await visitor({ javaScriptEnabled: true, width: 1366, height: 768 }, async (page) => {
    for (const key of ['Escape', 'Shift']) {
      await page.goto('/ecrire')
      await page.keyboard.press(key)
      await page.getByText('Encore 2 fois pour quitter cette page.').waitFor()
      await page.keyboard.press(key)
      await page.keyboard.press(key)
      await page.getByRole('heading', { name: 'Beau temps' }).waitFor()
    }
    await page.goto('/ecrire')
    await page.getByLabel('Que se passe-t-il').focus()
    for (const letter of ['A', 'B', 'C', 'D']) await page.keyboard.press(`Shift+${letter}`)
    expect(await page.getByLabel('Que se passe-t-il').inputValue()).toBe('ABCD')
    expect(page.url()).toBe(`${desk.url}/ecrire`)
  })
})

test('a message of the form stands at the desk within the second, and a listener takes it', async () => {
  const seat: Seat = await sit(desk.url, ana)
  try {
    await seat.page.goto('/bureau')
    await seat.page.getByRole('heading', { name: 'Tableau de bord' }).waitFor()
    await visitor({ javaScriptEnabled: true, width: 390, height: 844 }, async (page) => {
      await page.goto('/ecrire')
      await demandAccessible(page)
      await fitsAt200(page)
      await page.getByLabel('Son parent, son tuteur').check()
      await page.getByLabel('Que se passe-t-il').fill('Ma fille inventée part chaque soir.')
      await page.getByLabel('J’ai peur pour aujourd’hui').check()
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('[name=preuve]')?.value !== '',
      )
      await page.getByRole('button', { name: 'Envoyer' }).click()
      await page.getByRole('heading', { name: 'Votre message est arrivé' }).waitFor()
      await demandAccessible(page)
    })
    const list = seat.page.getByRole('list', { name: 'Messages du formulaire' })
    await list.getByText('Peur pour aujourd’hui').waitFor()
    await demandAccessible(seat.page)
    await list.getByRole('button', { name: 'Prendre' }).click()
    await seat.page.waitForURL('**/bureau/contacts/**')
    await seat.page.getByText('Ma fille inventée part chaque soir.').waitFor()
    expect(seat.complaints).toEqual([])
  } finally {
    await seat.leave()
  }
})

const pages = [
  ...[
    '/besoin-d-aide',
    '/parents',
    '/professionnels',
    '/urgence',
    '/appeler',
    '/signes',
    '/aide',
    '/aide/76',
  ],
  ...[
    '/carte',
    '/chiffres',
    '/facile',
    '/facile/besoin-d-aide',
    '/facile/parents',
    '/traces',
    '/plan-du-site',
  ],
  ...['/donnees-personnelles', '/accessibilite', '/mentions-legales'],
]

/** Milliseconds of script that a page has run so far. */
async function scriptTimeOf(page: Page, context: BrowserContext): Promise<number> {
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  await session.detach()
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000
}

test.each(['light', 'dark'] as const)(
  'every page of the site is accessible on a telephone, in %s, and within its budget',
  { timeout: 300_000 },
  async (colorScheme) => {
    await visitor({ javaScriptEnabled: true, width: 390, height: 844 }, async (page, asked, context) => {
      await page.emulateMedia({ colorScheme })
      for (const path of pages) {
        await page.goto(path)
        // What runs is a few lines: far under the length of a task that would hold the page up.
        expect(await scriptTimeOf(page, context), path).toBeLessThan(50)
        await demandAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBe(0)
        await fitsAt200(page)
      }
      expect(asked.filter((url) => !isOurs(url))).toEqual([])
      // Each page, and the one script that all of them share.
      expect(new Set(asked.map((url) => new URL(url).pathname)).size).toBe(pages.length + 1)
    })
  },
)
