import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { evaluationQuestion } from '#vocabulary'
import {
  createIntervention,
  readIntervention,
  readInterventionFigures,
  settleIntervention,
} from './contract.ts'
import { closeEvaluation, openEvaluation } from './presenceContract.ts'

let desk: TestDesk
let noa: Person

beforeAll(async () => {
  desk = await openTestDesk()
  noa = await desk.people.awareness_officer('Noa Fictive')
})
afterAll(() => desk.close())

async function held(day = '2025-02-03') {
  const { id, version } = await noa.ok(createIntervention, {
    input: {
      kind: 'workshop',
      title: 'Atelier du phare',
      organisation: null,
      startsAt: `${day}T09:00:00+01:00`,
      endsAt: `${day}T11:00:00+01:00`,
      departement: null,
      place: null,
      videoLink: null,
      notes: null,
      audiences: [],
      materialIds: [],
    },
  })
  await noa.ok(settleIntervention, { params: { id }, version, input: { status: 'held' } })
  return id
}
const open = async (id: string, moment: 'before' | 'after') =>
  (await noa.ok(openEvaluation, { params: { id }, input: { moment } })).code
const close = (id: string, moment: 'before' | 'after') =>
  noa.ok(closeEvaluation, { params: { id }, input: { moment } })
const evaluations = async (id: string) => (await noa.ok(readIntervention, { params: { id } })).evaluations
const formOf = async (code: string) => {
  const html = await (await desk.anyone.fetch(`/evaluation/${code}`)).text()
  return /name="form" value="([0-9a-f]{32})"/.exec(html)?.[1] ?? ''
}
const learned = evaluationQuestion.codes.filter((code) => code !== 'satisfaction')
const all = (points: number, more: Record<string, string> = {}) => ({
  ...Object.fromEntries(learned.map((code) => [code, String(points)])),
  ...more,
})
const send = (code: string, fields: Record<string, string>) =>
  desk.anyone.fetch(`/evaluation/${code}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
const answer = async (code: string, fields: Record<string, string>) =>
  send(code, { ...fields, form: await formOf(code) })

test('the code opens one form for everybody, without cookie nor script, however it is typed', async () => {
  const code = await open(await held(), 'before')
  const page = await desk.anyone.fetch(`/evaluation/${code.toLowerCase().replace('-', '')}`)
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('set-cookie')).toBeNull()
  expect(html).toContain('Atelier du phare')
  expect(html).not.toContain(evaluationQuestion.label('satisfaction'))
  const typed = await desk.anyone.fetch('/evaluation', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ code: ` ${code.toLowerCase()} ` }).toString(),
  })
  expect(typed.headers.get('location')).toBe(`/evaluation/${code}`)
  expect((await desk.anyone.fetch('/evaluation/AAAA-BBBB')).status).toBe(404)
})

test('a missing answer is asked again with the others kept, and the same form sent twice counts once', async () => {
  const id = await held()
  const code = await open(id, 'after')
  const form = await formOf(code)
  const part = await send(code, { form, ...all(4), words: 'Merci.' })
  expect(part.status).toBe(422)
  const html = await part.text()
  expect(html).toContain('Merci.')
  expect(html).toContain(`name="form" value="${form}"`)
  const whole = { form, ...all(4, { satisfaction: '5' }), words: 'Merci.' }
  expect((await send(code, whole)).status).toBe(303)
  expect((await send(code, whole)).status).toBe(303)
  expect(await evaluations(id)).toMatchObject([{ moment: 'after', answers: 1, said: null }])
})

test('nothing is read below five answers, nor before it is closed; then before and after compare', async () => {
  const id = await held('2019-02-04')
  const [before, after] = [await open(id, 'before'), await open(id, 'after')]
  for (const points of [1, 2, 2, 3, 2]) await answer(before, all(points))
  for (const points of [4, 5, 4, 4]) await answer(after, all(points, { satisfaction: '5' }))
  expect((await evaluations(id)).every((one) => one.said === null)).toBe(true)
  expect((await close(id, 'before')).answers).toBe(5)
  await close(id, 'after')
  const [first, last] = await evaluations(id)
  expect(first?.said?.questions.map(({ question, mean }) => [question, mean])).toEqual(
    learned.map((code) => [code, 2]),
  )
  expect(last).toMatchObject({ moment: 'after', answers: 4, said: null })
  const { learned: figures, evaluated } = await noa.ok(readInterventionFigures, {
    query: { from: '2019-01-01', to: '2019-12-31' },
  })
  expect(figures[0]).toEqual({ question: 'signs', before: 2, after: null })
  expect(evaluated).toBe(0)
})

test('what is closed takes no answer any more and does not open again', async () => {
  const id = await held()
  const code = await open(id, 'after')
  expect(await open(id, 'after')).toBe(code)
  await close(id, 'after')
  expect((await send(code, { ...all(4, { satisfaction: '4' }), form: 'f' })).status).toBe(404)
  const again = await noa.call(openEvaluation, { params: { id }, input: { moment: 'after' } })
  expect(again.refusal?.code).toBe('evaluation_closed')
})

test('no row tells of anybody: answers are counters, words have neither instant nor order', async () => {
  const columns = await desk.ownerSql<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'app' and table_name in ('evaluation_count', 'evaluation_words', 'evaluation_form')
     order by 1`,
  )
  expect(columns.map(({ name }) => name)).toEqual([
    'evaluation_count.count',
    'evaluation_count.intervention_id',
    'evaluation_count.moment',
    'evaluation_count.points',
    'evaluation_count.question',
    'evaluation_form.digest',
    'evaluation_form.intervention_id',
    'evaluation_words.id',
    'evaluation_words.intervention_id',
    'evaluation_words.words',
  ])
  const id = await held()
  const code = await open(id, 'after')
  const orders = new Set<string>()
  for (let place = 0; place < 12; place++) {
    await answer(code, all(3, { satisfaction: '3', words: String(place) }))
    const rows = await desk.ownerSql<{ words: string; written: string }>(
      'select words, xmin::text as written from app.evaluation_words where intervention_id = $1 order by ctid',
      [id],
    )
    // One transaction wrote them all: the last one.
    expect(new Set(rows.map((row) => row.written)).size).toBe(1)
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
  const counts = await desk.ownerSql<{ count: number }>(
    'select count from app.evaluation_count where intervention_id = $1',
    [id],
  )
  expect(counts).toHaveLength(evaluationQuestion.codes.length)
  expect(counts.every((row) => row.count === 12)).toBe(true)
  await close(id, 'after')
  expect(await desk.ownerSql('select 1 from app.evaluation_form where intervention_id = $1', [id])).toEqual(
    [],
  )
})

test('points outside the scale, and questions of another moment, change nothing', async () => {
  const id = await held()
  const code = await open(id, 'before')
  expect((await answer(code, { ...all(3), signs: '9' })).status).toBe(422)
  expect((await answer(code, { ...all(3), satisfaction: '5', relays: '3' })).status).toBe(303)
  const rows = await desk.ownerSql<{ question: string }>(
    'select question from app.evaluation_count where intervention_id = $1 order by 1',
    [id],
  )
  expect(rows.map((row) => row.question)).toEqual([...learned].toSorted())
})

test('the public pages may neither read answers nor codes, and nothing of an answer is logged', async () => {
  const rights = await desk.ownerSql<{ may: boolean }>(
    `select has_table_privilege('repere_public', 'app.' || t, p) as may
     from unnest(array['evaluation', 'evaluation_count', 'evaluation_words', 'evaluation_form']) as t,
       unnest(array['select', 'insert', 'update', 'delete']) as p`,
  )
  expect(rights.every((one) => !one.may)).toBe(true)
  const id = await held()
  const code = await open(id, 'after')
  await answer(code, all(4, { satisfaction: '4', words: 'Un mot très reconnaissable' }))
  const kept = desk.logs.join('') + JSON.stringify(await desk.ownerSql('select * from app.journal'))
  expect(kept).not.toMatch(/reconnaissable/)
})
