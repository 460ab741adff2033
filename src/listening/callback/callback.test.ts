import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  attachContact,
  createContact,
  detachContact,
  readContact,
  saveContact,
} from '#listening/contact/contract.ts'
import { dial, noteMother } from '#listening/safecontact/steps.testing.ts'
import { changeStage, createSituation, readSituation } from '#listening/situation/contract.ts'
import { createShifts } from '#office/shift/contract.ts'
import {
  attemptCallback,
  createCallback,
  listCallbacks,
  noteCalledIn,
  readCover,
  reopenCallback,
  saveCallback,
  settleCallback,
  undoAttempt,
} from './contract.ts'
import { endOfToday } from './list.server.ts'

let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterAll(() => desk.close())

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
const between = (from: number, to: number) => ({ opensAt: hours(from), closesAt: hours(to) })
const mother = { whom: 'La mère', why: 'Prendre des nouvelles' }
const open = (who = ana) => who.ok(createSituation, { input: {} })
const meansOf = new Map<string, string>()
/** Promises towards somebody who may be called, unless told otherwise. */
const promise = async (given: Partial<Promised>, window = between(-1, 1), who = ana) => {
  const { situationId, contactId } = given
  const means = given.safeContactId ?? (await noteMother(who, { situationId, contactId })).id
  const made = await who.ok(createCallback, {
    input: { ...mother, assigneeId: null, ...window, ...given, safeContactId: means },
  })
  meansOf.set(made.id, means)
  return made
}
type Promised = z.input<(typeof createCallback)['input']>
/** Dials, then notes what came of it. */
const tryCall = async (id: string, given: Omit<Tried, 'authorisationId'>, who = ana) => {
  const authorisationId = await dial(who, meansOf.get(id) ?? '', id)
  return await who.ok(attemptCallback, { params: { id }, input: { authorisationId, ...given } })
}
type Tried = z.input<(typeof attemptCallback)['input']>
const onFile = async (id: string) => (await ana.ok(readSituation, { params: { id } })).callbacks
const list = (query: object = {}, who = ana) => who.ok(listCallbacks, { query })

test('a promise is kept on the file with whom, why and when; names and numbers are sealed', async () => {
  const file = await open()
  const made = await promise({ situationId: file.id, assigneeId: brune.id })
  expect(await onFile(file.id)).toMatchObject([
    {
      ...mother,
      id: made.id,
      version: 1,
      timeZone: 'Europe/Paris',
      assignee: 'Brune',
      situation: { id: file.id, reference: file.reference },
      state: 'due',
      attempts: [],
      abilities: { edit: true, attempt: true },
    },
  ])
  const rows = await desk.sql<{ text: string }>('select callback::text as text from callback')
  expect(JSON.stringify(rows)).not.toMatch(/mère|63998|nouvelles/)
  expect(JSON.stringify(await onFile(file.id))).not.toContain('63998')
})

test('a window that ends before it begins, a stranger, a place without time and a promise to no one are refused', async () => {
  const { id } = await open()
  const analyst = await desk.people.analyst()
  const ask = async (given: object, window = between(0, 1)) =>
    (await ana.call(createCallback, { input: { ...mother, assigneeId: null, ...window, ...given } })).refusal
  expect((await ask({ situationId: id }, between(1, 0)))?.code).toBe('window_reversed')
  expect(await ask({ situationId: id, assigneeId: analyst.id })).toMatchObject({
    code: 'malformed',
    fields: [{ field: 'assigneeId' }],
  })
  expect((await ask({ situationId: id, timeZone: 'Mars/Olympus' }))?.code).toBe('malformed')
  expect((await ask({}))?.code).toBe('malformed')
})

test('whoever is reached or refuses settles the call-back; no answer and an interruption leave it due', async () => {
  const { id } = await open()
  const outcomes = ['no_answer', 'interrupted', 'postponed', 'reached'] as const
  const made = await promise({ situationId: id })
  for (const outcome of outcomes) {
    expect((await onFile(id))[0]?.settledAs).toBeNull()
    await tryCall(made.id, { outcome, note: `Essai : ${outcome}` })
  }
  const [kept] = await onFile(id)
  expect(kept).toMatchObject({
    state: 'settled',
    settledAs: 'kept',
    abilities: { edit: false, attempt: false },
  })
  expect(kept?.attempts.map((attempt) => [attempt.outcome, attempt.note, attempt.author])).toEqual(
    outcomes.map((outcome) => [outcome, `Essai : ${outcome}`, 'Ana']),
  )
  const late = await ana.call(attemptCallback, {
    params: { id: made.id },
    input: { authorisationId: await dial(ana, meansOf.get(made.id) ?? ''), outcome: 'reached', note: null },
  })
  expect(late.refusal?.code).toBe('callback_settled')
  const other = await promise({ situationId: id })
  await tryCall(other.id, { outcome: 'refused', note: null })
  expect((await onFile(id)).map((one) => one.settledAs).toSorted()).toEqual(['kept', 'refused'])
})

test('a postponed call-back leads to the next one, with the same words', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id, assigneeId: brune.id })
  const next = between(24, 25)
  const attempt = await tryCall(made.id, { outcome: 'postponed', note: null, next })
  const nextId = attempt.nextId ?? ''
  const [old, fresh] = await onFile(id)
  expect(old).toMatchObject({ id: made.id, settledAs: 'postponed' })
  expect(fresh).toMatchObject({ ...mother, id: attempt.nextId, assignee: 'Brune', state: 'planned' })
  expect(Date.parse(fresh?.opensAt ?? '')).toBe(Date.parse(next.opensAt))
  const misplaced = await ana.call(attemptCallback, {
    params: { id: nextId },
    input: {
      authorisationId: await dial(ana, meansOf.get(made.id) ?? '', nextId),
      outcome: 'no_answer',
      note: null,
      next,
    },
  })
  expect(misplaced.refusal?.code).toBe('malformed')
})

test('two people who note an attempt at the same moment: one settles, the other is told', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const dialled = [
    [ana, await dial(ana, meansOf.get(made.id) ?? '', made.id)],
    [brune, await dial(brune, meansOf.get(made.id) ?? '', made.id)],
  ] as const
  const answers = await Promise.all(
    dialled.map(([who, authorisationId]) =>
      who.call(attemptCallback, {
        params: { id: made.id },
        input: { authorisationId, outcome: 'reached', note: null },
      }),
    ),
  )
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409])
  expect((await onFile(id))[0]?.attempts).toHaveLength(1)
})

test('a call-back is changed by whoever saw its last version, and only that which was sent changes', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id, timeZone: 'Indian/Reunion' })
  const saved = await ana.ok(saveCallback, {
    params: { id: made.id },
    version: 1,
    input: { why: 'Proposer un rendez-vous' },
  })
  expect(await onFile(id)).toMatchObject([
    { ...mother, why: 'Proposer un rendez-vous', timeZone: 'Indian/Reunion', version: saved.version },
  ])
  const stale = await brune.call(saveCallback, { params: { id: made.id }, version: 1, input: { why: null } })
  expect(stale.refusal).toMatchObject({
    code: 'version_conflict',
    current: { why: 'Proposer un rendez-vous', version: saved.version },
  })
  const reversed = await ana.call(saveCallback, {
    params: { id: made.id },
    version: saved.version,
    input: { closesAt: hours(-5) },
  })
  expect(reversed.refusal?.code).toBe('window_reversed')
})

test('a call-back settled by mistake is due again', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const settled = await ana.ok(settleCallback, {
    params: { id: made.id },
    version: 1,
    input: { as: 'given_up' },
  })
  expect(await onFile(id)).toMatchObject([{ settledAs: 'given_up', state: 'settled' }])
  await ana.ok(reopenCallback, { params: { id: made.id }, version: settled.version })
  expect(await onFile(id)).toMatchObject([{ settledAs: null, settledAt: null, state: 'due' }])
})

test('a promise stands after its file is closed, and can still be kept; a new one is refused', async () => {
  const { id, version } = await open()
  const made = await promise({ situationId: id })
  await ana.ok(changeStage, {
    params: { id },
    version,
    input: { to: 'closed', closingReason: 'caller_wish' },
  })
  expect((await list({ limit: 100 })).items.map((one) => one.id)).toContain(made.id)
  const fresh = await ana.call(createCallback, {
    input: { ...mother, ...between(0, 1), assigneeId: null, situationId: id },
  })
  expect(fresh.refusal?.code).toBe('situation_closed')
  await tryCall(made.id, { outcome: 'reached', note: null })
})

test('a call-back promised during a contact waits for its file, and follows it in and out', async () => {
  const file = await open()
  const contact = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  const made = await promise({ contactId: contact.id })
  await tryCall(made.id, { outcome: 'no_answer', note: 'Sonne' })
  const stranger = await desk.people.listener('Carl')
  expect((await list({ limit: 100 }, stranger)).items.map((one) => one.id)).not.toContain(made.id)
  expect((await list({ limit: 100, mine: 'true' })).items).toContainEqual(
    expect.objectContaining({ id: made.id, situation: null, contactId: contact.id, whom: 'La mère' }),
  )
  const saved = await ana.ok(saveContact, {
    params: { id: contact.id },
    version: contact.version,
    input: { narrative: 'Elle rappellera.' },
  })
  const attached = await ana.ok(attachContact, {
    params: { id: contact.id },
    version: saved.version,
    input: { to: file.id },
  })
  expect(await onFile(file.id)).toMatchObject([{ id: made.id, ...mother, attempts: [{ note: 'Sonne' }] }])
  await ana.ok(detachContact, { params: { id: contact.id }, version: attached.version })
  expect(await onFile(file.id)).toEqual([])
  expect((await ana.ok(readContact, { params: { id: contact.id } })).narrative).toBe('Elle rappellera.')
  expect((await list({ limit: 100 })).items).toContainEqual(
    expect.objectContaining({ id: made.id, whom: 'La mère', situation: null }),
  )
})

test('today shows what is late first, then what is due, not what is for another day, and counts the late ones', async () => {
  const other = await openTestDesk()
  const dora = await other.people.listener('Dora')
  const eve = await other.people.coordinator('Eve')
  const { id } = await open(dora)
  const elsewhere = await open(eve)
  const twoDaysLate = await promise({ situationId: id }, between(-50, -48), dora)
  const dueNow = await promise({ situationId: id }, between(-1, 1), dora)
  const anHourLate = await promise({ situationId: elsewhere.id }, between(-3, -1), eve)
  const givenToDora = await promise({ situationId: elsewhere.id, assigneeId: dora.id }, between(-9, -8), eve)
  const inThreeDays = await promise({ situationId: id }, between(72, 73), dora)
  const ids = async (query: object, who = dora) => (await list(query, who)).items.map((one) => one.id)
  const late = [twoDaysLate.id, givenToDora.id, anHourLate.id]
  const page = await list({}, dora)
  expect(page.items.map((one) => one.id)).toEqual([...late, dueNow.id])
  expect(page.items.map((one) => one.state)).toEqual(['overdue', 'overdue', 'overdue', 'due'])
  expect(page.overdue).toBe(3)
  expect(await ids({ view: 'all' })).toEqual([...late, dueNow.id, inThreeDays.id])
  expect(await ids({ mine: 'true' })).toEqual([twoDaysLate.id, givenToDora.id, dueNow.id])
  expect((await list({ mine: 'true' }, eve)).overdue).toBe(1)
  expect(await ids({ mine: 'true' }, eve)).toEqual([anHourLate.id])
  for (const made of [anHourLate, dueNow]) {
    await tryCall(made.id, { outcome: 'reached', note: null }, dora)
  }
  expect(await ids({})).toEqual([twoDaysLate.id, givenToDora.id])
  expect(await ids({ view: 'settled' })).toEqual([dueNow.id, anHourLate.id])

  for (const view of ['today', 'all', 'settled'] as const) {
    const whole = await ids({ view })
    const walked: string[] = []
    let after: string | null = null
    do {
      const one: Awaited<ReturnType<typeof list>> = await list(
        { view, limit: 1, ...(after && { after }) },
        dora,
      )
      walked.push(...one.items.map((item) => item.id))
      after = one.next
    } while (after)
    expect(walked).toEqual(whole)
  }
  await other.close()
})

test('today ends at midnight in Paris, whatever the season', () => {
  const at = (text: string) => Temporal.Instant.from(text).toZonedDateTimeISO('Europe/Paris')
  expect(endOfToday(at('2026-07-01T22:30:00Z'))).toBe('2026-07-02T22:00:00Z')
  expect(endOfToday(at('2026-12-31T23:30:00Z'))).toBe('2027-01-01T23:00:00Z')
  expect(endOfToday(at('2026-03-28T23:30:00Z'))).toBe('2026-03-29T22:00:00Z')
})

test('a call-back that does not exist, or that the role does not see, is not found', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const admin = await desk.people.administrator()
  const nowhere = '019ab000-0000-7000-8000-000000000000'
  const input = { authorisationId: nowhere, outcome: 'reached', note: null } as const
  const answers = await Promise.all([
    ana.call(attemptCallback, { params: { id: nowhere }, input }),
    ana.call(attemptCallback, { params: { id: 'nonsense' }, input }),
    admin.call(attemptCallback, { params: { id: made.id }, input }),
  ])
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
})

test('a promise does not outlive its means: without one it cannot be called, and only one of the same file will do', async () => {
  const file = await open()
  const elsewhere = await open()
  const bare = await ana.ok(createCallback, {
    input: { ...mother, assigneeId: null, ...between(-1, 1), situationId: file.id },
  })
  expect(await onFile(file.id)).toMatchObject([{ id: bare.id, means: null, safeContactId: null }])
  const foreign = await noteMother(ana, { situationId: elsewhere.id })
  const wrong = await ana.call(saveCallback, {
    params: { id: bare.id },
    version: 1,
    input: { safeContactId: foreign.id },
  })
  expect(wrong.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'safeContactId' }] })
  const authorisationId = await dial(ana, foreign.id)
  const stray = await ana.call(attemptCallback, {
    params: { id: bare.id },
    input: { authorisationId, outcome: 'no_answer', note: null },
  })
  expect(stray.refusal?.code).toBe('contact_not_authorised')
  const own = await noteMother(ana, { situationId: file.id })
  await ana.ok(saveCallback, { params: { id: bare.id }, version: 1, input: { safeContactId: own.id } })
  expect(await onFile(file.id)).toMatchObject([
    { means: { id: own.id, channel: 'phone', relation: 'mother', state: 'ready' } },
  ])
})

test('whoever is reached has a contact of their own, in the file, with the direction of a call-back', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const { contactId } = await tryCall(made.id, { outcome: 'reached', note: null })
  const contact = await ana.ok(readContact, { params: { id: contactId ?? '' } })
  expect(contact).toMatchObject({
    direction: 'callback',
    channel: 'phone',
    status: 'draft',
    situation: { id },
    version: 2,
  })
  const silent = await promise({ situationId: id })
  expect((await tryCall(silent.id, { outcome: 'no_answer', note: null })).contactId).toBeNull()
})

test('an attempt noted by mistake is taken back within five minutes, with the contact it opened and what followed', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id, repeats: { rhythm: 'weekly', until: '2099-01-01' } })
  const attempt = await tryCall(made.id, { outcome: 'reached', note: null })
  expect(attempt.nextId).not.toBeNull()
  const stolen = await brune.call(undoAttempt, { params: { id: made.id, attemptId: attempt.id } })
  expect(stolen.refusal?.code).toBe('attempt_too_late')
  await ana.ok(undoAttempt, { params: { id: made.id, attemptId: attempt.id } })
  expect(await onFile(id)).toMatchObject([{ id: made.id, state: 'due', attempts: [] }])
  expect((await ana.call(readContact, { params: { id: attempt.contactId ?? '' } })).status).toBe(404)
  // The call took place: what came of it can be noted, without showing the number again.
  const [given] = await desk.sql<{ id: string }>(
    'select id from contact_authorisation where safe_contact_id = $1 and used_at is null',
    [meansOf.get(made.id)],
  )
  await ana.ok(attemptCallback, {
    params: { id: made.id },
    input: { authorisationId: given?.id ?? '', outcome: 'no_answer', note: null },
  })
  const [first] = (await onFile(id))[0]?.attempts ?? []
  await desk.ownerSql(
    `update callback_attempt set recorded_at = now() - interval '6 minutes' where id = $1`,
    [first?.id],
  )
  const late = await ana.call(undoAttempt, { params: { id: made.id, attemptId: first?.id ?? '' } })
  expect(late.refusal?.code).toBe('attempt_too_late')
})

test('an attempt whose contact was already written in is not taken back', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const attempt = await tryCall(made.id, { outcome: 'reached', note: null })
  await ana.ok(saveContact, {
    params: { id: attempt.contactId ?? '' },
    version: 2,
    input: { narrative: 'Elle va mieux.' },
  })
  const undone = await ana.call(undoAttempt, { params: { id: made.id, attemptId: attempt.id } })
  expect(undone.refusal?.code).toBe('attempt_followed')
  expect(await onFile(id)).toMatchObject([{ settledAs: 'kept', attempts: [{ id: attempt.id }] }])
})

test('the person who calls first keeps the promise: an incoming contact, and no authorisation', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const { contactId } = await ana.ok(noteCalledIn, { params: { id: made.id } })
  expect(await ana.ok(readContact, { params: { id: contactId } })).toMatchObject({
    direction: 'inbound',
    situation: { id },
  })
  expect(await onFile(id)).toMatchObject([{ settledAs: 'kept', attempts: [] }])
})

test('a promise is postponed without calling', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const next = between(24, 25)
  const { nextId } = await ana.ok(settleCallback, {
    params: { id: made.id },
    version: 1,
    input: { as: 'postponed', next },
  })
  expect((await onFile(id)).map((one) => [one.id, one.settledAs])).toEqual([
    [made.id, 'postponed'],
    [nextId, null],
  ])
  await ana.ok(reopenCallback, { params: { id: made.id }, version: 2 })
  expect((await onFile(id)).map((one) => one.id)).toEqual([made.id])
})

test('a promise made every week is made again once it is settled, until its last day; a cancellation ends it', async () => {
  const { id } = await open()
  const until = Temporal.Now.plainDateISO('Europe/Paris').add({ days: 8 }).toString()
  const made = await promise({
    situationId: id,
    priority: 'high',
    noAnswerPlan: 'wait',
    repeats: { rhythm: 'weekly', until },
  })
  const first = await tryCall(made.id, { outcome: 'reached', note: null })
  const [old, fresh] = await onFile(id)
  expect(fresh).toMatchObject({
    ...mother,
    id: first.nextId,
    priority: 'high',
    noAnswerPlan: 'wait',
    repeats: { rhythm: 'weekly', until },
    state: 'planned',
  })
  const local = (at: string | undefined) => Temporal.Instant.from(at ?? '').toZonedDateTimeISO('Europe/Paris')
  expect(
    local(old?.opensAt).add({ weeks: 1 }).equals(local(fresh?.opensAt)),
    'the same hour a week later',
  ).toBe(true)
  const last = await ana.ok(settleCallback, {
    params: { id: first.nextId ?? '' },
    version: 1,
    input: { as: 'given_up' },
  })
  expect(last.nextId).toBeNull()
  const other = await promise({ situationId: id, repeats: { rhythm: 'daily', until: '2099-01-01' } })
  const ended = await ana.ok(settleCallback, {
    params: { id: other.id },
    version: 1,
    input: { as: 'cancelled' },
  })
  expect(ended.nextId).toBeNull()
})

test('a late promise climbs from its owner to the team, then to the coordinators, faster when it matters more', async () => {
  const other = await openTestDesk()
  const dora = await other.people.listener('Dora')
  const { id } = await open(dora)
  const late = (minutes: number) => between(-3, -minutes / 60)
  const given = { situationId: id, assigneeId: dora.id }
  const fresh = await promise(given, late(1), dora)
  const team = await promise(given, late(40), dora)
  const urgent = await promise({ ...given, priority: 'high' }, late(40), dora)
  const rungs = async () =>
    new Map((await list({ limit: 100 }, dora)).items.map((one) => [one.id, one.rung] as const))
  const now = await rungs()
  expect([fresh, team, urgent].map((one) => now.get(one.id))).toEqual(['owner', 'team', 'coordinator'])
  const page = await list({ climbed: 'true' }, dora)
  expect(page.items.map((one) => one.id)).toEqual([urgent.id])
  expect(page).toMatchObject({ overdue: 3, climbed: 1 })
  await other.close()
})

test('whether somebody works on a window is told once shifts are planned around it', async () => {
  const other = await openTestDesk()
  const eve = await other.people.coordinator('Eve')
  const day = Temporal.Now.plainDateISO('Europe/Paris').add({ days: 2 })
  const at = (hour: number) => day.toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: { hour } })
  const ask = (from: number, to: number) =>
    eve.ok(readCover, {
      query: { opensAt: at(from).toInstant().toString(), closesAt: at(to).toInstant().toString() },
    })
  expect(await ask(10, 11)).toEqual({ isCovered: null })
  await eve.ok(createShifts, {
    input: { accountId: eve.id, kind: 'listening', day: day.toString(), from: '09:00', to: '12:00' },
  })
  expect(await ask(10, 11)).toEqual({ isCovered: true })
  expect(await ask(14, 15)).toEqual({ isCovered: false })
  await other.close()
})
