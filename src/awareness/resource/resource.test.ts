import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { jpegWithPlace, pdf, png, scriptedPdf, svg } from '#kernel/file/check.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createSending } from '#listening/documentation/contract.ts'
import { createSituation } from '#listening/situation/contract.ts'
import {
  createResource,
  listResources,
  publishVersion,
  readResource,
  readResourceFile,
  readResourceUse,
  saveResource,
} from './contract.ts'
import { bring, brought, leaflet } from './resource.testing.ts'
import { purgeResources } from './write.server.ts'

let desk: TestDesk
let ana: Person
let brune: Person
let ophelie: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
  ophelie = await desk.people.awareness_officer('Ophélie')
})
afterAll(() => desk.close())

const add = (given: Partial<typeof leaflet> = {}) =>
  brune.ok(createResource, { input: { ...leaflet, ...given } })
const item = (id: string) => ana.ok(readResource, { params: { id } })
const list = async (query: z.input<typeof listResources.query> = {}) =>
  (await ana.ok(listResources, { query: { limit: 100, ...query } })).items.map(({ id }) => id)

test('a coordinator and an awareness officer keep the catalogue, a listener reads it', async () => {
  const { id, slug } = await add()
  expect(slug).toBe('reperer-et-parler')
  const second = await ophelie.ok(publishVersion, {
    params: { id },
    input: { label: 'Édition 2027', publishedOn: '2026-11-02', note: 'Nouveaux numéros', link: null },
  })
  expect(second.number).toBe(2)
  expect(await item(id)).toMatchObject({
    title: 'Repérer et parler',
    topics: ['signs', 'speaking'],
    owner: 'Brune',
    retiredAt: null,
    versions: [
      { label: 'Édition 2027', number: 2, note: 'Nouveaux numéros', createdBy: 'Ophélie', file: null },
      { label: 'Édition 2026', number: 1, publishedOn: '2026-01-05', sendings: 0, downloads: 0 },
    ],
  })
  for (const refused of [
    await ana.call(createResource, { input: leaflet }),
    await ana.call(saveResource, { params: { id }, version: 1, input: { title: 'Autre' } }),
    await ana.call(publishVersion, { params: { id }, input: leaflet.first }),
    await ana.call(readResourceUse),
    await (await desk.people.analyst()).call(listResources),
  ])
    expect(refused.status).toBe(404)
  expect((await bring(ana, 'a.pdf', await pdf())).status).toBe(404)
})

test('a file is what it holds, comes back clean, and says how it reads', async () => {
  const file = await brought(ophelie, 'Guide à l’école.pdf', await pdf())
  expect(file).toMatchObject({
    name: 'Guide-a-l-ecole.pdf',
    type: 'application/pdf',
    notes: { pages: 1, isTagged: false, removed: expect.arrayContaining(['auteur et logiciel']) },
  })
  const { id } = await add({ title: 'Guide', first: { ...leaflet.first, fileId: file.id } })
  const version = (await item(id)).versions[0]
  expect(version?.file).toMatchObject({ id: file.id, size: file.size })
  const answer = await ana.call(readResourceFile, { params: { id: version?.id ?? '' } })
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toContain('filename="Guide-a-l-ecole.pdf"')
  expect(answer.text).not.toContain('Auteur Inventé')
  const again = await brune.call(createResource, {
    input: { ...leaflet, first: { ...leaflet.first, fileId: file.id } },
  })
  expect(again.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'fileId' }] })
  const paper = await add({ title: 'Sur papier' })
  const none = (await item(paper.id)).versions[0]?.id ?? ''
  expect((await ana.call(readResourceFile, { params: { id: none } })).status).toBe(404)
})

test('what is broken or deceitful is refused with its reason, and nothing of it stays', async () => {
  const before = await desk.sql('select id from file')
  const given: readonly (readonly [string, Buffer, RegExp])[] = [
    ['page.pdf', Buffer.from('<html><script>alert(1)</script>'), /aucun des genres/],
    ['coupe.pdf', Buffer.from('%PDF-1.7 coupé'), /incomplet ou abîmé/],
    ['script.pdf', await scriptedPdf(), /contient un programme/],
    ['affiche.pdf', await png(), /annonce un genre/],
    ['photo.jpg', await jpegWithPlace(), /où elle a été prise/],
    ['logo.svg', svg('<script>alert(1)</script>'), /contient un programme/],
  ]
  for (const [name, bytes, reason] of given) {
    const answer = await bring(ophelie, name, bytes)
    const body = (await answer.json()) as { code: string; fields: { field: string; message: string }[] }
    expect([name, answer.status, body.code]).toEqual([name, 422, 'file_not_accepted'])
    expect(body.fields[0]?.message).toMatch(reason)
  }
  expect(await desk.sql('select id from file')).toEqual(before)
})

test('a file that no version took is forgotten the next night', async () => {
  const left = await brought(ophelie, 'oublie.svg', svg())
  const kept = await brought(ophelie, 'garde.svg', svg('<circle r="2"/>'))
  await add({ title: 'Affiche gardée', first: { ...leaflet.first, fileId: kept.id } })
  await desk.sql(`update resource_file set brought_at = now() - interval '2 days' where file_id = any($1)`, [
    [left.id, kept.id],
  ])
  await desk.database.transaction().execute(purgeResources)
  expect(await desk.sql('select id from file where id = any($1)', [[left.id, kept.id]])).toEqual([
    { id: kept.id },
  ])
})

test('two people who publish at once get two numbers', async () => {
  const { id } = await add({ title: 'À deux' })
  const made = await Promise.all(
    [brune, ophelie].map((person) => person.ok(publishVersion, { params: { id }, input: leaflet.first })),
  )
  expect(made.map(({ number }) => number).toSorted()).toEqual([2, 3])
})

test('two resources of one title have two addresses, and an address stays when the title changes', async () => {
  const made = await Promise.all([add({ title: 'Même titre' }), add({ title: 'Même titre' })])
  expect(made.map(({ slug }) => slug).toSorted()).toEqual(['meme-titre', 'meme-titre-2'])
  const [first] = made
  await brune.ok(saveResource, { params: { id: first.id }, version: 1, input: { title: 'Autre titre' } })
  expect(await item(first.id)).toMatchObject({ title: 'Autre titre', slug: first.slug })
})

test('a resource is corrected over the version that was read; retired, it is proposed no more', async () => {
  const { id } = await add({ title: 'Ancien titre' })
  const { version } = await brune.ok(saveResource, { params: { id }, version: 1, input: { title: 'Titre' } })
  const stale = await ophelie.call(saveResource, { params: { id }, version: 1, input: { summary: null } })
  expect(stale.refusal).toMatchObject({ code: 'version_conflict', current: { title: 'Titre', version } })
  const retired = await brune.ok(saveResource, { params: { id }, version, input: { isRetired: true } })
  expect(await list()).not.toContain(id)
  expect(await list({ retired: 'true' })).toContain(id)
  await brune.ok(saveResource, { params: { id }, version: retired.version, input: { isRetired: false } })
  expect(await item(id)).toMatchObject({ title: 'Titre', retiredAt: null })
})

test('what others read has a day to be read again, and comes up when that day has passed', async () => {
  const refused = await brune.call(createResource, { input: { ...leaflet, reviewOn: null } })
  expect(refused.refusal?.fields?.[0]?.field).toBe('reviewOn')
  const inner = await add({ title: 'Note de service', visibility: 'internal', reviewOn: null })
  const open = await brune.call(saveResource, {
    params: { id: inner.id },
    version: 1,
    input: { visibility: 'public' },
  })
  expect(open.refusal?.fields?.[0]?.field).toBe('reviewOn')
  const late = await add({ title: 'Fiche ancienne', reviewOn: '2020-01-01' })
  const due = await ana.ok(listResources, { query: { due: 'true', limit: 100 } })
  expect(due.items.map(({ id }) => id)).toEqual([late.id])
  expect(due.items[0]?.isDue).toBe(true)
  await ophelie.ok(saveResource, {
    params: { id: late.id },
    version: 1,
    input: { isMine: true, reviewOn: '2099-01-01' },
  })
  expect(await item(late.id)).toMatchObject({ owner: 'Ophélie', isDue: false })
})

test('the catalogue is read page after page, by title, of one kind, one audience, or by its words', async () => {
  const other = await openTestDesk()
  const chief = await other.people.coordinator()
  for (const title of ['B', 'A', 'C'])
    await chief.ok(createResource, {
      input: { ...leaflet, title, kind: title === 'C' ? 'guide' : 'leaflet' },
    })
  const read = (query: z.input<typeof listResources.query>) => chief.ok(listResources, { query })
  const first = await read({ limit: 2 })
  expect(first.items.map(({ title }) => title)).toEqual(['A', 'B'])
  expect(first.total).toBe(3)
  const next = await read({ limit: 2, after: first.next ?? '' })
  expect([next.items.map(({ title }) => title), next.next]).toEqual([['C'], null])
  expect((await read({ kind: 'guide' })).items.map(({ title }) => title)).toEqual(['C'])
  expect((await read({ audience: 'education' })).items).toEqual([])
  expect((await read({ text: 'parens' })).total).toBe(3)
  expect((await read({ text: 'montgolfière' })).total).toBe(0)
  await other.close()
})

test('the page of use tells what is sent, the most first', async () => {
  const { id } = await add({ title: 'Très envoyée' })
  const versionId = (await item(id)).versions[0]?.id ?? ''
  const file = await ana.ok(createSituation, { input: {} })
  for (let index = 0; index < 2; index++)
    await ana.ok(createSending, {
      params: { id: file.id },
      input: { versionId, person: 'Tante Marelle', channel: 'mail', note: null },
    })
  const { used } = await ophelie.ok(readResourceUse)
  expect(used[0]).toEqual({ id, title: 'Très envoyée', sendings: 2, downloads: 0 })
})
