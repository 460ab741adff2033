import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMail } from '#kernel/mail.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { Diary, openSink, partOf, readCalendar } from './calendar.testing.ts'
import {
  addParticipant,
  createMeeting,
  inviteParticipants,
  type MeetingFields,
  readMeeting,
  saveMeeting,
  settleMeeting,
} from './contract.ts'

const from = 'rencontres@exemple.test'
let desk: TestDesk
let sink: Awaited<ReturnType<typeof openSink>>
let lou: Person

beforeAll(async () => {
  sink = await openSink()
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
})
afterAll(async () => {
  await desk.close()
  await sink.close()
})

const fields: MeetingFields = {
  nature: 'partner_meeting',
  kind: null,
  title: 'Point du mois',
  startsAt: '2098-03-12T14:00:00+01:00',
  endsAt: '2098-03-12T15:00:00+01:00',
  departement: '41',
  place: 'Salle imaginaire',
  videoLink: null,
  agenda: null,
}
const read = (id: string) => lou.ok(readMeeting, { params: { id } })
const weekly = async (count = 4) =>
  (await lou.ok(createMeeting, { input: { ...fields, series: { rhythm: 'weekly', count } } })).ids
async function save(id: string, input: Partial<MeetingFields> & { scope?: 'one' | 'following' }) {
  return lou.ok(saveMeeting, { params: { id }, version: (await read(id)).version, input })
}
/** On the clock of Paris. */
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
})
const slots = async (ids: readonly string[]) =>
  (await Promise.all(ids.map(read))).map(
    ({ startsAt, endsAt }) =>
      `${clock.format(new Date(startsAt))} → ${clock.format(new Date(endsAt)).slice(11)}`,
  )

test('moving one and those that follow keeps the hour on the clock through the change of season, and leaves the past', async () => {
  const ids = await weekly()
  const [first = '', second = ''] = ids
  await save(first, { title: 'Avant tout le reste' })
  const moved = await save(second, {
    startsAt: '2098-03-20T16:30:00+01:00',
    endsAt: '2098-03-20T18:00:00+01:00',
    title: 'Point de la semaine',
    scope: 'following',
  })
  expect(moved).toMatchObject({ changed: 3, told: 0 })
  expect(await slots(ids)).toEqual([
    '2098-03-12 14:00 → 15:00',
    '2098-03-20 16:30 → 18:00',
    '2098-03-27 16:30 → 18:00',
    // Summer time began in between.
    '2098-04-03 16:30 → 18:00',
  ])
  expect((await read(first)).title).toBe('Avant tout le reste')
  expect((await read(ids[3] ?? '')).title).toBe('Point de la semaine')
})

test('what was changed of one of them alone stays hers when something else is changed of all', async () => {
  const ids = await weekly()
  const [first = '', second = '', third = '', fourth = ''] = ids
  await save(third, {
    place: 'Ailleurs',
    startsAt: '2098-03-27T09:00:00+01:00',
    endsAt: '2098-03-27T11:00:00+01:00',
  })
  await lou.ok(settleMeeting, { params: { id: fourth }, version: 1, input: { status: 'cancelled' } })
  expect(await save(first, { agenda: 'Tour de table', scope: 'following' })).toMatchObject({ changed: 3 })
  expect(await read(third)).toMatchObject({ place: 'Ailleurs', agenda: 'Tour de table' })
  expect((await slots([third]))[0]).toBe('2098-03-27 09:00 → 11:00')
  expect(await read(second)).toMatchObject({ place: 'Salle imaginaire', agenda: 'Tour de table' })
  expect(await read(fourth)).toMatchObject({ agenda: null, status: 'cancelled' })
})

test('each calendar event of a series that is moved keeps its UID and gets a higher number', async () => {
  const ids = await weekly(3)
  for (const id of ids) {
    await lou.ok(addParticipant, {
      params: { id },
      input: { name: 'Maud Inventée', email: 'maud@exemple.test' },
    })
    await lou.ok(inviteParticipants, { params: { id } })
  }
  const mail = openMail({ smtpUrl: sink.url, from })
  await runJobs(desk, { mail })
  const moved = await save(ids[0] ?? '', {
    startsAt: '2098-03-13T10:00:00+01:00',
    endsAt: '2098-03-13T11:00:00+01:00',
    scope: 'following',
  })
  expect(moved).toMatchObject({ changed: 3, told: 3 })
  await runJobs(desk, { mail })
  const events = sink.letters.flatMap(({ raw }) => partOf(raw, 'text/calendar') ?? []).map(readCalendar)
  expect(new Set(events.map(({ uid }) => uid))).toEqual(new Set(ids))
  const diary = new Diary()
  for (const event of events) diary.apply(event)
  expect([...diary.held.values()].map(({ start, sequence }) => [start, sequence]).toSorted()).toEqual([
    ['2098-03-13T09:00:00.000Z', 1],
    ['2098-03-20T09:00:00.000Z', 1],
    ['2098-03-27T09:00:00.000Z', 1],
  ])
})

test('a meeting that is in no series is not moved with others', async () => {
  const { id } = await lou.ok(createMeeting, { input: fields })
  const answer = await lou.call(saveMeeting, {
    params: { id },
    version: 1,
    input: { title: 'Autre', scope: 'following' },
  })
  expect(answer.refusal?.code).toBe('meeting_alone')
})

test('a series is cancelled from one meeting on: calendars lose those, keep the ones before, and nobody is told twice', async () => {
  const ids = await weekly(4)
  for (const id of ids) {
    await lou.ok(addParticipant, {
      params: { id },
      input: { name: 'Maud Inventée', email: 'maud@exemple.test' },
    })
    await lou.ok(inviteParticipants, { params: { id } })
  }
  const mail = openMail({ smtpUrl: sink.url, from })
  await runJobs(desk, { mail })
  const cancel = async (id: string, scope?: 'following') =>
    lou.ok(settleMeeting, {
      params: { id },
      version: (await read(id)).version,
      input: { status: 'cancelled', reason: 'La salle ferme.', ...(scope && { scope }) },
    })
  const [first = '', second = '', third = '', fourth = ''] = ids
  expect(await cancel(third)).toMatchObject({ settled: 1, told: 1 })
  expect(await cancel(second, 'following')).toMatchObject({ settled: 2, told: 2 })
  await runJobs(desk, { mail })
  const states = await Promise.all(ids.map(async (id) => (await read(id)).status))
  expect(states).toEqual(['planned', 'cancelled', 'cancelled', 'cancelled'])
  expect(await read(fourth)).toMatchObject({ cancelledReason: 'La salle ferme.' })
  const events = sink.letters
    .flatMap(({ raw }) => partOf(raw, 'text/calendar') ?? [])
    .map(readCalendar)
    .filter(({ uid }) => ids.includes(uid))
  expect(
    events
      .filter(({ method }) => method === 'CANCEL')
      .map(({ uid }) => uid)
      .toSorted(),
  ).toEqual([second, third, fourth].toSorted())
  const diary = new Diary()
  for (const event of events) diary.apply(event)
  expect([...diary.held.keys()]).toEqual([first])
})
