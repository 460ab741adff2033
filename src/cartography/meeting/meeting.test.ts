import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  addDecision,
  addParticipant,
  createLocalActor,
  createMeeting,
  listLocalActors,
  listMeetings,
  listOpenDecisions,
  type MeetingFields,
  markAttendance,
  readMeeting,
  readMeetingFigures,
  saveDecision,
  saveMeeting,
  setMeetingActors,
  settleMeeting,
} from './contract.ts'

let desk: TestDesk
let lou: Person
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
  ana = await desk.people.listener('Ana Fictive')
})
afterAll(() => desk.close())

const fields: MeetingFields = {
  nature: 'working_session',
  kind: 'bilateral',
  title: 'Entretien avec la cellule',
  startsAt: '2025-05-06T09:00:00+02:00',
  endsAt: '2025-05-06T10:30:00+02:00',
  departement: '41',
  place: null,
  videoLink: null,
  agenda: null,
}
const plan = (more: Partial<MeetingFields> & { actorIds?: string[] } = {}) =>
  lou.ok(createMeeting, { input: { ...fields, ...more } })
const read = (id: string) => lou.ok(readMeeting, { params: { id } })
const settle = async (id: string, status: 'held' | 'cancelled') =>
  lou.call(settleMeeting, { params: { id }, version: (await read(id)).version, input: { status } })
const actor = (name: string, kind: 'crip' | 'association' = 'association') =>
  lou.ok(createLocalActor, { input: { name, kind, departement: null } })

test('a series keeps its hour through the change of season, and each of its meetings moves alone', async () => {
  const { ids } = await lou.ok(createMeeting, {
    input: {
      ...fields,
      startsAt: '2098-03-20T14:00:00+01:00',
      endsAt: '2098-03-20T15:00:00+01:00',
      series: { rhythm: 'weekly', count: 3 },
    },
  })
  const [first, second, third] = await Promise.all(ids.map(read))
  expect(
    [first?.startsAt, second?.startsAt, third?.startsAt].map((at) => new Date(at ?? '').toISOString()),
  ).toEqual(['2098-03-20T13:00:00.000Z', '2098-03-27T13:00:00.000Z', '2098-04-03T12:00:00.000Z'])
  expect(second?.siblings.map((one) => one.id)).toEqual(ids)
  await lou.ok(saveMeeting, {
    params: { id: second?.id ?? '' },
    version: 1,
    input: { startsAt: '2098-03-28T14:00:00+01:00', endsAt: '2098-03-28T15:00:00+01:00' },
  })
  expect((await read(third?.id ?? '')).startsAt).toBe(third?.startsAt)
})

test('a monthly series keeps its weekday and its rank, and takes the last one when a month has no fifth', async () => {
  const { ids } = await lou.ok(createMeeting, {
    input: {
      ...fields,
      startsAt: '2026-01-29T10:00:00+01:00',
      endsAt: '2026-01-29T11:00:00+01:00',
      series: { rhythm: 'monthly', count: 4 },
    },
  })
  const days = (await Promise.all(ids.map(read))).map((one) => one.startsAt.slice(0, 10))
  expect(days).toEqual(['2026-01-29', '2026-02-26', '2026-03-26', '2026-04-30'])
})

test('an end before the beginning, or a form where none is meant, is refused against its field', async () => {
  const back = await lou.call(createMeeting, { input: { ...fields, endsAt: fields.startsAt } })
  expect(back.refusal).toMatchObject({ code: 'window_reversed', fields: [{ field: 'endsAt' }] })
  const shapeless = await lou.call(createMeeting, { input: { ...fields, kind: null } })
  expect(shapeless.refusal?.fields?.[0]?.field).toBe('kind')
})

test('a meeting to come cannot be noted as held, nor one cancelled be held', async () => {
  const later = await plan({ startsAt: '2098-01-01T10:00:00Z', endsAt: '2098-01-01T11:00:00Z' })
  expect((await settle(later.id, 'held')).refusal?.code).toBe('meeting_to_come')
  expect((await settle(later.id, 'cancelled')).status).toBe(200)
  expect((await settle(later.id, 'held')).refusal?.code).toBe('meeting_settled')
})

test('the same actor typed twice with other accents is one actor', async () => {
  const [first, second] = [
    await actor('Association Été Imaginaire'),
    await actor('association ete  imaginaire'),
  ]
  expect(second.id).toBe(first.id)
  const { items } = await ana.ok(listLocalActors, { query: { text: 'imaginiare été' } })
  expect(items.map((one) => one.id)).toContain(first.id)
})

test('what is decided stays in the list until somebody says it is done, the late ones first', async () => {
  const { id } = await plan()
  const decide = (words: string, dueOn: string | null) =>
    lou.ok(addDecision, { params: { id }, input: { words, owner: 'Maud Inventée', dueOn } })
  const [later, late] = [await decide('Écrire la convention', null), await decide('Relancer', '2025-06-01')]
  const open = async () => (await ana.ok(listOpenDecisions, {})).items.filter((one) => one.meetingId === id)
  expect((await open()).map((one) => [one.id, one.isLate])).toEqual([
    [late.id, true],
    [later.id, false],
  ])
  await lou.ok(saveDecision, { params: { id: late.id }, version: 1, input: { doneOn: '2025-06-02' } })
  expect((await open()).map((one) => one.id)).toEqual([later.id])
  const stale = await lou.call(saveDecision, { params: { id: late.id }, version: 1, input: { doneOn: null } })
  expect(stale.status).toBe(412)
})

test('attendance is noted one by one, and the same address is not there twice', async () => {
  const { id } = await plan()
  const add = (email: string) =>
    lou.call(addParticipant, { params: { id }, input: { name: 'Maud Inventée', email } })
  const person = await add('maud@exemple.test')
  expect((await add('MAUD@exemple.test')).refusal?.code).toBe('participant_there')
  await lou.ok(markAttendance, { params: { id: person.body.id }, input: { attendance: 'remote' } })
  expect((await read(id)).participants).toMatchObject([{ attendance: 'remote' }])
})

test('lists tell what comes from the nearest and what is past from the latest, page after page', async () => {
  for (const day of ['10', '11', '12', '13', '14'])
    await plan({
      title: 'Comité du pont',
      startsAt: `2024-09-${day}T09:00:00Z`,
      endsAt: `2024-09-${day}T10:00:00Z`,
    })
  const days: string[] = []
  let after: string | undefined
  do {
    const page = await lou.ok(listMeetings, {
      query: { when: 'past', text: 'comiet du pont', limit: 2, ...(after && { after }) },
    })
    days.push(...page.items.map((one) => one.startsAt.slice(8, 10)))
    after = page.next ?? undefined
  } while (after)
  expect(days).toEqual(['14', '13', '12', '11', '10'])
  const month = await lou.ok(listMeetings, { query: { when: 'all', from: '2024-09-11', to: '2024-09-12' } })
  expect(month.items.map((one) => one.startsAt.slice(8, 10))).toEqual(['11', '12'])
})

test('figures count what was held in the days of Paris, and each actor once', async () => {
  const [one, two] = [await actor('Cellule inventée', 'crip'), await actor('Foyer du Nuage')]
  const hold = async (
    startsAt: string,
    endsAt: string,
    actorIds: string[],
    kind: MeetingFields['kind'] = 'group',
  ) => {
    const { id } = await plan({ startsAt, endsAt, kind, actorIds })
    expect((await settle(id, 'held')).status).toBe(200)
    return id
  }
  // The last minutes of 31 December and the first of 1 January, in Paris.
  await hold('2020-12-31T22:30:00Z', '2020-12-31T22:50:00Z', [one.id])
  await hold('2020-12-31T23:00:00Z', '2020-12-31T23:30:00Z', [one.id, two.id])
  await hold('2021-06-01T09:00:00Z', '2021-06-01T10:00:00Z', [one.id], 'site_visit')
  await plan({ startsAt: '2021-07-01T09:00:00Z', endsAt: '2021-07-01T10:00:00Z', actorIds: [two.id] })
  const partners = await plan({
    nature: 'partner_meeting',
    kind: null,
    startsAt: '2021-08-01T09:00:00Z',
    endsAt: '2021-08-01T10:00:00Z',
    actorIds: [(await actor('Autre inventé')).id],
  })
  await settle(partners.id, 'held')
  const { figures } = await lou.ok(readMeetingFigures, { query: { from: '2021-01-01', to: '2021-12-31' } })
  const [sessions, actors] = figures
  expect(sessions).toMatchObject({ id: 'working_session', base: 2 })
  expect(sessions?.rows.map((row) => [row.code, row.count, row.percent])).toEqual([
    ['bilateral', 0, 0],
    ['group', 1, 50],
    ['site_visit', 1, 50],
    ['steering', 0, 0],
  ])
  expect(actors).toMatchObject({ id: 'actor_met', base: 2 })
  expect(actors?.rows.filter((row) => row.count > 0).map((row) => [row.code, row.count])).toEqual([
    ['crip', 1],
    ['association', 1],
  ])
})

test('only the cartography writes meetings; the others read them', async () => {
  const { id } = await plan()
  for (const person of [ana, await desk.people.coordinator(), await desk.people.analyst()]) {
    expect((await person.call(createMeeting, { input: fields })).status).toBe(404)
    expect((await person.call(readMeeting, { params: { id } })).status).toBe(200)
  }
  const reception = await desk.people.reception()
  expect((await reception.call(readMeeting, { params: { id } })).status).toBe(404)
})

test('actors of a meeting are replaced over the version that was read', async () => {
  const [one, { id, version }] = [await actor('Association du Pont Inventé'), await plan()]
  await lou.ok(setMeetingActors, { params: { id }, version, input: { actorIds: [one.id, one.id] } })
  expect((await read(id)).actors.map((met) => met.name)).toEqual(['Association du Pont Inventé'])
  const late = await lou.call(setMeetingActors, { params: { id }, version, input: { actorIds: [] } })
  expect(late.status).toBe(412)
})
