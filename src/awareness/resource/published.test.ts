import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pdf } from '#kernel/file/check.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { openMailbox } from '#kernel/testing/mailbox.server.ts'
import {
  createResource,
  listResourceRequests,
  readResource,
  readResourceUse,
  saveResource,
  settleResourceRequest,
} from './contract.ts'
import { noteMissed } from './missed.server.ts'
import { writeAnswer } from './request.server.ts'
import { brought, leaflet } from './resource.testing.ts'

let desk: TestDesk
let brune: Person
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  brune = await desk.people.coordinator('Brune')
  ana = await desk.people.listener('Ana')
})
afterAll(() => desk.close())

const add = async (given: Partial<typeof leaflet> = {}, name = 'guide.pdf') => {
  const file = await brought(brune, name, await pdf((one) => one.setSubject(given.title ?? '')))
  return await brune.ok(createResource, {
    input: { ...leaflet, ...given, first: { ...leaflet.first, fileId: file.id } },
  })
}
const read = async (path: string) => {
  const response = await desk.anyone.fetch(path)
  return { status: response.status, html: await response.text() }
}
const linkIn = (html: string): string => /href="([^"]*\/fichiers\/[^"]*)"/.exec(html)?.[1] ?? ''

describe('the public catalogue', () => {
  test('is found by words, by public, by subject; what is for the team is nowhere', async () => {
    const open = await add({ title: 'Parler des réseaux', topics: ['digital'], audience: 'young_people' })
    const inner = await add({ title: 'Procédure de nuit', visibility: 'internal' })
    const { html } = await read('/ressources')
    expect(html).toContain('Parler des réseaux')
    expect(html).not.toContain('Procédure de nuit')
    expect((await read(`/ressources/${inner.slug}`)).status).toBe(404)
    const plan = (await read('/sitemap.xml')).html
    expect([open, inner].map(({ slug }) => plan.includes(`/ressources/${slug}<`))).toEqual([true, false])
    expect((await read('/ressources?sujet=digital&pour=young_people')).html).toContain('Parler des réseaux')
    expect((await read('/ressources?sujet=care')).html).not.toContain('Parler des réseaux')
    const found = await read('/ressources/recherche?mots=reseaux')
    expect(found.html).toContain(`/ressources/${open.slug}`)
    const led = await desk.anyone.fetch('/ressources?mots=reseaux', { redirect: 'manual' })
    expect(led.headers.get('location')).toBe('/ressources/recherche?mots=reseaux')
    expect(html).not.toMatch(/<script(?! src="\/)|<img|<link[^>]*stylesheet/)
  })

  test('gives the file of what is public, counts it without saying who, and forgets robots', async () => {
    const { id, slug } = await add({ title: 'Affiche du couloir' })
    const page = await read(`/ressources/${slug}`)
    expect(page.html).toContain('Non balisé')
    const address = linkIn(page.html)
    const response = await desk.anyone.fetch(address, {
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(response.headers.get('content-disposition')).toContain('attachment')
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100)
    await desk.anyone.fetch(address, { headers: { 'user-agent': 'Googlebot/2.1' } })
    await desk.anyone.fetch(address, { method: 'HEAD' })
    const downloads = async () => (await ana.ok(readResource, { params: { id } })).versions[0]?.downloads
    await expect.poll(downloads).toBe(1)
    await brune.ok(saveResource, { params: { id }, version: 1, input: { visibility: 'internal' } })
    expect((await desk.anyone.fetch(address)).status).toBe(404)
    expect(await downloads()).toBe(1)
  })

  test('keeps the words of a search without result from the fifth person on, and never a number', async () => {
    const miss = (words: string, address: string) =>
      desk.database.transaction().execute((db) => noteMissed(db, desk.keys, words, address))
    for (const address of ['a', 'a', 'b', 'c', 'd']) await miss('Escape Game', address)
    const before = await brune.ok(readResourceUse)
    expect([before.missed, before.missedRarely]).toEqual([[], 4])
    const [row] = await desk.sql<{ row: string }>('select resource_miss::text as row from resource_miss')
    expect(row?.row).not.toContain('scape')
    await miss('escape  game', 'e')
    const after = await brune.ok(readResourceUse)
    expect(after.missed).toMatchObject([{ words: 'escape game', count: 5 }])
    for (const address of ['1', '2', '3', '4', '5', '6']) await miss('06 12 34 56 78', address)
    expect((await brune.ok(readResourceUse)).missed).toHaveLength(1)
    const nothing = await read('/ressources/recherche?mots=zzz%20introuvable')
    expect(nothing.html).toContain('Rien ne répond à cette recherche')
    expect((await brune.ok(readResourceUse)).missedRarely).toBe(1)
  })
})

describe('what is kept for professionals', () => {
  test('is shown to exist, asked for by a form, and read by a personal link once it is granted', async () => {
    const { id, slug } = await add({ title: 'Trame d’entretien', visibility: 'professionals' })
    const page = await read(`/ressources/${slug}`)
    expect(page.html).toContain('Demander cette ressource')
    expect(linkIn(page.html)).toBe('')
    const file = (await ana.ok(readResource, { params: { id } })).versions[0]
    const guess = `/ressources/${slug}/fichiers/1/${file?.file?.name}`
    expect((await desk.anyone.fetch(guess)).status).toBe(404)

    const ask = (fields: Record<string, string>) =>
      desk.anyone.fetch(`/ressources/${slug}/demande`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
      })
    const words = {
      name: 'Maud Inventée',
      organisation: 'Foyer imaginaire',
      role: 'Cheffe de service',
      email: 'maud@exemple.test',
      use: 'Former l’équipe.',
    }
    const half = await ask({ ...words, email: 'maud' })
    expect(half.status).toBe(422)
    expect(await half.text()).toContain('Cette adresse n’est pas complète.')
    expect((await ask({ ...words, site: 'https://machine.invalid' })).status).toBe(303)
    expect((await brune.ok(listResourceRequests, {})).items).toEqual([])
    expect((await ask(words)).headers.get('location')).toBe(`/ressources/${slug}/merci`)
    expect((await ana.call(listResourceRequests, {})).status).toBe(404)
    const [request] = (await brune.ok(listResourceRequests, { query: { state: 'waiting' } })).items
    expect(request).toMatchObject({ ...words, resource: { id } })
    const [row] = await desk.sql<{ row: string }>(
      'select resource_request::text as row from resource_request',
    )
    expect(row?.row).not.toContain('Inventée')

    const settle = () =>
      brune.call(settleResourceRequest, {
        params: { id: request?.id ?? '' },
        version: request?.version ?? 0,
        input: { state: 'granted' },
      })
    expect((await settle()).status).toBe(200)
    expect((await settle()).refusal?.code).toBe('request_settled')
    const mailbox = await openMailbox()
    const outside = {
      mail: mailbox.mail(),
      publicUrl: () => desk.url,
      onTrouble: (error: unknown) => {
        throw error
      },
    }
    await writeAnswer({ database: desk.database, keys: desk.keys, outside }, request?.id ?? '')
    const letter = mailbox.letters.at(-1)?.text ?? ''
    const link = /\/lien\/\S+/.exec(letter)?.[0] ?? ''
    const opened = await read(link)
    expect(opened.html).toContain('Trame d’entretien')
    const answer = await desk.anyone.fetch(`${link}/1`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    outside.mail.close()
    await mailbox.close()
  })
})
