import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createContact, finaliseContact, saveContact } from '#listening/contact/contract.ts'
import { matchSituations } from '#listening/matching/contract.ts'
import {
  addPlace,
  assignSituation,
  changeStage,
  createSituation,
  linkSituations,
  readNarratives,
  readSituation,
  removePlace,
  type SituationChanges,
  savePlace,
  saveSituation,
  unassignSituation,
  unlinkSituations,
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

const open = (given: SituationChanges = {}, who = ana) => who.ok(createSituation, { input: given })
const read = (id: string, who = ana) => who.ok(readSituation, { params: { id } })
const nowhere = '019ab000-0000-7000-8000-000000000000'

test('a file keeps what is written of the minor, and nothing of it is readable in the database', async () => {
  const { id, reference, version } = await open({
    firstName: 'Zéphirine',
    lastName: 'Quatrebarbes',
    handles: ['@zeph.q'],
    phones: ['06 12 34 56 78'],
    birthDate: '2010-05-06',
    gender: 'girl',
    age: 15,
    departement: '75',
    measures: ['aemo', 'mjie'],
    note: 'Parle volontiers le soir.',
  })
  expect(reference).toMatch(/^\d{4}-\d{4}$/)
  const file = await read(id)
  expect(file).toMatchObject({
    reference,
    version,
    firstName: 'Zéphirine',
    lastName: 'Quatrebarbes',
    aliases: [],
    phones: ['06 12 34 56 78'],
    birthDate: '2010-05-06',
    isProvisional: true,
    departement: '75',
    measures: ['aemo', 'mjie'],
    note: 'Parle volontiers le soir.',
    stage: 'open',
    contactCount: 0,
    known: { gender: 'girl', age: 15, departement: '75' },
    assigned: [{ id: ana.id, name: 'Ana' }],
    mergedInto: null,
    abilities: { edit: true, act: true, close: true, reopen: false, merge: true, assign: true },
  })
  const [row] = await desk.sql<{ text: string }>(
    'select row_to_json(s)::text as text from situation s where id = $1',
    [id],
  )
  expect(row?.text).not.toMatch(/phirine|Quatrebarbes|zeph|volontiers/)
})

test('what is saved replaces only what was sent', async () => {
  const { id, version } = await open({ firstName: 'Lina', phones: ['0612345678'], measures: ['aemo'] })
  const saved = await ana.ok(saveSituation, {
    params: { id },
    version,
    input: { lastName: 'Durand', age: 14, measures: ['aemo', 'mjie'] },
  })
  expect(await read(id)).toMatchObject({
    version: saved.version,
    firstName: 'Lina',
    lastName: 'Durand',
    phones: ['0612345678'],
    age: 14,
    measures: ['aemo', 'mjie'],
  })
  await ana.ok(saveSituation, { params: { id }, version: saved.version, input: { age: null, measures: [] } })
  expect(await read(id)).toMatchObject({ age: null, measures: [], lastName: 'Durand' })
})

test('two people who write one file: the second gets what the first wrote, who and when, and loses nothing', async () => {
  const { id, version } = await open({ firstName: 'Inès' })
  const answers = await Promise.all([
    ana.call(saveSituation, { params: { id }, version, input: { lastName: 'Alpha', age: 13 } }),
    brune.call(saveSituation, { params: { id }, version, input: { lastName: 'Beta', note: 'Note' } }),
  ])
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412])
  const [won, lost] = answers[0].status === 200 ? [ana, answers[1]] : [brune, answers[0]]
  expect(lost.refusal).toMatchObject({
    code: 'version_conflict',
    current: { lastName: won === ana ? 'Alpha' : 'Beta', firstName: 'Inès', changedBy: won.name },
  })
  const current = lost.refusal?.current as { version: number; changedAt: string }
  expect(Date.parse(current.changedAt)).toBeGreaterThan(Date.now() - 60_000)
  await (won === ana ? brune : ana).ok(saveSituation, {
    params: { id },
    version: current.version,
    input: won === ana ? { note: 'Note' } : { age: 13 },
  })
  const file = await read(id)
  expect(file.firstName).toBe('Inès')
  expect(won === ana ? file.note : file.age).toBe(won === ana ? 'Note' : 13)
})

test('eight writers at once on one file: every change that was accepted is there', async () => {
  const { id, version } = await open()
  let accepted = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      let seen = version
      for (;;) {
        const before = await read(id)
        seen = before.version
        const answer = await ana.call(saveSituation, {
          params: { id },
          version: seen,
          input: { aliases: [...before.aliases, `alias ${index}`] },
        })
        if (answer.status === 200) {
          accepted += 1
          return
        }
        expect(answer.status).toBe(412)
      }
    }),
  )
  expect(accepted).toBe(8)
  expect((await read(id)).aliases).toHaveLength(8)
})

test('a file that does not exist, an identifier that is not one, and a role that sees no file get one answer', async () => {
  const { id } = await open()
  const analyst = await desk.people.analyst()
  const answers = await Promise.all([
    ana.call(readSituation, { params: { id: nowhere } }),
    ana.call(readSituation, { params: { id: 'nonsense' } }),
    analyst.call(readSituation, { params: { id } }),
    ana.call(saveSituation, { params: { id: nowhere }, version: 1, input: { age: 12 } }),
    ana.call(changeStage, {
      params: { id: nowhere },
      version: 1,
      input: { to: 'dormant', closingReason: null },
    }),
    ana.call(removePlace, { params: { id: nowhere } }),
    ana.call(assignSituation, { params: { id, account: analyst.id } }),
    ana.call(linkSituations, { params: { id, other: nowhere }, input: { kind: 'peer' } }),
  ])
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
})

test('places keep their role, their dates and their address, and refuse an end before the beginning', async () => {
  const { id } = await open()
  const home = {
    role: 'family_home',
    departement: '69',
    since: '2024-02-01',
    until: null,
    address: '3 rue des Tilleuls',
  } as const
  const place = await ana.ok(addPlace, { params: { id }, input: home })
  await ana.ok(addPlace, { params: { id }, input: { ...home, role: 'runaway', since: null, address: null } })
  expect((await read(id)).places).toMatchObject([
    { role: 'runaway', address: null },
    { id: place.id, ...home, recordedBy: 'Ana' },
  ])
  const reversed = await ana.call(savePlace, {
    params: { id: place.id },
    input: { ...home, until: '2024-01-31' },
  })
  expect(reversed.refusal?.code).toBe('period_reversed')
  await ana.ok(savePlace, {
    params: { id: place.id },
    input: { ...home, until: '2024-02-01', address: 'Chez sa tante' },
  })
  expect((await read(id)).places[1]).toMatchObject({ until: '2024-02-01', address: 'Chez sa tante' })
  await ana.ok(removePlace, { params: { id: place.id } })
  expect((await read(id)).places).toHaveLength(1)
  const rows = await desk.sql<{ text: string }>('select place::text as text from place')
  expect(JSON.stringify(rows)).not.toMatch(/Tilleuls|tante/)
})

test('a place that was taken away comes back under its identifier, which serves nobody else', async () => {
  const { id } = await open()
  const home = {
    role: 'placement',
    departement: '69',
    since: null,
    until: null,
    address: 'Foyer des Essais',
  } as const
  const { id: placeId } = await ana.ok(addPlace, { params: { id }, input: home })
  const taken = await ana.call(addPlace, { params: { id }, input: { ...home, id: placeId } })
  expect(taken.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'id' }] })
  const other = await open()
  const elsewhere = await ana.call(addPlace, { params: { id: other.id }, input: { ...home, id: placeId } })
  expect(elsewhere.text).toBe(taken.text)
  await ana.ok(removePlace, { params: { id: placeId } })
  expect(await ana.ok(addPlace, { params: { id }, input: { ...home, id: placeId } })).toEqual({ id: placeId })
  expect((await read(id)).places).toMatchObject([{ id: placeId, ...home }])
  await ana.ok(savePlace, { params: { id: placeId }, input: { ...home, address: null } })
})

test('a telephone that is none is refused with its field; one that the file already held may stay', async () => {
  const { id, version } = await open({ phones: ['06 12 34 56 78'] })
  const refused = await ana.call(saveSituation, {
    params: { id },
    version,
    input: { phones: ['06 12 34 56 78', 'chez sa tante'] },
  })
  expect(refused.status).toBe(400)
  expect(refused.refusal).toMatchObject({ code: 'malformed', fields: [{ field: 'phones' }] })
  expect(refused.text).not.toContain('tante')
  expect((await read(id)).phones).toEqual(['06 12 34 56 78'])
  const opening = await ana.call(createSituation, { input: { phones: ['12'] } })
  expect(opening.refusal?.fields?.[0]?.field).toBe('phones')
  const saved = await ana.ok(saveSituation, {
    params: { id },
    version,
    input: { phones: ['+32 470 12 34 56', '06 12 34 56 78'] },
  })
  expect(saved.version).toBe(version + 1)
})

test('a link is read from both files, once, and says from which end', async () => {
  const [one, other] = [await open(), await open()]
  await ana.ok(linkSituations, { params: { id: one.id, other: other.id }, input: { kind: 'sibling' } })
  await ana.ok(linkSituations, {
    params: { id: other.id, other: one.id },
    input: { kind: 'recruiter_is_minor' },
  })
  expect((await read(other.id)).links).toEqual([
    { situation: { id: one.id, reference: one.reference }, kind: 'recruiter_is_minor', isReversed: false },
  ])
  expect((await read(one.id)).links).toEqual([
    { situation: { id: other.id, reference: other.reference }, kind: 'recruiter_is_minor', isReversed: true },
  ])
  const itself = await ana.call(linkSituations, {
    params: { id: one.id, other: one.id },
    input: { kind: 'peer' },
  })
  expect(itself.refusal?.code).toBe('same_situation')
  await ana.ok(unlinkSituations, { params: { id: one.id, other: other.id } })
  expect((await read(one.id)).links).toEqual([])
  expect((await read(other.id)).links).toEqual([])
})

test('a file is given to colleagues and taken back', async () => {
  const { id } = await open()
  await ana.ok(assignSituation, { params: { id, account: brune.id } })
  await ana.ok(assignSituation, { params: { id, account: brune.id } })
  await ana.ok(unassignSituation, { params: { id, account: ana.id } })
  expect((await read(id)).assigned).toEqual([{ id: brune.id, name: 'Brune' }])
})

test('a file shows its finalised contacts, its own drafts to whoever writes them, and the last danger said', async () => {
  const { id } = await open()
  const talk = async (
    who: Person,
    occurredAt: string,
    changes: object,
    isFinalised: boolean,
  ): Promise<string> => {
    const made = await who.ok(createContact, {
      input: { channel: 'phone', direction: 'inbound', occurredAt, situationId: id },
    })
    if (isFinalised)
      await who.ok(finaliseContact, { params: { id: made.id }, version: made.version, input: { changes } })
    return made.id
  }
  const first = await talk(
    ana,
    '2026-03-01T20:00:00Z',
    {
      callerProfile: 'first_circle',
      callerName: 'Mme Dune',
      dangerLevel: 'danger',
      narrative: 'Fugue depuis deux jours.',
      minorAge: 14,
      departement: '13',
      observations: [{ kind: 'problem', code: 'runaway', presence: 'present', source: null }],
    },
    true,
  )
  const second = await talk(brune, '2026-04-01T20:00:00Z', { dangerLevel: 'risk_of_danger' }, true)
  const draft = await talk(ana, '2026-05-01T20:00:00Z', {}, false)
  const file = await read(id)
  expect(file.contacts.map((contact) => contact.id)).toEqual([first, second, draft])
  expect(file.contacts[0]).toMatchObject({
    callerName: 'Mme Dune',
    isTold: true,
    narrative: 'Fugue depuis deux jours.',
    listener: 'Ana',
    observations: [{ kind: 'problem', code: 'runaway', presence: 'present' }],
  })
  expect(file).toMatchObject({
    contactCount: 2,
    known: { age: 14, departement: '13', callerProfile: 'first_circle' },
    danger: { level: 'risk_of_danger', by: 'Brune' },
  })
  const carl = await desk.people.listener('Carl')
  expect((await read(id, carl)).contacts.map((contact) => contact.id)).toEqual([first, second])
  const [line] = await desk.sql<{ action: string; detail: string }>(
    `select action, detail from journal where entity_id = $1 and actor_id = $2 order by id desc limit 1`,
    [id, carl.id],
  )
  expect(line).toEqual({ action: 'situation.read', detail: '2' })
})

test('the narratives of a file are read page by page, the last first, by whoever may read them', async () => {
  const { id } = await open()
  const tell = async (who: Person, day: number, isFinalised: boolean) => {
    const made = await who.ok(createContact, {
      input: {
        channel: 'phone',
        direction: 'inbound',
        situationId: id,
        occurredAt: `2026-02-0${day}T10:00:00Z`,
      },
    })
    const [params, version] = [{ id: made.id }, made.version]
    const input = { narrative: `Jour ${day}` }
    await who.ok(saveContact, { params, version, input })
    if (isFinalised) await who.ok(finaliseContact, { params, version: version + 1, input: {} })
    return made.id
  }
  for (const day of [1, 2, 3]) await tell(ana, day, true)
  const draft = await tell(ana, 4, false)
  const pages = async (who: Person) => {
    const found: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await who.ok(readNarratives, { params: { id }, query: { limit: 2, after } })
      found.push(...page.items.map(({ narrative }) => narrative ?? ''))
      if (!page.next) return found
      after = page.next
    }
  }
  expect(await pages(ana)).toEqual(['Jour 4', 'Jour 3', 'Jour 2', 'Jour 1'])
  const dora = await desk.people.listener('Dora')
  expect(await pages(dora)).toEqual(['Jour 3', 'Jour 2', 'Jour 1'])
  const seen = await read(id, dora)
  expect(seen.contacts.map(({ isTold, narrative }) => [isTold, narrative])).toEqual([
    [true, null],
    [true, null],
    [true, 'Jour 3'],
  ])
  expect((await read(id)).contacts.at(-1)).toMatchObject({ id: draft, narrative: 'Jour 4' })
  const analyst = await desk.people.analyst()
  expect((await analyst.call(readNarratives, { params: { id } })).status).toBe(404)
})

test('a file is found by what was last written of the minor, and no longer by what was erased', async () => {
  const { id, version } = await open({ firstName: 'Mélisandre', departement: '29' })
  const find = async (clues: { firstName: string; departement: '29' }) =>
    (await ana.ok(matchSituations, { input: { clues, contactId: crypto.randomUUID() } })).candidates.map(
      (one) => one.situationId,
    )
  expect(await find({ firstName: 'melisendre', departement: '29' })).toContain(id)
  await ana.ok(saveSituation, { params: { id }, version, input: { firstName: 'Océane' } })
  expect(await find({ firstName: 'Mélisandre', departement: '29' })).not.toContain(id)
  expect(await find({ firstName: 'Océane', departement: '29' })).toContain(id)
})
