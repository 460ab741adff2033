import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { findDuplicates, listDue, readService, searchDirectory } from './contract.ts'
import { inventDirectory } from './demonstration.server.ts'
import { inventedServices } from './demonstration.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
  await createDemonstrationAccounts(desk.database)
  await inventDirectory(desk.services)
})
afterAll(() => desk.close())

test('the directory of the demonstration is loaded once, over a dozen départements', async () => {
  await inventDirectory(desk.services)
  const [count] = await desk.sql<{ services: number; departements: number }>(
    `select (select count(*)::int from service) as services,
       (select count(distinct departement)::int from service_departement) as departements`,
  )
  expect(count?.services).toBe(inventedServices.length)
  expect(count?.departements).toBeGreaterThanOrEqual(12)
})

test('every name is plainly invented, and no number can ring', () => {
  for (const { name, contacts } of inventedServices) {
    expect(name).toMatch(/exemple|fictif|fictive/i)
    for (const { phone } of contacts) if (phone) expect(phone).toMatch(/^01 99 00 \d\d \d\d$/)
  }
})

test('it holds a confidential shelter, an entry written twice, and entries to verify', async () => {
  const keeper = await desk.people.cartographer()
  const analyst = await desk.people.analyst()
  const shelters = await analyst.ok(searchDirectory, {
    query: { kind: 'sheltering_or_breakaway', hidden: 'true' },
  })
  expect(shelters.items.length).toBeGreaterThan(5)
  expect(shelters.items.every(({ isConfidential }) => isConfidential)).toBe(true)
  const shelter = await analyst.ok(readService, { params: { id: shelters.items[0]?.id ?? '' } })
  expect(shelter.place?.address).toBeNull()
  expect(shelter.contacts.map(({ isFrontGate }) => isFrontGate)).toEqual([true])
  const twice = await keeper.ok(searchDirectory, { query: { text: 'maison du phare', departement: '59' } })
  expect(twice.items.length).toBe(2)
  const duplicates = await keeper.ok(findDuplicates, { params: { id: twice.items[0]?.id ?? '' } })
  expect(duplicates.items.map(({ id }) => id)).toContain(twice.items[1]?.id)
  const { counts } = await keeper.ok(listDue)
  expect(Object.values(counts).every((count) => count > 0)).toBe(true)
})
