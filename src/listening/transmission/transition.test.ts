import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { mergeSituations, readSituation, saveSituation, undoMerge } from '#listening/situation/contract.ts'
import {
  listTransmissions,
  readdressTransmission,
  returnTransmission,
  saveTransmission,
  takeReturn,
  transmissionsOf,
} from './contract.ts'
import {
  contentOf,
  markReturnDue,
  markReturnOverdue,
  markSent,
  recordAcknowledgement,
  recordComplementAsked,
  recordRedirection,
  recordReturn,
} from './transition.server.ts'
import { stepsOf, story } from './writing.testing.ts'

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

const inOne = <Done>(work: Parameters<ReturnType<TestDesk['database']['transaction']>['execute']>[0]) =>
  desk.database.transaction().execute(work) as Promise<Done>
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, minutes)).toISOString()

test('what was validated does not change with the file, nor with what is written later', async () => {
  const file = await act.openFile()
  const { id } = await act.validated(brune, file, [hautRhin, basRhin])
  const frozen = await inOne<unknown>((db) => contentOf(db, desk.keys, id))
  expect(frozen).toMatchObject({
    reference: expect.stringMatching(/^IP-\d{4}-\d{4}$/),
    kind: 'ip',
    statements: [{ text: story, source: 'dit par la mère le 12 mars 2026' }],
    parentsInformed: 'yes',
    authorFunction: 'Professionnel de l’écoute',
    recipient: { name: hautRhin, kind: 'crip' },
  })
  const { version } = await ana.ok(readSituation, { params: { id: file } })
  await ana.ok(saveSituation, {
    params: { id: file },
    version,
    input: { firstName: 'Autre', lastName: 'Nom' },
  })
  await act.addContact(file, 'Un autre récit.', '2026-04-01T10:00:00Z')
  const other = (await act.read(id)).together.find((one) => one.id !== id)
  const back = await brune.ok(returnTransmission, {
    params: { id: other?.id ?? '' },
    version: other?.version,
    input: { remarks: 'À préciser.' },
  })
  await ana.ok(saveTransmission, {
    params: { id: back.id },
    version: back.version,
    input: { appreciation: 'Tout autre chose.' },
  })
  expect(await inOne<unknown>((db) => contentOf(db, desk.keys, id))).toEqual(frozen)
  const late = await ana.call(saveTransmission, {
    params: { id },
    version: (await act.read(id)).version,
    input: { appreciation: 'Trop tard.' },
  })
  expect(late.refusal?.code).toBe('transmission_moved')
  await expect(
    desk.sql(`update transmission set sealed_content = '\\x01' where id = $1`, [id]),
  ).rejects.toMatchObject({ constraint: 'transmission_frozen' })
})

test('nobody’s name leaves: neither the author’s, nor the validator’s, nor the caller’s', async () => {
  const { id } = await act.validated(brune, await act.openFile(), [hautRhin])
  const response = await ana.fetch(`/api/transmissions/${id}/document.json`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toMatch(/filename="IP-\d{4}-\d{4}\.json"/)
  const text = await response.text()
  expect(text).toContain(story)
  expect(text).not.toMatch(/Ana|Brune|Hortense/)
})

test('what is sealed tells nothing to whoever reads the database', async () => {
  const { id } = await act.validated(brune, await act.openFile(), [hautRhin])
  await inOne((db) =>
    recordComplementAsked(db, desk.keys, id, {
      question: 'Quel collège ?',
      at: at(1),
      personName: 'Paul Fictif',
    }),
  )
  const rows = await desk.sql<{ text: string }>(
    `select row_to_json(t)::text as text from transmission t where id = $1
     union all select row_to_json(e)::text from transmission_event e where transmission_id = $1`,
    [id],
  )
  expect(rows.length).toBeGreaterThan(3)
  expect(rows.map(({ text }) => text).join('')).not.toMatch(/téléphone|évaluation|collège|Quatrebarbes/)
})

test('what arrives counts once as done in the file, by the kind of its recipient', async () => {
  const file = await act.openFile()
  const [prosecutor] = await desk.sql<{ name: string }>(
    `select name from authority_unit where recipient = 'prosecutor' and active order by name limit 1`,
  )
  const names = [hautRhin, ...(prosecutor ? [prosecutor.name] : [])]
  const { id } = await act.validated(brune, file, names)
  for (let times = 0; times < 3; times++) await inOne((db) => markSent(db, id, at(0)))
  const { actions } = await ana.ok(readSituation, { params: { id: file } })
  expect(actions.filter(({ kind }) => kind === 'ip_sent')).toHaveLength(1)
  const [fact] = await desk.sql(
    `select 1 from situation_fact where situation_id = $1 and kind = 'action' and code = 'ip_sent'`,
    [file],
  )
  expect(fact).toBeDefined()
  expect(await act.read(id)).toMatchObject({
    status: 'sent',
    sentAt: expect.any(String),
    returnDueOn: '2027-02-24',
  })
})

test('every word of the authority is written once, however often and in whatever order it comes', async () => {
  const { id } = await act.validated(brune, await act.openFile(), [hautRhin])
  const told = () => [
    inOne((db) => recordAcknowledgement(db, id, { personName: 'Paul Fictif', at: at(5) })),
    inOne((db) =>
      recordComplementAsked(db, desk.keys, id, {
        question: 'Quel collège ?',
        at: at(6),
        personName: 'Paul Fictif',
      }),
    ),
    inOne((db) =>
      recordReturn(db, desk.keys, id, {
        outcome: 'evaluation_ongoing',
        note: null,
        at: at(7),
        by: 'partner',
      }),
    ),
  ]
  // The acknowledgement came before we had noted that it had arrived.
  for (const one of told()) await one
  await inOne((db) => markSent(db, id, at(4)))
  for (const one of told()) await one
  const now = await act.read(id)
  expect(now).toMatchObject({
    status: 'acknowledged',
    acknowledgedBy: 'Paul Fictif',
    returnOutcome: 'evaluation_ongoing',
    returnReceivedAt: null,
  })
  expect(now.history.filter(({ kind }) => kind === 'complement_asked')).toMatchObject([
    { note: 'Quel collège ?', by: 'Paul Fictif', isOutside: true },
  ])
  expect(await inOne((db) => markReturnDue(db, id, at(8)))).toBe(true)
  expect(await inOne((db) => markReturnOverdue(db, id, at(9)))).toBe(true)
  expect(await inOne((db) => markReturnOverdue(db, id, at(10)))).toBe(false)
  const received = {
    outcome: 'administrative_help',
    note: 'Une AED est proposée.',
    at: at(11),
    by: 'partner',
  } as const
  expect(await inOne((db) => recordReturn(db, desk.keys, id, received))).toBe(true)
  expect(await inOne((db) => recordReturn(db, desk.keys, id, received))).toBe(false)
  const end = await act.read(id)
  expect(end).toMatchObject({ status: 'return_received', returnOutcome: 'administrative_help' })
  expect(end.history.filter(({ kind }) => kind === 'return_received')).toHaveLength(2)
})

test('a return told by telephone is taken down with who said it', async () => {
  const { id } = await act.validated(brune, await act.openFile(), [hautRhin], { urgent: true })
  await inOne((db) => recordAcknowledgement(db, id, { personName: 'Paul Fictif', at: at(5) }))
  await ana.ok(takeReturn, {
    params: { id },
    input: { outcome: 'judicial_referral', personName: 'Irène Décor', note: null },
  })
  const end = await act.read(id)
  expect(end).toMatchObject({ status: 'return_received', returnOutcome: 'judicial_referral' })
  expect(end.history.find(({ kind }) => kind === 'return_received')).toMatchObject({ by: 'Irène Décor' })
})

test('« pas notre département » stays in sight until the same text is written to another, once, and read again by two', async () => {
  const { id } = await act.validated(brune, await act.openFile(), [hautRhin], { urgent: true })
  await inOne((db) =>
    recordRedirection(db, desk.keys, id, {
      note: 'Il vit à Strasbourg.',
      at: at(5),
      personName: 'Paul Fictif',
    }),
  )
  const seen = async () =>
    (await ana.ok(listTransmissions, { query: { view: 'under_way' } })).items.map((one) => one.id)
  expect(await seen()).toContain(id)
  const made = await ana.ok(readdressTransmission, { params: { id } })
  expect(await seen()).not.toContain(id)
  expect(await act.read(made.id)).toMatchObject({
    status: 'draft',
    urgent: true,
    recipient: null,
    writing: { statements: [{ text: story }] },
  })
  const twice = await brune.call(readdressTransmission, { params: { id } })
  expect(twice.refusal?.code).toBe('transmission_moved')
})

test('files that are merged bring their transmissions together, and give them back', async () => {
  const [keep, absorb] = [await act.openFile(), await act.openFile()]
  await act.write(keep, [hautRhin])
  const { id } = await act.validated(brune, absorb, [hautRhin])
  const { version } = await ana.ok(readSituation, { params: { id: keep } })
  const { mergeId } = await ana.ok(mergeSituations, { params: { id: keep }, version, input: { absorb } })
  const listed = async (file: string) =>
    (await ana.ok(transmissionsOf, { params: { id: file } })).items.map((one) => one.id)
  expect(await listed(keep)).toContain(id)
  expect((await act.read(id)).content?.recipient.name).toBe(hautRhin)
  await ana.ok(undoMerge, { params: { id: mergeId } })
  expect(await listed(absorb)).toEqual([id])
})
