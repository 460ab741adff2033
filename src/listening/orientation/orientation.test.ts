import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { cancelAction, restoreAction } from '#listening/action/contract.ts'
import { listDueItems, readServiceWork, settleDueItem } from '#listening/liaison/contract.ts'
import { createSituation, readSituation } from '#listening/situation/contract.ts'
import { answerOrientation, createOrientation, saveOrientation } from './contract.ts'

let desk: TestDesk
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
})
afterAll(() => desk.close())

const day = (shift: number) => Temporal.Now.plainDateISO('Europe/Paris').add({ days: shift }).toString()
const given: z.input<typeof createOrientation.input> = {
  kind: 'mental_health',
  service: 'Maison des adolescents de Villefictive',
  person: 'La mère',
  note: 'Demander Mme Virgule',
}
async function orient(more: Partial<typeof given> = {}) {
  const file = await ana.ok(createSituation, { input: {} })
  const made = await ana.ok(createOrientation, { params: { id: file.id }, input: { ...given, ...more } })
  return { fileId: file.id, id: made.id }
}
const work = (id: string) => ana.ok(readServiceWork, { params: { id } })
const answer = (id: string, version: number, input: z.input<typeof answerOrientation.input>) =>
  ana.ok(answerOrientation, { params: { id }, version, input })

test('an orientation is one action of the file with its kind, its names sealed, and its outcome is to be asked in a fortnight', async () => {
  const { fileId, id } = await orient()
  const { orientations, dueItems } = await work(fileId)
  expect(orientations).toMatchObject([
    { ...given, id, version: 1, outcome: 'to_ask', outcomeAt: null, askOn: day(15), author: 'Ana' },
  ])
  expect(dueItems).toMatchObject([
    { kind: 'orientation_outcome', recordId: id, service: given.service, dueOn: day(15), state: 'planned' },
  ])
  const file = await ana.ok(readSituation, { params: { id: fileId } })
  expect(file.actions).toMatchObject([{ id, kind: 'local_orientation', orientationKind: 'mental_health' }])
  const rows = await desk.sql<{ text: string }>('select orientation::text as text from orientation')
  expect(JSON.stringify(rows)).not.toMatch(/Villefictive|Virgule|mère/)
})

test('its outcome settles what was due, and going back to « À demander » makes it due again', async () => {
  const { fileId, id } = await orient({ askOn: day(-2) })
  expect((await work(fileId)).dueItems[0]?.state).toBe('overdue')
  const answered = await answer(id, 1, { outcome: 'engaged', note: 'Un suivi chaque semaine.' })
  const after = await work(fileId)
  expect(after.orientations).toMatchObject([
    { outcome: 'engaged', outcomeNote: 'Un suivi chaque semaine.', outcomeBy: 'Ana', askOn: null },
  ])
  expect(after.dueItems).toMatchObject([{ state: 'settled', settledAs: 'answered', outcome: 'engaged' }])
  await answer(id, answered.version, { outcome: 'to_ask' })
  const again = await work(fileId)
  expect(again.orientations).toMatchObject([{ outcome: 'to_ask', outcomeNote: null, askOn: day(-2) }])
  expect(again.dueItems).toMatchObject([{ state: 'overdue', settledAs: null }])
})

test('an outcome that is only a step is kept, and asked about again on another day', async () => {
  const { fileId, id } = await orient({ askOn: day(0) })
  await answer(id, 1, { outcome: 'appointment', askAgainOn: day(21) })
  const { orientations, dueItems } = await work(fileId)
  expect(orientations).toMatchObject([{ outcome: 'appointment', askOn: day(21) }])
  expect(dueItems).toMatchObject([{ state: 'planned', dueOn: day(21) }])
})

test('it is corrected over the version that was read, and the kind follows on the action', async () => {
  const { fileId, id } = await orient()
  const saved = await ana.ok(saveOrientation, {
    params: { id },
    version: 1,
    input: { kind: 'legal_aid', service: 'Point d’accès au droit' },
  })
  expect((await work(fileId)).orientations).toMatchObject([
    { kind: 'legal_aid', service: 'Point d’accès au droit', person: 'La mère', version: saved.version },
  ])
  const file = await ana.ok(readSituation, { params: { id: fileId } })
  expect(file.actions[0]?.orientationKind).toBe('legal_aid')
  const stale = await ana.call(answerOrientation, {
    params: { id },
    version: 1,
    input: { outcome: 'unknown' },
  })
  expect(stale.refusal).toMatchObject({ code: 'version_conflict', current: { kind: 'legal_aid' } })
})

test('withdrawn, it is asked about no more; restored, it is again', async () => {
  const { fileId, id } = await orient({ askOn: day(-2) })
  const due = async () =>
    (await ana.ok(listDueItems, { query: { limit: 100 } })).items.filter((one) => one.recordId === id)
  await ana.ok(cancelAction, { params: { id } })
  expect([await due(), (await work(fileId)).orientations]).toEqual([[], []])
  const lost = await ana.call(answerOrientation, {
    params: { id },
    version: 1,
    input: { outcome: 'refused' },
  })
  expect(lost.status).toBe(404)
  await ana.ok(restoreAction, { params: { id } })
  expect(await due()).toHaveLength(1)
})

test('what is due of it is left aside from the list, but answered only on the orientation', async () => {
  const { fileId } = await orient()
  const [due] = (await work(fileId)).dueItems
  const params = { id: due?.id ?? '' }
  const answered = await ana.call(settleDueItem, {
    params,
    version: 1,
    input: { as: 'answered', answer: 'Oui' },
  })
  expect(answered.refusal?.code).toBe('malformed')
  await ana.ok(settleDueItem, { params, version: 1, input: { as: 'withdrawn', answer: null } })
  expect((await work(fileId)).orientations[0]?.askOn).toBeNull()
})
