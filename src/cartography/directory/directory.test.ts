import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  type Contact,
  createPlace,
  createService,
  findTowns,
  listDue,
  listOrganisations,
  readHistory,
  readService,
  saveOrganisation,
  savePlace,
  saveService,
  searchDirectory,
  verifyService,
} from './contract.ts'

let desk: TestDesk
let keeper: Person
let listener: Person
beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer()
  listener = await desk.people.listener()
})
afterAll(() => desk.close())

const contact = (of: Partial<Contact>): Contact => ({
  id: randomUUID(),
  person: null,
  function: null,
  phone: null,
  email: null,
  web: null,
  visibility: 'public',
  isFrontGate: false,
  ...of,
})

const association = (name: string) => ({ name, kind: 'association' as const })

type Added = NonNullable<z.input<(typeof createService)['input']>>
const add = (input: Added) => keeper.ok(createService, { input })

const namesOf = (items: readonly { name: string }[]) => items.map(({ name }) => name)

test('a service is added with its organisation and its place, and read back whole', async () => {
  const { id } = await add({
    name: 'Maison du Phare (exemple)',
    organisation: association('Association du Phare (exemple)'),
    place: {
      departement: '44',
      address: '1 quai imaginaire',
      postcode: '44000',
      commune: 'Nantes',
      latitude: 47.21,
      longitude: -1.55,
    },
    kinds: ['day_reception', 'listening_line'],
    audiences: ['minors', 'parents'],
    entries: ['public'],
    departements: ['44', '85'],
    minAge: 12,
    maxAge: 21,
    contacts: [contact({ function: 'Accueil', phone: '01 99 00 00 01' })],
  })
  const whole = await listener.ok(readService, { params: { id } })
  expect(whole).toMatchObject({
    name: 'Maison du Phare (exemple)',
    kinds: ['listening_line', 'day_reception'],
    departements: ['44', '85'],
    organisation: { name: 'Association du Phare (exemple)' },
    place: { commune: 'Nantes', departement: '44' },
    timeZone: 'Europe/Paris',
    freshness: 'to_confirm',
    verifiedOn: null,
    abilities: { edit: false },
  })
  expect((await keeper.ok(readService, { params: { id } })).abilities.edit).toBe(true)
})

test('who is served is found there, wherever the service stands; the nearest door comes first', async () => {
  const organisation = association('Réseau des Rives (exemple)')
  await add({ name: 'Rive distante (exemple)', organisation, coverage: 'by_distance' })
  await add({
    name: 'Rive voisine (exemple)',
    organisation,
    place: { departement: '49' },
    departements: ['53'],
  })
  await add({
    name: 'Rive locale (exemple)',
    organisation,
    place: { departement: '53' },
    departements: ['53'],
  })
  const { items } = await listener.ok(searchDirectory, { query: { departement: '53' } })
  expect(namesOf(items)).toEqual([
    'Rive locale (exemple)',
    'Rive voisine (exemple)',
    'Rive distante (exemple)',
  ])
  const elsewhere = await listener.ok(searchDirectory, { query: { departement: '49' } })
  expect(namesOf(elsewhere.items)).toEqual(['Rive distante (exemple)'])
})

test('a misspelt name is found, and a word that is nowhere finds nothing', async () => {
  await add({ name: 'Passerelle des Embruns (exemple)', organisation: association('Embruns (exemple)') })
  const found = await listener.ok(searchDirectory, { query: { text: 'paserele embrun' } })
  expect(namesOf(found.items)).toEqual(['Passerelle des Embruns (exemple)'])
  const accents = await listener.ok(searchDirectory, { query: { text: 'PASSERÉLLE' } })
  expect(namesOf(accents.items)).toEqual(['Passerelle des Embruns (exemple)'])
  const none = await listener.ok(searchDirectory, { query: { text: 'passerelle xylophone' } })
  expect(none.items).toEqual([])
})

test('near a town, services come by distance, and those beyond the circle stay away', async () => {
  const organisation = association('Clairières (exemple)')
  const at = (latitude: number, longitude: number) => ({ departement: '31' as const, latitude, longitude })
  await add({ name: 'Clairière loin (exemple)', organisation, place: at(43.85, 1.44) })
  await add({ name: 'Clairière près (exemple)', organisation, place: at(43.61, 1.45) })
  await add({ name: 'Clairière ailleurs (exemple)', organisation, place: at(44.9, 1.44) })
  const towns = await listener.ok(findTowns, { query: { text: 'toulous' } })
  expect(towns.items[0]).toEqual({ departement: '31', name: 'Toulouse' })
  const { items } = await listener.ok(searchDirectory, { query: { near: '31:Toulouse', radius: 50 } })
  expect(items.map(({ name, distance }) => [name, distance])).toEqual([
    ['Clairière près (exemple)', 1],
    ['Clairière loin (exemple)', 27],
  ])
  const unknown = await listener.call(searchDirectory, { query: { near: '31:Nulle-Part' } })
  expect(unknown.status).toBe(400)
})

test('kind, age and way in narrow a search, and pages follow one another without gap or repeat', async () => {
  const organisation = association('Balises (exemple)')
  for (let number = 10; number < 17; number += 1) {
    await add({
      name: `Balise ${number} (exemple)`,
      organisation,
      place: { departement: '23' },
      departements: ['23'],
      kinds: number % 2 ? ['training'] : ['street_outreach'],
      entries: number % 2 ? ['professionals'] : ['public'],
      minAge: number,
      maxAge: 18,
    })
  }
  const query = { departement: '23', limit: 2 } as const
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await listener.ok(searchDirectory, { query: { ...query, ...(after && { after }) } })
    seen.push(...namesOf(page.items).filter((name) => name.startsWith('Balise')))
    after = page.next ?? undefined
  } while (after)
  expect(seen).toEqual([10, 11, 12, 13, 14, 15, 16].map((number) => `Balise ${number} (exemple)`))
  const young = await listener.ok(searchDirectory, {
    query: { text: 'balise', kind: 'training', age: 13, entry: 'professionals' },
  })
  expect(namesOf(young.items)).toEqual(['Balise 11 (exemple)', 'Balise 13 (exemple)'])
})

test('« ouvert maintenant » follows the clock of the place', async () => {
  const organisation = association('Fuseaux (exemple)')
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }))
  await add({ name: 'Fuseau ouvert (exemple)', organisation, departements: ['974'], hours: always })
  await add({ name: 'Fuseau fermé (exemple)', organisation, departements: ['974'], hours: [] })
  await add({ name: 'Fuseau muet (exemple)', organisation, departements: ['974'] })
  const { items } = await listener.ok(searchDirectory, { query: { departement: '974', text: 'fuseau' } })
  expect(items.map(({ name, isOpen }) => [name, isOpen])).toEqual([
    ['Fuseau fermé (exemple)', false],
    ['Fuseau muet (exemple)', null],
    ['Fuseau ouvert (exemple)', true],
  ])
  const open = await listener.ok(searchDirectory, {
    query: { departement: '974', text: 'fuseau', openNow: 'true' },
  })
  expect(namesOf(open.items)).toEqual(['Fuseau ouvert (exemple)'])
  const reunion = await listener.ok(readService, { params: { id: items[0]?.id ?? '' } })
  expect(reunion.timeZone).toBe('Indian/Reunion')
})

test('two people who write at once: the second one gets the entry as it is now', async () => {
  const { id } = await add({ name: 'Digue (exemple)', organisation: association('Digue (exemple)') })
  await keeper.ok(saveService, { params: { id }, version: 1, input: { description: 'Accueille.' } })
  const late = await keeper.call(saveService, { params: { id }, version: 1, input: { capacity: 4 } })
  expect(late.status).toBe(412)
  expect(late.refusal?.current).toMatchObject({ version: 2, description: 'Accueille.' })
})

test('what is emptied is empty, and the history says who changed what', async () => {
  const { id } = await add({
    name: 'Estuaire (exemple)',
    organisation: association('Estuaire (exemple)'),
    description: 'Avant.',
    kinds: ['training'],
    contacts: [contact({ phone: '01 99 00 00 02' }), contact({ email: 'accueil@exemple.org' })],
  })
  const before = await keeper.ok(readService, { params: { id } })
  await keeper.ok(saveService, {
    params: { id },
    version: 1,
    input: { description: null, kinds: [], contacts: before.contacts.slice(1), hours: null },
  })
  const now = await keeper.ok(readService, { params: { id } })
  expect(now).toMatchObject({ description: null, kinds: [], version: 2 })
  expect(now.contacts).toHaveLength(1)
  const { items } = await keeper.ok(readHistory, { params: { id } })
  expect(items.map(({ kind, author }) => [kind, author])).toEqual([
    ['edited', keeper.name],
    ['created', keeper.name],
  ])
  expect(items[0]?.changes).toContainEqual({ field: 'Ce qu’il fait', before: 'Avant.', after: null })
})

test('a change does not verify, and a verification says who, when and how', async () => {
  const { id } = await add({ name: 'Sémaphore (exemple)', organisation: association('Sémaphore (exemple)') })
  await keeper.ok(saveService, { params: { id }, version: 1, input: { capacity: 3 } })
  expect((await keeper.ok(readService, { params: { id } })).verifiedOn).toBeNull()
  await keeper.ok(verifyService, { params: { id }, version: 2, input: { how: 'phone' } })
  const now = await keeper.ok(readService, { params: { id } })
  expect(now).toMatchObject({ freshness: 'fresh', verifiedBy: keeper.name, verifiedHow: 'phone' })
})

test('an entry goes down the ladder at its own pace, and the last step takes it from the search of callers', async () => {
  const organisation = association('Échelle (exemple)')
  const steps = [
    { name: 'Barreau neuf (exemple)', months: 1, freshness: 'fresh' },
    { name: 'Barreau ancien (exemple)', months: 7, freshness: 'to_confirm' },
    { name: 'Barreau usé (exemple)', months: 10, freshness: 'stale' },
    { name: 'Barreau rompu (exemple)', months: 13, freshness: 'hidden' },
    // Asked every year: what is old for the others is still fresh for it.
    { name: 'Barreau annuel (exemple)', months: 7, freshness: 'fresh', verifyEvery: 12 },
  ]
  for (const { name, months, verifyEvery = 6 } of steps) {
    const { id } = await add({ name, organisation, departements: ['48'], verifyEvery, verified: 'phone' })
    await desk.ownerSql(
      `update app.service set verified_on = current_date - make_interval(months => $2) where id = $1`,
      [id, months],
    )
    await desk.ownerSql('select app.index_services(array[$1::uuid])', [id])
    const { freshness } = await keeper.ok(readService, { params: { id } })
    expect([name, freshness]).toEqual([name, steps.find((one) => one.name === name)?.freshness])
  }
  const shown = await listener.ok(searchDirectory, { query: { text: 'barreau' } })
  expect(namesOf(shown.items)).not.toContain('Barreau rompu (exemple)')
  expect(shown.items).toHaveLength(4)
  const all = await keeper.ok(searchDirectory, { query: { text: 'barreau', hidden: 'true' } })
  expect(all.items).toHaveLength(5)
  const due = await keeper.ok(listDue, { query: { departement: '48' } })
  expect(namesOf(due.items)).toEqual([
    'Barreau rompu (exemple)',
    'Barreau usé (exemple)',
    'Barreau ancien (exemple)',
  ])
  expect(due.counts).toEqual({ to_confirm: 1, stale: 1, hidden: 1 })
})

test('the quality says the next thing to do, and leaves out what does not apply', async () => {
  const { id } = await add({
    name: 'Ligne du Soir (exemple)',
    organisation: association('Ligne du Soir (exemple)'),
    coverage: 'national',
    reaches: ['by_phone'],
    kinds: ['listening_line'],
  })
  const { quality } = await keeper.ok(readService, { params: { id } })
  expect(quality?.next?.id).toBe('reachable')
  const unmet = quality?.criteria.filter(({ met }) => met === null).map((one) => one.id)
  expect(unmet).toEqual(expect.arrayContaining(['gate', 'served', 'place', 'position', 'access']))
  const version = (
    await keeper.ok(saveService, {
      params: { id },
      version: 1,
      input: { contacts: [contact({ phone: '01 99 00 00 03' })], verified: 'phone' },
    })
  ).version
  const after = await keeper.ok(readService, { params: { id } })
  expect(after.version).toBe(version)
  expect(after.quality?.score ?? 0).toBeGreaterThan(quality?.score ?? 100)
  expect(after.quality?.next?.id).not.toBe('reachable')
})

test('a place and an organisation are changed for all their services', async () => {
  const first = await add({ name: 'Aile est (exemple)', organisation: association('Grande Halle (exemple)') })
  const before = await keeper.ok(readService, { params: { id: first.id } })
  await keeper.ok(createPlace, { params: { id: first.id }, input: { departement: '76', commune: 'Rouen' } })
  const { place } = await keeper.ok(readService, { params: { id: first.id } })
  const second = await add({
    name: 'Aile ouest (exemple)',
    organisation: { id: before.organisation.id },
    place: { id: place?.id ?? '' },
  })
  await keeper.ok(savePlace, { params: { id: place?.id ?? '' }, version: 1, input: { commune: 'Dieppe' } })
  await keeper.ok(saveOrganisation, {
    params: { id: before.organisation.id },
    version: 1,
    input: { name: 'Halle neuve (exemple)' },
  })
  for (const { id } of [first, second]) {
    const now = await keeper.ok(readService, { params: { id } })
    expect(now.place?.commune).toBe('Dieppe')
    expect(now.organisation.name).toBe('Halle neuve (exemple)')
  }
  const found = await listener.ok(searchDirectory, { query: { text: 'halle neuve' } })
  expect(namesOf(found.items)).toEqual(['Aile est (exemple)', 'Aile ouest (exemple)'])
  const organisations = await keeper.ok(listOrganisations, { query: { text: 'hale neuv' } })
  expect(organisations.items[0]).toMatchObject({
    name: 'Halle neuve (exemple)',
    places: [{ commune: 'Dieppe' }],
  })
})

test('only the cartographer writes, and who has nothing to do there finds nothing', async () => {
  const { id } = await add({ name: 'Verrou (exemple)', organisation: association('Verrou (exemple)') })
  const reception = await desk.people.reception()
  expect((await reception.call(searchDirectory)).status).toBe(404)
  expect((await desk.anyone.call(searchDirectory)).status).toBe(401)
  for (const person of [listener, await desk.people.coordinator(), await desk.people.analyst()]) {
    expect(
      (await person.call(saveService, { params: { id }, version: 1, input: { name: 'Autre' } })).status,
    ).toBe(404)
  }
})
