import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdf, scriptedPdf } from '#kernel/file/check.testing.ts'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { type Calls, openCalls } from './call.testing.ts'
import {
  callsPerPage,
  listProjectCalls,
  readApplication,
  readApplicationFile,
  readProjectCall,
} from './contract.ts'

let desk: TestDesk
let calls: Calls
let ophelie: Person
let lou: Person

beforeAll(async () => {
  calls = await openCalls()
  ;({ desk, ophelie, lou } = calls)
})
afterAll(() => desk.close())

test('an application is begun with two answers, kept half-written, and handed in whole', async () => {
  const call = await calls.open()
  const page = await calls.read(`/appels-a-projets/${call.slug}`)
  expect(page).toContain('Utilité pour les jeunes : 75 % de la note')
  expect(
    (await calls.post(`/appels-a-projets/${call.slug}`, new URLSearchParams({ email: 'x' }))).status,
  ).toBe(422)
  const link = await calls.begin(call.slug)
  const kept = await calls.hand(link, { need: '', amount: '' }, 'enregistrer')
  expect(kept.headers.get('location')).toBe(`${link}?fait=oui`)
  expect(await calls.read(link)).toContain('Maraude du soir')
  const refused = await calls.hand(link, { need: '', amount: '90000', departement: '75' })
  expect(refused.status).toBe(422)
  const words = await refused.text()
  for (const said of ['Dites à quoi le projet répond.', 'Choisissez le département', '10', 'au plus'])
    expect(words).toContain(said)
  // Nobody reads what is not handed in.
  expect((await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications).toEqual([])
  await calls.hand(link)
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  expect(applications).toMatchObject([
    {
      organisation: 'Association Imaginaire',
      amount: 8000,
      departement: '41',
      state: 'submitted',
      awaited: 3,
    },
  ])
  expect(await calls.read(link)).toContain('déposée')
  const rows = await desk.sql<{ row: string }>('select application::text as row from application')
  expect(JSON.stringify(rows)).not.toContain('Imaginaire')
})

test('its pieces are looked at, sealed, read by those who read it, and by nobody with another link', async () => {
  const call = await calls.open({ title: 'Pièces' })
  const link = await calls.begin(call.slug)
  const bring = async (name: string, bytes: Buffer) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), name)
    return await calls.post(`${link}/piece`, form)
  }
  const refused = await bring('statuts.pdf', await scriptedPdf())
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('contient un programme')
  expect((await bring('statuts.pdf', await pdf())).headers.get('location')).toBe(link)
  const piece = /href="([^"]*\/piece\/[^"]*)"/.exec(await calls.read(link))?.[1] ?? ''
  const mine = await desk.anyone.fetch(piece)
  expect(mine.headers.get('content-type')).toBe('application/pdf')
  const other = await calls.begin(call.slug)
  expect((await desk.anyone.fetch(piece.replace(link, other))).status).toBe(404)
  const [row] = await desk.sql<{ row: string }>(
    `select encode(sealed_file, 'escape') as row from application_file`,
  )
  expect(row?.row).not.toContain('%PDF')
  await calls.hand(link)
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  const { files } = await ophelie.ok(readApplication, { params: { id: applications[0]?.id ?? '' } })
  expect(files.map(({ name }) => name)).toEqual(['statuts.pdf'])
  const opened = await lou.call(readApplicationFile, { params: { id: files[0]?.id ?? '' } })
  expect(opened.status).toBe(200)
  expect(
    (await calls.post(`${link}/piece`, new URLSearchParams({ retirer: files[0]?.id ?? '' }))).status,
  ).toBe(303)
  expect(
    (await ophelie.ok(readApplication, { params: { id: applications[0]?.id ?? '' } })).files,
  ).toHaveLength(1)
})

test('an application is corrected until the call closes, and not after', async () => {
  const call = await calls.open({ title: 'Clôture' })
  const link = await calls.handedIn(call.slug)
  await calls.post(`${link}/reprendre`, new URLSearchParams({ act: 'corriger' }))
  await calls.hand(link, { title: 'Maraude du matin' })
  await desk.sql(`update project_call set closes_on = '2026-01-02' where id = $1`, [call.id])
  await calls.post(`${link}/reprendre`, new URLSearchParams({ act: 'retirer' }))
  await calls.hand(link, { title: 'Trop tard' })
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  expect(applications).toMatchObject([{ title: 'Maraude du matin', state: 'submitted' }])
  const late = await calls.post(
    `/appels-a-projets/${call.slug}`,
    new URLSearchParams({ organisation: 'Autre', email: 'autre@exemple.test' }),
  )
  expect(late.status).toBe(200)
  expect(await late.text()).toContain('Cet appel n’est pas ouvert')
})

test('the list of calls is read page after page, the last to close first, none missed and none twice', async () => {
  for (let day = 1; day <= callsPerPage; day++)
    await calls.open({ title: `Appel ${day}`, closesOn: `2098-01-${String(1 + (day % 7)).padStart(2, '0')}` })
  const [all] = await desk.sql<{ n: number }>('select count(*)::int as n from project_call')
  const read = []
  let after: string | undefined
  do {
    const page = await ophelie.ok(listProjectCalls, { query: after ? { after } : {} })
    expect(page.items.length).toBeLessThanOrEqual(callsPerPage)
    read.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  expect(new Set(read.map(({ id }) => id)).size).toBe(all?.n)
  expect(read).toHaveLength(all?.n ?? 0)
  const ends = read.map(({ closesOn }) => closesOn)
  expect(ends).toEqual([...ends].sort().reverse())
})
