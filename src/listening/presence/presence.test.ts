import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { follow, tells } from '#kernel/testing/stream.server.ts'
import { createContact, readContact, saveContact } from '#listening/contact/contract.ts'
import { createSituation, readSituation, saveSituation } from '#listening/situation/contract.ts'
import { signOut } from '#office/account/contract.ts'
import { showPresence } from './contract.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

type State = 'reading' | 'writing' | 'gone'
const at = (person: Person, id: string, state: State = 'reading') =>
  person.ok(showPresence, { input: { kind: 'situation', id, state } })

test('two listeners on one situation see each other, see who writes, and see the other leave', async () => {
  const [ana, bilal] = [await desk.people.listener('Ana Fictive'), await desk.people.listener('Bilal Fictif')]
  const { id } = await ana.ok(createSituation, { input: {} })
  expect(await at(ana, id)).toEqual({ others: [] })
  expect((await at(bilal, id)).others).toMatchObject([{ name: 'Ana Fictive', writing: false }])
  await at(bilal, id, 'writing')
  expect((await at(ana, id)).others).toMatchObject([{ name: 'Bilal Fictif', writing: true }])
  await at(bilal, id, 'gone')
  expect((await at(ana, id)).others).toEqual([])
})

test('an arrival, a first word and a departure are told live; a sign of life that says nothing new is not', async () => {
  const [ana, bilal] = [await desk.people.listener(), await desk.people.listener()]
  const { id } = await ana.ok(createSituation, { input: {} })
  const stream = await follow(desk.url, ana)
  const told = () => stream.told.filter(tells('presence', id)).length
  for (const [person, state, count] of [
    [ana, 'reading', 1],
    [bilal, 'reading', 2],
    [bilal, 'reading', 2],
    [bilal, 'writing', 3],
    [bilal, 'gone', 4],
    [bilal, 'gone', 4],
  ] as const) {
    await at(person, id, state)
    // Another file is announced after it: once it has come, everything before it has.
    const { id: after } = await bilal.ok(createSituation, { input: {} })
    await stream.until(tells('situation', after))
    expect(told()).toBe(count)
  }
  stream.leave()
})

test('who gave no sign of life for a minute, or signed out, is no longer there', async () => {
  const [ana, bilal, camille] = [
    await desk.people.listener(),
    await desk.people.listener(),
    await desk.people.listener(),
  ]
  const { id } = await ana.ok(createSituation, { input: {} })
  await at(bilal, id)
  await at(camille, id)
  await desk.sql(`update presence set seen_at = now() - interval '61 seconds' where account_id = $1`, [
    bilal.id,
  ])
  expect((await at(ana, id)).others.map(({ accountId }) => accountId)).toEqual([camille.id])
  await camille.ok(signOut)
  expect((await at(ana, id)).others).toEqual([])
})

test('presence is shown only to whoever may see the file, and a file that is not theirs is a file that does not exist', async () => {
  const [ana, receptionist] = [await desk.people.listener(), await desk.people.reception()]
  const { id } = await ana.ok(createSituation, { input: {} })
  const draft = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  const said = (kind: 'situation' | 'contact', of: string) => ({
    input: { kind, id: of, state: 'reading' as const },
  })
  const missing = await receptionist.call(showPresence, said('situation', crypto.randomUUID()))
  for (const closed of [
    await receptionist.call(showPresence, said('situation', id)),
    await receptionist.call(showPresence, said('contact', draft.id)),
    await (await desk.people.analyst()).call(showPresence, said('situation', id)),
  ]) {
    expect([closed.status, closed.text]).toEqual([404, missing.text])
  }
  const coordinator = await desk.people.coordinator()
  await ana.ok(showPresence, said('contact', draft.id))
  expect((await coordinator.ok(showPresence, said('contact', draft.id))).others).toMatchObject([
    { accountId: ana.id },
  ])
})

test('two who write one situation at the same time overwrite nothing, and the second is told who wrote', async () => {
  const [ana, bilal] = [await desk.people.listener('Ana Fictive'), await desk.people.listener('Bilal Fictif')]
  const { id, version } = await ana.ok(createSituation, { input: { schoolStatus: 'enrolled_attending' } })
  await Promise.all([at(ana, id, 'writing'), at(bilal, id, 'writing')])
  await ana.ok(saveSituation, { params: { id }, version, input: { schoolStatus: 'dropped_out' } })
  const stale = await bilal.call(saveSituation, { params: { id }, version, input: { gender: 'girl' } })
  expect(stale.status).toBe(412)
  expect(stale.refusal?.current).toMatchObject({ schoolStatus: 'dropped_out', changedBy: 'Ana Fictive' })
  const now = await bilal.ok(readSituation, { params: { id } })
  await bilal.ok(saveSituation, { params: { id }, version: now.version, input: { gender: 'girl' } })
  expect(await ana.ok(readSituation, { params: { id } })).toMatchObject({
    schoolStatus: 'dropped_out',
    gender: 'girl',
  })
})

test('two who write one contact at the same time overwrite nothing, and the second is told who wrote and when', async () => {
  const [ana, coordinator] = [
    await desk.people.listener('Ana Fictive'),
    await desk.people.coordinator('Cyrielle Inventée'),
  ]
  const { id, version } = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  await coordinator.ok(saveContact, { params: { id }, version, input: { minorAge: 15 } })
  const stale = await ana.call(saveContact, { params: { id }, version, input: { departement: '33' } })
  expect(stale.status).toBe(412)
  expect(stale.refusal?.current).toMatchObject({
    minorAge: 15,
    changedBy: 'Cyrielle Inventée',
    changedAt: expect.any(String),
  })
  await ana.ok(saveContact, { params: { id }, version: version + 1, input: { departement: '33' } })
  expect(await ana.ok(readContact, { params: { id } })).toMatchObject({ minorAge: 15, departement: '33' })
})
