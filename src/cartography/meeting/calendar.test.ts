import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openMail } from '#kernel/mail.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { Diary, openSink, partOf, readCalendar } from './calendar.testing.ts'
import {
  addParticipant,
  createMeeting,
  inviteParticipants,
  listMeetings,
  type MeetingFields,
  readCalendarFile,
  readMeeting,
  removeParticipant,
  saveMeeting,
  settleMeeting,
} from './contract.ts'

const from = 'Repère <rencontres@exemple.test>'
let desk: TestDesk
let sink: Awaited<ReturnType<typeof openSink>>
let lou: Person

beforeAll(async () => {
  sink = await openSink()
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
})
afterEach(() => {
  sink.letters.length = 0
})
afterAll(async () => {
  await desk.close()
  await sink.close()
})

const fields: MeetingFields = {
  nature: 'partner_meeting',
  kind: null,
  title: 'Réunion « fugues », salle B; 2e étage',
  startsAt: '2098-03-12T14:00:00+01:00',
  endsAt: '2098-03-12T16:00:00+01:00',
  departement: '41',
  place: 'Maison imaginaire, Blois',
  videoLink: 'https://visio.exemple.test/salle',
  agenda: 'Tour de table\nCircuit des fugues, retours',
}

async function plan(more: Partial<MeetingFields> = {}, people = ['Maud', 'Yann']) {
  const { id } = await lou.ok(createMeeting, { input: { ...fields, ...more } })
  for (const name of people)
    await lou.ok(addParticipant, {
      params: { id },
      input: { name: `${name} Inventé`, email: `${name.toLowerCase()}@exemple.test` },
    })
  return id
}
const read = (id: string) => lou.ok(readMeeting, { params: { id } })
const invite = (id: string) => lou.ok(inviteParticipants, { params: { id } })
const post = () => runJobs(desk, { mail: openMail({ smtpUrl: sink.url, from }) })
async function change(id: string, input: Partial<MeetingFields>) {
  return lou.ok(saveMeeting, { params: { id }, version: (await read(id)).version, input })
}
const cancel = async (id: string, reason: string) =>
  lou.ok(settleMeeting, {
    params: { id },
    version: (await read(id)).version,
    input: { status: 'cancelled', reason },
  })
/** The events received by one person, in the order in which they came. */
const receivedBy = (address: string) =>
  sink.letters
    .filter((letter) => letter.to.includes(address))
    .flatMap(({ raw }) => partOf(raw, 'text/calendar') ?? [])
    .map(readCalendar)

test('an invitation reads back as it was written, in a letter for one person', async () => {
  const id = await plan()
  expect(await invite(id)).toEqual({ told: 2, withoutEmail: 0 })
  await post()
  expect(sink.letters.map((one) => one.to)).toHaveLength(2)
  const [event] = receivedBy('maud@exemple.test')
  expect(event).toEqual({
    method: 'REQUEST',
    uid: id,
    sequence: 0,
    summary: fields.title,
    description:
      'Tour de table\nCircuit des fugues, retours\n\nVisioconférence : https://visio.exemple.test/salle',
    location: fields.place,
    status: 'CONFIRMED',
    start: '2098-03-12T13:00:00.000Z',
    end: '2098-03-12T15:00:00.000Z',
    organizer: 'mailto:rencontres@exemple.test',
    attendee: 'MAILTO:maud@exemple.test',
  })
  expect(sink.letters.some(({ raw }) => raw.includes('yann') && raw.includes('maud'))).toBe(false)
})

test('a change and a cancellation, applied in order, move the event and then take it out of the diary', async () => {
  const id = await plan()
  await invite(id)
  await post()
  expect(
    (await change(id, { startsAt: '2098-03-19T14:00:00+01:00', endsAt: '2098-03-19T16:30:00+01:00' })).told,
  ).toBe(2)
  await post()
  expect((await cancel(id, 'Salle indisponible')).told).toBe(2)
  await post()
  const events = receivedBy('yann@exemple.test')
  expect(events.map((one) => [one.method, one.uid, one.sequence])).toEqual([
    ['REQUEST', id, 0],
    ['REQUEST', id, 1],
    ['CANCEL', id, 2],
  ])
  const diary = new Diary()
  for (const [place, event] of events.entries()) {
    diary.apply(event)
    expect(diary.held.get(id)?.start).toBe(
      ['2098-03-12T13:00:00.000Z', '2098-03-19T13:00:00.000Z', undefined][place],
    )
  }
  const late = new Diary()
  for (const event of events.toReversed()) late.apply(event)
  expect(late.held.size).toBe(0)
})

test('what is changed before the first letter left is told once, as it is now', async () => {
  const id = await plan()
  await invite(id)
  await change(id, { title: 'Réunion avancée', startsAt: '2098-03-05T14:00:00+01:00' })
  await post()
  const events = receivedBy('maud@exemple.test')
  expect(events.map((one) => [one.method, one.summary])).toEqual([['REQUEST', 'Réunion avancée']])
})

test('minutes and attendance tell nobody; only what a calendar shows does', async () => {
  const id = await plan()
  await invite(id)
  await post()
  sink.letters.length = 0
  const { version } = await read(id)
  const saved = await lou.ok(saveMeeting, { params: { id }, version, input: { minutes: 'Présentation.' } })
  expect(saved.told).toBe(0)
  expect((await change(id, { startsAt: '2098-03-12T13:00:00Z' })).told).toBe(0)
  await post()
  expect(sink.letters).toEqual([])
  expect((await read(id)).sequence).toBe(0)
})

test('without a mail server nothing leaves, it shows, and the same press sends it once there is one', async () => {
  const id = await plan()
  await invite(id)
  await runJobs(desk)
  const before = await read(id)
  expect(before.participants.map((one) => [one.isInvited, one.message?.trouble])).toEqual([
    [false, 'mail_not_configured'],
    [false, 'mail_not_configured'],
  ])
  const row = (await lou.ok(listMeetings, { query: { text: 'fugues', limit: 200 } })).items.find(
    (one) => one.id === id,
  )
  expect(row?.unsent).toBe(2)
  expect(sink.letters).toEqual([])
  await invite(id)
  await post()
  expect((await read(id)).participants.every((one) => one.isInvited)).toBe(true)
  expect(sink.letters).toHaveLength(2)
})

test('whoever is taken out is told alone, and invited again with a higher number', async () => {
  const id = await plan()
  await invite(id)
  await post()
  const maud = (await read(id)).participants.find((one) => one.name.startsWith('Maud'))
  await lou.ok(removeParticipant, { params: { id: maud?.id ?? '' } })
  await post()
  await lou.ok(addParticipant, {
    params: { id },
    input: { name: 'Maud Inventé', email: 'MAUD@exemple.test' },
  })
  await invite(id)
  await post()
  expect(receivedBy('yann@exemple.test')).toHaveLength(1)
  const diary = new Diary()
  for (const event of [...receivedBy('maud@exemple.test'), ...receivedBy('MAUD@exemple.test')])
    diary.apply(event)
  expect(diary.held.size).toBe(1)
  expect(receivedBy('maud@exemple.test').map((one) => one.method)).toEqual(['REQUEST', 'CANCEL'])
})

test('a reminder brings the agenda to those who were invited, and to nobody of a cancelled meeting', async () => {
  const [kept, dropped] = [await plan(), await plan({}, ['Zoe'])]
  await invite(kept)
  await invite(dropped)
  await post()
  await cancel(dropped, 'Reportée')
  await post()
  sink.letters.length = 0
  await runJobs(desk, { mail: openMail({ smtpUrl: sink.url, from }), hurry: true })
  const ours = sink.letters.filter(({ raw }) => /Subject: =\?UTF-8\?.*Rappel|Subject:.*Rappel/.test(raw))
  expect(ours.some(({ to }) => to.includes('maud@exemple.test'))).toBe(true)
  expect(ours.some(({ to }) => to.includes('zoe@exemple.test'))).toBe(false)
  expect(partOf(ours[0]?.raw ?? '', 'text/plain')).toContain('Circuit des fugues')
})

test('the file of a meeting is the same event, and says so when it is cancelled', async () => {
  const id = await plan({}, [])
  const file = await lou.call(readCalendarFile, { params: { id } })
  expect(file.headers.get('content-type')).toContain('text/calendar')
  expect(readCalendar(file.text)).toMatchObject({ method: 'PUBLISH', uid: id, sequence: 0 })
  await cancel(id, 'Grève')
  const after = await lou.call(readCalendarFile, { params: { id } })
  expect(readCalendar(after.text)).toMatchObject({
    method: 'CANCEL',
    uid: id,
    sequence: 1,
    status: 'CANCELLED',
  })
})

test('words that look like lines of a calendar stay words', async () => {
  const agenda = 'Point 1\r\nEND:VEVENT\nATTENDEE:mailto:intrus@exemple.test, \\ ; fin'
  const id = await plan({ title: 'A\nBEGIN:VEVENT\nSUMMARY:Autre', agenda }, [])
  const file = await lou.call(readCalendarFile, { params: { id } })
  expect(file.text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1)
  expect(file.text).not.toMatch(/^ATTENDEE/m)
  expect(readCalendar(file.text).description).toContain('intrus@exemple.test, \\ ; fin')
})
