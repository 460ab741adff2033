import { parse } from 'csv-parse/sync'
import readXlsx from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { exchangeFormat } from '#vocabulary'
import { listProposals, readHistory, readService, saveService, searchDirectory } from '../contract.ts'
import {
  acceptRun,
  bringFile,
  cancelRun,
  decideItems,
  listExchangeFaults,
  listItems,
  listRuns,
  readRun,
  requestExport,
} from './contract.ts'
import { contact, exchangesOf } from './exchange.testing.ts'

let desk: TestDesk
let keeper: Person
let all: ReturnType<typeof exchangesOf>
beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer()
  all = exchangesOf(desk, keeper)
})
afterAll(() => desk.close())

const table = (rows: Record<string, string>[]) => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cell = (text = '') => `"${text.replaceAll('"', '""')}"`
  return [names.join(';'), ...rows.map((row) => names.map((name) => cell(row[name])).join(';'))].join('\r\n')
}
const accept = async (
  id: string,
  input: { acceptValid?: boolean; undecided?: 'same' | 'apart' | 'aside' } = {},
) => {
  await keeper.ok(acceptRun, { params: { id }, input: { acceptValid: false, ...input } })
  await runJobs(desk)
  return keeper.ok(readRun, { params: { id } })
}
const itemsOf = async (id: string) =>
  (await keeper.ok(listItems, { params: { id }, query: { limit: 200 } })).items

test('what leaves in any format comes back unchanged, and nothing of it is written twice', async () => {
  const first = await all.add({
    name: 'Comptoir des Lampes (exemple)',
    description: 'Un accueil ; avec "guillemets"\net des lignes.',
    kinds: ['day_reception', 'training'],
    audiences: ['minors'],
    departements: ['2A', '01'],
    minAge: 12,
    hours: [{ weekday: 1, opens: '08:30', closes: '12:00' }],
    place: {
      departement: '01',
      postcode: '01000',
      commune: 'Bourg',
      address: '=1 rue des Mots',
      latitude: 46.2,
      longitude: 5.2,
    },
    contacts: [
      contact({ phone: '+33 1 99 00 11 22', function: '@accueil' }),
      contact({ email: 'lampes@exemple.org', visibility: 'professionals_only' }),
    ],
    internalNotes: 'Ne pas dire.',
  })
  await all.add({ name: 'Le Second Comptoir (exemple)', coverage: 'national' })
  for (const format of exchangeFormat.codes) {
    const out = await all.take(format, 'internal')
    expect([out.status, out.made?.state], format).toEqual([200, 'ready'])
    const run = await all.bring(format, out.body, { source: `Nous-mêmes ${format}` })
    expect(run.counts, format).toEqual({ fresh: 0, changed: 0, unchanged: 2, duplicate: 0, refused: 0 })
    expect(run.faults).toBe(0)
    const done = await accept(run.id)
    expect(done).toMatchObject({ state: 'done', created: 0, proposed: 0 })
  }
  expect((await keeper.ok(listProposals)).items).toEqual([])
  expect((await keeper.ok(readService, { params: { id: first.id } })).version).toBe(1)
})

test('a table leaves with formulas made harmless, in CSV and in a workbook that other programs read', async () => {
  const { body } = await all.take('csv', 'public')
  expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const rows: Record<string, string>[] = parse(body, { bom: true, delimiter: ';', columns: true })
  const lamps = rows.find(({ nom }) => nom?.startsWith('Comptoir'))
  expect(lamps).toMatchObject({
    adresse: "'=1 rue des Mots",
    contact_1_telephone: "'+33 1 99 00 11 22",
    contact_1_fonction: "'@accueil",
    departements: '01 | 2A',
    types: 'Accueil de jour | Formation',
    horaires: 'Mo 08:30-12:00',
  })
  expect(Object.keys(lamps ?? {})).not.toContain('notes_internes')
  const [sheet] = await readXlsx((await all.take('xlsx', 'public')).body)
  const [header = [], ...lines] = sheet?.data ?? []
  expect(header).toEqual(Object.keys(lamps ?? {}))
  const cells = lines.find(([, name]) => String(name).startsWith('Comptoir')) ?? []
  expect(cells[header.indexOf('adresse')]).toBe("'=1 rue des Mots")
  expect(cells[header.indexOf('latitude')]).toBe(46.2)
  expect(cells[header.indexOf('code_postal')]).toBe('01000')
})

test('new entries are added with where they come from, and the same file again changes nothing', async () => {
  const file = table([
    {
      identifiant: 'A-1',
      nom: 'Passerelle haute (exemple)',
      organisation: 'Les Ponts (exemple)',
      types: 'Accueil de jour',
      code_postal: '87000',
      commune: 'Limoges',
      telephone: '01 99 00 33 01',
    },
    {
      identifiant: 'A-2',
      nom: 'Passerelle basse (exemple)',
      organisation: 'Les Ponts (exemple)',
      departements: '87|19',
      horaires: '24/7',
    },
  ])
  const run = await all.bring('csv', file)
  expect(run).toMatchObject({ state: 'checked', counts: { fresh: 2 }, faults: 0 })
  expect((await keeper.ok(searchDirectory, { query: { text: 'passerelle' } })).items).toEqual([])
  expect(await accept(run.id)).toMatchObject({ state: 'done', created: 2, proposed: 0, progress: 100 })
  const { items } = await keeper.ok(searchDirectory, { query: { text: 'passerelle' } })
  expect(items.map(({ organisation }) => organisation)).toEqual([
    'Les Ponts (exemple)',
    'Les Ponts (exemple)',
  ])
  const [{ count } = { count: 0 }] = await desk.sql<{ count: number }>(
    `select count(*) from organisation where name = 'Les Ponts (exemple)'`,
  )
  expect(count).toBe(1)
  const high = items.find(({ name }) => name.includes('haute'))
  const history = await keeper.ok(readHistory, { params: { id: high?.id ?? '' } })
  expect(history.items.map(({ author }) => author).join()).toContain('Un partenaire (exemple)')
  const again = await all.bring('csv', file)
  expect(again.counts).toMatchObject({ fresh: 0, changed: 0, unchanged: 2 })
  // The file itself is forgotten.
  expect(await desk.sql('select count(*) as n from exchange_run where sealed_file is not null')).toEqual([
    { n: 0 },
  ])
})

test('what a file says otherwise of an entry is proposed field by field, and an empty cell takes nothing away', async () => {
  const { id } = await all.add({
    name: 'Vigie du Port (exemple)',
    description: 'Avant.',
    capacity: 4,
    contacts: [contact({ phone: '01 99 00 44 01', person: 'Ana Exemple' })],
  })
  const file = table([
    {
      identifiant: id,
      nom: 'Vigie du Port (exemple)',
      description: 'Après.',
      places: '',
      telephone: '01 99 00 44 02',
    },
  ])
  const run = await all.bring('csv', file)
  const [item] = await itemsOf(run.id)
  expect(item).toMatchObject({ verdict: 'changed', serviceId: id, service: 'Vigie du Port (exemple)' })
  expect(item?.changes.map(({ field }) => field).toSorted()).toEqual(['Ce qu’il fait', 'Contacts'])
  expect(await accept(run.id)).toMatchObject({ created: 0, proposed: 1 })
  const now = await keeper.ok(readService, { params: { id } })
  expect(now).toMatchObject({ description: 'Avant.', capacity: 4, version: 1 })
  const [proposal] = (await keeper.ok(listProposals, { query: { service: id } })).items
  expect(proposal).toMatchObject({ source: 'import', saidBy: 'Un partenaire (exemple)' })
  expect(proposal?.changes.map(({ key }) => key).toSorted()).toEqual(['contacts', 'description'])
  expect(proposal?.fields.contacts?.map(({ phone }) => phone)).toEqual(['01 99 00 44 01', '01 99 00 44 02'])
  // Brought again, it is no news; nor does it pile up.
  expect((await all.bring('csv', file)).counts).toMatchObject({ changed: 0, unchanged: 1 })
  await keeper.ok(saveService, { params: { id }, version: 1, input: { description: 'Encore autre chose.' } })
  expect((await keeper.ok(listProposals, { query: { service: id } })).items).toHaveLength(1)
})

test('a likely duplicate waits for somebody to say what it is', async () => {
  const { id } = await all.add({
    name: 'Halte du Vent (exemple)',
    place: { departement: '42', commune: 'Roanne' },
    contacts: [contact({ phone: '01 99 00 55 01' })],
  })
  const row = { organisation: 'Ailleurs (exemple)', departement: '42', commune: 'Roanne' }
  const file = (reference: string) =>
    table([
      {
        ...row,
        identifiant: `${reference}-1`,
        nom: 'La halte du vent (exemple)',
        telephone: '+33199005501',
        description: 'Même service.',
      },
      { ...row, identifiant: `${reference}-2`, nom: 'Halte du Vent Nord (exemple)', telephone: '' },
      { ...row, identifiant: `${reference}-3`, nom: 'Halte du Vent Sud (exemple)', telephone: '' },
    ])
  const run = await all.bring('csv', file('d'))
  const items = await itemsOf(run.id)
  expect(items.map(({ verdict, serviceId }) => [verdict, serviceId])).toEqual(
    Array(3).fill(['duplicate', id]),
  )
  expect(items[0]?.reasons).toContain('même téléphone')
  await keeper.ok(decideItems, {
    params: { id: run.id },
    input: {
      items: [
        { position: 0, decision: 'same' },
        { position: 1, decision: 'apart' },
      ],
    },
  })
  expect(await accept(run.id)).toMatchObject({ created: 1, proposed: 1 })
  const { items: found } = await keeper.ok(searchDirectory, { query: { text: 'halte du vent' } })
  expect(found.map(({ name }) => name).toSorted()).toEqual([
    'Halte du Vent (exemple)',
    'Halte du Vent Nord (exemple)',
  ])
  // Said once, it is known the next time.
  const again = await all.bring('csv', file('d'))
  expect(again.counts).toMatchObject({ unchanged: 2, duplicate: 1 })
  const late = await keeper.call(decideItems, {
    params: { id: run.id },
    input: { items: [{ position: 2, decision: 'same' }] },
  })
  expect(late.refusal?.code).toBe('import_settled')
  await keeper.ok(cancelRun, { params: { id: again.id } })
  expect((await keeper.ok(readRun, { params: { id: again.id } })).state).toBe('cancelled')
})

test('bad entries are told with their line, and stop the import unless the others are accepted', async () => {
  const good = { nom: 'Bon grain (exemple)', departement: '23' }
  const file = table([
    { ...good, identifiant: 'b-1', latitude: '', longitude: '' },
    { ...good, identifiant: 'b-2', nom: '', types: 'Licorne' },
    { ...good, identifiant: 'b-3', latitude: '2,35', longitude: '48,85' },
    { ...good, identifiant: 'b-4', departement: '20', age_min: 'douze', courriel: 'pas une adresse' },
    { ...good, identifiant: 'b-1', nom: 'Autre contenu (exemple)' },
    {
      ...good,
      identifiant: 'b-5',
      nom: 'Refuge (exemple)',
      adresse: '7 rue du Secret',
      precision_adresse: 'commune',
      description: 'Au 7, rue du secret.',
    },
  ])
  const run = await all.bring('csv', file)
  expect(run.counts).toMatchObject({ fresh: 1, refused: 5 })
  const { items } = await keeper.ok(listExchangeFaults, { params: { id: run.id }, query: { limit: 100 } })
  const said = items.map(({ place, field }) => `${place} ${field}`)
  for (const fault of [
    'ligne 3 nom',
    'ligne 3 types',
    'ligne 4 latitude',
    'ligne 5 departement',
    'ligne 5 age_min',
    'ligne 5 courriel',
    'ligne 6 identifiant',
    'ligne 7 description',
  ])
    expect(said, fault).toContain(fault)
  expect(items.find(({ field }) => field === 'latitude')?.message).toContain('inversées')
  expect(JSON.stringify(items)).not.toContain('rue du Secret')
  const refused = await keeper.call(acceptRun, { params: { id: run.id }, input: { acceptValid: false } })
  expect(refused.status).toBe(400)
  expect(await accept(run.id, { acceptValid: true })).toMatchObject({ state: 'done', created: 1 })
})

test('only who keeps the directory brings files, and only one is worked on at a time', async () => {
  const input = {
    name: 'a.csv',
    format: 'csv' as const,
    source: 'x',
    content: Buffer.from('nom\nUn').toString('base64'),
  }
  for (const person of [
    await desk.people.listener(),
    await desk.people.analyst(),
    await desk.people.coordinator(),
  ]) {
    expect((await person.call(bringFile, { input })).status).toBe(404)
    expect((await person.call(listRuns)).status).toBe(404)
  }
  const analyst = await desk.people.analyst()
  expect((await analyst.call(requestExport, { input: { format: 'csv', audience: 'public' } })).status).toBe(
    404,
  )
  const { id } = await keeper.ok(bringFile, { input })
  expect((await keeper.call(bringFile, { input })).refusal?.code).toBe('import_running')
  await keeper.ok(cancelRun, { params: { id } })
  await runJobs(desk)
  expect((await keeper.ok(readRun, { params: { id } })).state).toBe('cancelled')
})
