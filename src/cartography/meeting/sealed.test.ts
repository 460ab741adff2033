import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import {
  addDecision,
  addParticipant,
  createMeeting,
  listOpenDecisions,
  readMeeting,
  saveDecision,
  saveMeeting,
} from './contract.ts'
import { sealStoredMeetings } from './sealStored.server.ts'

let desk: TestDesk
let lou: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
})
afterAll(() => desk.close())

const plan = () =>
  lou.ok(createMeeting, {
    input: {
      nature: 'partner_meeting',
      kind: null,
      title: 'Rencontre du phare',
      startsAt: '2025-02-03T09:00:00+01:00',
      endsAt: '2025-02-03T11:00:00+01:00',
      departement: null,
      place: null,
      videoLink: null,
      agenda: null,
    },
  })
const read = (id: string) => lou.ok(readMeeting, { params: { id } })

/** Every row of the tables of meetings, as whoever copied the database would read it. */
const stored = async () => {
  const rows = await Promise.all(
    ['meeting', 'meeting_participant', 'meeting_decision', 'journal', 'idempotency'].map((table) =>
      desk.ownerSql<{ text: string }>(`select t::text as text from app.${table} t`),
    ),
  )
  return rows.flat().map(({ text }) => text)
}

test('who comes, who sees to what and what was said are told to the desk, and to nobody who copies the database', async () => {
  const { id, version } = await plan()
  await lou.ok(addParticipant, { params: { id }, input: { name: 'Zoé Inventée', email: 'zoe@exemple.test' } })
  await lou.ok(addParticipant, { params: { id }, input: { name: 'Abel Inventé' } })
  const decision = await lou.ok(addDecision, {
    params: { id },
    input: { words: 'Écrire la fiche', owner: 'Ursule Inventée' },
  })
  await lou.ok(saveDecision, {
    params: { id: decision.id },
    version: 1,
    input: { owner: 'Ulysse Inventé' },
  })
  await lou.ok(saveMeeting, { params: { id }, version, input: { minutes: 'Mots du compte rendu' } })
  const meeting = await read(id)
  expect(meeting.participants.map(({ name, email }) => [name, email])).toEqual([
    ['Abel Inventé', null],
    ['Zoé Inventée', 'zoe@exemple.test'],
  ])
  expect(meeting.minutes).toBe('Mots du compte rendu')
  expect(meeting.decisions[0]?.owner).toBe('Ulysse Inventé')
  const { items } = await lou.ok(listOpenDecisions, {})
  expect(items.find((one) => one.id === decision.id)?.owner).toBe('Ulysse Inventé')
  const text = (await stored()).join('\n')
  expect(text).toContain('Rencontre du phare')
  expect(text).not.toMatch(/Invent|exemple\.test|compte rendu/)
})

test('what was written before anything was sealed is read as it lies, then sealed by the nightly work', async () => {
  const { id } = await plan()
  const [person, decision] = [newId(), newId()]
  await desk.ownerSql(
    `insert into meeting_participant (id, meeting_id, name, email, has_email) values ($1, $2, 'Ancien Nom', 'ancien@exemple.test', true)`,
    [person, id],
  )
  await desk.ownerSql(
    `insert into meeting_decision (id, meeting_id, words, owner) values ($1, $2, 'Rappeler', 'Ancienne Personne')`,
    [decision, id],
  )
  await desk.ownerSql(`update meeting set minutes = 'Ancien compte rendu' where id = $1`, [id])
  const before = await read(id)
  expect(before.participants[0]).toMatchObject({ name: 'Ancien Nom', email: 'ancien@exemple.test' })
  const twice = await lou.call(addParticipant, {
    params: { id },
    input: { name: 'Le même', email: 'ANCIEN@exemple.test' },
  })
  expect(twice.refusal?.code).toBe('participant_there')

  await runJobs(desk)
  expect((await stored()).join('\n')).toMatch(/Ancien/)
  await desk.database.transaction().execute((db) => sealStoredMeetings(db, desk.keys))
  expect((await stored()).join('\n')).not.toMatch(/Ancien/)
  expect(await read(id)).toEqual(before)
  // Nothing is left to be done: a second time changes nothing.
  const then = await stored()
  await desk.database.transaction().execute((db) => sealStoredMeetings(db, desk.keys))
  expect(await stored()).toEqual(then)
})
