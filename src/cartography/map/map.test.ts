import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { createService } from '#cartography/directory/contract.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { departements101, type Role } from '#vocabulary'
import { type LevelId, type MapShown, readMap, readMapAsCsv, readMapAsSvg } from './contract.ts'
import { levelAsSvg } from './files.server.ts'
import { levelFor } from './levels.server.ts'
import { fillMap } from './map.testing.server.ts'
import { publicSight } from './policy.server.ts'
import { thisYear } from './situations.server.ts'
import { wellFormed } from './svg.testing.ts'

let desk: TestDesk
let keeper: Person
let coordinator: Person
let campaign: string

const year = thisYear()

beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer('Inès Fictive')
  coordinator = await desk.people.coordinator('Chloé Fictive')
  campaign = await fillMap(desk, keeper)
})
afterAll(() => desk.close())

const cellsOf = (shown: Pick<MapShown, 'cells'>) =>
  new Map(shown.cells.map((cell) => [cell.departement, cell]))
const map = (person: Person, query: z.input<(typeof readMap)['query']> = {}) => person.ok(readMap, { query })

test('every service counts once in each département that it serves, wherever it stands', async () => {
  const cells = cellsOf(await map(keeper))
  expect([...cells.keys()]).toEqual(departements101)
  expect(cells.get('59')).toMatchObject({ value: 2, text: '2\u00a0services', region: '32' })
  expect(cells.get('62')).toMatchObject({ value: 1 })
  expect(cells.get('01')).toMatchObject({ value: 0, class: 'none', text: 'aucun service' })
  const some = await map(keeper, { kind: 'day_reception' })
  expect(cellsOf(some).get('59')?.value).toBe(1)
  expect(some.title).toContain('Accueil de jour')
  expect((await map(keeper)).outside).toContain('1\u00a0service répond de partout')
})

test('a gap is a département without a service for minors; one that comes from next door is told apart', async () => {
  const shown = await map(keeper, { level: 'gaps' })
  const cells = cellsOf(shown)
  expect(cells.get('59')).toMatchObject({ class: 'door', value: 1 })
  expect(cells.get('62')).toMatchObject({ class: 'comes', value: 1 })
  expect(cells.get('01')).toMatchObject({ class: 'gap', value: 0 })
  expect(shown.classes.reduce((sum, { count }) => sum + count, 0)).toBe(101)
})

test('where a service stands is a mark on the map, a word in the table and in the file', async () => {
  const shown = await map(keeper)
  expect(shown.places).toEqual([
    { departement: '59', name: 'Lille', count: 1, latitude: 50.63, longitude: 3.06 },
  ])
  const svg = await keeper.call(readMapAsSvg)
  expect(svg.text).toMatch(/<circle class="map-point"[^>]*><title>Lille\u00a0: 1<\/title>/)
  const csv = await keeper.call(readMapAsCsv)
  const lines = parse<Record<string, string>>(csv.text, { columns: true })
  expect(
    lines.filter(({ lieux }) => lieux !== '').map(({ departement, lieux }) => [departement, lieux]),
  ).toEqual([['59', 'Lille (1)']])
})

test('a confidential address is marked no more precisely than it is published', async () => {
  const { id } = await keeper.ok(createService, {
    input: {
      name: 'Le Refuge (exemple)',
      organisation: { name: 'Le Refuge (organisme d’exemple)', kind: 'association' },
      departements: ['33'],
      audiences: ['minors'],
      verified: 'phone',
      place: {
        departement: '33',
        commune: 'Bordeaux',
        latitude: 44.8378,
        longitude: -0.5792,
        precision: 'commune',
      },
    },
  })
  const told = async () => (await map(keeper)).places.find(({ departement }) => departement === '33')
  expect(await told()).toMatchObject({ name: 'Bordeaux', latitude: 44.8, longitude: -0.6 })
  await desk.ownerSql(
    `update service_place set precision = 'departement' where id = (select place_id from service where id = $1)`,
    [id],
  )
  await desk.ownerSql('select index_services(array[$1]::uuid[])', [id])
  expect(await told()).toBeUndefined()
})

test('a service that is internal is not counted for whoever may not see it', async () => {
  const analyst = await desk.people.analyst()
  expect(cellsOf(await map(keeper)).get('80')?.value).toBe(1)
  expect(cellsOf(await map(analyst)).get('80')?.value).toBe(0)
})

test('an answer that was not sent leaves its département hatched, one that was never asked blank', async () => {
  const shown = await map(keeper, { level: 'phenomenon', campaign })
  const cells = cellsOf(shown)
  expect(cells.get('59')).toMatchObject({ class: 'yes', text: 'rencontré (oui\u00a0: 1 sur 2 réponses)' })
  expect(cells.get('62')).toMatchObject({ class: 'silent', text: 'pas de réponse envoyée' })
  expect(cells.get('01')).toMatchObject({ class: 'unasked' })
  expect(shown.classes.find(({ id }) => id === 'silent')?.fill).toBe('hatched')
  const drawn = await keeper.call(readMapAsSvg, { query: { level: 'phenomenon', campaign } })
  expect(drawn.text).toMatch(/data-code="62"[^>]*><path class="[^"]*" d="[^"]*" fill="url\(#map-hatched\)"/)
  const one = await map(keeper, { level: 'phenomenon', campaign, addressee: 'crip' })
  expect(cellsOf(one).get('59')).toMatchObject({ class: 'no' })
})

test('the answers of a campaign show how far each département has come', async () => {
  const cells = cellsOf(await map(keeper, { level: 'responses' }))
  expect(cells.get('59')).toMatchObject({ class: 'all', text: '2 sur 2 envoyées' })
  expect(cells.get('62')).toMatchObject({ class: 'begun', text: '0 sur 1 envoyée' })
})

test('the authorities that nobody has verified are told from those that somebody has', async () => {
  const before = cellsOf(await map(coordinator, { level: 'verification' })).get('59')
  expect(before?.class).toBe('never')
  await desk.ownerSql(
    `update authority_unit set verified_on = current_date - 10 where id = (
       select unit_id from authority_route where departement = '59')`,
  )
  const after = cellsOf(await map(coordinator, { level: 'verification' })).get('59')
  expect(after?.class).toBe('fresh')
  expect(after?.text).toMatch(/^vérifiées le /)
})

test('few situations are never shown, nor is the département next to them that would give them away', async () => {
  const shown = await map(coordinator, { level: 'situations', year })
  const cells = cellsOf(shown)
  // 2 in the Somme; Hauts-de-France has other small ones, so that 7 and 9 may be told.
  expect(cells.get('80')).toMatchObject({ class: 'hidden', value: null })
  expect(cells.get('59')).toMatchObject({ value: 7 })
  expect(cells.get('62')).toMatchObject({ value: 9 })
  expect(cells.get('75')).toMatchObject({ class: 'hidden', value: null })
  expect(cells.get('01')).toMatchObject({
    class: 'hidden',
    value: null,
    text: 'moins de 5 ou masqué',
  })
  expect(cells.get('971')).toMatchObject({ value: 6 })
  // The only other département of Corsica counts two.
  expect(cells.get('2A')).toMatchObject({ class: 'hidden', value: null })
  expect(shown.outside).toBeNull()
})

test('each reader is offered the levels of their work, and finds no other', async () => {
  const offered = async (role: Role) => (await map(await desk.people[role]())).levels.map(({ id }) => id)
  expect(await offered('listener')).toEqual(['services', 'gaps', 'verification'])
  expect(await offered('analyst')).toEqual(['services', 'gaps', 'phenomenon', 'responses', 'situations'])
  expect(await offered('cartographer')).toEqual([
    'services',
    'gaps',
    'phenomenon',
    'responses',
    'verification',
  ])
  expect(await offered('coordinator')).toHaveLength(6)
  const asked = async (role: Role, level: LevelId) =>
    (await (await desk.people[role]()).call(readMap, { query: { level } })).status
  expect(await asked('listener', 'situations')).toBe(404)
  expect(await asked('cartographer', 'situations')).toBe(404)
  expect(await asked('analyst', 'verification')).toBe(404)
  expect(await asked('reception', 'services')).toBe(404)
  expect(await asked('auditor', 'services')).toBe(404)
  expect((await desk.anyone.call(readMap)).status).toBe(401)
})

test.each(['services', 'gaps', 'phenomenon', 'responses', 'verification', 'situations'] as const)(
  'the drawing, the table and the file of « %s » say the same',
  async (level) => {
    const shown = await map(coordinator, { level })
    const svg = await coordinator.call(readMapAsSvg, { query: { level } })
    const csv = await coordinator.call(readMapAsCsv, { query: { level } })
    expect(svg.headers.get('content-type')).toContain('image/svg+xml')
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(() => wellFormed(svg.text)).not.toThrow()
    const drawn = (text: string) =>
      [...text.matchAll(/data-code="(\w+)" aria-label="[^"]*?\u00a0: ([^"]*)"/g)].map(([, code, words]) => [
        code,
        words,
      ])
    const cells = shown.cells.map((cell) => [cell.departement, cell.text])
    expect(drawn(svg.text)).toEqual(cells)
    const lines = parse<Record<string, string>>(csv.text, { columns: true })
    expect(lines.map((line) => [line.departement, line.libelle])).toEqual(cells)
    expect(lines.map((line) => line.valeur)).toEqual(shown.cells.map(({ value }) => String(value ?? '')))
    const labels = new Map(shown.classes.map(({ id, label }) => [id, label]))
    expect(lines.map((line) => line.classe)).toEqual(shown.cells.map((cell) => labels.get(cell.class)))
    for (const { label } of shown.classes) expect(svg.text).toContain(`>${label}</text>`)
  },
)

test('outside of the platform the same functions show published services and nothing else', async () => {
  const ask = (level: LevelId) =>
    desk.database.transaction().execute((db) => levelFor(db, publicSight, { level }))
  const { level, levels } = await ask('services')
  expect(levels.map(({ id }) => id)).toEqual(['services', 'gaps'])
  expect(level.cells.find(({ departement }) => departement === '80')?.value).toBe(0)
  expect(() => wellFormed(levelAsSvg(level))).not.toThrow()
  await expect(ask('situations')).rejects.toThrow()
  await expect(ask('verification')).rejects.toThrow()
})
