import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { createService } from '#cartography/directory/contract.ts'
import { publishedService, publishedServices } from '#cartography/directory/published.server.ts'
import { newId } from '#kernel/id.ts'
import { publicRole, urlOf } from '#kernel/migrate.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { openPublicZone, type PublicZone } from '#public.server.ts'
import { fillMap } from './map.testing.server.ts'
import { kindAsked, type PublicLevel, publicMap } from './public.server.ts'
import { wellFormed } from './svg.testing.ts'

let desk: TestDesk
let keeper: Person
let zone: PublicZone

beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer('Inès Fictive')
  await fillMap(desk, keeper)
  // What these functions may do is what the role of the public pages may do.
  zone = openPublicZone(urlOf(desk.ownerUrl, publicRole, desk.keys), desk.keys, { publicUrl: () => desk.url })
})
afterAll(async () => {
  await zone.services.database.destroy()
  await desk.close()
})

const ask = (level: PublicLevel, kind?: string) =>
  zone.services.database
    .transaction()
    .execute((db) => publicMap(db, { level, kind: kindAsked(kind), href: (code) => `/carte/${code}` }))

const reached = (phone: string, visibility: 'public' | 'professionals_only', isFrontGate: boolean) => ({
  ...{ id: newId(), person: null, function: null, email: null, web: null },
  ...{ phone, visibility, isFrontGate },
})

const add = (input: z.input<(typeof createService)['input']>) => keeper.ok(createService, { input })

test('anyone sees the published services of each département, and the table says what the drawing says', async () => {
  const map = await ask('services')
  expect(() => wellFormed(map.svg)).not.toThrow()
  expect(map.rows).toHaveLength(101)
  expect(map.rows.find(({ departement }) => departement === '59')).toMatchObject({
    text: '2\u00a0services',
    places: 'Lille (1)',
    href: '/carte/59',
  })
  // Internal: it is not counted, nor told.
  expect(map.rows.find(({ departement }) => departement === '80')?.text).toBe('aucun service')
  expect(map.classes.reduce((sum, { count }) => sum + count, 0)).toBe(101)
  for (const { departement, text } of map.rows) {
    expect(map.svg).toMatch(new RegExp(`href="/carte/${departement}"[^>]*aria-label="[^"]*: ${text}"`))
  }
  expect((await ask('services', 'training')).rows.find(({ departement }) => departement === '59')?.text).toBe(
    '1\u00a0service',
  )
})

test('anyone sees where nothing is offered to minors', async () => {
  const { rows } = await ask('gaps')
  expect(rows.find(({ departement }) => departement === '62')?.class).toBe('comes')
  expect(rows.find(({ departement }) => departement === '80')?.class).toBe('gap')
})

test('a list for anyone holds no confidential address, no contact of professionals, nothing that is not for all', async () => {
  const { id } = await add({
    name: 'Le Refuge (exemple)',
    organisation: { name: 'Organisme d’exemple', kind: 'association' },
    departements: ['33'],
    internalNotes: 'Deuxième étage',
    professionalNotes: 'Demander Zoé',
    verified: 'phone',
    place: {
      departement: '33',
      name: 'Maison bleue',
      address: '4 rue Invisible',
      postcode: '33000',
      commune: 'Bordeaux',
      latitude: 44.8378,
      longitude: -0.5792,
      precision: 'commune',
    },
    contacts: [
      reached('0500000001', 'public', true),
      reached('0500000002', 'public', false),
      reached('0500000003', 'professionals_only', true),
    ],
  })
  const told = await zone.services.database
    .transaction()
    .execute((db) => publishedServices(db, { departement: '33' }))
  expect(told.map(({ name }) => name)).toEqual(['Le Refuge (exemple)', 'La Balise (exemple)'])
  expect(told[0]).toMatchObject({ isConfidential: true, commune: 'Bordeaux', address: null, placeName: null })
  expect(told[0]?.contacts.map(({ phone }) => phone)).toEqual(['0500000001'])
  expect(JSON.stringify(told)).not.toMatch(/Invisible|bleue|33000|étage|Zoé|000002|000003|44\.8378/)
  expect(JSON.stringify(await ask('services'))).not.toMatch(/44\.8378/)

  // Nobody has verified it for more than a year: callers are no longer told of it, nor is anyone.
  await desk.ownerSql(`update service set verified_on = current_date - 800 where id = $1`, [id])
  await desk.ownerSql('select index_services(array[$1]::uuid[])', [id])
  const later = await zone.services.database.transaction().execute((db) => publishedService(db, id))
  expect(later).toBeUndefined()
})
