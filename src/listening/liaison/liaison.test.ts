import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { cancelAction, restoreAction } from '#listening/action/contract.ts'
import { createContact, detachContact, finaliseContact, readContact } from '#listening/contact/contract.ts'
import { createOrientation } from '#listening/orientation/contract.ts'
import {
  changeStage,
  createSituation,
  mergeSituations,
  readSituation,
  undoMerge,
} from '#listening/situation/contract.ts'
import {
  awaitReply,
  createExchange,
  createRequest,
  listDueItems,
  readServiceWork,
  reopenDueItem,
  saveDueItem,
  saveExchange,
  settleDueItem,
} from './contract.ts'
import { answerDueOn } from './due.server.ts'

let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterAll(() => desk.close())

const day = (shift: number) => Temporal.Now.plainDateISO('Europe/Paris').add({ days: shift }).toString()
const open = async (who = ana) => {
  const file = await who.ok(createSituation, { input: {} })
  const contact = await who.ok(createContact, {
    input: { channel: 'phone', direction: 'inbound', situationId: file.id },
  })
  await who.ok(finaliseContact, { params: { id: contact.id }, version: contact.version, input: {} })
  return { ...file, contactId: contact.id }
}
const exchange: z.input<typeof createExchange.input> = {
  kind: 'ase_liaison',
  direction: 'outgoing',
  channel: 'phone',
  service: 'ASE de Villefictive',
  person: 'Mme Gribouille',
  role: 'Référente',
  reach: '01 99 00 11 22',
  place: null,
  said: 'Le placement se poursuit.',
  asked: 'Le compte rendu de la visite.',
  given: 'REF-7',
}
const note = (id: string, given: Partial<typeof exchange> = {}, who = ana) =>
  who.ok(createExchange, { params: { id }, input: { ...exchange, ...given } })
const work = (id: string, who = ana) => who.ok(readServiceWork, { params: { id } })
const facts = (id: string) =>
  desk.sql<{ code: string }>(
    `select code from situation_fact where situation_id = $1 and kind = 'action' order by code`,
    [id],
  )
const list = (query: z.input<typeof listDueItems.query> = {}, who = ana) => who.ok(listDueItems, { query })

test('an exchange is kept with whom, what and the reference given, sealed, and counts as one action of the file', async () => {
  const { id } = await open()
  const made = await note(id, { at: '2026-02-03T04:05:06Z' })
  const { exchanges } = await work(id)
  expect(exchanges).toMatchObject([
    {
      id: made.id,
      version: 1,
      kind: 'ase_liaison',
      direction: 'outgoing',
      channel: 'phone',
      service: 'ASE de Villefictive',
      person: 'Mme Gribouille',
      role: 'Référente',
      reach: '01 99 00 11 22',
      said: 'Le placement se poursuit.',
      asked: 'Le compte rendu de la visite.',
      given: 'REF-7',
      author: 'Ana',
      abilities: { edit: true, cancel: true },
    },
  ])
  expect(Date.parse(exchanges[0]?.at ?? '')).toBe(Date.parse('2026-02-03T04:05:06Z'))
  const file = await ana.ok(readSituation, { params: { id } })
  expect(file.actions).toMatchObject([{ id: made.id, kind: 'ase_liaison', note: null }])
  expect(await facts(id)).toEqual([{ code: 'ase_liaison' }])
  const rows = await desk.sql<{ text: string }>('select exchange::text as text from exchange')
  expect(JSON.stringify(rows)).not.toMatch(/Gribouille|Villefictive|99 00|placement|REF-7/)
})

test('the prosecutor and the emergency services are recorded with the person reached, and counted as such', async () => {
  const { id } = await open()
  await note(id, {
    kind: 'prosecutor_report',
    service: 'Parquet de Villefictive',
    place: 'Tribunal',
    role: 'Substitut',
  })
  await note(id, {
    kind: 'emergency_services',
    service: 'Le 17',
    place: 'Gare de Villefictive',
    direction: 'incoming',
  })
  expect((await work(id)).exchanges.map(({ kind, place, role }) => [kind, place, role])).toEqual([
    ['emergency_services', 'Gare de Villefictive', 'Référente'],
    ['prosecutor_report', 'Tribunal', 'Substitut'],
  ])
  expect(await facts(id)).toEqual([{ code: 'emergency_services' }, { code: 'prosecutor_report' }])
})

test('an exchange withdrawn takes its count and what was awaited with it, and brings both back', async () => {
  const { id } = await open()
  const made = await note(id, { awaited: [{ what: 'Le rapport', dueOn: day(-3) }] })
  const dueIn = async () => (await list({ limit: 100 })).items.filter((one) => one.situation.id === id)
  expect(await dueIn()).toHaveLength(1)
  await ana.ok(cancelAction, { params: { id: made.id } })
  expect((await work(id)).exchanges).toEqual([])
  expect((await work(id)).dueItems).toEqual([])
  expect(await dueIn()).toEqual([])
  expect(await facts(id)).toEqual([])
  const lost = await ana.call(saveExchange, { params: { id: made.id }, version: 1, input: { said: null } })
  expect(lost.status).toBe(404)
  await ana.ok(restoreAction, { params: { id: made.id } })
  expect((await work(id)).exchanges).toMatchObject([{ id: made.id, person: 'Mme Gribouille' }])
  expect(await dueIn()).toMatchObject([{ what: 'Le rapport' }])
  expect(await facts(id)).toHaveLength(1)
})

test('an exchange is corrected over the version that was read, field by field, and the stale writer sees the new one', async () => {
  const { id } = await open()
  const made = await note(id)
  const at = '2026-01-15T09:00:00Z'
  const { version } = await ana.ok(saveExchange, {
    params: { id: made.id },
    version: 1,
    input: { person: 'M. Pointillé', at, channel: 'meeting' },
  })
  expect((await work(id)).exchanges).toMatchObject([
    { person: 'M. Pointillé', role: 'Référente', channel: 'meeting', said: exchange.said, version },
  ])
  expect(Date.parse((await work(id)).exchanges[0]?.at ?? '')).toBe(Date.parse(at))
  const stale = await brune.call(saveExchange, { params: { id: made.id }, version: 1, input: { said: null } })
  expect(stale.refusal).toMatchObject({
    code: 'version_conflict',
    current: { person: 'M. Pointillé', version },
  })
  const future = await ana.call(saveExchange, {
    params: { id: made.id },
    version,
    input: { at: '2999-01-01T00:00:00Z' },
  })
  expect(future.refusal?.code).toBe('happened_in_future')
})

test('what a service owes us is overdue from the day after, received or withdrawn by a person, and put back when that was a mistake', async () => {
  const { id } = await open()
  const made = await note(id, { awaited: [{ what: 'Le rapport', dueOn: day(-1), assigneeId: brune.id }] })
  await ana.ok(awaitReply, {
    params: { id: made.id },
    input: { what: 'La date de la visite', dueOn: day(0) },
  })
  const [late, now] = (await work(id)).dueItems
  expect(late).toMatchObject({
    kind: 'reply_awaited',
    recordId: made.id,
    service: 'ASE de Villefictive',
    person: 'Mme Gribouille',
    what: 'Le rapport',
    state: 'overdue',
    assignee: 'Brune',
  })
  expect(now).toMatchObject({ what: 'La date de la visite', state: 'due', assignee: null })
  const params = { id: late?.id ?? '' }
  const answered = await ana.call(settleDueItem, {
    params,
    version: 1,
    input: { as: 'answered', answer: 'Oui' },
  })
  expect(answered.refusal?.code).toBe('malformed')
  const { version } = await ana.ok(settleDueItem, {
    params,
    version: 1,
    input: { as: 'received', answer: 'Reçu ce matin.' },
  })
  expect((await work(id)).dueItems[0]).toMatchObject({
    state: 'settled',
    settledAs: 'received',
    settledBy: 'Ana',
    answer: 'Reçu ce matin.',
    abilities: { edit: false, settle: false, reopen: true },
  })
  const twice = await ana.call(settleDueItem, { params, version, input: { as: 'withdrawn', answer: null } })
  expect(twice.refusal?.code).toBe('due_settled')
  const changed = await ana.call(saveDueItem, { params, version, input: { dueOn: day(9) } })
  expect(changed.refusal?.code).toBe('due_settled')
  await ana.ok(reopenDueItem, { params, version })
  expect((await work(id)).dueItems[0]).toMatchObject({ state: 'overdue', settledAs: null, answer: null })
  const rows = await desk.sql<{ text: string }>('select due_item::text as text from due_item')
  expect(JSON.stringify(rows)).not.toMatch(/rapport|visite|Reçu/)
})

test('whoever informed us is answered within three months of asking, or told why not, in words', async () => {
  expect(['2026-11-30', '2024-11-30', '2026-05-31', '2026-01-15'].map(answerDueOn)).toEqual([
    '2027-02-28',
    '2025-02-28',
    '2026-08-31',
    '2026-04-15',
  ])
  const { id } = await open()
  const asked = { person: 'Voisine du palier', reach: 'Par courrier', what: 'Ce qui a été fait' }
  const made = await ana.ok(createRequest, { params: { id }, input: { ...asked, askedOn: '2026-01-31' } })
  expect(made.dueOn).toBe('2026-04-30')
  expect((await work(id)).dueItems).toMatchObject([
    { ...asked, kind: 'informant_request', state: 'overdue', recordId: null, dueOn: '2026-04-30' },
  ])
  const params = { id: made.id }
  const moved = await ana.call(saveDueItem, { params, version: 1, input: { dueOn: day(30) } })
  expect(moved.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'dueOn' }] })
  const { version } = await ana.ok(saveDueItem, { params, version: 1, input: { askedOn: '2025-11-30' } })
  expect((await work(id)).dueItems).toMatchObject([{ ...asked, askedOn: '2025-11-30', dueOn: '2026-02-28' }])
  const mute = await ana.call(settleDueItem, { params, version, input: { as: 'refused', answer: null } })
  expect(mute.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'answer' }] })
  await ana.ok(settleDueItem, {
    params,
    version,
    input: { as: 'refused', answer: 'L’intérêt de l’enfant s’y oppose.' },
  })
  expect((await work(id)).dueItems).toMatchObject([
    { settledAs: 'refused', answer: 'L’intérêt de l’enfant s’y oppose.' },
  ])
  const ahead = await ana.call(createRequest, { params: { id }, input: { ...asked, askedOn: day(2) } })
  expect(ahead.refusal?.code).toBe('happened_in_future')
  await expect(
    desk.ownerSql(`update app.due_item set due_on = due_on + 30 where id = $1`, [made.id]),
  ).rejects.toThrow('due_item_check')
})

test('the list shows what is most overdue first, mine when asked, by kind, page after page, and counts the late ones', async () => {
  const other = await openTestDesk()
  const [dora, eve] = [await other.people.listener('Dora'), await other.people.coordinator('Eve')]
  const [mine, theirs] = [await open(dora), await open(eve)]
  await note(theirs.id, { awaited: [{ what: 'A', dueOn: day(-9) }] }, eve)
  await note(
    mine.id,
    {
      awaited: [
        { what: 'B', dueOn: day(-2) },
        { what: 'C', dueOn: day(4), assigneeId: eve.id },
      ],
    },
    dora,
  )
  await dora.ok(createRequest, {
    params: { id: mine.id },
    input: { person: 'Oncle', reach: null, what: 'D', askedOn: '2026-01-02' },
  })
  await dora.ok(createOrientation, {
    params: { id: mine.id },
    input: { kind: 'legal_aid', service: 'Point d’accès au droit', person: null, note: null, askOn: day(20) },
  })
  const names = async (query: z.input<typeof listDueItems.query> = {}, who = dora) =>
    (await list(query, who)).items.map((one) => one.what ?? one.service)
  expect(await names()).toEqual(['D', 'A', 'B', 'C', 'Point d’accès au droit'])
  expect((await list({}, dora)).overdue).toBe(3)
  expect(await names({ view: 'overdue' })).toEqual(['D', 'A', 'B'])
  expect(await names({ mine: 'true' })).toEqual(['D', 'B', 'Point d’accès au droit'])
  expect(await names({ mine: 'true' }, eve)).toEqual(['A', 'C'])
  expect(await names({ kind: 'reply_awaited' })).toEqual(['A', 'B', 'C'])
  const settled = (await list({ kind: 'reply_awaited' }, dora)).items
  for (const one of settled)
    await dora.ok(settleDueItem, {
      params: { id: one.id },
      version: 1,
      input: { as: 'withdrawn', answer: null },
    })
  expect(await names({ view: 'settled' })).toEqual(['C', 'B', 'A'])
  for (const view of ['open', 'settled'] as const) {
    const walked: (string | null)[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(
        { view, limit: 1, ...(after && { after }) },
        dora,
      )
      walked.push(...page.items.map((one) => one.what ?? one.service))
      after = page.next
    } while (after)
    expect(walked).toEqual(await names({ view }))
  }
  await other.close()
})

test('what is due stays so after its file is closed, and can still be settled; nothing new is recorded there', async () => {
  const file = await open()
  const made = await note(file.id, { awaited: [{ what: 'Le rapport', dueOn: day(3) }] })
  const { version } = await ana.ok(readSituation, { params: { id: file.id } })
  await ana.ok(changeStage, {
    params: { id: file.id },
    version,
    input: { to: 'closed', closingReason: 'relay_taken' },
  })
  const { exchanges, dueItems, abilities } = await work(file.id)
  expect(abilities).toEqual({ record: false })
  expect(exchanges[0]?.abilities).toEqual({ edit: false, cancel: false })
  const late = await ana.call(createExchange, { params: { id: file.id }, input: exchange })
  expect(late.refusal?.code).toBe('situation_closed')
  const changed = await ana.call(saveExchange, { params: { id: made.id }, version: 1, input: { said: null } })
  expect(changed.refusal?.code).toBe('situation_closed')
  await ana.ok(settleDueItem, {
    params: { id: dueItems[0]?.id ?? '' },
    version: 1,
    input: { as: 'received', answer: null },
  })
})

test('a contact that leaves takes nothing of the work with services along', async () => {
  const file = await open()
  await note(file.id, { awaited: [{ what: 'Le rapport', dueOn: day(3) }] })
  const { version } = await ana.ok(readContact, { params: { id: file.contactId } })
  await ana.ok(detachContact, { params: { id: file.contactId }, version })
  const { exchanges, dueItems } = await work(file.id)
  expect([exchanges[0]?.person, dueItems[0]?.what]).toEqual(['Mme Gribouille', 'Le rapport'])
})

test('a merge brings the work with services along, and its undoing gives back what came, with what was awaited since', async () => {
  const [kept, absorbed] = [await open(), await open()]
  await note(kept.id, { service: 'Au premier' })
  const made = await note(absorbed.id, { service: 'Au second', awaited: [{ what: 'Avant', dueOn: day(1) }] })
  const asked = { person: 'Voisin', reach: null, what: 'Demande', askedOn: day(-1) }
  await ana.ok(createRequest, { params: { id: absorbed.id }, input: asked })
  const before = await work(absorbed.id)
  const { version } = await ana.ok(readSituation, { params: { id: kept.id } })
  const { mergeId } = await ana.ok(mergeSituations, {
    params: { id: kept.id },
    version,
    input: { absorb: absorbed.id },
  })
  const whole = await work(kept.id)
  expect(whole.exchanges.map((one) => one.service).toSorted()).toEqual(['Au premier', 'Au second'])
  expect(whole.dueItems.map((one) => one.what)).toEqual(['Avant', 'Demande'])
  expect((await work(absorbed.id)).exchanges).toEqual([])
  await ana.ok(awaitReply, { params: { id: made.id }, input: { what: 'Depuis', dueOn: day(200) } })
  await ana.ok(createRequest, { params: { id: kept.id }, input: { ...asked, what: 'Du premier' } })
  await ana.ok(saveExchange, { params: { id: made.id }, version: 1, input: { person: 'Autre personne' } })
  await ana.ok(undoMerge, { params: { id: mergeId } })
  const [first, second] = [await work(kept.id), await work(absorbed.id)]
  expect(first.exchanges.map((one) => one.service)).toEqual(['Au premier'])
  expect(first.dueItems.map((one) => one.what)).toEqual(['Du premier'])
  expect(second.exchanges).toMatchObject([{ service: 'Au second', person: 'Autre personne' }])
  expect(second.dueItems.map((one) => one.what)).toEqual([
    ...before.dueItems.map((one) => one.what),
    'Depuis',
  ])
})

test('what does not exist, and what the role does not see, are not found alike', async () => {
  const { id } = await open()
  const made = await note(id, { awaited: [{ what: 'Le rapport', dueOn: day(3) }] })
  const [due] = (await work(id)).dueItems
  const officer = await desk.people.awareness_officer()
  const nowhere = '019ab000-0000-7000-8000-000000000000'
  const answers = await Promise.all([
    officer.call(readServiceWork, { params: { id } }),
    officer.call(listDueItems),
    officer.call(saveExchange, { params: { id: made.id }, version: 1, input: {} }),
    officer.call(settleDueItem, {
      params: { id: due?.id ?? '' },
      version: 1,
      input: { as: 'received', answer: null },
    }),
    ana.call(readServiceWork, { params: { id: nowhere } }),
    ana.call(saveExchange, { params: { id: nowhere }, version: 1, input: {} }),
    ana.call(reopenDueItem, { params: { id: nowhere }, version: 1 }),
  ])
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
})

test('an exchange may name a service of the directory, and no other', async () => {
  const { id } = await open()
  const unitId = crypto.randomUUID()
  await desk.sql(
    `with one as (
       insert into authority (id, code, name, name_key, time_zone)
       values (gen_random_uuid(), 'fictive', 'Autorité fictive', 'autoritefictive', 'Europe/Paris') returning id
     )
     insert into authority_unit (id, authority_id, recipient, name, name_key, time_zone)
     select $1, id, 'ase_service', 'ASE fictive', 'asefictive', 'Europe/Paris' from one`,
    [unitId],
  )
  const made = await note(id, { unitId })
  expect((await work(id)).exchanges).toMatchObject([{ id: made.id, unitId }])
  const nowhere = '019ab000-0000-7000-8000-000000000000'
  const refused = await ana.call(createExchange, { params: { id }, input: { ...exchange, unitId: nowhere } })
  expect(refused.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'unitId' }] })
  const changed = await ana.call(saveExchange, {
    params: { id: made.id },
    version: 1,
    input: { unitId: nowhere },
  })
  expect(changed.refusal?.code).toBe('malformed')
})
