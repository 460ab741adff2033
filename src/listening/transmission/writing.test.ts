import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createContact } from '#listening/contact/contract.ts'
import {
  createTransmission,
  readMaterial,
  readTransmission,
  saveTransmission,
  submitTransmission,
} from './contract.ts'
import { stepsOf, story, whole } from './writing.testing.ts'

const hautRhin = 'CRIP du Haut-Rhin'
const basRhin = 'CRIP du Bas-Rhin'

let desk: TestDesk
let ana: Person
let brune: Person
let act: ReturnType<typeof stepsOf>
beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
  act = stepsOf(desk, ana)
})
afterAll(() => desk.close())

test('a file offers what was told with its source, never the name of who told it', async () => {
  const id = await act.openFile()
  const material = await ana.ok(readMaterial, { params: { id } })
  expect(material.contacts).toMatchObject([
    {
      source: 'dit par la mère le 12 mars 2026',
      caller: 'la mère',
      narrative: story,
      isDraft: false,
      observations: [{ label: 'Fugues', isPresent: true }],
    },
  ])
  expect(material.observations).toMatchObject([
    {
      code: 'runaway',
      presence: 'present',
      source: 'dit par la mère le 12 mars 2026',
      firstOn: '2026-03-12',
    },
  ])
  expect(material.identity.map(({ field, value }) => [field, value])).toEqual([
    ['lastName', 'Quatrebarbes'],
    ['firstName', 'Zéphirine'],
    ['age', '15 ans'],
    ['gender', 'Fille'],
    ['departement', 'Haut-Rhin (68)'],
  ])
  expect(material.places).toMatchObject([{ role: 'runaway', departement: '67', address: 'Près de la gare' }])
  expect(JSON.stringify(material)).not.toContain('Hortense')
})

test('the draft of a contact that somebody else is taking is not part of what they offer', async () => {
  const id = await act.openFile()
  const dana = await desk.people.listener('Dana')
  await dana.ok(createContact, { input: { channel: 'phone', direction: 'inbound', situationId: id } })
  expect((await ana.ok(readMaterial, { params: { id } })).contacts).toHaveLength(1)
  expect((await dana.ok(readMaterial, { params: { id } })).contacts).toHaveLength(2)
})

test('a near name, a code and nothing at all do not confirm a recipient', async () => {
  const { id, version, recipients } = await act.write(await act.openFile(), [hautRhin])
  const unitId = recipients[0]?.unitId ?? ''
  for (const words of ['', '68', basRhin, 'CRIP', 'Haut-Rhin']) {
    const answer = await ana.call(submitTransmission, {
      params: { id },
      version,
      input: { confirmations: [{ unitId, words }] },
    })
    expect(answer.refusal, words).toMatchObject({ code: 'recipient_not_confirmed' })
  }
  const missing = await ana.call(submitTransmission, {
    params: { id },
    version,
    input: { confirmations: [] },
  })
  expect(missing.refusal?.code).toBe('recipient_not_confirmed')
  expect((await act.read(id)).status).toBe('draft')
  await ana.ok(submitTransmission, {
    params: { id },
    version,
    input: { confirmations: [{ unitId, words: 'crip du haut rhin' }] },
  })
})

test('parents informed, or why not: without an answer nothing is submitted', async () => {
  const { id, version, recipients } = await act.write(await act.openFile(), [hautRhin], {
    parentsInformed: null,
  })
  const confirmations = recipients.map(({ unitId, name }) => ({ unitId, words: name }))
  const submit = (now: number) =>
    ana.call(submitTransmission, { params: { id }, version: now, input: { confirmations } })
  expect((await submit(version)).refusal).toMatchObject({
    code: 'transmission_incomplete',
    fields: [{ field: 'parentsInformed' }],
  })
  const saved = await ana.ok(saveTransmission, {
    params: { id },
    version,
    input: { parentsInformed: 'no_child_interest' },
  })
  expect((await submit(saved.version)).refusal).toMatchObject({ fields: [{ field: 'parentsReason' }] })
  const again = await ana.ok(saveTransmission, {
    params: { id },
    version: saved.version,
    input: { parentsReason: 'Un parent serait impliqué.' },
  })
  expect((await submit(again.version)).status).toBe(200)
})

test('an empty statement, one without a source, and a writing to nobody are not submitted', async () => {
  const file = await act.openFile()
  const { id, version } = await act.write(file, [])
  const answer = await ana.call(submitTransmission, { params: { id }, version, input: { confirmations: [] } })
  expect(answer.refusal?.fields).toMatchObject([{ field: 'recipients' }])
  const holes = { statements: [{ id: crypto.randomUUID(), text: ' ', source: '' }] }
  await ana.ok(saveTransmission, { params: { id }, version, input: holes })
  expect((await act.read(id)).missing.map(({ field }) => field)).toEqual([
    'recipients',
    'statements',
    'statements',
  ])
})

test('the author alone writes; a colleague reads', async () => {
  const { id, version } = await act.write(await act.openFile(), [hautRhin])
  const dana = await desk.people.listener()
  expect((await dana.ok(readTransmission, { params: { id } })).abilities.write).toBe(false)
  for (const who of [dana, brune]) {
    const answer = await who.call(saveTransmission, { params: { id }, version, input: { appreciation: 'x' } })
    expect(answer.refusal?.code).toBe('not_the_author')
  }
})

test('two tabs that write: the second is told what the first wrote, and loses nothing', async () => {
  const { id, version } = await act.write(await act.openFile(), [hautRhin])
  await ana.ok(saveTransmission, { params: { id }, version, input: { expectation: 'Une évaluation.' } })
  const late = await ana.call(saveTransmission, { params: { id }, version, input: { appreciation: 'Autre' } })
  expect(late.status).toBe(412)
  expect(late.refusal?.current).toMatchObject({
    version: version + 1,
    writing: { expectation: 'Une évaluation.', appreciation: whole.appreciation },
  })
})

test('one open writing for one recipient in one file', async () => {
  const file = await act.openFile()
  await act.write(file, [hautRhin])
  const recipients = [await act.unit(hautRhin)]
  const answer = await ana.call(createTransmission, { params: { id: file }, input: { recipients } })
  expect(answer.refusal?.code).toBe('transmission_already_open')
  const other = await ana.ok(createTransmission, {
    params: { id: await act.openFile() },
    input: { recipients },
  })
  expect(other.reference).toMatch(/^IP-/)
})

test('recipients are changed until it is submitted, each row kept or freed with its text', async () => {
  const file = await act.openFile()
  const { id, version } = await act.write(file, [hautRhin])
  const [haut, bas] = [await act.unit(hautRhin), await act.unit(basRhin)]
  const both = await act.choose(id, version, [haut, bas])
  const second = (await act.read(id)).together.find((one) => one.id !== id)
  expect((await act.read(second?.id ?? '')).writing.appreciation).toBe(whole.appreciation)
  const one = await act.choose(both.id, both.version, [bas])
  expect((await act.read(one.id)).together.map(({ recipient }) => recipient?.name)).toEqual([basRhin])
  const none = await act.choose(one.id, one.version, [])
  expect((await act.read(none.id)).together).toMatchObject([{ status: 'draft', recipient: null }])
})
