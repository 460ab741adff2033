import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createContact, finaliseContact } from '#listening/contact/contract.ts'
import { changeStage, createSituation, readSituation } from '#listening/situation/contract.ts'
import { addAction, cancelAction, restoreAction } from './contract.ts'

let desk: TestDesk
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
})
afterAll(() => desk.close())

const read = (id: string) => ana.ok(readSituation, { params: { id } })
const facts = (id: string) =>
  desk.sql<{ code: string }>(`select code from situation_fact where situation_id = $1 and kind = 'action'`, [
    id,
  ])
const advice: z.input<typeof addAction.input> = {
  kind: 'direct_advice',
  adviceFields: ['legal', 'educational'],
  orientationKind: null,
  note: 'Rappelé l’article 375 du code civil.',
}

async function openWithContact() {
  const file = await ana.ok(createSituation, { input: {} })
  const contact = await ana.ok(createContact, {
    input: { channel: 'phone', direction: 'inbound', situationId: file.id },
  })
  await ana.ok(finaliseContact, { params: { id: contact.id }, version: contact.version, input: {} })
  return file
}

test('an action is on the file with its date, its author and its note, sealed', async () => {
  const { id } = await openWithContact()
  const performedAt = '2026-02-03T04:05:06Z'
  const made = await ana.ok(addAction, { params: { id }, input: { ...advice, performedAt } })
  const [action] = (await read(id)).actions
  expect(action).toMatchObject({
    id: made.id,
    kind: 'direct_advice',
    adviceFields: ['educational', 'legal'],
    note: advice.note,
    author: 'Ana',
    contactId: null,
    abilities: { cancel: true },
  })
  expect(Date.parse(action?.performedAt ?? '')).toBe(Date.parse(performedAt))
  expect(await facts(id)).toEqual([{ code: 'direct_advice' }])
  const rows = await desk.sql<{ text: string }>('select action::text as text from action')
  expect(JSON.stringify(rows)).not.toContain('code civil')
})

test('an action withdrawn is neither shown nor counted, and comes back when it is restored', async () => {
  const { id } = await openWithContact()
  const made = await ana.ok(addAction, { params: { id }, input: advice })
  await ana.ok(cancelAction, { params: { id: made.id } })
  await ana.ok(cancelAction, { params: { id: made.id } })
  expect((await read(id)).actions).toEqual([])
  expect(await facts(id)).toEqual([])
  await ana.ok(restoreAction, { params: { id: made.id } })
  expect((await read(id)).actions).toMatchObject([{ id: made.id, note: advice.note }])
  expect(await facts(id)).toHaveLength(1)
})

test('an action is refused in the future and on a closed file, and one that is not there is not found', async () => {
  const { id, version } = await openWithContact()
  const made = await ana.ok(addAction, { params: { id }, input: advice })
  const future = await ana.call(addAction, {
    params: { id },
    input: { ...advice, performedAt: '2999-01-01T00:00:00Z' },
  })
  expect(future.refusal?.code).toBe('happened_in_future')
  await ana.ok(changeStage, {
    params: { id },
    version,
    input: { to: 'closed', closingReason: 'relay_taken' },
  })
  expect((await ana.call(addAction, { params: { id }, input: advice })).refusal?.code).toBe(
    'situation_closed',
  )
  expect((await ana.call(cancelAction, { params: { id: made.id } })).refusal?.code).toBe('situation_closed')
  expect((await ana.call(cancelAction, { params: { id } })).status).toBe(404)
})
