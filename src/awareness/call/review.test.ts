import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { openMailbox } from '#kernel/testing/mailbox.server.ts'
import { type Calls, openCalls } from './call.testing.ts'
import {
  addMilestone,
  createProjectCall,
  decideApplication,
  exportProjectCall,
  giveReview,
  moveProjectCall,
  readApplication,
  readProjectCall,
  saveMilestone,
  saveProjectCall,
} from './contract.ts'
import { writeApplication } from './tasks.server.ts'

let desk: TestDesk
let calls: Calls
let ophelie: Person
let brune: Person
let lou: Person
let noa: Person

beforeAll(async () => {
  calls = await openCalls()
  ;({ desk, ophelie, brune, lou, noa } = calls)
})
afterAll(() => desk.close())

test('reviews are blind until all are given, a tie takes one out, and only then is it decided and written', async () => {
  const call = await calls.open({ title: 'Lecture' })
  const link = await calls.handedIn(call.slug)
  const id = (await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications[0]?.id ?? ''
  const seen = (who: Person) => who.ok(readApplication, { params: { id } })
  const scores = (a: number, b: number) =>
    call.criteria.map((one, place) => ({ criterionId: one.id, score: place === 0 ? a : b }))
  const give = (who: Person, a: number, b: number, comment = '') =>
    who.call(giveReview, { params: { id }, input: { hasConflict: false, scores: scores(a, b), comment } })
  const half = await brune.call(giveReview, {
    params: { id },
    input: { hasConflict: false, scores: scores(5, 5).slice(0, 1), comment: '' },
  })
  expect(half.refusal?.fields?.[0]?.field).toBe('scores')
  expect((await give(ophelie, 1, 1)).status).toBe(404)
  await give(brune, 5, 1, 'Très utile.')
  const blind = await seen(lou)
  expect(blind.mark).toBeNull()
  expect(blind.reviews.every((one) => one.scores === null && one.comment === null && one.mark === null)).toBe(
    true,
  )
  expect((await seen(brune)).reviews.find((one) => one.isMine)?.mark).toBe(80)
  const decision = { state: 'accepted', granted: 8000, reasons: 'Un besoin mal couvert.' } as const
  const decide = (who: Person, version = 1) =>
    who.call(decideApplication, { params: { id }, version, input: decision })
  const held = await seen(ophelie)
  expect((await decide(ophelie, held.version)).refusal?.code).toBe('reviews_awaited')
  await noa.ok(giveReview, { params: { id }, input: { hasConflict: true } })
  await give(lou, 3, 3, 'Prudence.')
  const shown = await seen(lou)
  expect([shown.given, shown.awaited, shown.mark]).toEqual([2, 2, 70])
  expect(shown.reviews.map((one) => [one.reviewer, one.comment, one.hasConflict])).toEqual([
    ['Brune Fictive', 'Très utile.', false],
    ['Lou Fictif', 'Prudence.', false],
    ['Noa Fictif', null, true],
  ])
  const out = await seen(noa)
  expect([out.mark, out.reviews.some((one) => one.comment !== null)]).toEqual([null, false])
  expect((await give(lou, 0, 0)).refusal?.code).toBe('reviews_shown')
  expect((await decide(lou, held.version)).status).toBe(404)
  expect((await decide(ophelie, held.version)).status).toBe(200)
  expect((await decide(ophelie, held.version + 1)).refusal?.code).toBe('application_decided')

  const mailbox = await openMailbox()
  const outside = {
    mail: mailbox.mail(),
    publicUrl: () => desk.url,
    onTrouble: (error: unknown) => {
      throw error
    },
  }
  await writeApplication({ database: desk.database, keys: desk.keys, outside }, id)
  expect(mailbox.letters).toMatchObject([{ to: ['maud@exemple.test'] }])
  const text = mailbox.letters[0]?.text ?? ''
  expect(text).toContain('Un besoin mal couvert.')
  const sent = /\/lien\/\S+/.exec(text)?.[0] ?? ''
  expect(await calls.read(sent)).toContain('Un besoin mal couvert.')
  expect(await calls.read(link)).toContain('retenue')
  outside.mail.close()
  await mailbox.close()
})

test('who decides may not have a tie with the applicant', async () => {
  const call = await calls.open({ title: 'Lien', reviewerIds: [brune.id, lou.id] })
  await calls.handedIn(call.slug)
  const id = (await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications[0]?.id ?? ''
  await brune.ok(giveReview, { params: { id }, input: { hasConflict: true } })
  const scores = call.criteria.map((one) => ({ criterionId: one.id, score: 4 }))
  await lou.ok(giveReview, { params: { id }, input: { hasConflict: false, scores, comment: '' } })
  const { version } = await brune.ok(readApplication, { params: { id } })
  const decided = await brune.call(decideApplication, {
    params: { id },
    version,
    input: { state: 'declined', granted: null, reasons: 'Hors du cadre.' },
  })
  expect(decided.refusal?.code).toBe('own_tie')
})

test('a call is published with two readers, keeps what it promised, and ends when all are answered', async () => {
  const { id } = await ophelie.ok(createProjectCall, {
    input: { ...calls.fields(), reviewerIds: [brune.id] },
  })
  const move = (version: number, status: 'published' | 'decided') =>
    ophelie.call(moveProjectCall, { params: { id }, version, input: { status } })
  expect((await move(1, 'published')).refusal?.code).toBe('call_without_reviewers')
  await ophelie.ok(saveProjectCall, {
    params: { id },
    version: 1,
    input: { reviewerIds: [brune.id, lou.id] },
  })
  expect((await move(1, 'published')).refusal?.code).toBe('version_conflict')
  expect((await move(2, 'published')).status).toBe(200)
  const promised = await ophelie.call(saveProjectCall, {
    params: { id },
    version: 3,
    input: { criteria: [{ label: 'Autre', weight: 1 }] },
  })
  expect(promised.refusal?.code).toBe('call_published')
  await ophelie.ok(saveProjectCall, { params: { id }, version: 3, input: { closesOn: '2098-12-31' } })
  const { call } = await ophelie.ok(readProjectCall, { params: { id } })
  await calls.handedIn(call.slug)
  expect((await move(4, 'decided')).refusal?.code).toBe('call_undecided')
  const listener = await desk.people.listener()
  expect((await listener.call(readProjectCall, { params: { id } })).status).toBe(404)
  expect((await lou.call(createProjectCall, { input: calls.fields() })).status).toBe(404)
})

test('a project that was accepted is followed by its milestones, and the file for a table says where all stand', async () => {
  const call = await calls.open({ title: 'Suivi', reviewerIds: [brune.id, lou.id] })
  const link = await calls.begin(call.slug)
  await calls.hand(link, { organisation: '=1+1' })
  const id = (await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications[0]?.id ?? ''
  const due = {
    kind: 'report',
    label: 'Compte rendu',
    dueOn: '2027-06-30',
    doneOn: null,
    note: null,
  } as const
  const early = await ophelie.call(addMilestone, { params: { id }, input: due })
  expect(early.refusal?.code).toBe('application_not_accepted')
  const scores = call.criteria.map((one) => ({ criterionId: one.id, score: 5 }))
  for (const who of [brune, lou])
    await who.ok(giveReview, { params: { id }, input: { hasConflict: false, scores, comment: '' } })
  const { version } = await ophelie.ok(readApplication, { params: { id } })
  await ophelie.ok(decideApplication, {
    params: { id },
    version,
    input: { state: 'accepted', granted: 5000, reasons: 'Oui.' },
  })
  const added = await ophelie.ok(addMilestone, { params: { id }, input: due })
  await ophelie.ok(saveMilestone, { params: { id: added.id }, version: 1, input: { doneOn: '2027-06-01' } })
  const late = await ophelie.call(saveMilestone, {
    params: { id: added.id },
    version: 1,
    input: { note: 'x' },
  })
  expect(late.refusal).toMatchObject({ code: 'version_conflict', current: { doneOn: '2027-06-01' } })
  const csv = await ophelie.call(exportProjectCall, { params: { id: call.id } })
  expect(csv.text).toContain(`;'=1+1;Maraude du soir;`)
  expect(csv.text).toContain(';8000;5000;2 sur 2;100')
})
