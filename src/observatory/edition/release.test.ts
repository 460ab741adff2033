import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { valuesLeftTo } from '../disclosure/gate.testing.ts'
import { keyOf, placeIn } from '../disclosure/gate.ts'
import {
  addChapter,
  closeEdition,
  proposeCrossing,
  publishEdition,
  readEdition,
  readReleaseFile,
  saveChapter,
} from './contract.ts'
import { crossed, tableOf } from './crossing.ts'
import { readFrozen } from './freeze.server.ts'
import { readPdf } from './pdf.testing.ts'
import { recordYear } from './testing.server.ts'

let desk: TestDesk
let ana: Person
let first: string
let second: string

const nbsp = /[\u00a0\u202f]/g
const plain = (text: string) => text.replaceAll(nbsp, ' ')

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.analyst('Ana')
  await recordYear(desk, 2023, 180)
  const close = async (year: number, to: string) =>
    (await ana.ok(closeEdition, { input: { year, title: `Édition ${year}`, from: '2023-01-01', to } })).id
  first = await close(2022, '2023-08-31')
  second = await close(2023, '2023-12-31')
})
afterAll(() => desk.close())

const publish = (id: string, title: string, more: object = {}) =>
  ana.call(publishEdition, {
    params: { id },
    input: { audience: 'public', note: 'Première publication.', confirmation: title, ...more },
  })
const csv = async (year: number, table: string): Promise<Record<string, string>[]> => {
  const response = await desk.anyone.fetch(`/donnees/${year}/${table}.csv`)
  expect(response.status, table).toBe(200)
  return parse(await response.text(), { columns: true })
}

test('nothing is public until it is published, and publishing wants the title in words', async () => {
  expect((await desk.anyone.fetch('/donnees/2022/problem.csv')).status).toBe(404)
  expect(await (await desk.anyone.fetch('/chiffres')).text()).toContain('Aucun chiffre n’est publié')
  expect((await publish(first, 'Autre chose')).refusal?.code).toBe('edition_unconfirmed')
})

test('a sentence that holds an unknown figure stops the publication, and says which', async () => {
  const body =
    'Les fugues : {{problem.runaway.percent}} des {{situations}} situations, {{problm.runaway.percent}}.'
  const { id } = await ana.ok(addChapter, { params: { id: second }, input: { title: 'Constat', body } })
  const { refusal } = await publish(second, 'Édition 2023')
  expect(refusal?.code).toBe('edition_text')
  expect(refusal?.fields?.[0]?.message).toContain('problem.runaway.percent')
  const input = { title: 'Constat', body: body.replace(', {{problm.runaway.percent}}', '') }
  await ana.ok(saveChapter, { params: { id }, version: 1, input })
}, 60_000)

test('a crossing by département and gender is refused, and the one by région is proposed', async () => {
  const asked = { figures: ['department', 'minor_gender'], byRegion: false }
  const tried = await ana.ok(proposeCrossing, {
    params: { id: second },
    input: { audience: 'public', ...asked },
  })
  expect(tried).toMatchObject({ passes: false, proposed: { byRegion: true } })
  const { refusal } = await publish(second, 'Édition 2023', { crossings: [asked] })
  expect([refusal?.code, refusal?.fields?.[0]?.field]).toEqual([
    'disclosure_refused',
    'department-minor_gender',
  ])
})

test('what is published is the same on the page, in the files and on paper', async () => {
  expect((await publish(first, 'Édition 2022')).status).toBe(200)
  const crossings = [{ figures: ['department', 'minor_gender'], byRegion: true }]
  const { body: release, refusal } = await publish(second, 'Édition 2023', { crossings })
  expect(refusal).toBeUndefined()
  expect(release.files).toEqual(
    expect.arrayContaining([
      'problem.csv',
      'problem.json',
      'datapackage.json',
      'rapport.pdf',
      'synthese.pdf',
    ]),
  )
  const page = plain(await (await desk.anyone.fetch('/chiffres?annee=2023')).text())
  const json: Record<string, unknown>[] = await (await desk.anyone.fetch('/donnees/2023/problem.json')).json()
  const response = await desk.anyone.fetch('/donnees/2023/rapport.pdf')
  const pdf = await readPdf(new Uint8Array(await response.arrayBuffer()))
  expect(pdf).toMatchObject({ language: 'fr-FR', title: 'Édition 2023' })
  expect(pdf.headings[0]).toEqual({ level: 'H1', text: 'Édition 2023' })
  const levels = pdf.headings.map(({ level }) => level)
  expect(new Set(levels)).toEqual(new Set(['H1', 'H2', 'H3']))
  expect(levels.filter((level) => level === 'H1')).toHaveLength(1)
  expect(pdf.headings.map(({ text }) => text)).toContain('Constat')
  expect(pdf.tables.every(({ heads }) => heads.length >= 3)).toBe(true)
  const printed = pdf.tables.flatMap(({ rows }) => rows.map((row) => row.map(plain).join(' | ')))
  for (const table of ['problem', 'minor_gender', 'caller_profile', 'published_age_band']) {
    for (const { libelle, nombre, pourcentage } of await csv(2023, table)) {
      const share = pourcentage === '–' ? '–' : `${Number(pourcentage).toFixed(1).replace('.', ',')} %`
      expect(printed, table).toContain(`${plain(libelle ?? '')} | ${nombre} | ${share}`)
    }
  }
  const rows = await csv(2023, 'problem')
  expect(json.map(({ nombre }) => String(nombre ?? '–'))).toEqual(rows.map(({ nombre }) => nombre))
  const runaway = rows.find(({ code }) => code === 'runaway')
  expect(page).toContain(`${Number(runaway?.pourcentage).toLocaleString('fr-FR')} % des 180 situations`)
  const short = await readPdf(
    new Uint8Array(await (await desk.anyone.fetch('/donnees/2023/synthese.pdf')).arrayBuffer()),
  )
  expect(short.pages).toBeLessThanOrEqual(2)
  expect(short.language).toBe('fr-FR')
  const kept = await ana.call(readReleaseFile, { params: { id: release.id }, query: { name: 'problem.csv' } })
  expect(kept.text).toBe(await (await desk.anyone.fetch('/donnees/2023/problem.csv')).text())
}, 240_000)

test('open data say their schema, their licence and what changed, and are asked for again cheaply', async () => {
  const response = await desk.anyone.fetch('/donnees/2023/datapackage.json')
  const etag = response.headers.get('etag')
  const data: {
    licenses: { name: string }[]
    changelog: { note: string }[]
    resources: {
      path: string
      schema: { fields: { name: string; type: string }[]; missingValues: string[] }
    }[]
  } = await response.json()
  expect([data.licenses[0]?.name, data.changelog[0]?.note]).toEqual(['etalab-2.0', 'Première publication.'])
  const again = await desk.anyone.fetch('/donnees/2023/datapackage.json', {
    headers: { 'if-none-match': etag ?? '' },
  })
  expect([response.status, again.status]).toEqual([200, 304])
  for (const { path, schema } of data.resources.filter((one) => one.path.endsWith('.csv'))) {
    const rows = await csv(2023, path.replace('.csv', ''))
    for (const row of rows) {
      expect(Object.keys(row), path).toEqual(schema.fields.map(({ name }) => name))
      for (const { name, type } of schema.fields) {
        const value = row[name] ?? ''
        if (type === 'string' || schema.missingValues.includes(value) || value === '') continue
        expect(value, `${path} ${name}`).toMatch(type === 'integer' ? /^\d+$/ : /^\d+(\.\d)?$/)
      }
    }
  }
  expect(await (await desk.anyone.fetch('/donnees')).text()).toContain('/donnees/2023/datapackage.json')
})

test('whoever has every file of both editions subtracts into no small count', async () => {
  const truth = await desk.database.transaction().execute(async (db) =>
    (
      await Promise.all(
        [
          { id: first, year: 2022 },
          { id: second, year: 2023 },
        ].map(async ({ id, year }) => {
          const frozen = await readFrozen(db, id)
          const figures = frozen.figures.filter(({ id: one }) => !['age_band', 'stage'].includes(one))
          const tables = figures.filter(({ unit }) => unit === 'situation').map((one) => tableOf(frozen, one))
          const pair = figures.filter(({ id: one }) => ['department', 'minor_gender'].includes(one))
          const isCrossed = year === 2023
          return (
            isCrossed
              ? [
                  ...tables,
                  crossed(
                    frozen,
                    pair.toReversed().toSorted((a) => (a.id === 'department' ? -1 : 1)),
                    'department-minor_gender',
                  ),
                ]
              : tables
          ).map((table) => ({ table, year }))
        }),
      )
    ).flat(),
  )
  const cells = truth.flatMap(({ table }) =>
    table.cells.map(({ at, count }) => ({ key: keyOf(placeIn(table, at)), value: count })),
  )
  const shown = new Set<string>()
  for (const { table, year } of truth) {
    const isCrossed = table.axes.length > 1
    const rows = await csv(year, isCrossed ? 'region-minor_gender' : table.id)
    for (const row of rows) {
      const values = Object.values(row)
      const at = isCrossed
        ? [values[0], values[2]].map((code) => (code === 'ensemble' ? null : (code ?? null)))
        : [row.code ?? null]
      const key = keyOf(placeIn(table, at))
      const told = row.nombre
      if (told === '–') continue
      shown.add(key)
      // What is told is true, or there would be nothing to protect.
      expect(told, key).toBe(String(cells.find((cell) => cell.key === key)?.value))
    }
    const base = rows[0]?.base
    if (base && base !== '–')
      shown.add(
        keyOf(
          placeIn(
            table,
            table.axes.map(() => null),
          ),
        ),
      )
    if (table.id === 'department')
      for (const { code, nombre } of await csv(year, 'region'))
        if (nombre !== '–') shown.add(keyOf(placeIn(table, [code ?? null])))
  }
  const small = [...new Set(cells.filter(({ value }) => value > 0 && value < 11).map(({ key }) => key))]
  expect(small.length).toBeGreaterThan(20)
  const told = small.filter((key) => shown.has(key))
  expect(told).toEqual([])
  const left = await valuesLeftTo(cells, shown, small)
  const exact = [...left].filter(([, [least, most]]) => most - least < 1)
  expect(exact).toEqual([])
}, 120_000)

test('an edition that is published reads the same years later', async () => {
  const { releases, report } = await ana.ok(readEdition, { params: { id: second } })
  expect(releases).toHaveLength(1)
  expect(report.populations.situations).toBe(180)
})

test('an erratum is published beside what it corrects, hides what was hidden, and says so', async () => {
  const hiddenIn = async (table: string) =>
    (await csv(2023, table)).filter(({ nombre }) => nombre === '–').map(({ code }) => code)
  const before = await hiddenIn('department')
  const [file] = await desk.ownerSql<{ situation_id: string }>(
    `select situation_id from situation_summary where gender = 'girl' order by situation_id limit 1`,
  )
  await desk.ownerSql(`update contact set minor_gender = 'boy' where situation_id = $1`, [file?.situation_id])
  await desk.ownerSql('select summarise($1)', [[file?.situation_id]])
  const { id } = await ana.ok(closeEdition, {
    input: {
      year: 2023,
      title: 'Édition 2023, corrigée',
      from: '2023-01-01',
      to: '2023-12-31',
      supersedes: second,
      erratum: 'Un genre avait été mal noté.',
    },
  })
  expect((await publish(second, 'Édition 2023')).refusal?.code).toBe('edition_superseded')
  const { body: release, refusal } = await publish(id, 'Édition 2023, corrigée', { note: 'Correction.' })
  expect(refusal).toBeUndefined()
  const { text } = await ana.call(readReleaseFile, {
    params: { id: release.id },
    query: { name: 'department.csv' },
  })
  const rows: Record<string, string>[] = parse(text, { columns: true })
  const after = rows.filter(({ nombre }) => nombre === '–').map(({ code }) => code)
  for (const code of before) expect(after).toContain(code)
  const about = await ana.call(readReleaseFile, {
    params: { id: release.id },
    query: { name: 'datapackage.json' },
  })
  const { changelog }: { changelog: { note: string }[] } = JSON.parse(about.text)
  expect(changelog.map(({ note }) => note)).toEqual([
    'Première publication.',
    'Correction. Un genre avait été mal noté.',
  ])
}, 120_000)
