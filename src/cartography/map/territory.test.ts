import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { readTerritory } from './contract.ts'
import { fillMap } from './map.testing.server.ts'
import { thisYear } from './situations.server.ts'

let desk: TestDesk
let coordinator: Person

beforeAll(async () => {
  desk = await openTestDesk()
  coordinator = await desk.people.coordinator('Chloé Fictive')
  await fillMap(desk, await desk.people.cartographer('Inès Fictive'))
})
afterAll(() => desk.close())

test('the page of a département gathers its authority, its services, its answers and its neighbours', async () => {
  const found = await coordinator.ok(readTerritory, { query: { departement: '59' } })
  expect(found.neighbours).toEqual(['02', '62', '80'])
  expect(found.authorities?.flatMap(({ units }) => units).length).toBeGreaterThan(0)
  expect(found.services).toMatchObject({ total: 2, forMinors: 1 })
  expect(found.services.groups.map(({ kind }) => kind)).toEqual(['day_reception', 'training'])
  expect(found.services.anywhere.map(({ name }) => name)).toEqual(['La Balise (exemple)'])
  expect(found.answers?.map(({ addressee, status, said }) => [addressee, status, said[0]?.answer])).toEqual([
    ['ase', 'submitted', 'Oui'],
    ['crip', 'submitted', 'Non'],
  ])
  expect(found.figures).toEqual({ year: thisYear(), threshold: 5, situations: 7, contacts: 7 })
})

test('the page of a département hides few situations, and everything that is not for its reader', async () => {
  const few = await coordinator.ok(readTerritory, { query: { departement: '80' } })
  expect(few.figures).toMatchObject({ situations: null, contacts: null })
  const listener = await desk.people.listener()
  const heard = await listener.ok(readTerritory, { query: { departement: '59' } })
  expect(heard).toMatchObject({ figures: null, answers: null })
  expect(heard.authorities).not.toBeNull()
  const analyst = await desk.people.analyst()
  const counted = await analyst.ok(readTerritory, { query: { departement: '59' } })
  expect(counted.authorities).toBeNull()
  expect(counted.figures?.situations).toBe(7)
  const unknown = await coordinator.call(readTerritory, { query: { departement: 'abroad' } })
  expect(unknown.refusal?.code).toBe('malformed')
})
