import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { cancelAction } from '#listening/action/contract.ts'
import { readServiceWork } from '#listening/liaison/contract.ts'
import { createSituation, readSituation } from '#listening/situation/contract.ts'
import {
  createDocument,
  createSending,
  fileLimit,
  listDocuments,
  publishVersion,
  saveDocument,
  saveSending,
} from './contract.ts'

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

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')
const pdf = '%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n'
const leaflet: z.input<typeof createDocument.input> = {
  title: 'Repérer et parler',
  kind: 'leaflet',
  audience: 'general_public',
  summary: 'Pour les parents.',
  first: { label: 'Édition 2026', publishedOn: '2026-01-05', note: null, link: 'https://exemple.fr/reperer' },
}
const add = (given: Partial<typeof leaflet> = {}) =>
  brune.ok(createDocument, { input: { ...leaflet, ...given } })
const catalogue = async (query: z.input<typeof listDocuments.query> = {}) =>
  (await ana.ok(listDocuments, { query: { limit: 100, ...query } })).items
const item = async (id: string, query: object = {}) => (await catalogue(query)).find((one) => one.id === id)

test('a coordinator and an awareness officer keep the catalogue, a listener reads it', async () => {
  const { id } = await add()
  const second = await ophelie.ok(publishVersion, {
    params: { id },
    input: { label: 'Édition 2027', publishedOn: '2026-11-02', note: 'Nouveaux numéros', link: null },
  })
  expect(second.number).toBe(2)
  expect(await item(id)).toMatchObject({
    title: 'Repérer et parler',
    retiredAt: null,
    versions: [
      { label: 'Édition 2027', number: 2, note: 'Nouveaux numéros', createdBy: 'Ophélie', fileName: null },
      { label: 'Édition 2026', number: 1, publishedOn: '2026-01-05', sendings: 0 },
    ],
  })
  for (const refused of [
    await ana.call(createDocument, { input: leaflet }),
    await ana.call(saveDocument, { params: { id }, version: 1, input: { title: 'Autre' } }),
    await ana.call(publishVersion, { params: { id }, input: leaflet.first }),
    await (await desk.people.analyst()).call(listDocuments),
  ])
    expect(refused.status).toBe(404)
})

test('a file is a PDF by what it holds, not by its name, and comes back as it was given', async () => {
  const file = { name: 'Guide à l’école.pdf', content: base64(pdf) }
  const { id } = await add({ title: 'Guide', first: { ...leaflet.first, file } })
  const version = (await item(id))?.versions[0]
  expect(version).toMatchObject({ fileName: 'Guide-a-l-ecole.pdf', fileSize: pdf.length })
  const answer = await ana.fetch(`/api/documentation/versions/${version?.id}/file`)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="Guide-a-l-ecole.pdf"')
  expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toBe(pdf)
  const publish = async (content: string) =>
    (
      await brune.call(publishVersion, {
        params: { id },
        input: { ...leaflet.first, file: { name: 'guide.pdf', content } },
      })
    ).refusal?.code
  expect(await publish(base64('<html><script>alert(1)</script>'))).toBe('file_not_pdf')
  expect(await publish(base64('%PDF-1.7 coupé'))).toBe('file_not_pdf')
  expect(await publish('pas du base64 !')).toBe('malformed')
  expect(await publish(base64(`%PDF-1.7${' '.repeat(fileLimit)}%%EOF`))).toMatch(/malformed|too_large/)
  expect((await item(id))?.versions).toHaveLength(1)
})

test('only an address of the web is a link', async () => {
  const refused = await brune.call(createDocument, {
    input: { ...leaflet, first: { ...leaflet.first, link: 'javascript:alert(1)' } },
  })
  expect(refused.refusal?.code).toBe('malformed')
})

test('two people who publish at once get two numbers', async () => {
  const { id } = await add({ title: 'À deux' })
  const made = await Promise.all(
    [brune, ophelie].map((who) => who.ok(publishVersion, { params: { id }, input: leaflet.first })),
  )
  expect(made.map(({ number }) => number).toSorted()).toEqual([2, 3])
})

test('an item is corrected over the version that was read; retired, it is proposed no more', async () => {
  const { id } = await add({ title: 'Ancien titre' })
  const { version } = await brune.ok(saveDocument, { params: { id }, version: 1, input: { title: 'Titre' } })
  const stale = await ophelie.call(saveDocument, { params: { id }, version: 1, input: { summary: null } })
  expect(stale.refusal).toMatchObject({ code: 'version_conflict', current: { title: 'Titre', version } })
  const retired = await brune.ok(saveDocument, { params: { id }, version, input: { isRetired: true } })
  expect(await item(id)).toBeUndefined()
  expect((await item(id, { retired: 'true' }))?.retiredAt).not.toBeNull()
  await brune.ok(saveDocument, { params: { id }, version: retired.version, input: { isRetired: false } })
  expect(await item(id)).toMatchObject({ title: 'Titre', retiredAt: null })
})

test('the catalogue is read page after page, by title, of one kind or one audience', async () => {
  const other = await openTestDesk()
  const chief = await other.people.coordinator()
  for (const title of ['B', 'A', 'C'])
    await chief.ok(createDocument, {
      input: { ...leaflet, title, kind: title === 'C' ? 'guide' : 'leaflet' },
    })
  const read = (query: z.input<typeof listDocuments.query>) => chief.ok(listDocuments, { query })
  const first = await read({ limit: 2 })
  expect(first.items.map(({ title }) => title)).toEqual(['A', 'B'])
  const next = await read({ limit: 2, after: first.next ?? '' })
  expect([next.items.map(({ title }) => title), next.next]).toEqual([['C'], null])
  expect((await read({ kind: 'guide' })).items.map(({ title }) => title)).toEqual(['C'])
  expect((await read({ audience: 'education' })).items).toEqual([])
  await other.close()
})

test('a sending says which version went to whom and how, and is one action of the file', async () => {
  const { id } = await add({ title: 'Envoyé' })
  const [version] = (await item(id))?.versions ?? []
  const file = await ana.ok(createSituation, { input: {} })
  const given = {
    versionId: version?.id ?? '',
    person: 'Tante Marelle',
    channel: 'email',
    note: null,
  } as const
  const made = await ana.ok(createSending, { params: { id: file.id }, input: given })
  const sendings = async () => (await ana.ok(readServiceWork, { params: { id: file.id } })).sendings
  expect(await sendings()).toMatchObject([
    { ...given, id: made.id, title: 'Envoyé', versionLabel: 'Édition 2026', author: 'Ana' },
  ])
  expect((await item(id))?.versions[0]?.sendings).toBe(1)
  expect((await ana.ok(readSituation, { params: { id: file.id } })).actions).toMatchObject([
    { id: made.id, kind: 'documentation_sent' },
  ])
  const rows = await desk.sql<{ text: string }>('select sending::text as text from sending')
  expect(JSON.stringify(rows)).not.toContain('Marelle')
  await brune.ok(publishVersion, { params: { id }, input: { ...leaflet.first, label: 'Suivante' } })
  expect(await sendings()).toMatchObject([{ versionLabel: 'Édition 2026' }])
  const saved = await ana.ok(saveSending, {
    params: { id: made.id },
    version: 1,
    input: { channel: 'handed_over' },
  })
  expect(await sendings()).toMatchObject([
    { person: 'Tante Marelle', channel: 'handed_over', version: saved.version },
  ])
  const stale = await ana.call(saveSending, { params: { id: made.id }, version: 1, input: { note: 'x' } })
  expect(stale.refusal).toMatchObject({ code: 'version_conflict', current: { channel: 'handed_over' } })
  await ana.ok(cancelAction, { params: { id: made.id } })
  expect(await sendings()).toEqual([])
  expect((await item(id))?.versions[0]?.sendings).toBe(0)
})

test('what was retired can no longer be chosen, but what was sent of it stays told', async () => {
  const file = await ana.ok(createSituation, { input: {} })
  const nowhere = '019ab000-0000-7000-8000-000000000000'
  const refused = await ana.call(createSending, {
    params: { id: file.id },
    input: { versionId: nowhere, person: 'Tante Marelle', channel: 'mail', note: null },
  })
  expect(refused.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'versionId' }] })
  const { id } = await add({ title: 'Retiré ensuite' })
  const versionId = (await item(id))?.versions[0]?.id ?? ''
  const send = () =>
    ana.call(createSending, {
      params: { id: file.id },
      input: { versionId, person: 'Tante Marelle', channel: 'mail', note: null },
    })
  expect((await send()).status).toBe(200)
  await brune.ok(saveDocument, { params: { id }, version: 1, input: { isRetired: true } })
  expect((await send()).refusal?.code).toBe('malformed')
  const { sendings } = await ana.ok(readServiceWork, { params: { id: file.id } })
  expect(sendings).toMatchObject([{ title: 'Retiré ensuite' }])
})
