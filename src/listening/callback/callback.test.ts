import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  attachContact,
  createContact,
  detachContact,
  readContact,
  saveContact,
} from '#listening/contact/contract.ts'
import { changeStage, createSituation, readSituation } from '#listening/situation/contract.ts'
import {
  attemptCallback,
  createCallback,
  listCallbacks,
  reopenCallback,
  saveCallback,
  settleCallback,
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
const mother = {
  whom: 'La mère',
  phone: '06 98 76 54 32',
  why: 'Prendre des nouvelles',
  precautions: 'Jamais après 20 h',
}
const open = (who = ana) => who.ok(createSituation, { input: {} })
const promise = (given: object, window = between(-1, 1), who = ana) =>
  who.ok(createCallback, { input: { ...mother, assigneeId: null, ...window, ...given } })
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
  expect(JSON.stringify(rows)).not.toMatch(/mère|98 76|nouvelles/)
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
    await ana.ok(attemptCallback, { params: { id: made.id }, input: { outcome, note: `Essai : ${outcome}` } })
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
    input: { outcome: 'reached', note: null },
  })
  expect(late.refusal?.code).toBe('callback_settled')
  const other = await promise({ situationId: id })
  await ana.ok(attemptCallback, { params: { id: other.id }, input: { outcome: 'refused', note: null } })
  expect((await onFile(id)).map((one) => one.settledAs).toSorted()).toEqual(['kept', 'refused'])
})

test('a postponed call-back leads to the next one, with the same words', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id, assigneeId: brune.id })
  const next = between(24, 25)
  const attempt = await ana.ok(attemptCallback, {
    params: { id: made.id },
    input: { outcome: 'postponed', note: null, next },
  })
  const [old, fresh] = await onFile(id)
  expect(old).toMatchObject({ id: made.id, settledAs: 'postponed' })
  expect(fresh).toMatchObject({ ...mother, id: attempt.nextId, assignee: 'Brune', state: 'planned' })
  expect(Date.parse(fresh?.opensAt ?? '')).toBe(Date.parse(next.opensAt))
  const misplaced = await ana.call(attemptCallback, {
    params: { id: attempt.nextId ?? '' },
    input: { outcome: 'no_answer', note: null, next },
  })
  expect(misplaced.refusal?.code).toBe('malformed')
})

test('two people who note an attempt at the same moment: one settles, the other is told', async () => {
  const { id } = await open()
  const made = await promise({ situationId: id })
  const answers = await Promise.all(
    [ana, brune].map((who) =>
      who.call(attemptCallback, { params: { id: made.id }, input: { outcome: 'reached', note: null } }),
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
  await ana.ok(attemptCallback, { params: { id: made.id }, input: { outcome: 'reached', note: null } })
})

test('a call-back promised during a contact waits for its file, and follows it in and out', async () => {
  const file = await open()
  const contact = await ana.ok(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  const made = await promise({ contactId: contact.id })
  await ana.ok(attemptCallback, { params: { id: made.id }, input: { outcome: 'no_answer', note: 'Sonne' } })
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
    await dora.ok(attemptCallback, { params: { id: made.id }, input: { outcome: 'reached', note: null } })
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
  const input = { outcome: 'reached', note: null } as const
  const answers = await Promise.all([
    ana.call(attemptCallback, { params: { id: nowhere }, input }),
    ana.call(attemptCallback, { params: { id: 'nonsense' }, input }),
    admin.call(attemptCallback, { params: { id: made.id }, input }),
  ])
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
})
