import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  addPlace,
  assignSituation,
  changeStage,
  createSituation,
  readSituation,
  type SituationChanges,
  saveSituation,
} from './contract.ts'

let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterAll(() => desk.close())

const open = (given: SituationChanges = {}) => ana.ok(createSituation, { input: given })
const read = (id: string) => ana.ok(readSituation, { params: { id } })

test('closing asks for a reason, a closed file refuses changes, and reopening it is an event of its history', async () => {
  const { id, version } = await open({ age: 16 })
  const reasonless = await ana.call(changeStage, {
    params: { id },
    version,
    input: { to: 'closed', closingReason: null },
  })
  expect(reasonless.refusal?.code).toBe('closing_reason_missing')
  const closed = await ana.ok(changeStage, {
    params: { id },
    version,
    input: { to: 'closed', closingReason: 'protected', happenedAt: '2026-01-02T10:00:00+01:00' },
  })
  const refusals = await Promise.all([
    ana.call(saveSituation, { params: { id }, version: closed.version, input: { age: 17 } }),
    ana.call(addPlace, {
      params: { id },
      input: { role: 'runaway', departement: null, since: null, until: null, address: null },
    }),
    ana.call(assignSituation, { params: { id, account: brune.id } }),
    ana.call(changeStage, {
      params: { id },
      version: closed.version,
      input: { to: 'closed', closingReason: 'protected' },
    }),
  ])
  expect(refusals.map((answer) => answer.refusal?.code)).toEqual(Array(4).fill('situation_closed'))
  expect((await read(id)).abilities).toMatchObject({ edit: false, act: false, reopen: true })
  await brune.ok(changeStage, {
    params: { id },
    version: closed.version,
    input: { to: 'in_follow_up', closingReason: 'protected' },
  })
  const file = await read(id)
  expect(file).toMatchObject({ stage: 'in_follow_up', closingReason: null, abilities: { edit: true } })
  expect(file.stageChanges).toMatchObject([
    { fromStage: 'open', toStage: 'closed', closingReason: 'protected', recordedBy: 'Ana' },
    { fromStage: 'closed', toStage: 'in_follow_up', closingReason: null, recordedBy: 'Brune' },
  ])
  expect(Date.parse(file.stageChanges[0]?.happenedAt ?? '')).toBe(Date.parse('2026-01-02T09:00:00Z'))
})

test('a stage does not change twice from one version, nor in the future, nor to itself', async () => {
  const { id, version } = await open()
  const move = (to: 'open' | 'dormant', happenedAt?: string) =>
    ana.call(changeStage, { params: { id }, version, input: { to, closingReason: null, happenedAt } })
  expect((await move('open')).refusal?.code).toBe('situation_open')
  expect((await move('dormant', '2999-01-01T00:00:00Z')).refusal?.code).toBe('happened_in_future')
  expect((await move('dormant')).status).toBe(200)
  expect((await move('dormant')).refusal).toMatchObject({
    code: 'version_conflict',
    current: { stage: 'dormant' },
  })
})
