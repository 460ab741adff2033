import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import type { ServiceVisibility } from '#vocabulary'
import { type Contact, createService, readService, savePlace, searchDirectory } from './contract.ts'

let desk: TestDesk
let keeper: Person
let analyst: Person
beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer()
  analyst = await desk.people.analyst()
})
afterAll(() => desk.close())

const rank = { public: 0, professionals_only: 1, internal: 2 } as const
const visibilities = ['public', 'professionals_only', 'internal'] as const
const visibility = fc.constantFrom<ServiceVisibility>(...visibilities)
const precision = fc.constantFrom('exact' as const, 'commune' as const, 'departement' as const)

/** A word found nowhere else, so that reading it in an answer is proof. */
const mark = () => `x${randomUUID().replaceAll('-', '')}x`

const entry = fc.record({
  visibility,
  precision,
  contacts: fc.array(fc.record({ visibility, isFrontGate: fc.boolean() }), { maxLength: 4 }),
})

test('nothing internal or confidential is in any answer for a lesser audience', async () => {
  await fc.assert(
    fc.asyncProperty(entry, async (given) => {
      const secret = { internal: mark(), organisation: mark(), professional: mark() }
      const place = { address: mark(), name: mark(), commune: mark() }
      const key = mark()
      const contacts = given.contacts.map((one): Contact & { word: string } => {
        const word = mark()
        const phone = `01 99 ${Math.floor(Math.random() * 1e8)}`
        const email = `${word}@exemple.org`
        return { id: randomUUID(), person: null, function: word, phone, email, web: null, ...one, word }
      })
      const { id } = await keeper.ok(createService, {
        input: {
          name: key,
          organisation: { name: 'Organisation (exemple)', kind: 'association', notes: secret.organisation },
          visibility: given.visibility,
          internalNotes: secret.internal,
          professionalNotes: secret.professional,
          place: {
            ...place,
            departement: '87',
            postcode: '87123',
            latitude: 45.83412,
            longitude: 1.26178,
            precision: given.precision,
          },
          departements: ['87'],
          contacts: contacts.map(({ word: _, ...one }) => one),
        },
      })
      const hidden = given.precision !== 'exact'
      for (const as of ['public', 'professionals_only'] as const) {
        const read = await analyst.call(readService, { params: { id }, query: { as } })
        const found = await analyst.ok(searchDirectory, { query: { text: key, as } })
        const near = await analyst.ok(searchDirectory, { query: { near: '87:Limoges', text: key, as } })
        const text = `${read.text}${JSON.stringify(found)}${JSON.stringify(near)}`
        const mayRead = rank[given.visibility] <= rank[as]
        expect(read.status).toBe(mayRead ? 200 : 404)
        if (!mayRead) expect(text).not.toContain(key)
        const forbidden = [
          secret.internal,
          secret.organisation,
          ...(as === 'public' ? [secret.professional] : []),
          ...(hidden ? [place.address, place.name, '87123', '45.83412', '1.26178'] : []),
          ...(given.precision === 'departement' ? [place.commune] : []),
          ...contacts
            .filter((one) => rank[one.visibility] > rank[as] || (hidden && !one.isFrontGate))
            .flatMap((one) => [one.word, one.phone ?? '']),
        ]
        for (const word of forbidden) expect(text).not.toContain(word)
        if (!mayRead) continue
        for (const one of contacts) if (!forbidden.includes(one.word)) expect(read.text).toContain(one.word)
      }
    }),
    { numRuns: 25 },
  )
})

test('nobody sees more by asking to see as another', async () => {
  const { id } = await keeper.ok(createService, {
    input: {
      name: 'Coulisses (exemple)',
      organisation: { name: 'Coulisses (exemple)', kind: 'association' },
      visibility: 'internal',
    },
  })
  expect((await analyst.call(readService, { params: { id }, query: { as: 'internal' } })).status).toBe(404)
  expect((await keeper.call(readService, { params: { id }, query: { as: 'public' } })).status).toBe(404)
  expect((await keeper.call(readService, { params: { id } })).status).toBe(200)
})

test('the distance to a confidential address is that of its commune or département, not its own', async () => {
  const at = async (name: string, precision: 'commune' | 'departement', latitude: number) =>
    keeper.ok(createService, {
      input: {
        name,
        organisation: { name: 'Abri (exemple)', kind: 'association' },
        place: { departement: '87', commune: 'Exemple-sur-Vienne', precision, latitude, longitude: 1.31 },
      },
    })
  await at('Abri un (exemple)', 'commune', 45.861)
  await at('Abri deux (exemple)', 'commune', 45.939)
  await at('Abri trois (exemple)', 'departement', 45.99)
  const { items } = await keeper.ok(searchDirectory, { query: { near: '87:Limoges', text: 'abri' } })
  const distances = Object.fromEntries(items.map(({ name, distance }) => [name, distance]))
  // Both fall on the same published point, whatever door is theirs; the third one on the prefecture.
  expect(distances['Abri un (exemple)']).toBe(distances['Abri deux (exemple)'])
  expect(distances['Abri trois (exemple)']).toBe(0)
})

test('a text that tells the confidential address is refused, and says which', async () => {
  const input = {
    name: 'Maison au vent (exemple)',
    organisation: { name: 'Vent (exemple)', kind: 'association' as const },
    description: 'On arrive au 12, rue des Lilas-Imaginaires.',
    place: { departement: '87' as const, address: '12 rue des Lilas Imaginaires' },
  }
  const told = await keeper.call(createService, {
    input: { ...input, place: { ...input.place, precision: 'commune' } },
  })
  expect(told.status).toBe(422)
  expect(told.refusal).toMatchObject({ code: 'address_told', fields: [{ field: 'description' }] })
  const { id } = await keeper.ok(createService, { input })
  const { place } = await keeper.ok(readService, { params: { id } })
  const later = await keeper.call(savePlace, {
    params: { id: place?.id ?? '' },
    version: 1,
    input: { precision: 'departement' },
  })
  expect(later.refusal?.code).toBe('address_told')
})
