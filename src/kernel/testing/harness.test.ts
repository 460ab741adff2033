import { expect, test } from 'vitest'
import { openTestDesk } from './harness.server.ts'

test('a test desk answers, and closes', async () => {
  const desk = await openTestDesk()
  const ana = await desk.people.listener('Ana')
  expect((await ana.fetch('/health')).status).toBe(200)
  expect((await ana.fetch('/api/nothing')).status).toBe(404)
  await desk.close()
})
