import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMail } from '#kernel/mail.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { openSink, partOf } from './calendar.testing.ts'
import {
  addParticipant,
  askFeedback,
  createFeedbackCodes,
  createMeeting,
  markAttendance,
  readMeeting,
  settleMeeting,
} from './contract.ts'

let desk: TestDesk
let lou: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
})
afterAll(() => desk.close())

async function held() {
  const { id, version } = await lou.ok(createMeeting, {
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
  await lou.ok(settleMeeting, { params: { id }, version, input: { status: 'held' } })
  return id
}
const codesFor = async (id: string, count: number) =>
  (await lou.ok(createFeedbackCodes, { params: { id }, input: { count } })).codes
const feedback = async (id: string) => (await lou.ok(readMeeting, { params: { id } })).feedback
const answer = (code: string, fields: Record<string, string>) =>
  desk.anyone.fetch(`/avis/${code}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })

test('a code opens one form, once, without cookie nor script', async () => {
  const id = await held()
  const [code = ''] = await codesFor(id, 1)
  const form = await desk.anyone.fetch(`/avis/${code}`)
  const html = await form.text()
  expect(form.status).toBe(200)
  expect(form.headers.get('set-cookie')).toBeNull()
  expect(html).toContain('Rencontre du phare')
  expect(html).not.toMatch(/<script/)
  const sent = await answer(code, { usefulness: 'useful', words: ' Utile, merci. ' })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/avis/merci'])
  expect((await answer(code, { usefulness: 'useless' })).status).toBe(404)
  expect((await desk.anyone.fetch(`/avis/${code}`)).status).toBe(404)
  expect(await feedback(id)).toMatchObject({ answers: 1, codesLeft: 0 })
})

test('a code typed by hand in small letters without dashes is the same code', async () => {
  const id = await held()
  const [code = ''] = await codesFor(id, 1)
  const typed = await desk.anyone.fetch('/avis', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ code: code.toLowerCase().replaceAll('-', '') }).toString(),
  })
  expect(typed.status).toBe(303)
  expect((await answer('AAAA-BBBB-CCCC', { usefulness: 'useful' })).status).toBe(404)
})

test('an answer without a choice keeps what was written and asks again', async () => {
  const id = await held()
  const [code = ''] = await codesFor(id, 1)
  const again = await answer(code, { words: 'Une phrase à garder' })
  expect(again.status).toBe(422)
  expect(await again.text()).toContain('Une phrase à garder')
  expect(await feedback(id)).toMatchObject({ answers: 0, codesLeft: 1 })
})

test('two answers are never shown; the third shows the three together', async () => {
  const id = await held()
  const codes = await codesFor(id, 3)
  for (const [place, code] of codes.entries()) {
    expect((await feedback(id)).said).toBeNull()
    await answer(code, { usefulness: 'very_useful', words: `Mot ${place}` })
  }
  const { said } = await feedback(id)
  expect(said?.usefulness.find((one) => one.code === 'very_useful')?.count).toBe(3)
  expect(said?.words.toSorted()).toEqual(['Mot 0', 'Mot 1', 'Mot 2'])
})

test('nothing in the table leads to a person: no such column, no instant, no foreign key but the meeting', async () => {
  const columns = await desk.ownerSql<{ table_name: string; column_name: string; data_type: string }>(
    `select table_name, column_name, data_type from information_schema.columns
     where table_schema = 'app' and table_name in ('meeting_feedback', 'meeting_feedback_code') order by 1, 2`,
  )
  expect(columns.map((one) => [one.table_name, one.column_name, one.data_type])).toEqual([
    ['meeting_feedback', 'id', 'uuid'],
    ['meeting_feedback', 'meeting_id', 'uuid'],
    ['meeting_feedback', 'usefulness', 'text'],
    ['meeting_feedback', 'words', 'text'],
    ['meeting_feedback_code', 'digest', 'bytea'],
    ['meeting_feedback_code', 'meeting_id', 'uuid'],
  ])
  const keys = await desk.ownerSql<{ target: string }>(
    `select distinct confrelid::regclass::text as target from pg_constraint
     where contype = 'f' and conrelid in ('app.meeting_feedback'::regclass, 'app.meeting_feedback_code'::regclass)`,
  )
  expect(keys.map((one) => one.target).toSorted()).toEqual(['meeting', 'vocabulary.feedback_usefulness'])
})

test('neither the key, the transaction nor the place on the disk tells the order of the answers', async () => {
  const id = await held()
  for (const code of await codesFor(id, 12)) await answer(code, { usefulness: 'useful', words: code })
  const rows = await desk.ownerSql<{ id: string; words: string; writer: string }>(
    'select id, words, xmin::text as writer from app.meeting_feedback where meeting_id = $1 order by ctid',
    [id],
  )
  expect(rows).toHaveLength(12)
  expect(new Set(rows.map((row) => row.writer)).size).toBe(1)
  // Version 4: drawn, where ours of version 7 would tell the millisecond.
  expect(rows.every((row) => row.id.charAt(14) === '4')).toBe(true)
})

test('the order on the disk is drawn anew at each answer', async () => {
  const id = await held()
  const codes = await codesFor(id, 12)
  const orders = new Set<string>()
  for (const [place, code] of codes.entries()) {
    await answer(code, { usefulness: 'useful', words: String(place) })
    const rows = await desk.ownerSql<{ words: string }>(
      'select words from app.meeting_feedback where meeting_id = $1 order by ctid',
      [id],
    )
    if (place >= 9)
      orders.add(
        rows
          .map((row) => row.words)
          .filter((one) => Number(one) < 9)
          .join(' '),
      )
  }
  // Three drawings of nine things: that all would fall in the same order has one chance in a hundred thousand millions.
  expect(orders.size).toBeGreaterThan(1)
})

test('the public pages may neither read opinions nor codes, only hand one in', async () => {
  const rights = await desk.ownerSql<{ may: boolean }>(
    `select has_table_privilege('repere_public', 'app.' || t, p) as may
     from unnest(array['meeting_feedback', 'meeting_feedback_code', 'meeting', 'meeting_participant']) as t,
       unnest(array['select', 'insert', 'update', 'delete']) as p`,
  )
  expect(rights.every((one) => !one.may)).toBe(true)
})

test('who came is written to once, with codes that nothing ties to them', async () => {
  const sink = await openSink()
  const id = await held()
  const people = ['maud', 'yann', 'zoe']
  for (const name of people) {
    const person = await lou.ok(addParticipant, {
      params: { id },
      input: { name: `${name} Inventé`, email: `${name}@exemple.test` },
    })
    const attendance = name === 'zoe' ? 'absent' : 'present'
    await lou.ok(markAttendance, { params: { id: person.id }, input: { attendance } })
  }
  expect(await lou.ok(askFeedback, { params: { id } })).toEqual({ asked: 2 })
  await runJobs(desk)
  expect(await feedback(id)).toMatchObject({ asked: 0, toAsk: 2, codesLeft: 0 })
  await lou.ok(askFeedback, { params: { id } })
  const mail = openMail({ smtpUrl: sink.url, from: 'rencontres@exemple.test' })
  await runJobs(desk, { mail })
  await lou.ok(askFeedback, { params: { id } })
  await runJobs(desk, { mail })
  expect(sink.letters.map((one) => one.to[0]).toSorted()).toEqual(['maud@exemple.test', 'yann@exemple.test'])
  const text = partOf(sink.letters[0]?.raw ?? '', 'text/plain') ?? sink.letters[0]?.raw ?? ''
  const code = /\/avis\/([A-Z0-9-]{14})/.exec(text)?.[1] ?? ''
  expect((await answer(code, { usefulness: 'little' })).status).toBe(303)
  expect(await feedback(id)).toMatchObject({ asked: 2, toAsk: 0, codesLeft: 1, answers: 1 })
  const told = desk.logs.join('') + JSON.stringify(await desk.ownerSql('select * from app.journal'))
  expect(told).not.toContain(code)
  await sink.close()
})
