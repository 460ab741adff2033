import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  type ContactChanges,
  createContact,
  disposeContact,
  finaliseContact,
} from '#listening/contact/contract.ts'
import { createShifts } from '#office/shift/contract.ts'
import {
  answerDebrief,
  holdDebrief,
  listDebriefs,
  proposeDebriefs,
  readLoad,
  withdrawDebrief,
} from './contract.ts'
import { reasonsFor, severe } from './severe.ts'

let desk: TestDesk
let coordinator: Person
beforeAll(async () => {
  desk = await openTestDesk()
  coordinator = await desk.people.coordinator('Cyrielle Inventée')
})
afterAll(() => desk.close())

async function contactOf(person: Person, changes: ContactChanges): Promise<string> {
  const { id, version } = await person.ok(createContact, {
    input: { channel: 'phone', direction: 'inbound' },
  })
  await person.ok(finaliseContact, { params: { id }, version, input: { changes } })
  return id
}

const hard = { dangerLevel: 'serious_immediate_danger' } as const
const proposedTo = async (person: Person) =>
  (await person.ok(proposeDebriefs)).items.map(({ contactId }) => contactId)

test('after a hard contact a time to talk is proposed to whoever took it, with the reason, and to nobody else', async () => {
  const [ana, bilal] = [await desk.people.listener(), await desk.people.listener()]
  const id = await contactOf(ana, {
    ...hard,
    observations: [{ kind: 'problem', code: 'self_harm_or_suicide_risk', presence: 'present', source: null }],
  })
  await contactOf(ana, { dangerLevel: 'risk_of_danger' })
  expect((await ana.ok(proposeDebriefs)).items).toMatchObject([
    { contactId: id, why: ['un danger grave et immédiat', 'un risque suicidaire ou des scarifications'] },
  ])
  expect(await proposedTo(bilal)).toEqual([])
})

test('abusive words on the line are a reason too', async () => {
  const ana = await desk.people.listener()
  const { id, version } = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  await ana.ok(disposeContact, { params: { id }, version, input: { disposition: 'abusive' } })
  expect(await proposedTo(ana)).toEqual([id])
})

test('every line of the rule proposes by itself, and nothing else does', () => {
  const nothing = { dangerLevel: null, disposition: null, problems: [] }
  expect(reasonsFor({ ...nothing, problems: ['runaway'], dangerLevel: 'danger' })).toEqual([])
  for (const reason of severe) {
    const met = {
      dangerLevel: 'danger' in reason ? reason.danger : null,
      problems: 'problem' in reason ? [reason.problem] : [],
      disposition: 'disposition' in reason ? reason.disposition : null,
    }
    expect(reasonsFor(met)).toEqual([reason.words])
  }
})

test('a request reaches the coordinators until it has been held; who declines is not told to anyone', async () => {
  const [ana, bilal] = [await desk.people.listener('Ana Fictive'), await desk.people.listener('Bilal Fictif')]
  const [first, second] = [await contactOf(ana, hard), await contactOf(bilal, hard)]
  const { id } = await ana.ok(answerDebrief, { input: { contactId: first, answer: 'asked' } })
  await bilal.ok(answerDebrief, { input: { contactId: second, answer: 'declined' } })
  expect(await proposedTo(ana)).toEqual([])
  expect(await proposedTo(bilal)).toEqual([])
  const waiting = (await coordinator.ok(listDebriefs)).items
  expect(waiting.map(({ name }) => name)).toEqual(['Ana Fictive'])
  expect((await ana.ok(proposeDebriefs)).asked).toMatchObject({ id })
  await coordinator.ok(holdDebrief, { params: { id } })
  expect((await coordinator.ok(listDebriefs)).items).toEqual([])
  expect((await ana.ok(proposeDebriefs)).asked).toBeNull()
})

test('a time to talk may be asked for without any contact, and the request withdrawn', async () => {
  const ana = await desk.people.reception()
  const { id } = await ana.ok(answerDebrief, { input: { contactId: null, answer: 'asked' } })
  expect((await coordinator.ok(listDebriefs)).items.map((one) => one.id)).toContain(id)
  const other = await desk.people.listener()
  expect((await other.call(withdrawDebrief, { params: { id } })).status).toBe(404)
  await ana.ok(withdrawDebrief, { params: { id } })
  expect((await coordinator.ok(listDebriefs)).items.map((one) => one.id)).not.toContain(id)
})

test('nobody answers for the contact of another', async () => {
  const [ana, bilal] = [await desk.people.listener(), await desk.people.listener()]
  const contactId = await contactOf(ana, hard)
  const answer = await bilal.call(answerDebrief, { input: { contactId, answer: 'declined' } })
  expect(answer.status).toBe(404)
  expect(await proposedTo(ana)).toEqual([contactId])
})

test('the load of each person is shown to coordinators only, in the order of names', async () => {
  const zoe = await desk.people.listener('Zoé Imaginaire')
  const abel = await desk.people.listener('Abel Imaginaire')
  for (let left = 2; left > 0; left--) await contactOf(zoe, hard)
  await contactOf(zoe, {})
  await contactOf(abel, {})
  await desk.sql(`update contact set occurred_at = now() - interval '10 days' where listener_id = $1`, [
    abel.id,
  ])
  await coordinator.ok(createShifts, {
    input: { accountId: zoe.id, kind: 'listening', day: '2020-01-06', from: '08:00', to: '12:00' },
  })
  await coordinator.ok(createShifts, {
    input: { accountId: zoe.id, kind: 'duty_officer', day: '2020-01-06', from: '18:00', to: '08:00' },
  })
  await desk.sql(
    `update shift set starts_at = now() - interval '8 hours', ends_at = now() - interval '4 hours' where account_id = $1`,
    [zoe.id],
  )
  const { items } = await coordinator.ok(readLoad)
  expect(items.map(({ name }) => name)).toEqual(
    items.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'fr')),
  )
  expect(items.find(({ accountId }) => accountId === zoe.id)).toMatchObject({
    contacts7: 3,
    contacts28: 3,
    severe7: 2,
    severe28: 2,
    hours7: 4,
    hours28: 4,
  })
  expect(items.find(({ accountId }) => accountId === abel.id)).toMatchObject({ contacts7: 0, contacts28: 1 })
  for (const other of [zoe, await desk.people.administrator(), await desk.people.analyst()]) {
    expect((await other.call(readLoad)).status).toBe(404)
  }
})
