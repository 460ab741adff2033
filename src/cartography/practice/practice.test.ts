import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { Departement, Problem } from '#vocabulary'
import {
  adoptPractice,
  commentPractice,
  createPractice,
  listPractices,
  listPublishedPractices,
  movePractice,
  type PracticeFields,
  readPractice,
  readPracticeHistory,
  removeAdoption,
  savePractice,
  withdrawComment,
} from './contract.ts'
import { blank, consent } from './practice.testing.ts'
import type { PracticeStep } from './steps.ts'

let desk: TestDesk
let lou: Person
let other: Person
let chloe: Person
let ana: Person
let noa: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
  other = await desk.people.cartographer('Paul Fictif')
  chloe = await desk.people.coordinator('Chloé Fictive')
  ana = await desk.people.listener('Ana Fictive')
  noa = await desk.people.awareness_officer('Noa Fictive')
})
afterAll(() => desk.close())

const make = async (fields: Partial<PracticeFields> = {}, by = lou) =>
  by.ok(createPractice, { input: { ...blank, ...fields } })

/** Takes one step over the version of now. */
async function step(by: Person, id: string, name: PracticeStep) {
  const { version } = await lou.ok(readPractice, { params: { id } })
  return by.call(movePractice, { params: { id }, version, input: { step: name } })
}

async function published(fields: Partial<PracticeFields> = {}, scope: 'professionals' | 'all' = 'all') {
  const { id } = await make({ ...consent, ...fields })
  expect((await step(other, id, 'review')).status).toBe(200)
  expect((await step(lou, id, `publish_${scope}`)).status).toBe(200)
  return id
}

test('whoever wrote of a practice cannot review it, and somebody else can', async () => {
  const { id } = await make()
  expect((await step(lou, id, 'review')).refusal?.code).toBe('own_review')
  const reviewed = await step(chloe, id, 'review')
  expect(reviewed.body.status).toBe('reviewed')
  expect(await lou.ok(readPractice, { params: { id } })).toMatchObject({ reviewedBy: 'Chloé Fictive' })
})

test('nothing is published without consent, nor before a review by another, nor without a date to review it', async () => {
  const { id, version } = await make()
  expect((await step(lou, id, 'publish_all')).refusal?.code).toBe('practice_moved')
  await step(chloe, id, 'review')
  const refused = await step(lou, id, 'publish_professionals')
  expect(refused.refusal?.code).toBe('practice_not_publishable')
  expect(refused.refusal?.fields?.map((one) => one.field)).toEqual(['consentBy', 'reviewOn'])
  expect(version).toBe(1)
})

test('a consent for professionals does not let a practice be shown to all', async () => {
  const { id } = await make({ ...consent, consentScope: 'professionals_only' })
  await step(other, id, 'review')
  expect((await step(lou, id, 'publish_all')).refusal?.fields?.[0]?.field).toBe('consentScope')
  expect((await step(lou, id, 'publish_professionals')).status).toBe(200)
})

test('the database itself refuses a publication without consent and a review by a writer', async () => {
  const { id } = await make()
  await expect(
    desk.sql(`update practice set status = 'published_all' where id = $1`, [id]),
  ).rejects.toMatchObject({ constraint: 'practice_publishable' })
  await expect(
    desk.sql('update practice set reviewed_by = $2, reviewed_at = now() where id = $1', [id, lou.id]),
  ).rejects.toMatchObject({ constraint: 'practice_reviewed_by_another' })
})

test('half a consent, or one dated tomorrow, is refused against its field', async () => {
  const half = await lou.call(createPractice, { input: { ...blank, consentBy: 'Maud Inventée' } })
  expect(half.refusal?.fields?.[0]?.field).toBe('consentBy')
  const future = await lou.call(createPractice, {
    input: { ...blank, ...consent, consentOn: '2098-01-01' },
  })
  expect(future.refusal?.fields?.[0]?.field).toBe('consentOn')
})

test('a published practice is changed only after it was put to review, and then asks for another review', async () => {
  const id = await published()
  const held = await lou.ok(readPractice, { params: { id } })
  const input = { results: 'Des réunions plus rapides.' }
  const early = await lou.call(savePractice, { params: { id }, version: held.version, input })
  expect(early.refusal?.code).toBe('practice_not_open')
  await step(chloe, id, 'question')
  expect((await ana.call(readPractice, { params: { id } })).status).toBe(404)
  const { version } = await lou.ok(readPractice, { params: { id } })
  await lou.ok(savePractice, { params: { id }, version, input })
  expect((await step(lou, id, 'review')).refusal?.code).toBe('own_review')
  expect((await step(other, id, 'review')).status).toBe(200)
})

test('a listener sees what is published and nothing that is being prepared', async () => {
  const { id } = await make({ title: 'Brouillon que personne ne lit encore' })
  const shown = await published({ title: 'Permanence croisée du jeudi' })
  expect((await ana.call(readPractice, { params: { id } })).status).toBe(404)
  const { items } = await ana.ok(listPractices, {})
  expect(items.map((one) => one.id)).toContain(shown)
  expect(items.map((one) => one.id)).not.toContain(id)
  expect(items.every((one) => one.status.startsWith('published'))).toBe(true)
})

test('a coordinator reviews and stops, but does not publish', async () => {
  const { id } = await make(consent)
  await step(chloe, id, 'review')
  expect((await step(chloe, id, 'publish_all')).status).toBe(404)
  expect((await step(chloe, id, 'question')).body.status).toBe('to_review')
})

test('the contact is shown to whom it may be shown, and to nobody else', async () => {
  const id = await published({ title: 'Contact réservé', contactVisibility: 'professionals_only' })
  const hidden = await published({ title: 'Contact interne', contactVisibility: 'internal' })
  const open = await published({ title: 'Contact public', contactVisibility: 'public' })
  const read = async (audience: 'public' | 'professionals') => {
    const { items } = await ana.ok(listPublishedPractices, { query: { audience } })
    return new Map(items.map((one) => [one.id, one.contact?.contactEmail]))
  }
  const outside = await lou.call(listPublishedPractices, { query: { audience: 'public' } })
  expect((await read('public')).get(open)).toBe('maud@exemple.invalid')
  expect((await read('public')).get(id)).toBeUndefined()
  expect((await read('professionals')).get(id)).toBe('maud@exemple.invalid')
  expect((await read('professionals')).get(hidden)).toBeUndefined()
  expect(outside.text.match(/maud@exemple/g)?.length).toBe(
    outside.body.items.filter((one) => one.contact !== null).length,
  )
})

test('what is published to professionals is not in what everybody reads', async () => {
  const id = await published({ title: 'Pour les professionnels' }, 'professionals')
  const all = await lou.ok(listPublishedPractices, { query: { audience: 'public' } })
  const pros = await lou.ok(listPublishedPractices, { query: { audience: 'professionals' } })
  expect(all.items.map((one) => one.id)).not.toContain(id)
  expect(pros.items.map((one) => one.id)).toContain(id)
})

test('a search forgives typing, and finds by problem and by territory, by its region and by who took it up', async () => {
  const { id } = await make({
    title: 'Maraude numérique du littoral',
    departements: [],
    regions: ['53'],
    problems: ['image_circulation'],
  })
  const found = async (query: {
    readonly text?: string
    readonly problem?: Problem
    readonly departement?: Departement
  }) => (await lou.ok(listPractices, { query })).items.map((one) => one.id)
  expect(await found({ text: 'maraud numerqiue' })).toContain(id)
  expect(await found({ text: 'montgolfière' })).not.toContain(id)
  expect(await found({ problem: 'image_circulation' })).toEqual([id])
  expect(await found({ departement: '29' })).toContain(id)
  expect(await found({ departement: '974' })).not.toContain(id)
  await lou.ok(adoptPractice, { params: { id }, input: { departement: '974' } })
  expect(await found({ departement: '974' })).toContain(id)
  await lou.ok(removeAdoption, { params: { id }, query: { departement: '974' } })
  expect(await found({ departement: '974' })).not.toContain(id)
})

test('pages follow one another without a practice lost or told twice', async () => {
  for (let index = 0; index < 5; index++) await make({ title: `Atelier de parole ${index}` })
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await lou.ok(listPractices, {
      query: { text: 'atelier', limit: 2, ...(after && { after }) },
    })
    seen.push(...page.items.map((one) => one.id))
    after = page.next ?? undefined
    expect(page.total).toBe(5)
  } while (after)
  expect(seen).toHaveLength(5)
  expect(new Set(seen).size).toBe(5)
})

test('what has passed its date comes in the list to review', async () => {
  const id = await published({ title: 'Ancienne permanence' })
  await desk.sql(`update practice set review_on = '2020-01-01' where id = $1`, [id])
  const due = await lou.ok(listPractices, { query: { due: 'true' } })
  expect(due.items.find((one) => one.id === id)?.isDue).toBe(true)
  expect(due.due).toBe(due.total)
})

test('comments are for those who prepare it, and each withdraws only their own', async () => {
  const { id } = await make()
  const said = await noa.ok(commentPractice, {
    params: { id },
    input: { body: 'Citer la source, peut-être.' },
  })
  expect((await ana.call(commentPractice, { params: { id }, input: { body: 'Moi aussi' } })).status).toBe(404)
  expect((await lou.call(withdrawComment, { params: { id: said.id } })).status).toBe(404)
  expect((await lou.ok(readPractice, { params: { id } })).comments).toMatchObject([
    { by: 'Noa Fictive', isMine: false },
  ])
  await noa.ok(withdrawComment, { params: { id: said.id } })
  expect((await lou.ok(readPractice, { params: { id } })).comments).toEqual([])
})

test('two people who change it at once do not overwrite each other', async () => {
  const { id, version } = await make()
  await lou.ok(savePractice, { params: { id }, version, input: { means: 'Un mi-temps' } })
  const late = await other.call(savePractice, { params: { id }, version, input: { means: 'Rien' } })
  expect(late.status).toBe(412)
  expect(late.refusal?.current).toMatchObject({ means: 'Un mi-temps' })
})

test('its history tells every change with what was there before, in words', async () => {
  const { id, version } = await make()
  await lou.ok(savePractice, { params: { id }, version, input: { problems: ['runaway', 'debt'] } })
  await step(other, id, 'review')
  const { items } = await noa.ok(readPracticeHistory, { params: { id } })
  expect(items.map((one) => [one.kind, one.by])).toEqual([
    ['moved', 'Paul Fictif'],
    ['edited', 'Lou Fictive'],
    ['created', 'Lou Fictive'],
  ])
  expect(items[1]?.changes).toEqual([
    { field: 'Problèmes auxquels elle répond', before: 'Fugues', after: 'Fugues, Dette' },
  ])
})

test('only the cartography writes practices', async () => {
  for (const person of [ana, chloe, noa]) {
    expect((await person.call(createPractice, { input: blank })).status).toBe(404)
  }
  const reception = await desk.people.reception()
  expect((await reception.call(listPractices, {})).status).toBe(404)
})
