import { randomBytes } from 'node:crypto'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { ExchangeFormat } from '#vocabulary'
import { listExchangeFaults, listItems } from './contract.ts'
import { exchangesOf, listOf } from './exchange.testing.ts'
import { readServices } from './fileRead.server.ts'
import { readXlsx } from './xlsxRead.server.ts'

let desk: TestDesk
let keeper: Person
let all: ReturnType<typeof exchangesOf>
beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer()
  all = exchangesOf(desk, keeper)
})
afterAll(() => desk.close())

/** A workbook as another program writes it: shared texts, formulas with and without their result. */
function workbook(rows: string): Buffer {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const parts = {
    'xl/workbook.xml': `<x:workbook xmlns:x="m" xmlns:r="${office}"><x:sheets><x:sheet name="A" sheetId="9" r:id="rId7"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId3" Type="t" Target="theme.xml"/><Relationship Id="rId7" Type="s" Target="/xl/worksheets/feuille.xml"/></Relationships>`,
    'xl/sharedStrings.xml':
      '<sst><si><t>nom</t></si><si><r><t>Mai</t></r><r><t xml:space="preserve">son &amp; co</t></r></si></sst>',
    'xl/worksheets/feuille.xml': `<x:worksheet xmlns:x="m"><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)]))),
  )
}
const header =
  '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>places</x:t></x:is></x:c></x:row>'

/** What is said of a file that is refused as a whole. */
const refusal = async (format: ExchangeFormat, content: Buffer | string): Promise<string> => {
  try {
    await listOf(readServices(format, Buffer.from(content), false))
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'nothing'
}

test('ten thousand rows with formulas are all looked through, and each bad one is told', {
  timeout: 180_000,
}, async () => {
  const count = 10_000
  const cells = Array.from({ length: count }, (_, at) => [
    `r-${at}`,
    `Service ${at} (exemple)`,
    `Organisation ${at % 300} (exemple)`,
    { type: 'Formula' as const, value: `10+${at % 7}` },
    at % 1000 === 0 ? 'Licorne' : 'Formation | Accueil de jour',
    `${String(1 + (at % 19)).padStart(2, '0')}000`,
  ])
  const file = await writeXlsx([
    ['identifiant', 'nom', 'organisation', 'places', 'types', 'code_postal'].map((value) => ({ value })),
    ...cells.map((row) =>
      row.map((cell) => (typeof cell === 'string' ? { value: cell, type: String } : cell)),
    ),
  ]).toBuffer()
  const run = await all.bring('xlsx', file)
  // The program that wrote it calculated nothing: every formula is told, no value is guessed.
  expect(run.counts).toEqual({ fresh: 0, changed: 0, unchanged: 0, duplicate: 0, refused: count })
  expect(run.faults).toBe(count + 10)
  const { items } = await keeper.ok(listExchangeFaults, { params: { id: run.id }, query: { limit: 2 } })
  expect(items).toMatchObject([
    { place: 'ligne 2', field: 'places' },
    { place: 'ligne 2', field: 'types' },
  ])
  expect(items[0]?.message).toContain('D2')
  // Saved by a spreadsheet, they have their results.
  const saved = await writeXlsx([
    ['identifiant', 'nom', 'organisation', 'places', 'types', 'code_postal'].map((value) => ({ value })),
    ...cells.map((row, at) =>
      row.map((cell) => (typeof cell === 'string' ? { value: cell } : { value: 10 + (at % 7) })),
    ),
  ]).toBuffer()
  const good = await all.bring('xlsx', saved)
  expect(good.counts).toMatchObject({ refused: 10, fresh: count - 10 })
  const page = await keeper.ok(listItems, {
    params: { id: good.id },
    query: { verdict: 'fresh', limit: 200 },
  })
  expect(page.items).toHaveLength(200)
  expect(page.next).not.toBeNull()
})

test('a workbook is read as another program wrote it', async () => {
  const rows = await listOf(
    readXlsx(
      workbook(
        `${header}<x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r="B2"><x:f>2*6</x:f><x:v>12</x:v></x:c></x:row>
         <x:row r="5"><x:c r="A5" t="str"><x:f>"a"&amp;"b"</x:f><x:v>ab&#10;c</x:v></x:c><x:c r="B5" t="e"><x:v>#REF!</x:v></x:c></x:row>
         <x:row><x:c t="b"><x:v>1</x:v></x:c><x:c><x:f>SUM(A1)</x:f></x:c></x:row>`,
      ),
    ),
  )
  expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, 'nom', 'places'],
    [2, 'Maison & co', '12'],
    [5, 'ab\nc'],
    [6, 'oui'],
  ])
  expect(rows.map(({ bad }) => bad.map(({ cell }) => cell))).toEqual([[], [], ['B5'], ['B6']])
})

test('what is not a workbook, or is more than one, is refused in words', async () => {
  const good = workbook(`${header}<x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c></x:row>`)
  expect(await refusal('xlsx', good)).toBe('nothing')
  expect(await refusal('xlsx', good.subarray(0, good.length - 40))).toContain('coupé')
  expect(await refusal('xlsx', 'nom;places')).toContain('n’est pas un classeur .xlsx')
  expect(
    await refusal('xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), randomBytes(600)])),
  ).toContain('.xls')
  expect(await refusal('xlsx', Buffer.from(zipSync({ 'a.txt': Buffer.from('x') })))).toContain(
    'pas de feuille',
  )
  const far = workbook(`${header}<x:row r="1048576"><x:c r="A1048576" t="s"><x:v>1</x:v></x:c></x:row>`)
  expect(await refusal('xlsx', far)).toContain('1048576')
  const wide = workbook(`${header}<x:row r="2"><x:c r="XFD2" t="s"><x:v>1</x:v></x:c></x:row>`)
  expect(await refusal('xlsx', wide)).toContain('500 colonnes')
  const harmed = Buffer.from(good)
  harmed.fill(0xff, 60, 90)
  expect(await refusal('xlsx', harmed)).not.toBe('nothing')
})

test('a workbook that holds far more than it weighs is refused before it is opened', {
  timeout: 60_000,
}, async () => {
  const bomb = Buffer.from(
    zipSync({ 'xl/sharedStrings.xml': Buffer.alloc(84 * 1024 * 1024, 0x20) }, { level: 1 }),
  )
  expect(bomb.length).toBeLessThan(2_000_000)
  expect(await refusal('xlsx', bomb)).toContain('démesuré')
  const row = workbook(
    `${header}<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>${' '.repeat(6_000_000)}</x:t></x:is></x:c></x:row>`,
  )
  expect(await refusal('xlsx', row)).toContain('démesuré')
  // And as a file that somebody brings: an answer, and the next file is taken.
  const run = await all.bring('xlsx', bomb)
  expect(run).toMatchObject({ state: 'checked', faults: 1, counts: { fresh: 0 } })
})

test('a file cut short, in another encoding or of another kind is refused in words, with the line', async () => {
  const json = JSON.stringify({ services: [] }, null, 1)
  for (const format of ['hsds', 'data_inclusion'] as const) {
    expect(await refusal(format, '')).toContain('vide')
    expect(await refusal(format, '[\n{"id": "a",\n"na')).toContain('s’arrête avant sa fin, à la ligne 3')
    expect(await refusal(format, '{"a": 1,\n b: 2}')).toContain('à partir de la ligne 2')
    expect(await refusal(format, '42')).not.toBe('nothing')
    expect(await refusal(format, Buffer.from('{"nom":\n"\xe9t\xe9"}', 'latin1'))).toContain('ligne 2')
    expect(await refusal(format, Buffer.from(`\uFEFF${json}`, 'utf16le'))).toContain('UTF-8')
  }
  expect(await refusal('csv', Buffer.from('nom;commune\nUn;\xc9vreux\n', 'latin1'))).toContain('ligne 2')
  expect(await refusal('csv', 'nom;commune\n"Un;Limoges\nDeux;Guéret\n')).toContain('guillemets')
  expect(await refusal('csv', 'nom;couleur\nUn;bleu\n')).toContain('« couleur »')
  expect(await refusal('csv', 'nom;nom\nUn;Un\n')).toContain('deux fois')
  expect(await refusal('csv', 'titre;commune\nUn;Limoges\n')).toContain('titre')
  expect(await refusal('csv', '')).toContain('vide')
  const cut = await listOf(
    readServices('csv', Buffer.from('nom;commune;departement\nUn;Limoges;87\nDeux;Lim'), false),
  )
  expect(cut.map(({ draft }) => draft?.service.name)).toEqual(['Un', undefined])
  expect(cut[1]?.faults[0]).toMatchObject({ place: 'ligne 3' })
  expect(cut[1]?.faults[0]?.message).toContain('coupé')
})

test('what reads before a file breaks is kept in sight, and nothing is written without a yes', async () => {
  const run = await all.bring('csv', 'nom;departement\nPremier (exemple);87\n"Cassé;87\n')
  expect(run).toMatchObject({ state: 'checked', counts: { fresh: 1 }, faults: 1 })
  expect(await desk.sql('select count(*) as n from service')).toEqual([{ n: 0 }])
})

test('a file of another house is held against the rules of its format alone when nothing is to be imported', async () => {
  const run = await all.bring('hsds', JSON.stringify([{ id: 'x', status: 'active' }]), { onlyCheck: true })
  expect(run).toMatchObject({ state: 'done', onlyCheck: true, counts: { refused: 1, fresh: 0 }, faults: 2 })
  const { items } = await keeper.ok(listExchangeFaults, { params: { id: run.id }, query: {} })
  expect(items.map(({ place }) => place).toSorted()).toEqual(['/0/id', '/0/name'])
})

test('a null character hidden in JSON is refused, and never reaches the database', async () => {
  const service = {
    id: '0f0e0d0c-0b0a-4908-8706-050403020100',
    name: 'Nul\u0000 (exemple)',
    status: 'active',
  }
  const run = await all.bring('hsds', JSON.stringify([service]))
  expect(run).toMatchObject({ state: 'checked', counts: { refused: 1 } })
})
