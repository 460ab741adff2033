import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  createPractice,
  handPractice,
  listPracticeOwners,
  movePractice,
  type PracticeFields,
  readPractice,
  readPracticeHistory,
  savePractice,
} from './contract.ts'
import { blank, consent } from './practice.testing.ts'
import { sealStoredPractices } from './sealStored.server.ts'
import type { PracticeStep } from './steps.ts'

let desk: TestDesk
let lou: Person
let paul: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
  paul = await desk.people.cartographer('Paul Fictif')
})
afterAll(() => desk.close())

const read = (id: string) => lou.ok(readPractice, { params: { id } })
const make = (more: Partial<PracticeFields> = {}) =>
  lou.ok(createPractice, { input: { ...blank, ...consent, ...more } })
async function step(by: Person, id: string, name: PracticeStep) {
  const { version } = await read(id)
  await by.ok(movePractice, { params: { id }, version, input: { step: name } })
}
const stored = async () => {
  const rows = await Promise.all(
    ['practice', 'practice_history', 'journal', 'idempotency'].map((table) =>
      desk.ownerSql<{ text: string }>(`select t::text as text from app.${table} t`),
    ),
  )
  return rows.flat().map(({ text }) => text)
}
const seen = async () => (await stored()).join('\n')

test('a contact and who consented are sealed, their changes too, and both are read back', async () => {
  const { id, version } = await make()
  await lou.ok(savePractice, {
    params: { id },
    version,
    input: { contactName: 'Ursule Inventée', means: 'Un mi-temps' },
  })
  expect(await read(id)).toMatchObject({
    contactName: 'Ursule Inventée',
    contactEmail: 'maud@exemple.invalid',
    consentBy: 'Maud Inventée',
  })
  const { items } = await lou.ok(readPracticeHistory, { params: { id } })
  expect(items[0]?.changes).toEqual([
    { field: 'Moyens', before: null, after: 'Un mi-temps' },
    { field: 'Personne à joindre', before: 'Maud Inventée', after: 'Ursule Inventée' },
  ])
  expect(await seen()).not.toMatch(/Inventée|exemple\.invalid/)
})

test('a contact lies open only while its practice is published to all with a contact for all', async () => {
  const { id } = await make({ contactVisibility: 'public', contactName: 'Octave Ouvert' })
  await step(paul, id, 'review')
  await step(lou, id, 'publish_professionals')
  expect(await seen()).not.toMatch(/Octave/)
  await step(lou, id, 'publish_all')
  expect(await seen()).toMatch(/Octave/)
  // Whoever consented is named nowhere.
  expect(await seen()).not.toMatch(/Maud/)
  await step(lou, id, 'question')
  expect(await seen()).not.toMatch(/Octave/)
  expect((await read(id)).contactName).toBe('Octave Ouvert')
})

test('what was written before anything was sealed is read as it lies, then sealed', async () => {
  const { id } = await make()
  await desk.ownerSql(
    `update practice set sealed_contact = null, contact_name = 'Ancien Nom', contact_email = 'ancien@exemple.test',
       consent_by = 'Ancien Accord' where id = $1`,
    [id],
  )
  await desk.ownerSql(
    `update practice_history set changes = '[{"field":"Sa fonction","before":null,"after":"Ancien Directeur"},
       {"field":"Moyens","before":null,"after":"Un poste"}]' where practice_id = $1`,
    [id],
  )
  expect(await read(id)).toMatchObject({ contactName: 'Ancien Nom', consentBy: 'Ancien Accord' })
  await desk.database.transaction().execute((db) => sealStoredPractices(db, desk.keys))
  expect(await seen()).not.toMatch(/Ancien/)
  expect(await read(id)).toMatchObject({
    contactName: 'Ancien Nom',
    contactEmail: 'ancien@exemple.test',
    consentBy: 'Ancien Accord',
  })
  const { items } = await lou.ok(readPracticeHistory, { params: { id } })
  expect(items[0]?.changes.map(({ field, after }) => [field, after])).toEqual([
    ['Moyens', 'Un poste'],
    ['Sa fonction', 'Ancien Directeur'],
  ])
})

test('a practice changes hands whatever its status, stays reviewed, and its history says so', async () => {
  const noa = await desk.people.awareness_officer('Noa Fictive')
  const ana = await desk.people.listener('Ana Fictive')
  const { id } = await make()
  await step(paul, id, 'review')
  await step(lou, id, 'publish_all')
  const owners = await lou.ok(listPracticeOwners, {})
  expect(owners.items.map(({ name }) => name)).toEqual(['Lou Fictive', 'Noa Fictive', 'Paul Fictif'])
  const { version } = await read(id)
  const hand = (ownerId: string, over = version, by = lou) =>
    by.call(handPractice, { params: { id }, version: over, input: { ownerId } })
  expect((await hand(ana.id)).refusal?.fields?.[0]?.field).toBe('ownerId')
  expect((await hand(noa.id, version, noa)).status).toBe(404)
  expect((await hand(noa.id)).body).toEqual({ version: version + 1 })
  expect((await hand(paul.id)).status).toBe(412)
  expect(await read(id)).toMatchObject({
    owner: { name: 'Noa Fictive' },
    status: 'published_all',
    reviewedBy: 'Paul Fictif',
  })
  const { items } = await lou.ok(readPracticeHistory, { params: { id } })
  expect(items[0]?.changes).toEqual([{ field: 'Tenue par', before: 'Lou Fictive', after: 'Noa Fictive' }])
})
