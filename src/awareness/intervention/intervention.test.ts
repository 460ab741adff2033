import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Diary, openSink, partOf, readCalendar } from '#cartography/meeting/calendar.testing.ts'
import { openMail } from '#kernel/mail.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { readReport } from '#observatory/report/contract.ts'
import {
  addInterventionPerson,
  createIntervention,
  type InterventionFields,
  inviteToIntervention,
  listInterventionStaff,
  listInterventions,
  readIntervention,
  readInterventionCalendar,
  readInterventionFigures,
  removeInterventionPerson,
  saveIntervention,
  settleIntervention,
} from './contract.ts'
import { countAttendance } from './presenceContract.ts'

let desk: TestDesk
let sink: Awaited<ReturnType<typeof openSink>>
let noa: Person

beforeAll(async () => {
  sink = await openSink()
  desk = await openTestDesk()
  noa = await desk.people.awareness_officer('Noa Fictive')
})
afterEach(() => {
  sink.letters.length = 0
})
afterAll(async () => {
  await desk.close()
  await sink.close()
})

const fields: InterventionFields = {
  kind: 'conference',
  title: 'Repérer et en parler',
  organisation: 'Collège imaginaire',
  startsAt: '2098-03-12T14:00:00+01:00',
  endsAt: '2098-03-12T16:00:00+01:00',
  departement: '41',
  place: 'Salle des fêtes imaginaire',
  videoLink: null,
  notes: null,
  audiences: [{ audience: 'education', expected: 80 }],
  materialIds: [],
}
const plan = (more: Partial<InterventionFields> = {}) =>
  noa.ok(createIntervention, { input: { ...fields, ...more } })
const read = (id: string, who = noa) => who.ok(readIntervention, { params: { id } })
const change = async (id: string, input: Partial<InterventionFields>) =>
  noa.ok(saveIntervention, { params: { id }, version: (await read(id)).version, input })
const settle = async (id: string, status: 'planned' | 'held' | 'cancelled', reason: string | null = null) =>
  noa.call(settleIntervention, {
    params: { id },
    version: (await read(id)).version,
    input: { status, reason },
  })
const post = () =>
  runJobs(desk, { mail: openMail({ smtpUrl: sink.url, from: 'interventions@exemple.test' }) })
const speaker = (id: string, name: string, email: string | null = null) =>
  noa.ok(addInterventionPerson, { params: { id }, input: { role: 'speaker', name, email } })
const receivedBy = (address: string) =>
  sink.letters
    .filter((letter) => letter.to.includes(address))
    .flatMap(({ raw }) => partOf(raw, 'text/calendar') ?? [])
    .map(readCalendar)

test('without a date an intervention is only requested, and a date lets it be planned', async () => {
  const { id } = await plan({ startsAt: null, endsAt: null })
  expect((await read(id)).status).toBe('requested')
  expect((await settle(id, 'planned')).refusal?.code).toBe('intervention_undated')
  await change(id, { startsAt: fields.startsAt, endsAt: fields.endsAt })
  expect((await settle(id, 'planned')).status).toBe(200)
  expect((await read(id)).status).toBe('planned')
  const undated = await noa.call(saveIntervention, {
    params: { id },
    version: (await read(id)).version,
    input: { startsAt: null, endsAt: null },
  })
  expect(undated.refusal?.code).toBe('intervention_undated')
})

test('half a date, or an end before the beginning, is refused', async () => {
  const half = await noa.call(createIntervention, { input: { ...fields, endsAt: null } })
  expect(half.refusal?.code).toBe('intervention_undated')
  const back = await noa.call(createIntervention, { input: { ...fields, endsAt: fields.startsAt } })
  expect(back.refusal).toMatchObject({ code: 'window_reversed', fields: [{ field: 'endsAt' }] })
})

test('what is to come is not held, what is held is not planned again, what is cancelled stays so', async () => {
  const later = await plan()
  expect((await settle(later.id, 'held')).refusal?.code).toBe('intervention_to_come')
  expect((await settle(later.id, 'cancelled', 'Grève')).status).toBe(200)
  for (const status of ['planned', 'held', 'cancelled'] as const)
    expect((await settle(later.id, status)).refusal?.code, status).toBe('intervention_settled')
  const past = await plan({ startsAt: '2025-03-12T14:00:00+01:00', endsAt: '2025-03-12T16:00:00+01:00' })
  expect((await settle(past.id, 'held')).status).toBe(200)
  expect((await settle(past.id, 'planned')).refusal?.code).toBe('intervention_settled')
})

test('an older version is refused with what there is now', async () => {
  const { id, version } = await plan()
  await noa.ok(saveIntervention, { params: { id }, version, input: { title: 'Premier titre' } })
  const late = await noa.call(saveIntervention, { params: { id }, version, input: { title: 'Autre titre' } })
  expect(late.status).toBe(412)
  expect(late.refusal?.current).toMatchObject({ title: 'Premier titre' })
})

test('invitations, a move and a cancellation follow one another in the calendars of the speakers', async () => {
  const { id } = await plan()
  await speaker(id, 'Yann Inventé', 'yann@exemple.test')
  await speaker(id, 'Zoé Imaginaire')
  expect(await noa.ok(inviteToIntervention, { params: { id } })).toEqual({ told: 1, withoutEmail: 1 })
  await post()
  expect((await read(id)).people.map((one) => [one.name, one.isInvited])).toEqual([
    ['Yann Inventé', true],
    ['Zoé Imaginaire', false],
  ])
  expect((await change(id, { notes: 'Apporter les plaquettes' })).told).toBe(0)
  const moved = { startsAt: '2098-03-19T14:00:00+01:00', endsAt: '2098-03-19T16:00:00+01:00' }
  expect((await change(id, moved)).told).toBe(1)
  await post()
  expect((await settle(id, 'cancelled', 'Salle indisponible')).body.told).toBe(1)
  await post()
  const events = receivedBy('yann@exemple.test')
  expect(events.map((one) => [one.method, one.uid, one.sequence])).toEqual([
    ['REQUEST', id, 0],
    ['REQUEST', id, 1],
    ['CANCEL', id, 2],
  ])
  const diary = new Diary()
  for (const event of events) diary.apply(event)
  expect(diary.held.size).toBe(0)
})

test('whoever is taken out is told alone; an address is not there twice, and is sealed', async () => {
  const { id } = await plan()
  const yann = await speaker(id, 'Yann Inventé', 'yann2@exemple.test')
  await speaker(id, 'Maud Inventée', 'maud2@exemple.test')
  const twice = await noa.call(addInterventionPerson, {
    params: { id },
    input: { role: 'host', name: 'Autre', email: 'YANN2@exemple.test' },
  })
  expect(twice.refusal?.code).toBe('participant_there')
  const rows = await desk.ownerSql<{ sealed: Buffer }>('select sealed from app.intervention_person')
  expect(rows.some(({ sealed }) => sealed?.toString('latin1').includes('exemple'))).toBe(false)
  await noa.ok(inviteToIntervention, { params: { id } })
  await post()
  await noa.ok(removeInterventionPerson, { params: { id: yann.id } })
  await post()
  expect(receivedBy('yann2@exemple.test').map((one) => one.method)).toEqual(['REQUEST', 'CANCEL'])
  expect(receivedBy('maud2@exemple.test')).toHaveLength(1)
})

test('somebody of the house speaks under their own name; addresses are only for whoever invites', async () => {
  const { id } = await plan()
  const { items } = await noa.ok(listInterventionStaff, {})
  const own = items.find((one) => one.name === 'Noa Fictive')
  const input = { role: 'speaker' as const, accountId: own?.id ?? '', email: 'noa@exemple.test' }
  await noa.ok(addInterventionPerson, { params: { id }, input })
  expect((await read(id)).people).toMatchObject([
    { name: 'Noa Fictive', isOfTheHouse: true, email: 'noa@exemple.test' },
  ])
  const listener = await desk.people.listener()
  expect((await read(id, listener)).people).toMatchObject([{ name: 'Noa Fictive', email: null }])
})

test('the calendar file is the same event, and wants a date', async () => {
  const { id } = await plan()
  const file = await noa.call(readInterventionCalendar, { params: { id } })
  expect(readCalendar(file.text)).toMatchObject({ method: 'PUBLISH', uid: id, summary: fields.title })
  const undated = await plan({ startsAt: null, endsAt: null })
  const none = await noa.call(readInterventionCalendar, { params: { id: undated.id } })
  expect(none.refusal?.code).toBe('intervention_undated')
})

test('lists go page after page, what has no date last, and find words with a slip', async () => {
  for (const day of ['10', '11', '12'])
    await plan({
      title: 'Journée du pont imaginaire',
      startsAt: `2097-09-${day}T09:00:00Z`,
      endsAt: `2097-09-${day}T10:00:00Z`,
    })
  await plan({ title: 'Journée du pont imaginaire', startsAt: null, endsAt: null })
  const days: (string | undefined)[] = []
  let after: string | undefined
  do {
    const page = await noa.ok(listInterventions, {
      query: { text: 'pont imaginiare', limit: 2, ...(after && { after }) },
    })
    expect(page.total).toBe(4)
    days.push(...page.items.map((one) => one.startsAt?.slice(8, 10)))
    after = page.next ?? undefined
  } while (after)
  expect(days).toEqual(['10', '11', '12', undefined])
})

/** Held and counted, in one go. */
async function hold(more: Partial<InterventionFields>, present: Record<string, number>) {
  const { id } = await plan({ ...more, audiences: [] })
  expect((await settle(id, 'held')).status).toBe(200)
  await noa.ok(countAttendance, {
    params: { id },
    version: (await read(id)).version,
    input: {
      present: Object.entries(present).map(([audience, count]) => ({
        audience: audience as 'education',
        present: count,
      })),
    },
  })
  return id
}

test('the report counts what was held in the days of Paris, and professionals without the general public', async () => {
  // The last minutes of 31 December and the first of 1 January, in Paris.
  await hold({ startsAt: '2020-12-31T22:30:00Z', endsAt: '2020-12-31T22:50:00Z' }, { education: 900 })
  await hold(
    { startsAt: '2020-12-31T23:00:00Z', endsAt: '2021-01-01T00:30:00Z', departement: '41' },
    { education: 40, general_public: 300 },
  )
  await hold(
    { kind: 'workshop', startsAt: '2021-05-01T09:00:00Z', endsAt: '2021-05-01T10:00:00Z', departement: '75' },
    { health: 10, education: 5 },
  )
  await plan({ startsAt: '2021-06-01T09:00:00Z', endsAt: '2021-06-01T10:00:00Z' })
  const analyst = await desk.people.analyst()
  const period = { from: '2021-01-01', to: '2021-12-31' }
  const counted = async (query: object = {}) => {
    const { figures } = await analyst.ok(readReport, {
      query: { ...period, ...query, figures: ['intervention', 'professional_reached'] },
    })
    return figures.map(({ id, population, base, rows }) => [
      id,
      population,
      base,
      rows.filter((row) => row.count > 0).map((row) => [row.code, row.count, row.percent]),
    ])
  }
  expect(await counted()).toEqual([
    [
      'intervention',
      'interventions',
      2,
      [
        ['conference', 1, 50],
        ['workshop', 1, 50],
      ],
    ],
    [
      'professional_reached',
      'professionals_reached',
      55,
      [
        ['education', 45, 81.8],
        ['health', 10, 18.2],
      ],
    ],
  ])
  expect((await counted({ departement: '75' })).map((row) => row[2])).toEqual([1, 15])
  const csv = await analyst.call(readReport, { query: { ...period, format: 'csv' } })
  expect(csv.text).toContain(
    'professional_reached,Professionnels touchés par les interventions,education,Éducation,45',
  )
  const { figures } = await noa.ok(readInterventionFigures, { query: period })
  expect(figures.map(({ id, base }) => [id, base])).toEqual([
    ['intervention', 2],
    ['professional_reached', 55],
    ['professional_reached_department', 55],
  ])
  expect(figures[2]?.rows.map((row) => [row.label, row.count])).toEqual([
    ['Loir-et-Cher', 40],
    ['Paris', 15],
  ])
})

test('only awareness writes interventions; four others read them', async () => {
  const { id } = await plan()
  for (const other of ['coordinator', 'cartographer', 'listener', 'analyst'] as const) {
    const person = await desk.people[other]()
    expect((await person.call(readIntervention, { params: { id } })).status, other).toBe(200)
    expect((await person.call(createIntervention, { input: fields })).status, other).toBe(404)
  }
  for (const other of ['reception', 'administrator', 'auditor'] as const)
    expect((await (await desk.people[other]()).call(listInterventions, {})).status, other).toBe(404)
})
