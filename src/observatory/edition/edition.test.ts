import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { readReport } from '../report/contract.ts'
import { record } from '../report/testing.server.ts'
import {
  addChapter,
  chapterVersions,
  closeEdition,
  compareWithLive,
  listEditions,
  previewChapter,
  readEdition,
  saveChapter,
} from './contract.ts'
import { recordYear } from './testing.server.ts'

const year = { from: '2023-01-01', to: '2023-12-31' }
let desk: TestDesk
let ana: Person
let files: string[]
let id: string

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.analyst('Ana')
  files = await recordYear(desk, 2023, 60)
  id = (await ana.ok(closeEdition, { input: { year: 2023, title: 'Année 2023', ...year } })).id
})
afterAll(() => desk.close())

const read = () => ana.ok(readEdition, { params: { id } })
const compare = () => ana.ok(compareWithLive, { params: { id } })

test('an edition says what the report said the day it was closed, to the same digit', async () => {
  const live = await ana.ok(readReport, { query: year })
  expect((await read()).report).toEqual(live)
  expect(await compare()).toMatchObject({ figures: [], situations: { frozen: 60, today: 60 } })
})

test('what happens to the files does not change it, and each difference is explained', async () => {
  const before = (await read()).report
  const [corrected = '', absorbed = '', kept = '', disposed = ''] = files
  await desk.ownerSql('update contact set minor_gender = $2 where situation_id = $1', [
    corrected,
    'transgender',
  ])
  await desk.ownerSql('update situation set merged_into = $2 where id = $1', [absorbed, kept])
  await desk.ownerSql('select summarise($1)', [[corrected, absorbed, kept]])
  await desk.ownerSql('delete from action where situation_id = $1', [disposed])
  await desk.ownerSql('delete from contact where situation_id = $1', [disposed])
  await desk.ownerSql('delete from situation where id = $1', [disposed])
  await record(desk, [[{ at: '2023-06-02T10:00:00Z', gender: 'boy' }]])
  const { report } = await read()
  expect(report).toEqual(before)
  const told = await compare()
  expect(told.files).toEqual({ correction: 1, merge: 1, disposal: 1, addition: 1, elsewhere: 0 })
  expect(told.situations).toEqual({ frozen: 60, today: 59 })
  const live = await ana.ok(readReport, { query: year })
  const genders = told.figures.find(({ id: figure }) => figure === 'minor_gender')
  expect(genders?.rows.find(({ code }) => code === 'transgender')).toMatchObject({
    frozen: 0,
    today: 1,
    correction: 1,
  })
  // Whatever moved adds up to what live data say, figure by figure.
  for (const { id: figure, rows } of told.figures) {
    const today = live.figures.find((one) => one.id === figure)
    for (const { code, today: count } of rows)
      expect(count, `${figure} ${code}`).toBe(today?.rows.find((row) => row.code === code)?.count ?? 0)
  }
  const moved = new Set(
    told.figures.flatMap(({ id: figure, rows }) => rows.map(({ code }) => `${figure} ${code}`)),
  )
  for (const { id: figure, rows } of live.figures) {
    const then = before.figures.find((one) => one.id === figure)
    for (const { code, count } of rows) {
      const was = then?.rows.find((row) => row.code === code)?.count ?? 0
      if (was !== count) expect(moved, `${figure} ${code}`).toContain(`${figure} ${code}`)
    }
  }
})

test('nothing of it can be written again, and nothing in it leads to a file', async () => {
  for (const table of [
    'edition',
    'edition_fact',
    'edition_chapter_version',
    'edition_release',
    'edition_file',
  ]) {
    await expect(desk.sql(`delete from ${table}`), table).rejects.toThrow(/written once/)
  }
  await expect(desk.sql('update edition_fact set gender = null')).rejects.toThrow(/written once/)
  const rows = await desk.ownerSql('select to_jsonb(f) as fact from edition_fact f')
  const text = JSON.stringify(rows)
  for (const file of files) expect(text).not.toContain(file)
  const [edition] = await desk.ownerSql<{ text: string }>('select to_jsonb(e)::text as text from edition e')
  for (const file of files) expect(edition?.text).not.toContain(file)
})

test('a year is closed once; an erratum says why and takes its place', async () => {
  const again = await ana.call(closeEdition, { input: { year: 2023, title: 'Encore', ...year } })
  expect(again.refusal?.code).toBe('edition_exists')
  await ana.ok(addChapter, { params: { id }, input: { title: 'Ouverture', body: 'Un texte.' } })
  const input = {
    year: 2023,
    title: 'Année 2023, corrigée',
    ...year,
    supersedes: id,
    erratum: 'Un genre était faux.',
  }
  const next = await ana.ok(closeEdition, { input })
  const { items } = await ana.ok(listEditions)
  expect(items.find((one) => one.id === id)?.isSuperseded).toBe(true)
  const read = await ana.ok(readEdition, { params: { id: next.id } })
  expect(read.chapters.map(({ title }) => title)).toEqual(['Ouverture'])
  const late = await ana.call(addChapter, { params: { id }, input: { title: 'Trop tard', body: '' } })
  expect(late.refusal?.code).toBe('edition_superseded')
})

describe('a chapter', () => {
  let open: string
  beforeAll(async () => {
    open = (
      await ana.ok(closeEdition, {
        input: { year: 2022, title: 'Année 2022', from: '2023-01-01', to: '2023-06-30' },
      })
    ).id
  })

  test('holds figures that follow the tables, and names that nobody knows are told with their neighbours', async () => {
    const { report } = await ana.ok(readEdition, { params: { id: open } })
    const runaway = report.figures
      .find(({ id: one }) => one === 'problem')
      ?.rows.find(({ code }) => code === 'runaway')
    const body =
      '## Constat\n\nLes fugues : {{problem.runaway.percent}} de {{ situations }} situations, {{problem.runaways.percent}}.\n\n- un\n- deux'
    const preview = await ana.ok(previewChapter, { params: { id: open }, input: { body } })
    const share = `${runaway?.percent?.toLocaleString('fr-FR')}\u00a0%`
    expect(preview.blocks).toEqual([
      { kind: 'heading', text: 'Constat' },
      {
        kind: 'paragraph',
        text: `Les fugues : ${share} de ${report.populations.situations} situations, {{problem.runaways.percent}}.`,
      },
      { kind: 'list', items: ['un', 'deux'] },
    ])
    expect(preview.unknown).toEqual([
      { name: 'problem.runaways.percent', near: expect.arrayContaining(['problem.runaway.percent']) },
    ])
  })

  test('is saved over the version that was read, and every text is kept', async () => {
    const first = await ana.ok(addChapter, { params: { id: open }, input: { title: 'Un', body: 'Premier' } })
    const params = { id: first.id }
    const second = await ana.ok(saveChapter, { params, version: 1, input: { title: 'Un', body: 'Second' } })
    expect(second.version).toBe(2)
    const stale = await ana.call(saveChapter, { params, version: 1, input: { title: 'Un', body: 'Autre' } })
    expect(stale.refusal).toMatchObject({ code: 'version_conflict', current: { body: 'Second' } })
    const { items } = await ana.ok(chapterVersions, { params })
    expect(items.map(({ body }) => body)).toEqual(['Second', 'Premier'])
  })

  test('is read by the coordinator, who writes nothing, and is nobody else’s', async () => {
    const coordinator = await desk.people.coordinator('Cléo')
    expect((await coordinator.call(readEdition, { params: { id: open } })).status).toBe(200)
    const written = await coordinator.call(addChapter, {
      params: { id: open },
      input: { title: 'Non', body: '' },
    })
    expect(written.status).toBe(404)
    const listener = await desk.people.listener('Lou')
    expect((await listener.call(listEditions)).status).toBe(404)
  })
})
