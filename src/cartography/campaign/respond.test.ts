import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { fill, first, hiddenIn, letterBox, respondent, runningCampaign } from './campaign.testing.ts'
import {
  answerByTelephone,
  closeCampaign,
  previewReminders,
  readBoard,
  readCampaign,
  readTarget,
  removePerson,
  reopenCampaign,
  reopenTarget,
  sendReminders,
} from './contract.ts'

let desk: TestDesk
let carole: Person
beforeAll(async () => {
  desk = await openTestDesk()
  carole = await desk.people.cartographer('Carole')
})
afterAll(() => desk.close())

test('a reminder goes to those who are missing only, and to nobody who answered since the preview', async () => {
  const box = letterBox()
  const { id, targetOf } = await runningCampaign(carole, {
    authorities: ['29', '56', '22'],
    addressees: ['crip'],
  })
  await runJobs(desk, { mail: box.mail })
  const done = respondent(desk, box.pathTo('ondine.29.crip@service.example'))
  const old = box.pathTo('ondine.56.crip@service.example')
  await done.post('/questions', { ...(await done.formOf(first)), 'q.phenomenon_met': 'no', act: 'save' })
  await fill(done, 'no')
  await done.post('/relecture', { signataire: 'Ondine 29 crip' })
  const preview = await carole.ok(previewReminders, { params: { id } })
  expect(preview.items.map(({ people }) => people.map(({ email }) => email))).toEqual([
    ['ondine.22.crip@service.example'],
    ['ondine.56.crip@service.example'],
  ])
  // Between the preview and the sending, one of them says no.
  const refusing = respondent(desk, box.pathTo('ondine.22.crip@service.example'))
  expect((await refusing.post('/refus', {})).status).toBe(422)
  await refusing.post('/refus', { motif: 'not_concerned', precision: 'La cellule est mutualisée.' })
  const sent = await carole.ok(sendReminders, {
    params: { id },
    input: { targetIds: preview.items.map(({ targetId }) => targetId) },
  })
  expect(sent).toEqual({ messages: 1, skipped: 1 })
  box.messages.length = 0
  await runJobs(desk, { mail: box.mail })
  expect(box.messages.map(({ to, subject }) => [to, subject])).toEqual([
    ['ondine.56.crip@service.example', 'Un questionnaire vous attend toujours'],
  ])
  expect(box.messages[0]?.text).not.toMatch(/prostitution|Finistère|Morbihan|mineur/i)
  // The new link replaced the former one.
  expect((await respondent(desk, old).open()).status).toBe(404)
  expect((await respondent(desk, box.pathTo('ondine.56.crip@service.example')).open()).status).toBe(200)
  const declined = await carole.ok(readTarget, { params: { id: await targetOf('22', 'crip') } })
  expect(declined).toMatchObject({
    status: 'declined',
    refusal: 'not_concerned',
    refusalNote: 'La cellule est mutualisée.',
  })
}, 60_000)

test('without a mail server the invitations stay in sight, and the links that exist go on opening', async () => {
  const { id } = await runningCampaign(carole, { authorities: ['44'], addressees: ['crip', 'ase'] })
  await runJobs(desk)
  expect((await carole.ok(readCampaign, { params: { id } })).unsent).toEqual([
    { trouble: 'mail_not_configured', count: 2 },
  ])
  expect(
    await desk.sql(
      'select from link where holder_id in (select id from campaign_person where email like $1)',
      ['%.44.%'],
    ),
  ).toEqual([])
})

test('an answer given by telephone is typed on the same pages and says so', async () => {
  const { targetOf } = await runningCampaign(carole, { authorities: ['49'], addressees: ['crip'] })
  const id = await targetOf('49', 'crip')
  const { path } = await carole.ok(answerByTelephone, {
    params: { id },
    input: { name: 'Odilon Fictif', job: 'Responsable' },
  })
  const typed = respondent(desk, path)
  await typed.open()
  await typed.post('/questions', { ...(await typed.formOf(first)), 'q.phenomenon_met': 'yes', act: 'save' })
  const target = await carole.ok(readTarget, { params: { id } })
  expect(target.people.find(({ name }) => name === 'Odilon Fictif')).toMatchObject({
    typedBy: 'Carole',
    answers: 1,
  })
  expect(target.events.map(({ kind }) => kind)).toContain('telephone')
})

test('a closed campaign shows what is kept, takes nothing more, and goes on when it is reopened', async () => {
  const box = letterBox()
  const { id, targetOf } = await runningCampaign(carole, { authorities: ['53'], addressees: ['crip'] })
  await runJobs(desk, { mail: box.mail })
  const who = respondent(desk, box.pathTo('ondine.53.crip@service.example'))
  const form = await who.formOf(first)
  await who.post('/questions', { ...form, 'q.trend': 'up', act: 'save' })
  const { version } = await carole.ok(closeCampaign, { params: { id }, version: 2 })
  expect((await who.open()).html).toContain('close')
  const late = await who.post('/questions', { ...form, 'q.trend': 'down', act: 'save' })
  expect(late.status).toBe(409)
  expect(hiddenIn(late.html)['q.trend']).toBe('down')
  const reopened = await carole.call(reopenTarget, { params: { id: await targetOf('53', 'crip') } })
  expect(reopened.refusal?.code).toBe('campaign_not_open')
  await carole.ok(reopenCampaign, { params: { id }, version, input: { closesOn: '2099-01-01' } })
  expect(await who.formOf(first)).toMatchObject({ 'q.trend': 'up' })
})

test('whoever is taken out of an answer finds their link closed; a guessed one opens nothing', async () => {
  const box = letterBox()
  const { targetOf } = await runningCampaign(carole, { authorities: ['72'], addressees: ['crip'] })
  await runJobs(desk, { mail: box.mail })
  const who = respondent(desk, box.pathTo('ondine.72.crip@service.example'))
  expect((await who.open()).status).toBe(200)
  const { people } = await carole.ok(readTarget, { params: { id: await targetOf('72', 'crip') } })
  await carole.ok(removePerson, { params: { id: people[0]?.id ?? '' } })
  const [closed, guessed] = [await who.open(), await respondent(desk, `/lien/${'a'.repeat(43)}`).open()]
  expect([closed.status, guessed.status]).toEqual([404, 404])
  const body = (html: string) => html.replaceAll(/nonce="[^"]*"/g, '')
  expect(body(closed.html)).toBe(body(guessed.html))
})

test('last year’s answer is offered question by question, and confirmed with one tick', async () => {
  const box = letterBox()
  const before = await runningCampaign(carole, {
    authorities: ['85'],
    addressees: ['crip'],
    with: { year: 2025 },
  })
  await runJobs(desk, { mail: box.mail })
  const old = respondent(desk, box.pathTo('ondine.85.crip@service.example'))
  await old.post('/questions', {
    ...(await old.formOf(first)),
    'q.phenomenon_met': 'no',
    'q.trend': 'stable',
    act: 'save',
  })
  await fill(old, 'no')
  await old.post('/relecture', { signataire: 'Ondine 85 crip' })
  expect((await carole.ok(readTarget, { params: { id: await before.targetOf('85', 'crip') } })).status).toBe(
    'submitted',
  )
  // Who answered the last time is invited again, without being typed again.
  await runningCampaign(carole, { authorities: ['85'], addressees: ['crip'], people: [] })
  await runJobs(desk, { mail: box.mail })
  const again = respondent(desk, box.pathTo('ondine.85.crip@service.example'))
  const page = await again.open(first)
  expect(page.html).toMatch(/La dernière fois\s: «\sest resté stable\s»/)
  const form = hiddenIn(page.html)
  expect(form['q.trend']).toBeUndefined()
  await again.post('/questions', { ...form, 'same.trend': 'yes', 'q.phenomenon_met': 'yes', act: 'save' })
  expect(await again.formOf(first)).toMatchObject({ 'q.trend': 'stable', 'q.phenomenon_met': 'yes' })
}, 60_000)

test('an answer that names services becomes a proposal to the directory, with where it comes from', async () => {
  const { targetOf } = await runningCampaign(carole, { authorities: ['62'], addressees: ['def_director'] })
  const id = await targetOf('62', 'def_director')
  const { path } = await carole.ok(answerByTelephone, {
    params: { id },
    input: { name: 'Odilon Fictif', job: null },
  })
  const who = respondent(desk, path)
  await who.post('/questions', {
    ...(await who.formOf('/questions/ressources')),
    'q.services_named': 'Le Phare (inventé), Arras',
    act: 'save',
  })
  await fill(who, 'yes')
  expect((await who.post('/relecture', { signataire: 'Odilon Fictif' })).status).toBe(303)
  const proposals = () =>
    desk.sql(
      `select source, said_by, state, fields ->> 'remark' as remark from service_proposal where source_id = $1`,
      [id],
    )
  const one = {
    source: 'survey_answer',
    said_by: 'Département du Pas-de-Calais',
    state: 'waiting',
    remark: 'Le Phare (inventé), Arras',
  }
  expect(await proposals()).toEqual([one])
  // Sent again after a correction, it takes the place of the first.
  await carole.ok(reopenTarget, { params: { id } })
  expect((await who.post('/relecture', { signataire: 'Odilon Fictif' })).status).toBe(303)
  expect(await proposals()).toEqual([one])
}, 60_000)

test('only a cartographer writes, a listener does not know that campaigns exist', async () => {
  const { id } = await runningCampaign(carole, { authorities: ['61'], addressees: ['crip'] })
  const [ana, lise] = [await desk.people.analyst('Ana'), await desk.people.listener('Lise')]
  const params = { id }
  expect((await ana.call(readBoard, { params })).status).toBe(200)
  expect((await ana.call(previewReminders, { params })).status).toBe(404)
  expect((await lise.call(readBoard, { params })).status).toBe(404)
})
