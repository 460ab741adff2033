import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { attemptCallback, createCallback } from '#listening/callback/contract.ts'
import {
  attachContact,
  createContact,
  detachContact,
  readContact,
  saveContact,
} from '#listening/contact/contract.ts'
import { createSituation, mergeSituations, undoMerge } from '#listening/situation/contract.ts'
import {
  askAgreement,
  authoriseReach,
  confirmSafeContact,
  createSafeContact,
  giveAgreement,
  listSafeContacts,
  noteReach,
  readReachRules,
  saveReachRules,
  saveSafeContact,
  withdrawSafeContact,
} from './contract.ts'
import { anyTime, dial, noteMother } from './steps.testing.ts'

let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterAll(() => desk.close())

const open = async () => (await ana.ok(createSituation, { input: {} })).id
const means = async (situationId: string) =>
  (await ana.ok(listSafeContacts, { query: { situationId } })).items
const ask = (id: string, who = ana) => who.ok(authoriseReach, { params: { id }, input: { purpose: 'news' } })
const reasonFor = async (id: string, who = ana) => {
  const answer = await ask(id, who)
  return answer.isAllowed ? 'allowed' : answer.reason
}

test('what nobody allowed is not allowed: a number alone opens nothing', async () => {
  const situationId = await open()
  const bare = await ana.ok(createSafeContact, {
    input: { situationId, person: 'Le père', relation: 'father', channel: 'phone', value: '0639980151' },
  })
  expect(await means(situationId)).toMatchObject([
    { allowed: false, voicemail: 'none', hidesNumber: true, windows: [], confirmedAt: null, hasValue: true },
  ])
  expect(await reasonFor(bare.id)).toBe('not_allowed')
  expect(await desk.sql('select 1 from contact_authorisation where safe_contact_id = $1', [bare.id])).toEqual(
    [],
  )
})

test('the number and the code words are in no list: they come once, with an authorisation of ten minutes', async () => {
  const situationId = await open()
  const made = await noteMother(ana, {
    situationId,
    value: '0639980152',
    ourWord: 'Mimosa',
    theirWord: 'Citron',
    answerers: 'Elle seule',
    precautions: 'Ne pas nommer la plateforme.',
  })
  const list = await ana.call(listSafeContacts, { query: { situationId } })
  expect(list.text).not.toMatch(/80152|Mimosa|Citron/)
  expect(list.body.items).toMatchObject([{ hasValue: true, hasWords: true, now: { isAllowed: true } }])
  const given = await ask(made.id)
  expect(given).toMatchObject({
    isAllowed: true,
    value: '0639980152',
    ourWord: 'Mimosa',
    theirWord: 'Citron',
    voicemail: 'none',
    hidesNumber: true,
    precautions: 'Ne pas nommer la plateforme.',
  })
  if (!given.isAllowed) throw new Error('refused')
  expect(Date.parse(given.expiresAt) - Date.parse(given.givenAt)).toBe(600_000)
  expect(await means(situationId)).toMatchObject([
    { waiting: { id: given.authorisationId, purpose: 'news' } },
  ])
  const rows = await desk.sql<{ text: string }>('select safe_contact::text as text from safe_contact')
  expect(JSON.stringify(rows)).not.toMatch(/80152|Mimosa|mère/)
  expect(desk.logs.join('\n')).not.toMatch(/80152|Mimosa/)
})

test('each reason why not is told with what else would do', async () => {
  const situationId = await open()
  const ok = await noteMother(ana, { situationId })
  const of = (given: object) => noteMother(ana, { situationId, sameAs: ok.id, ...given })
  const cases = [
    [await of({ channel: 'landline', allowed: false }), 'not_allowed'],
    [await of({ channel: 'sms', windows: [] }), 'no_window'],
    [await of({ channel: 'email', value: null }), 'no_value'],
    [await of({ channel: 'in_person', isConfirmed: false }), 'never_confirmed'],
    [await of({ channel: 'post' }), 'second_person_missing'],
  ] as const
  for (const [made, reason] of cases) {
    const answer = await ask(made.id)
    expect(answer).toMatchObject({ isAllowed: false, reason })
    if (!answer.isAllowed) expect(answer.others).toMatchObject([{ id: ok.id, channel: 'phone' }])
  }
})

test('one means per person and per channel, until it is withdrawn', async () => {
  const situationId = await open()
  const first = await noteMother(ana, { situationId })
  const again = await ana.call(createSafeContact, {
    input: { situationId, person: 'La mère', relation: 'mother', channel: 'phone', sameAs: first.id },
  })
  expect(again.refusal?.code).toBe('safe_contact_exists')
  await ana.ok(withdrawSafeContact, {
    params: { id: first.id },
    version: 1,
    input: { isWithdrawn: true },
  })
  expect(await reasonFor(first.id)).toBe('withdrawn')
  const second = await noteMother(ana, { situationId, sameAs: first.id })
  const back = await ana.call(withdrawSafeContact, {
    params: { id: first.id },
    version: 2,
    input: { isWithdrawn: false },
  })
  expect(back.refusal?.code).toBe('safe_contact_exists')
  expect(new Set((await means(situationId)).map((one) => one.personId)).size).toBe(1)
  expect(await reasonFor(second.id)).toBe('allowed')
})

test('what was agreed is good for thirty days, or as the coordinators settle, and is confirmed again in one step', async () => {
  const situationId = await open()
  const made = await noteMother(ana, { situationId })
  const age = (days: number) =>
    desk.ownerSql(`update safe_contact set confirmed_at = now() - $2 * interval '1 day' where id = $1`, [
      made.id,
      days,
    ])
  await age(29)
  expect(await reasonFor(made.id)).toBe('allowed')
  await age(31)
  expect(await reasonFor(made.id)).toBe('stale')
  const rules = await ana.ok(readReachRules)
  expect(rules.staleAfterDays).toBe(30)
  expect((await ana.call(saveReachRules, { input: rules })).status).toBe(404)
  await brune.ok(saveReachRules, { input: { ...rules, staleAfterDays: 40 } })
  expect(await reasonFor(made.id)).toBe('allowed')
  await brune.ok(saveReachRules, { input: rules })
  const { version } = await ana.ok(confirmSafeContact, { params: { id: made.id }, version: 1 })
  expect(await means(situationId)).toMatchObject([{ version, confirmedBy: 'Ana', now: { isAllowed: true } }])
  const stale = await brune.call(confirmSafeContact, { params: { id: made.id }, version: 1 })
  expect(stale.refusal).toMatchObject({ code: 'version_conflict', current: { id: made.id, version } })
})

test('a change in how somebody is reached is to be confirmed, unless the person has just said it', async () => {
  const situationId = await open()
  const made = await noteMother(ana, { situationId })
  const save = (version: number, input: object) =>
    ana.ok(saveSafeContact, { params: { id: made.id }, version, input })
  await save(1, { precautions: 'Parler bas.' })
  expect(await reasonFor(made.id)).toBe('allowed')
  await save(2, { value: '0639980153' })
  expect(await reasonFor(made.id)).toBe('never_confirmed')
  await save(3, { windows: anyTime, isConfirmed: true })
  expect(await ask(made.id)).toMatchObject({
    isAllowed: true,
    value: '0639980153',
    precautions: 'Parler bas.',
  })
})

test('a letter goes out when somebody else has agreed to it from their own desk, once', async () => {
  const situationId = await open()
  const made = await noteMother(ana, { situationId, channel: 'post', value: '1 rue Inventée', windows: [] })
  const { id } = await ana.ok(askAgreement, {
    params: { id: made.id },
    input: { purpose: 'documentation' },
  })
  expect((await ana.call(giveAgreement, { params: { id } })).refusal?.code).toBe('own_agreement')
  expect(await reasonFor(made.id)).toBe('second_person_missing')
  await brune.ok(giveAgreement, { params: { id } })
  expect(await means(situationId)).toMatchObject([{ agreement: { isMine: true, agreedBy: 'Brune' } }])
  expect(await reasonFor(made.id, brune), 'the agreement is for the one who asked').toBe(
    'second_person_missing',
  )
  expect(await ask(made.id)).toMatchObject({ isAllowed: true, value: '1 rue Inventée' })
  expect(await reasonFor(made.id)).toBe('second_person_missing')
  const needless = await noteMother(ana, { situationId })
  const refused = await ana.call(askAgreement, { params: { id: needless.id }, input: { purpose: 'news' } })
  expect(refused.refusal?.code).toBe('agreement_needless')
})

test('a call that nothing was promised for is noted once, and opens its contact when somebody was reached', async () => {
  const situationId = await open()
  const made = await noteMother(ana, { situationId })
  const reached = await dial(ana, made.id)
  const note = (id: string, outcome: 'reached' | 'no_answer', who = ana) =>
    who.call(noteReach, { params: { id }, input: { outcome } })
  expect((await note(reached, 'reached', brune)).refusal?.code).toBe('contact_not_authorised')
  const { contactId } = (await note(reached, 'reached')).body
  expect(await ana.ok(readContact, { params: { id: contactId ?? '' } })).toMatchObject({
    direction: 'callback',
    situation: { id: situationId },
  })
  expect((await note(reached, 'no_answer')).refusal?.code).toBe('authorisation_used')
  const silent = await dial(ana, made.id)
  expect((await note(silent, 'no_answer')).body).toEqual({ contactId: null })
})

test('nobody opens a contact that we would have made without an authorisation, nor turns one into it', async () => {
  const made = await ana.call(createContact, { input: { channel: 'phone', direction: 'callback' } })
  expect(made.refusal?.code).toBe('contact_not_authorised')
  const inbound = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  const turned = await ana.call(saveContact, {
    params: { id: inbound.id },
    version: 1,
    input: { direction: 'callback' },
  })
  expect(turned.refusal?.code).toBe('contact_not_authorised')
})

test('an authorisation serves one call, to the same person, by whoever was given it', async () => {
  const situationId = await open()
  const mother = await noteMother(ana, { situationId })
  const aunt = await noteMother(ana, { situationId, person: 'La tante', relation: 'extended_family' })
  const now = Date.now()
  const promised = await ana.ok(createCallback, {
    input: {
      situationId,
      safeContactId: mother.id,
      whom: null,
      why: null,
      assigneeId: null,
      opensAt: new Date(now - 1000).toISOString(),
      closesAt: new Date(now + 3600_000).toISOString(),
    },
  })
  const attempt = (authorisationId: string, who = ana, more: object = {}) =>
    who.call(attemptCallback, {
      params: { id: promised.id },
      input: { authorisationId, outcome: 'no_answer', note: null, ...more },
    })
  const toAunt = await dial(ana, aunt.id)
  expect((await attempt(toAunt)).refusal?.code).toBe('contact_not_authorised')
  const wrong = await ana.ok(authoriseReach, {
    params: { id: aunt.id },
    input: { purpose: 'agreed_callback', callbackId: promised.id },
  })
  expect(wrong).toMatchObject({ isAllowed: false, reason: 'other_person', others: [{ id: mother.id }] })
  const toMother = await dial(ana, mother.id, promised.id)
  expect((await attempt(toMother, brune)).refusal?.code).toBe('contact_not_authorised')
  const before = await attempt(toMother, ana, { happenedAt: new Date(now - 3600_000).toISOString() })
  expect(before.refusal?.code).toBe('contact_not_authorised')
  expect((await attempt(toMother)).status).toBe(200)
  expect((await attempt(toMother)).refusal?.code).toBe('authorisation_used')
})

test('a means noted during a contact follows it into its file and out, and moves with a merge', async () => {
  const situationId = await open()
  const contact = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  const made = await noteMother(ana, { contactId: contact.id, value: '0639980154' })
  const stranger = await desk.people.listener('Carl')
  expect(
    (await stranger.call(authoriseReach, { params: { id: made.id }, input: { purpose: 'news' } })).status,
  ).toBe(404)
  const attached = await ana.ok(attachContact, {
    params: { id: contact.id },
    version: 1,
    input: { to: situationId },
  })
  expect(await means(situationId)).toMatchObject([{ id: made.id, person: 'La mère' }])
  expect(await ask(made.id)).toMatchObject({ value: '0639980154' })
  const detached = await ana.ok(detachContact, { params: { id: contact.id }, version: attached.version })
  expect(await means(situationId)).toEqual([])
  expect(await ask(made.id)).toMatchObject({ value: '0639980154' })
  await ana.ok(attachContact, {
    params: { id: contact.id },
    version: detached.version,
    input: { to: situationId },
  })
  const own = await noteMother(ana, { situationId, person: 'La tante' })
  const kept = await ana.ok(createSituation, { input: {} })
  const merged = await brune.ok(mergeSituations, {
    params: { id: kept.id },
    version: kept.version,
    input: { absorb: situationId },
  })
  expect((await means(kept.id)).map((one) => one.id).toSorted()).toEqual([made.id, own.id].toSorted())
  expect(await ask(made.id)).toMatchObject({ value: '0639980154' })
  await brune.ok(undoMerge, { params: { id: merged.mergeId } })
  expect(await means(kept.id)).toEqual([])
  expect(await means(situationId)).toHaveLength(2)
})

test('whoever may not see the file learns nothing: the same answer as for what does not exist', async () => {
  const made = await noteMother(ana, { situationId: await open() })
  const others = [
    await desk.people.administrator(),
    await desk.people.reception(),
    await desk.people.analyst(),
  ]
  const nowhere = '019ab000-0000-7000-8000-000000000000'
  const input = { purpose: 'news' } as const
  const answers = await Promise.all([
    ana.call(authoriseReach, { params: { id: nowhere }, input }),
    ...others.map((who) => who.call(authoriseReach, { params: { id: made.id }, input })),
  ])
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
})
