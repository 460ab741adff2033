import { afterAll, beforeAll, expect, test } from 'vitest'
import { createResource, publishVersion, readResource, saveResource } from '#awareness/resource/contract.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { cancelAction } from '#listening/action/contract.ts'
import { readServiceWork } from '#listening/liaison/contract.ts'
import { createSituation, readSituation } from '#listening/situation/contract.ts'
import { createSending, saveSending } from './contract.ts'

let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterAll(() => desk.close())

const first = {
  label: 'Édition 2026',
  publishedOn: '2026-01-05',
  note: null,
  link: 'https://exemple.fr/reperer',
}
const add = (title: string) =>
  brune.ok(createResource, {
    input: {
      title,
      kind: 'leaflet',
      audience: 'relatives',
      summary: 'Pour les parents.',
      topics: ['signs'],
      visibility: 'public',
      language: 'fr',
      isEasyToRead: false,
      licence: null,
      reviewOn: '2099-01-05',
      first,
    },
  })
const item = (id: string) => ana.ok(readResource, { params: { id } })

test('a sending says which version went to whom and how, and is one action of the file', async () => {
  const { id } = await add('Envoyé')
  const [version] = (await item(id)).versions
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
  expect((await item(id)).versions[0]?.sendings).toBe(1)
  expect((await ana.ok(readSituation, { params: { id: file.id } })).actions).toMatchObject([
    { id: made.id, kind: 'documentation_sent' },
  ])
  const rows = await desk.sql<{ text: string }>('select sending::text as text from sending')
  expect(JSON.stringify(rows)).not.toContain('Marelle')
  await brune.ok(publishVersion, { params: { id }, input: { ...first, label: 'Suivante' } })
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
  expect((await item(id)).versions[0]?.sendings).toBe(0)
})

test('what was retired can no longer be chosen, but what was sent of it stays told', async () => {
  const file = await ana.ok(createSituation, { input: {} })
  const nowhere = '019ab000-0000-7000-8000-000000000000'
  const refused = await ana.call(createSending, {
    params: { id: file.id },
    input: { versionId: nowhere, person: 'Tante Marelle', channel: 'mail', note: null },
  })
  expect(refused.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'versionId' }] })
  const { id } = await add('Retiré ensuite')
  const versionId = (await item(id)).versions[0]?.id ?? ''
  const send = () =>
    ana.call(createSending, {
      params: { id: file.id },
      input: { versionId, person: 'Tante Marelle', channel: 'mail', note: null },
    })
  expect((await send()).status).toBe(200)
  await brune.ok(saveResource, { params: { id }, version: 1, input: { isRetired: true } })
  expect((await send()).refusal?.code).toBe('malformed')
  const { sendings } = await ana.ok(readServiceWork, { params: { id: file.id } })
  expect(sendings).toMatchObject([{ title: 'Retiré ensuite' }])
})
