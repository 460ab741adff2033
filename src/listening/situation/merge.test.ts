import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { detachContact, readContact } from '#listening/contact/contract.ts'
import { matchSituations } from '#listening/matching/contract.ts'
import {
  assignSituation,
  changeStage,
  linkSituations,
  listSituations,
  mergeSituations,
  saveSituation,
  undoMerge,
} from './contract.ts'
import { stepsOf } from './steps.testing.ts'

let desk: TestDesk
let ana: Person
let team: Person[]
let step: ReturnType<typeof stepsOf>

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  team = [ana, await desk.people.listener('Bilal'), await desk.people.coordinator('Chloé')]
  step = stepsOf(ana)
})
afterAll(() => desk.close())

/** All that a person reads of a file, but for what a merge and its undo are meant to leave behind. */
async function reading(id: string) {
  const { version, merges, ...rest } = await step.read(id)
  const [facts] = await desk.sql(
    `select json_agg(f order by kind, code) as facts from situation_fact f where situation_id = $1`,
    [id],
  )
  return { ...rest, ...facts }
}

test('an absorbed file leads to the one that stays, which shows everything of both; undoing gives each its own again', async () => {
  const kept = await step.open({ firstName: 'Lou', measures: ['aemo'], note: 'Note de Lou' })
  const absorbed = await step.open({ firstName: 'Louise', age: 14, measures: ['aemo', 'mjie'] })
  const sister = await step.open()
  await step.addContact(kept.id, 3)
  const contact = await step.addContact(absorbed.id, 1)
  await step.addAct(absorbed.id)
  await step.addCall({ situationId: absorbed.id })
  await step.addCall({ situationId: absorbed.id, contactId: contact })
  await step.addHome(absorbed.id)
  await ana.ok(assignSituation, { params: { id: absorbed.id, account: team[1]?.id ?? '' } })
  await ana.ok(linkSituations, { params: { id: sister.id, other: absorbed.id }, input: { kind: 'sibling' } })
  await ana.ok(changeStage, {
    params: { id: absorbed.id },
    version: (await step.read(absorbed.id)).version,
    input: { to: 'dormant', closingReason: null },
  })
  const before = await Promise.all([kept.id, absorbed.id, sister.id].map(reading))

  const { mergeId } = await step.merge(kept.id, absorbed.id)
  const whole = await step.read(kept.id)
  expect(whole).toMatchObject({
    firstName: 'Lou',
    note: 'Note de Lou',
    stage: 'open',
    contactCount: 2,
    measures: ['aemo', 'mjie'],
    assigned: [{ name: 'Ana' }, { name: 'Bilal' }],
    links: [{ situation: { id: sister.id }, kind: 'sibling', isReversed: true }],
    merges: [{ id: mergeId, absorbed: { id: absorbed.id, reference: absorbed.reference }, undoneAt: null }],
  })
  expect(whole.contacts.map((one) => one.narrative)).toEqual([null, 'Jour 3'])
  expect(await step.stories(kept.id)).toEqual(['Jour 3', 'Jour 1'])
  expect([whole.actions, whole.callbacks, whole.places, whole.stageChanges].map((all) => all.length)).toEqual(
    [3, 2, 1, 1],
  )
  expect((await step.read(sister.id)).links).toMatchObject([{ situation: { id: kept.id } }])
  expect(await step.read(absorbed.id)).toMatchObject({
    firstName: 'Louise',
    contacts: [],
    mergedInto: { id: kept.id, reference: kept.reference },
    abilities: { edit: false, reopen: false, merge: false },
  })
  const { items } = await ana.ok(listSituations, { query: { limit: 100 } })
  expect(items.map((row) => row.id)).not.toContain(absorbed.id)
  const refused = await ana.call(saveSituation, {
    params: { id: absorbed.id },
    version: (await step.read(absorbed.id)).version,
    input: { age: 13 },
  })
  expect(refused.refusal?.code).toBe('situation_merged')

  await step.undo(mergeId)
  expect(await Promise.all([kept.id, absorbed.id, sister.id].map(reading))).toEqual(before)
  expect((await step.read(kept.id)).merges[0]?.undoneAt).not.toBeNull()
  const again = await ana.call(undoMerge, { params: { id: mergeId } })
  expect(again.refusal?.code).toBe('merge_undone')
})

test('what is added to the file that stays remains there; what was moved elsewhere since stays where it was put', async () => {
  const [kept, absorbed] = [await step.open(), await step.open()]
  const [moved, taken] = [await step.addContact(absorbed.id, 1), await step.addContact(absorbed.id, 2)]
  const { mergeId } = await step.merge(kept.id, absorbed.id)
  const added = await step.addContact(kept.id, 3)
  const home = await step.addHome(kept.id)
  const call = await step.addCall({ situationId: kept.id, contactId: moved })
  const { version } = await ana.ok(readContact, { params: { id: taken } })
  await ana.ok(detachContact, { params: { id: taken }, version })
  await step.undo(mergeId)
  const [one, other] = [await step.read(kept.id), await step.read(absorbed.id)]
  expect(one.contacts.map((contact) => contact.id)).toEqual([added])
  expect(one.places.map((place) => place.id)).toEqual([home])
  expect(other.contacts.map((contact) => contact.id)).toEqual([moved])
  expect(other.callbacks.map((callback) => callback.id)).toEqual([call])
  expect((await ana.ok(readContact, { params: { id: taken } })).narrative).toBe('Jour 2')
})

test('whoever was only known to the absorbed file is found under the one that stays, and under its own after undoing', async () => {
  const [kept, absorbed] = [
    await step.open({ firstName: 'Capucine', departement: '2A' }),
    await step.open({ firstName: 'Gwenaëlle', phones: ['0699887766'], departement: '2A' }),
  ]
  const find = async () =>
    (
      await ana.ok(matchSituations, {
        input: { clues: { phones: ['+33 6 99 88 77 66'] }, contactId: crypto.randomUUID() },
      })
    ).candidates
  const hashed = async () =>
    (
      await desk.sql<{ id: string }>(
        'select distinct situation_id as id from lookup_key where situation_id = any ($1)',
        [[kept.id, absorbed.id]],
      )
    ).map((row) => row.id)
  const { mergeId, version } = await step.merge(kept.id, absorbed.id)
  expect(await hashed()).toEqual([kept.id])
  await ana.ok(saveSituation, { params: { id: kept.id }, version, input: { firstName: 'Cap' } })
  expect(await hashed()).toEqual([kept.id])
  const [row] = await desk.sql<{ count: number }>(
    'select count(*) from lookup_key where situation_id = $1 and hash = $2',
    [kept.id, desk.keys.lookup('phone', '+33699887766')],
  )
  expect(row?.count).toBe(1)
  await step.undo(mergeId)
  expect((await find()).map((one) => one.situationId)).toEqual([absorbed.id])
})

test('a file is not merged with itself, nor twice, nor from an old version, nor when it is closed', async () => {
  const [one, two, three] = [await step.open(), await step.open(), await step.open()]
  const ask = async (keep: string, absorb: string, version?: number) =>
    (
      await ana.call(mergeSituations, {
        params: { id: keep },
        version: version ?? (await step.read(keep)).version,
        input: { absorb },
      })
    ).refusal?.code
  expect(await ask(one.id, one.id)).toBe('same_situation')
  expect(await ask(one.id, '019ab000-0000-7000-8000-000000000000')).toBe('not_found')
  expect(await ask(one.id, two.id, 99)).toBe('version_conflict')
  expect(await ask(one.id, two.id)).toBeUndefined()
  expect(await ask(three.id, two.id)).toBe('situation_merged')
  expect(await ask(two.id, three.id)).toBe('situation_merged')
  await ana.ok(changeStage, {
    params: { id: one.id },
    version: (await step.read(one.id)).version,
    input: { to: 'closed', closingReason: 'protected' },
  })
  expect(await ask(one.id, three.id)).toBe('situation_closed')
})

test('two people who merge the same two files, each its own way, at the same moment: one file stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = [await step.open(), await step.open()]
    const [first, second] = [await step.addContact(one.id, 1), await step.addContact(two.id, 2)]
    const version = (await step.read(one.id)).version
    const answers = await Promise.all([
      ana.call(mergeSituations, { params: { id: one.id }, version, input: { absorb: two.id } }),
      ana.call(mergeSituations, { params: { id: two.id }, version, input: { absorb: one.id } }),
    ])
    expect(answers.map((answer) => answer.refusal?.code ?? 'done').toSorted()).toEqual([
      'done',
      'situation_merged',
    ])
    const kept = await step.read(answers[0].refusal ? two.id : one.id)
    expect(kept.contacts.map((contact) => contact.id)).toEqual([first, second])
  }
})
