import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createCallback } from '#listening/callback/contract.ts'
import { mergeSituations, readSituation } from '#listening/situation/contract.ts'
import type { Contact } from './contract.ts'
import * as contract from './contract.ts'

let desk: TestDesk
let ana: Person
let bruno: Person
let coordinator: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  bruno = await desk.people.listener('Bruno')
  coordinator = await desk.people.coordinator()
})
afterAll(() => desk.close())

const pickUp = (by: Person) =>
  by.ok(contract.createContact, { input: { channel: 'phone', direction: 'inbound' } })
const read = (by: Person, id: string) => by.ok(contract.readContact, { params: { id } })
const save = (by: Person, of: { id: string; version: number }, input: contract.ContactChanges) =>
  by.ok(contract.saveContact, { params: { id: of.id }, version: of.version, input })

const tell = (): contract.ContactChanges => ({
  callerProfile: 'first_circle',
  callerDetail: 'mother',
  callerName: 'Madame Exemple',
  callerPhone: '06 39 98 01 02',
  callerPermissions: ['may_call_back'],
  minorFirstName: 'Léïla-Fictive',
  minorHandles: ['@compte.fictif'],
  minorGender: 'girl',
  minorAge: 15,
  departement: '68',
  knownToChildProtection: 'yes',
  measures: ['aemo', 'judicial_placement'],
  observations: [
    { kind: 'problem', code: 'runaway', presence: 'present', source: 'caller' },
    { kind: 'sign', code: 'several_phones_or_numbers', presence: 'absent', source: 'minor' },
  ],
  dangerLevel: 'danger',
  narrative: 'La mère s’inquiète depuis trois semaines.',
  actions: [
    {
      id: newId(),
      kind: 'direct_advice',
      adviceFields: ['legal', 'educational'],
      orientationKind: null,
      note: 'Écrit au juge.',
    },
  ],
})
const told = tell()

test('a contact exists from the second it is picked up', async () => {
  const { id, version } = await pickUp(ana)
  const contact = await read(ana, id)
  expect(contact).toMatchObject({
    id,
    version,
    status: 'draft',
    channel: 'phone',
    recordedBy: 'Ana',
    situation: null,
  })
  expect(contact.abilities).toMatchObject({ edit: true, finalise: true, attach: true, detach: false })
})

test('what is written of a contact is read again, to the letter', async () => {
  const picked = await pickUp(ana)
  const { version } = await save(ana, picked, tell())
  const contact = await read(ana, picked.id)
  expect(contact.version).toBe(version)
  expect(contact).toMatchObject({
    ...told,
    measures: expect.arrayContaining(['aemo', 'judicial_placement']),
    observations: expect.arrayContaining(told.observations ?? []),
    actions: [
      {
        ...told.actions?.[0],
        id: expect.any(String),
        adviceFields: expect.arrayContaining(['legal', 'educational']),
      },
    ],
  })
})

test('saving one field leaves the others as they were', async () => {
  const picked = await pickUp(ana)
  const first = await save(ana, picked, tell())
  await save(
    ana,
    { id: picked.id, version: first.version },
    { callerName: null, minorAgeAbsence: 'undisclosed' },
  )
  const contact = await read(ana, picked.id)
  expect(contact).toMatchObject({
    callerName: null,
    callerPhone: told.callerPhone,
    minorAge: null,
    minorAgeAbsence: 'undisclosed',
    narrative: told.narrative,
  })
  expect(contact.observations).toHaveLength(2)
})

test('the second of two writers is shown what the first wrote, and nothing is overwritten', async () => {
  const picked = await pickUp(ana)
  await save(ana, picked, { narrative: 'La première version.' })
  const late = await ana.call(contract.saveContact, {
    params: { id: picked.id },
    version: picked.version,
    input: { narrative: 'La seconde.' },
  })
  expect(late.status).toBe(412)
  expect((late.refusal?.current as Contact | undefined)?.narrative).toBe('La première version.')
  expect((await read(ana, picked.id)).narrative).toBe('La première version.')
})

test('of twenty writers at once, each sees every one of its acknowledged words kept', async () => {
  const picked = await pickUp(ana)
  const kept: string[] = []
  await Promise.all(
    Array.from({ length: 20 }, async (_, writer) => {
      for (let attempt = 0, version = picked.version; attempt < 60; attempt++) {
        const current = await read(ana, picked.id)
        version = current.version
        const word = `mot-${writer}`
        const answer = await ana.call(contract.saveContact, {
          params: { id: picked.id },
          version,
          input: { narrative: `${current.narrative ?? ''} ${word}` },
        })
        if (answer.status === 200) {
          kept.push(word)
          return
        }
        expect(answer.status).toBe(412)
      }
    }),
  )
  const { narrative } = await read(ana, picked.id)
  for (const word of kept) expect(narrative).toContain(word)
  expect(kept.length).toBeGreaterThan(0)
})

test('a listener does not see the draft of another listener, and a coordinator does', async () => {
  const { id } = await pickUp(ana)
  const hidden = await bruno.call(contract.readContact, { params: { id } })
  const absent = await bruno.call(contract.readContact, { params: { id: newId() } })
  expect(hidden.status).toBe(404)
  expect(hidden.text).toBe(absent.text)
  expect((await coordinator.call(contract.readContact, { params: { id } })).status).toBe(200)
})

test('a finalised contact can be read by every listener', async () => {
  const picked = await pickUp(ana)
  await ana.ok(contract.finaliseContact, { params: { id: picked.id }, version: picked.version, input: {} })
  expect((await read(bruno, picked.id)).status).toBe('finalised')
})

test('a contact that is not about a minor in danger is put aside in one click, and taken back', async () => {
  const picked = await pickUp(ana)
  const { version } = await ana.ok(contract.disposeContact, {
    params: { id: picked.id },
    version: picked.version,
    input: { disposition: 'silent' },
  })
  expect(await read(ana, picked.id)).toMatchObject({ status: 'finalised', disposition: 'silent' })
  const attached = await ana.call(contract.attachContact, {
    params: { id: picked.id },
    version,
    input: { to: 'new' },
  })
  expect(attached.refusal?.code).toBe('contact_not_actionable')
  await ana.ok(contract.reopenContact, { params: { id: picked.id }, version })
  expect(await read(ana, picked.id)).toMatchObject({ status: 'draft', disposition: null })
})

test('finalising with a new file opens it, with its reference, in one request', async () => {
  const picked = await pickUp(ana)
  const done = await ana.ok(contract.finaliseContact, {
    params: { id: picked.id },
    version: picked.version,
    input: { changes: tell(), attach: { to: 'new' } },
  })
  expect(done.situation?.reference).toMatch(/^\d{4}-\d{4,}$/)
  const contact = await read(ana, picked.id)
  expect(contact).toMatchObject({
    status: 'finalised',
    situation: done.situation,
    callerName: told.callerName,
    narrative: told.narrative,
  })
  const [summary] = await desk.sql('select * from situation_summary where situation_id = $1', [
    done.situation?.id,
  ])
  expect(summary).toMatchObject({
    contact_count: 1,
    departement: '68',
    age: 15,
    gender: 'girl',
    caller_profile: 'first_circle',
    danger_level: 'danger',
  })
  const facts = await desk.sql<{ kind: string; code: string }>(
    'select kind, code from situation_fact where situation_id = $1 order by 1, 2',
    [done.situation?.id],
  )
  expect(facts).toEqual([
    { kind: 'action', code: 'direct_advice' },
    { kind: 'measure', code: 'aemo' },
    { kind: 'measure', code: 'judicial_placement' },
    { kind: 'problem', code: 'runaway' },
  ])
})

test('attaching to the wrong file can be undone, and what the contact brought leaves with it', async () => {
  const first = await pickUp(ana)
  const opened = await ana.ok(contract.finaliseContact, {
    params: { id: first.id },
    version: first.version,
    input: { attach: { to: 'new' } },
  })
  const second = await pickUp(ana)
  const { version } = await save(ana, second, tell())
  const situationId = opened.situation?.id ?? ''
  const attached = await ana.ok(contract.finaliseContact, {
    params: { id: second.id },
    version,
    input: { attach: { to: situationId } },
  })
  const counts = () =>
    desk.sql('select contact_count from situation_summary where situation_id = $1', [situationId])
  expect(await counts()).toEqual([{ contact_count: 2 }])
  await ana.ok(contract.detachContact, { params: { id: second.id }, version: attached.version })
  expect(await counts()).toEqual([{ contact_count: 1 }])
  expect(await desk.sql('select 1 from situation_fact where situation_id = $1', [situationId])).toEqual([])
  const contact = await read(ana, second.id)
  expect(contact).toMatchObject({ situation: null, narrative: told.narrative, callerName: told.callerName })
  expect(contact.actions[0]?.note).toBe('Écrit au juge.')
})

test('a contact entered after the fact keeps the time it happened apart from the time it was recorded', async () => {
  const { id } = await ana.ok(contract.createContact, {
    input: { channel: 'phone', direction: 'inbound', occurredAt: '2026-03-04T23:30:00+01:00' },
  })
  const contact = await read(ana, id)
  expect(Date.parse(contact.occurredAt)).toBe(Date.parse('2026-03-04T23:30:00+01:00'))
  expect(Date.parse(contact.recordedAt)).toBeGreaterThan(Date.parse('2026-03-05T00:00:00Z'))
})

test('a contact in the future is refused', async () => {
  const answer = await ana.call(contract.createContact, {
    input: { channel: 'phone', direction: 'inbound', occurredAt: '2999-01-01T00:00:00Z' },
  })
  expect(answer.refusal).toMatchObject({ code: 'happened_in_future' })
})

test('the same request sent twice opens one contact', async () => {
  const key = newId()
  const said = { input: { channel: 'phone', direction: 'inbound' } as const, key }
  const [one, two] = [await ana.ok(contract.createContact, said), await ana.ok(contract.createContact, said)]
  expect(two).toEqual(one)
  const other = await ana.call(contract.createContact, {
    input: { channel: 'chat', direction: 'inbound' },
    key,
  })
  expect(other.status).toBe(422)
})

test('an administrator, an analyst and an auditor find no contact', async () => {
  const { id } = await pickUp(ana)
  for (const someone of [
    await desk.people.administrator(),
    await desk.people.analyst(),
    await desk.people.auditor(),
  ]) {
    expect((await someone.call(contract.readContact, { params: { id } })).status).toBe(404)
    expect((await someone.call(contract.listContacts)).status).toBe(404)
  }
})

test('a receptionist keeps the contacts it took, and opens no file', async () => {
  const reception = await desk.people.reception()
  const picked = await pickUp(reception)
  expect(
    (
      await reception.call(contract.attachContact, {
        params: { id: picked.id },
        version: picked.version,
        input: { to: 'new' },
      })
    ).status,
  ).toBe(404)
  const finalised = await reception.call(contract.finaliseContact, {
    params: { id: picked.id },
    version: picked.version,
    input: { attach: { to: 'new' } },
  })
  expect(finalised.status).toBe(404)
  expect(
    (
      await reception.call(contract.finaliseContact, {
        params: { id: picked.id },
        version: picked.version,
        input: {},
      })
    ).status,
  ).toBe(200)
})

test('a word that is not of its list is refused, and the field is named', async () => {
  const picked = await pickUp(ana)
  const answer = await ana.call(contract.saveContact, {
    params: { id: picked.id },
    version: picked.version,
    input: { dangerLevel: 'panique' as never },
  })
  expect(answer.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'dangerLevel' }] })
})

test('my drafts are listed page by page, each once', async () => {
  const clara = await desk.people.listener('Clara')
  const made = new Set<string>()
  for (let n = 0; n < 7; n++) made.add((await pickUp(clara)).id)
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await clara.ok(contract.listContacts, { query: { limit: 3, after } })
    seen.push(...page.items.map((item) => item.id))
    after = page.next ?? undefined
  } while (after)
  expect(new Set(seen)).toEqual(made)
  expect(seen).toHaveLength(made.size)
})

test('no name, number or narrative lies in the database or in the logs', async () => {
  const picked = await pickUp(ana)
  const canary = 'CANARI-ZÉBULON'
  await ana.ok(contract.finaliseContact, {
    params: { id: picked.id },
    version: picked.version,
    input: {
      changes: {
        ...told,
        callerName: canary,
        minorFirstName: canary,
        minorLastName: canary,
        minorAliases: [canary],
        narrative: canary,
        callerEmail: `${canary}@exemple.fr`,
        actions: [
          { id: newId(), kind: 'partner_contact', adviceFields: [], orientationKind: null, note: canary },
        ],
      },
      attach: { to: 'new' },
    },
  })
  const tables = await desk.ownerSql<{ name: string }>(
    `select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('app', 'vocabulary')`,
  )
  for (const { name } of tables) {
    const found = await desk.ownerSql(
      `select 1 from ${name} t where t::text ilike '%CANARI%' or t::text like '%0639980102%' or t::text like '%39980102%' limit 1`,
    )
    expect(found, name).toEqual([])
  }
  expect(desk.logs.join('\n')).not.toMatch(/CANARI/)
})

test('a call-back promised before anything was written follows its contact into the file', async () => {
  const picked = await pickUp(ana)
  const now = Date.now()
  const promised = await ana.ok(createCallback, {
    input: {
      contactId: picked.id,
      whom: 'La mère',
      why: 'Donner des nouvelles',
      opensAt: new Date(now).toISOString(),
      closesAt: new Date(now + 3600_000).toISOString(),
      assigneeId: null,
    },
  })
  const done = await ana.ok(contract.finaliseContact, {
    params: { id: picked.id },
    version: picked.version,
    input: { attach: { to: 'new' } },
  })
  const file = await ana.ok(readSituation, { params: { id: done.situation?.id ?? '' } })
  expect(file.callbacks).toMatchObject([{ id: promised.id, whom: 'La mère' }])
})

test('contacts attached while their file is being merged are never left where nobody reads them', async () => {
  const open = async () => {
    const picked = await pickUp(ana)
    const done = await ana.ok(contract.finaliseContact, {
      params: { id: picked.id },
      version: picked.version,
      input: { attach: { to: 'new' } },
    })
    return done.situation?.id ?? ''
  }
  for (let round = 0; round < 8; round++) {
    const [kept, absorbed] = [await open(), await open()]
    const { version } = await ana.ok(readSituation, { params: { id: kept } })
    const loose = await pickUp(ana)
    await Promise.all([
      ana.call(mergeSituations, { params: { id: kept }, version, input: { absorb: absorbed } }),
      ana.call(contract.attachContact, { params: { id: loose.id }, version: 1, input: { to: absorbed } }),
    ])
    const lost = await desk.sql(
      'select 1 from contact c join situation s on s.id = c.situation_id where c.id = $1 and s.merged_into is not null',
      [loose.id],
    )
    expect(lost).toEqual([])
  }
})
