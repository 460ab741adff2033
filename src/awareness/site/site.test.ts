import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createService } from '#cartography/directory/contract.ts'
import { readabilityOf, sentencesOf } from '#kernel/public/readability.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { publicPages } from '#public.server.ts'
import { publishBanner, readBanner, undoBanner } from './contract.ts'
import { siteFrame } from './frame.ts'
import { sitePages } from './pages.server.ts'

let desk: TestDesk
let alix: Person

beforeAll(async () => {
  desk = await openTestDesk()
  alix = await desk.people.administrator('Alix Fictive')
  const keeper = await desk.people.cartographer('Inès Fictive')
  const about = {
    departements: ['76' as const],
    verified: 'phone' as const,
    organisation: { name: 'Association fictive', kind: 'association' as const },
  }
  for (const input of [
    {
      ...about,
      name: 'Maison des Embruns (exemple)',
      kinds: ['day_reception' as const],
      visibility: 'public' as const,
      place: { departement: '76' as const, commune: 'Rouen' },
    },
    {
      ...about,
      name: 'Écoute des Galets (exemple)',
      kinds: ['day_reception' as const],
      visibility: 'public' as const,
      place: { departement: '76' as const, commune: 'Le Havre' },
    },
    {
      ...about,
      name: 'Appartement discret (exemple)',
      kinds: ['day_reception' as const],
      visibility: 'professionals_only' as const,
      place: { departement: '76' as const, commune: 'Dieppe' },
    },
  ]) {
    await keeper.ok(createService, { input })
  }
})
afterAll(() => desk.close())

const get = (path: string, headers: Record<string, string> = {}) => desk.anyone.fetch(path, { headers })

/** The pages of the site that have one address, and one of those that have many. */
const addresses = [
  ...sitePages.map(({ path }) => (path === '/aide/:departement' ? '/aide/76' : path)),
  '/carte?voir=manques',
  '/ecrire',
  '/podcast',
  '/ressources',
  '/pratiques',
  '/appels-a-projets',
  '/professionnels/intervention',
]

describe.each(addresses)('%s', (path) => {
  test('is light, whole by itself, and keeps nothing of who reads it', async () => {
    const response = await get(path)
    const html = await response.text()
    expect(response.status, html.slice(0, 400)).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    const zipped = await fetch(new URL(path, desk.url), { headers: { 'accept-encoding': 'br' } })
    expect(Buffer.byteLength(html)).toBeLessThan(path.startsWith('/carte') ? 100_000 : 60_000)
    // What travels: the page, and the scripts that it can do without.
    expect(Number(zipped.headers.get('content-length') ?? Buffer.byteLength(html))).toBeLessThan(60_000)
    const scripts = [...html.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, src]) => src)
    expect(scripts).toEqual(path === '/ecrire' ? ['/quitter.js', '/ecrire/calcul.js'] : ['/quitter.js'])
    expect(html).not.toMatch(
      /<img|<iframe|<link(?! rel="icon" href="data:,")|@import|url\((?!#)|\sstyle=|\son\w+=/,
    )
    expect([...html.matchAll(/(?:src|href|action)="(https?:[^"]*)"/g)].map(([, to]) => to)).toEqual([
      siteFrame.exit.href,
    ])
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|https?:/)
  })

  test('says the way out, the numbers, and a title that tells nothing', async () => {
    const html = await (await get(path)).text()
    expect(html).toContain('data-quit=""')
    for (const link of ['tel:17', 'sms:114', 'tel:119']) expect(html).toContain(link)
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
    expect(title).not.toMatch(/prostitu|sexu|victime|danger/i)
    expect(html.match(/<h1/g)).toHaveLength(1)
  })
})

test('every page reads at least as easily as its bar, in the formula of Kandel and Moles', async () => {
  const lines: string[] = []
  for (const path of addresses) {
    const { score, words, sentences } = readabilityOf(sentencesOf(await (await get(path)).text()))
    const bar = path.startsWith('/facile') ? 90 : /^\/(professionnels|appels)/.test(path) ? 70 : 80
    lines.push(
      `${path.padEnd(24)} ${String(score).padStart(6)} (barre ${bar}, ${words} mots, ${sentences} phrases)`,
    )
    expect.soft(score, path).toBeGreaterThanOrEqual(bar)
  }
  process.stdout.write(`Lisibilité (Kandel et Moles)\n${lines.join('\n')}\n`)
})

test('no page shames anybody', async () => {
  for (const path of addresses) {
    const html = await (await get(path)).text()
    expect(html, path).not.toMatch(
      /prostituée?s?\b|se prostitue|putes?\b|mineurs? délinquant|petite? amie? payant/i,
    )
  }
})

test('a page is asked again for nothing: same mark, no body, and compressed for whoever can read it', async () => {
  const first = await fetch(new URL('/', desk.url), { headers: { 'accept-encoding': 'br' } })
  expect(first.headers.get('content-encoding')).toBe('br')
  expect(first.headers.get('cache-control')).toBe('public, max-age=60, stale-if-error=86400')
  const etag = first.headers.get('etag') ?? ''
  const second = await get('/', { 'if-none-match': etag })
  expect([second.status, await second.text()]).toEqual([304, ''])
  expect((await get('/ecrire')).headers.get('cache-control')).toBe('no-store')
})

test('help is found by département, by its number, and by town with its services first; what was asked is in no address', async () => {
  const search = (lieu: string) =>
    desk.anyone.fetch('/aide', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ lieu }).toString(),
    })
  for (const lieu of ['76', 'seine maritime', 'Seine-Maritime']) {
    const answer = await search(lieu)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/aide/76'])
  }
  const html = await (await search('le havre')).text()
  expect(html.indexOf('Écoute des Galets')).toBeGreaterThan(0)
  expect(html.indexOf('Écoute des Galets')).toBeLessThan(html.indexOf('Maison des Embruns'))
  expect(html).not.toContain('Appartement discret')
  expect((await search('Ville-qui-n’existe-nulle-part')).status).toBe(404)
  expect((await get('/aide/99')).status).toBe(404)
})

test('the plan for search engines has every page that anyone may open, absolute, and no link of anybody', async () => {
  const text = await (await get('/sitemap.xml')).text()
  const found = [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url ?? '')
  expect(found.every((url) => url.startsWith(`${desk.url}/`))).toBe(true)
  for (const path of ['/', '/besoin-d-aide', '/professionnels', '/carte', '/aide/2A', '/ecrire'])
    expect(found).toContain(`${desk.url}${path}`)
  expect(text).not.toMatch(/lien|bureau|\.js/)
  expect(await (await get('/robots.txt')).text()).toContain('Disallow: /bureau')
})

test('every link inside the site leads to a page', async () => {
  const served = new Set(publicPages.map(({ path }) => path))
  const missing = new Set<string>()
  for (const path of addresses) {
    const html = await (await get(path)).text()
    for (const [, href = ''] of html.matchAll(/href="(\/[^"#?]*)/g)) {
      if (served.has(href) || /^\/aide\/(\d\d\d?|2[AB])$/.test(href)) continue
      missing.add(href)
    }
  }
  expect([...missing]).toEqual([])
})

test('an administrator says something on every page within seconds, takes it back, and nobody else does', async () => {
  const until = async (path: string, is: (html: string) => boolean) => {
    for (let tries = 0; tries < 80; tries += 1) {
      const html = await (await get(path)).text()
      if (is(html)) return html
      await new Promise((done) => setTimeout(done, 200))
    }
    throw new Error(`${path} did not change`)
  }
  const words = 'Le 119 répond mal ce soir : appelez le 17.'
  await alix.ok(publishBanner, {
    input: { text: words, isUrgent: true, link: { href: '/urgence', label: 'Les numéros' } },
  })
  const html = await until('/', (now) => now.includes(words))
  expect(html).toContain('class="banner urgent"')
  await until('/aide/76', (now) => now.includes(words))
  expect(await (await get('/ecrire')).text()).toContain(words)
  const { last, items } = await alix.ok(readBanner)
  expect(items[0]).toMatchObject({ text: words, state: 'shown', decidedBy: 'Alix Fictive' })
  await alix.ok(publishBanner, {
    input: { text: 'Demain seulement.', startsAt: new Date(Date.now() + 86_400_000).toISOString() },
  })
  expect((await alix.call(undoBanner, { input: { last } })).status).toBe(412)
  expect((await alix.ok(readBanner)).items.map(({ state }) => state)).toEqual(['to_come', 'shown'])
  await alix.ok(publishBanner, { input: { text: null } })
  await until('/', (now) => !now.includes(words))
  const again = await alix.ok(readBanner)
  await alix.ok(undoBanner, { input: { last: again.last } })
  for (const person of [await desk.people.listener(), await desk.people.awareness_officer(), desk.anyone]) {
    expect((await person.call(publishBanner, { input: { text: 'Non.' } })).status).not.toBe(200)
  }
  const outside = await alix.call(publishBanner, {
    input: { text: 'Ailleurs.', link: { href: '//exemple.test', label: 'Ailleurs' } },
  })
  expect(outside.status).toBe(400)
})
