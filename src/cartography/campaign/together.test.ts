import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { fill, first, hiddenIn, letterBox, respondent, runningCampaign } from './campaign.testing.ts'
import { answerByTelephone, readBoard, readTarget, reopenTarget } from './contract.ts'

let desk: TestDesk
let carole: Person
beforeAll(async () => {
  desk = await openTestDesk()
  carole = await desk.people.cartographer('Carole')
})
afterAll(() => desk.close())

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

test('a page that comes back because of one answer takes nothing away of what somebody else answered beside it', async () => {
  const { targetOf } = await runningCampaign(carole, { authorities: ['81'], addressees: ['crip'] })
  const id = await targetOf('81', 'crip')
  const open = async (name: string) =>
    respondent(
      desk,
      (await carole.ok(answerByTelephone, { params: { id }, input: { name, job: null } })).path,
    )
  const [one, other] = [await open('Odile Fictif'), await open('Octave Fictif')]
  const hers = await one.formOf(first)
  const his = await other.formOf(first)
  await other.post('/questions', { ...his, 'q.phenomenon_met': 'yes', 'q.trend': 'down', act: 'save' })
  // She answers one of the two otherwise, and has not seen the other.
  const clash = await one.post('/questions', { ...hers, 'q.trend': 'up', act: 'next' })
  expect(clash.status).toBe(422)
  const again = hiddenIn(clash.html)
  expect(again).toMatchObject({ 'q.trend': 'up', 'q.phenomenon_met': 'yes' })
  expect((await one.post('/questions', { ...again, act: 'save' })).status).toBe(303)
  expect(await other.formOf(first)).toMatchObject({ 'q.trend': 'up', 'q.phenomenon_met': 'yes' })
})

test('the script learns nothing that its page does not show, so that going on takes nobody’s answer away', async () => {
  const { targetOf } = await runningCampaign(carole, { authorities: ['84'], addressees: ['crip'] })
  const id = await targetOf('84', 'crip')
  const open = async (name: string) =>
    respondent(
      desk,
      (await carole.ok(answerByTelephone, { params: { id }, input: { name, job: null } })).path,
    )
  const [one, other] = [await open('Odile Fictif'), await open('Octave Fictif')]
  const hers = await one.formOf(first)
  await other.post('/questions', { ...(await other.formOf(first)), 'q.phenomenon_met': 'yes', act: 'save' })
  const typed = { ...hers, 'q.trend': 'up' }
  const saved = await one.post('/questions', { ...typed, act: 'autosave' })
  const { was } = JSON.parse(saved.html)
  expect(Object.keys(was)).not.toContain('was.phenomenon_met')
  expect((await one.post('/questions', { ...typed, ...was, act: 'save' })).status).toBe(303)
  expect(await other.formOf(first)).toMatchObject({ 'q.phenomenon_met': 'yes', 'q.trend': 'up' })
})

test('what one saved oneself while the page was on its way is not taken for somebody else’s answer', async () => {
  const { targetOf } = await runningCampaign(carole, { authorities: ['82'], addressees: ['crip'] })
  const { path } = await carole.ok(answerByTelephone, {
    params: { id: await targetOf('82', 'crip') },
    input: { name: 'Odile Fictif', job: null },
  })
  const who = respondent(desk, path)
  const form = await who.formOf(first)
  await who.post('/questions', { ...form, 'q.trend': 'up', act: 'autosave' })
  // The answer to the script had not come back yet: the page still holds the former mark.
  const sent = await who.post('/questions', { ...form, 'q.trend': 'down', act: 'save' })
  expect(sent.status).toBe(303)
  expect(await who.formOf(first)).toMatchObject({ 'q.trend': 'down' })
})

test('a page sent too late, then sent again once the answer is open, overwrites nobody', async () => {
  const { targetOf } = await runningCampaign(carole, { authorities: ['83'], addressees: ['crip'] })
  const id = await targetOf('83', 'crip')
  const open = async (name: string) =>
    respondent(
      desk,
      (await carole.ok(answerByTelephone, { params: { id }, input: { name, job: null } })).path,
    )
  const [one, other] = [await open('Odile Fictif'), await open('Octave Fictif')]
  const hers = await one.formOf(first)
  await other.post('/questions', {
    ...(await other.formOf(first)),
    'q.phenomenon_met': 'yes',
    'q.trend': 'down',
    act: 'save',
  })
  await other.post('/refus', { motif: 'no_time' })
  await fill(other, 'yes')
  await other.post('/relecture', { signataire: 'Octave Fictif' })
  const late = await one.post('/questions', { ...hers, 'q.trend': 'up', act: 'next' })
  expect(late.status).toBe(409)
  await carole.ok(reopenTarget, { params: { id } })
  const again = await one.post('/questions', { ...hiddenIn(late.html), act: 'next' })
  expect(again.status).toBe(422)
  expect(again.html).toContain('Octave Fictif a répondu')
  expect(await other.formOf(first)).toMatchObject({ 'q.trend': 'down', 'q.phenomenon_met': 'yes' })
})

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
  expect([saved.status, rest]).toEqual([200, { saved: 1, clashes: [], faults: [] }])
  expect(was['was.trend']).not.toBe(hers['was.trend'])
  const clash = await other.post('/questions', { ...his, 'q.trend': 'down', act: 'autosave' })
  expect(JSON.parse(clash.html)).toMatchObject({ saved: 0, clashes: ['trend'] })
  expect(await other.formOf(first)).toMatchObject({ 'q.trend': 'up' })
})
