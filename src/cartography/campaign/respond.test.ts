import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { hiddenIn, letterBox, respondent, runningCampaign } from './campaign.testing.ts'
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

const first = '/questions/frequence'

/** Answers every page of a questionnaire with the least that lets one go on. */
async function fill(who: ReturnType<typeof respondent>, phenomenon: 'yes' | 'no') {
  let at = '/questions'
  for (let pages = 0; pages < 30; pages += 1) {
    const page = await who.open(at)
    if (page.to.endsWith('/relecture')) return
    const form = hiddenIn(page.html)
    const least: Record<string, string> = {}
    for (const [, name = '', value = ''] of page.html.matchAll(
      /type="radio" (?:id="[^"]*" )?name="([^"]*)" value="([^"]*)"/g,
    )) {
      if (form[name] === undefined && least[name] === undefined) least[name] = value
    }
    if (page.html.includes('q.phenomenon_met')) least['q.phenomenon_met'] = phenomenon
    const sent = await who.post('/questions', { ...form, ...least, act: 'next' })
    // An answer that opens other questions on its page has them asked before going on.
    if (sent.status === 200 && sent.html.includes('Votre réponse ouvre')) {
      at = `/questions/${form.page}`
      continue
    }
    expect(
      sent.status,
      `${at} ${form.page} ${sent.html.match(/<div class="summary"[\s\S]*?<\/div>/)?.[0] ?? ''}`,
    ).toBe(303)
    at = sent.to
    if (at.endsWith('/relecture')) return
  }
  throw new Error('the questionnaire has no end')
}

test('two people of a département fill one answer on their own links, and one of them signs it', async () => {
  const box = letterBox()
  const { id, targetOf } = await runningCampaign(carole, {
    authorities: ['33'],
    addressees: ['crip'],
    people: ['Ondine', 'Basile'],
  })
  await runJobs(desk, { mail: box.mail })
  expect(box.messages.map(({ to }) => to).toSorted()).toEqual([
    'basile.33.crip@service.example',
    'ondine.33.crip@service.example',
  ])
  const [ondine, basile] = ['ondine', 'basile'].map((name) =>
    respondent(desk, box.pathTo(`${name}.33.crip@service.example`)),
  )
  if (!ondine || !basile) throw new Error('two people were invited')
  const targetId = await targetOf('33', 'crip')

  const welcome = await ondine.open()
  expect(welcome.status).toBe(200)
  expect(welcome.headers.get('set-cookie')).toBeNull()
  expect(welcome.html.length).toBeLessThan(60_000)
  for (const words of [
    'La plateforme demande qui fait quoi.',
    'Deux cartographes',
    'Camille Exemple',
    'Basile 33 crip',
    '30 minutes',
  ])
    expect(welcome.html).toContain(words)
  expect((await carole.ok(readTarget, { params: { id: targetId } })).status).toBe('opened')

  // Both have the same page open; each answers another question of it, and nothing of either is lost.
  const [hers, his] = [await ondine.formOf(first), await basile.formOf(first)]
  expect((await ondine.post('/questions', { ...hers, 'q.phenomenon_met': 'yes', act: 'save' })).status).toBe(
    303,
  )
  expect((await basile.post('/questions', { ...his, 'q.trend': 'up', act: 'save' })).status).toBe(303)
  const both = hiddenIn((await ondine.open(first)).html)
  expect(both).toMatchObject({ 'q.phenomenon_met': 'yes', 'q.trend': 'up' })

  // The same question: the second sees both values, and the first stays until the second chooses.
  const stale = await basile.post('/questions', {
    ...his,
    'q.phenomenon_met': 'no',
    'q.trend': 'up',
    act: 'next',
  })
  expect(stale.status).toBe(422)
  expect(stale.html).toContain('Ondine 33 crip')
  expect(stale.html).toContain('Oui')
  expect(hiddenIn(stale.html)['q.phenomenon_met']).toBe('no')
  expect(await ondine.formOf(first)).toMatchObject({ 'q.phenomenon_met': 'yes' })
  const chosen = await basile.post('/questions', { ...hiddenIn(stale.html), act: 'save' })
  expect(chosen.status).toBe(303)
  expect(await ondine.formOf(first)).toMatchObject({ 'q.phenomenon_met': 'no' })

  await fill(ondine, 'yes')
  const review = await ondine.open('/relecture')
  expect(review.html).toContain('Rien ne manque')
  expect(review.html).toContain('(Basile 33 crip)')
  const unsigned = await ondine.post('/relecture', { signataire: 'Quelqu’un d’autre' })
  expect(unsigned.status).toBe(422)
  expect((await carole.ok(readTarget, { params: { id: targetId } })).status).toBe('partial')
  const sent = await ondine.post('/relecture', { signataire: 'ondine 33 CRIP' })
  expect(sent.status, sent.html.slice(0, 3000)).toBe(303)
  const receipt = await basile.open('/reponse')
  expect(receipt.html).toContain('signée par Ondine 33 crip')
  expect(receipt.html.length).toBeLessThan(60_000)

  const target = await carole.ok(readTarget, { params: { id: targetId } })
  expect(target).toMatchObject({ status: 'submitted', signatory: 'Ondine 33 crip' })
  expect(target.events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['invited', 'opened', 'started', 'submitted']),
  )
  expect(target.people.map(({ answers }) => answers > 0)).toEqual([true, true])
  const values = await desk.sql<{ code: string }>(
    `select code from campaign_value where target_id = $1 and question = 'phenomenon_met'`,
    [targetId],
  )
  expect(values).toEqual([{ code: 'yes' }])
  const board = await carole.ok(readBoard, { params: { id } })
  expect(board.anyOf.complete).toEqual({ count: 1, base: 1, percent: 100 })

  // Sent is not lost for ever: whoever sent it corrects it until the last day.
  const late = await basile.post('/questions', { ...his, 'q.trend': 'down', act: 'save' })
  expect(late.status).toBe(409)
  expect(late.html).toContain('envoyée entre-temps')
  expect((await basile.post('', {})).to).toMatch(/\/questions$/)
  expect((await carole.ok(readTarget, { params: { id: targetId } })).status).toBe('partial')
}, 60_000)

test('five contributors who save at the same instant all find their answers again', async () => {
  const box = letterBox()
  const names = ['Ana', 'Brune', 'Cyprien', 'Dora', 'Elie']
  const { targetOf } = await runningCampaign(carole, {
    authorities: ['35'],
    addressees: ['ase'],
    people: names,
  })
  await runJobs(desk, { mail: box.mail })
  const people = names.map((name) =>
    respondent(desk, box.pathTo(`${name.toLowerCase()}.35.ase@service.example`)),
  )
  const forms = await Promise.all(people.map((one) => one.formOf(first)))
  const answers: [string, string][] = [
    ['q.phenomenon_met', 'yes'],
    ['q.trend', 'stable'],
    ['q.trend', 'down'],
    ['q.phenomenon_met', 'no'],
    ['q.trend', 'up'],
  ]
  const sent = await Promise.all(
    people.map((one, at) => {
      const [name, value] = answers[at] ?? ['', '']
      return one.post('/questions', { ...forms[at], [name]: value, act: 'save' })
    }),
  )
  // One of each question was first; whoever came after is shown what they wrote beside what stands.
  expect(sent.filter(({ status }) => status === 303)).toHaveLength(2)
  expect(sent.filter(({ status }) => status === 422)).toHaveLength(3)
  sent.forEach(({ status, html }, at) => {
    const [name, value] = answers[at] ?? ['', '']
    if (status === 422) expect(hiddenIn(html)[name]).toBe(value)
  })
  const stored = await people[0]?.formOf(first)
  sent.forEach(({ status }, at) => {
    const [name = '', value] = answers[at] ?? []
    if (status === 303) expect(stored?.[name]).toBe(value)
  })
  const target = await carole.ok(readTarget, { params: { id: await targetOf('35', 'ase') } })
  expect(target.answered).toBe(2)
})

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

test('what is saved while one writes says what stands now, and never settles what two people answered differently', async () => {
  const { targetOf } = await runningCampaign(carole, { authorities: ['80'], addressees: ['crip'] })
  const id = await targetOf('80', 'crip')
  const open = async (name: string) =>
    respondent(
      desk,
      (await carole.ok(answerByTelephone, { params: { id }, input: { name, job: null } })).path,
    )
  const [one, other] = [await open('Odile Fictif'), await open('Octave Fictif')]
  const [hers, his] = [await one.formOf(first), await other.formOf(first)]
  const saved = await one.post('/questions', { ...hers, 'q.trend': 'up', act: 'autosave' })
  const { was, ...rest } = JSON.parse(saved.html)
  expect([saved.status, rest]).toEqual([200, { saved: 1, clashes: [] }])
  expect(was['was.trend']).not.toBe(hers['was.trend'])
  const clash = await other.post('/questions', { ...his, 'q.trend': 'down', act: 'autosave' })
  expect(JSON.parse(clash.html)).toMatchObject({ saved: 0, clashes: ['trend'] })
  expect(await other.formOf(first)).toMatchObject({ 'q.trend': 'up' })
})

test('only a cartographer writes, a listener does not know that campaigns exist', async () => {
  const { id } = await runningCampaign(carole, { authorities: ['61'], addressees: ['crip'] })
  const [ana, lise] = [await desk.people.analyst('Ana'), await desk.people.listener('Lise')]
  const params = { id }
  expect((await ana.call(readBoard, { params })).status).toBe(200)
  expect((await ana.call(previewReminders, { params })).status).toBe(404)
  expect((await lise.call(readBoard, { params })).status).toBe(404)
})
