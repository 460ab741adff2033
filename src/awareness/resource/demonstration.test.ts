import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { listProjectCalls, readProjectCall } from '../call/contract.ts'
import { inventCalls } from '../call/demonstration.server.ts'
import { listResources } from './contract.ts'
import { inventResources } from './demonstration.server.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
  await createDemonstrationAccounts(desk.database)
})
afterAll(() => desk.close())

test('the demonstration has real accessible files, one thing to read again, and a call in each of its states', async () => {
  await inventResources(desk.services)
  await inventCalls(desk.services)
  await inventResources(desk.services)
  await inventCalls(desk.services)
  const officer = await desk.people.awareness_officer()
  const { items, total, due } = await officer.ok(listResources, { query: { limit: 100 } })
  expect([total, due]).toEqual([10, 1])
  const files = items.flatMap(({ versions }) => versions.map(({ file }) => file))
  expect(files).toHaveLength(11)
  for (const file of files) expect(file?.notes).toMatchObject({ claimsUa: true, isTagged: true, pages: 1 })
  const page = await desk.anyone.fetch('/ressources')
  expect(await page.text()).toContain('Si quelqu’un te demande des photos')
  const [call] = (await officer.ok(listProjectCalls)).items
  const { applications } = await officer.ok(readProjectCall, { params: { id: call?.id ?? '' } })
  expect(applications.map(({ state, given }) => [state, given])).toEqual([
    ['accepted', 2],
    ['submitted', 2],
    ['submitted', 0],
  ])
}, 180_000)
