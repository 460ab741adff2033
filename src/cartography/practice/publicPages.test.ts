import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdf } from '#kernel/file/check.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  addPracticeDocument,
  createPractice,
  movePractice,
  type PracticeFields,
  readPractice,
} from './contract.ts'
import { blank, consent } from './practice.testing.ts'
import type { PracticeStep } from './steps.ts'

let desk: TestDesk
let lou: Person
let paul: Person
const shared: { id: string; reserved: string; document: string } = { id: '', reserved: '', document: '' }

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
  paul = await desk.people.cartographer('Paul Fictif')
  shared.id = await published('publish_all', {
    title: 'Réunion flash entre partenaires',
    contactVisibility: 'public',
    contactEmail: 'ouvert@exemple.invalid',
  })
  shared.reserved = await published('publish_professionals', { title: 'Trame réservée', problems: ['debt'] })
  await published('publish_all', {
    title: 'Maraude numérique',
    departements: ['59'],
    problems: ['debt'],
    contactVisibility: 'professionals_only',
    contactName: 'Carole Cachée',
  })
})
afterAll(() => desk.close())

async function published(last: PracticeStep, fields: Partial<PracticeFields>) {
  const { id } = await lou.ok(createPractice, { input: { ...blank, ...consent, ...fields } })
  const { id: document } = await lou.ok(addPracticeDocument, {
    params: { id },
    input: { name: 'fiche.pdf', content: (await pdf()).toString('base64') },
  })
  shared.document ||= document
  for (const [by, step] of [
    [paul, 'review'],
    [lou, last],
  ] as const) {
    const { version } = await lou.ok(readPractice, { params: { id } })
    await by.ok(movePractice, { params: { id }, version, input: { step } })
  }
  return id
}
async function page(path: string) {
  const answer = await desk.anyone.fetch(path)
  return { answer, html: await answer.text() }
}
/** The titles of a list, in its order. */
const titlesOf = (html: string) => [...html.matchAll(/<h3><a [^>]*>([^<]*)</g)].map((match) => match[1])

test('anyone reads the practices published to all, without cookie nor script, and no other', async () => {
  const { answer, html } = await page('/pratiques')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(Buffer.byteLength(html)).toBeLessThan(60_000)
  expect(titlesOf(html)).toEqual(['Maraude numérique', 'Réunion flash entre partenaires'])
  expect(html).not.toContain('Trame réservée')
})

test('they are found by problem, by territory and by words, even misspelt', async () => {
  const titles = async (query: string) => titlesOf((await page(`/pratiques/recherche?${query}`)).html)
  expect(await titles('probleme=debt')).toEqual(['Maraude numérique'])
  expect(await titles('departement=41')).toEqual(['Réunion flash entre partenaires'])
  expect(await titles('texte=marade%20numerique')).toEqual(['Maraude numérique'])
  expect(await titles('texte=introuvable')).toEqual([])
  expect(titlesOf((await page('/pratiques?probleme=debt')).html)).toEqual(['Maraude numérique'])
  // What is not of its list asks nothing.
  expect(await titles('probleme=x&departement=999&page=-4')).toHaveLength(2)
})

test('a page tells the practice, its documents and a contact that is for all, and keeps the others', async () => {
  const { html } = await page(`/pratiques/${shared.id}`)
  expect(html).toContain('ouvert@exemple.invalid')
  const file = await desk.anyone.fetch(`/pratiques/${shared.id}/documents/${shared.document}`)
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="fiche.pdf"')
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  const list = (await page('/pratiques')).html
  const other = /\/pratiques\/([0-9a-f-]{36})">Maraude/.exec(list)?.[1] ?? ''
  expect((await page(`/pratiques/${other}`)).html).not.toContain('Cachée')
  for (const path of [
    `/pratiques/${shared.reserved}`,
    `/pratiques/${shared.reserved}/documents/${shared.document}`,
    '/pratiques/x',
  ])
    expect((await page(path)).answer.status, path).toBe(404)
})

test('a practice that is put to review is no longer read by anyone', async () => {
  const id = await published('publish_all', { title: 'Bientôt relue' })
  const { version } = await lou.ok(readPractice, { params: { id } })
  await lou.ok(movePractice, { params: { id }, version, input: { step: 'question' } })
  expect((await page(`/pratiques/${id}`)).answer.status).toBe(404)
})
