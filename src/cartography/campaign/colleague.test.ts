import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { hiddenIn, letterBox, respondent, runningCampaign } from './campaign.testing.ts'
import { addPerson, answerByTelephone, closeCampaign, readTarget, removePerson } from './contract.ts'

let desk: TestDesk
let carole: Person
const box = letterBox()
beforeAll(async () => {
  desk = await openTestDesk()
  carole = await desk.people.cartographer('Carole')
})
afterAll(() => desk.close())

const send = () => runJobs(desk, { mail: box.mail })
const invite = (who: ReturnType<typeof respondent>, given: Partial<Record<string, string>> = {}) =>
  who.post('/collegue', {
    nom: 'Basile Fictif',
    courriel: 'basile@service.example',
    fonction: 'Cadre',
    ...given,
  })

/** Somebody who answers for a département. */
async function opened(authority: string) {
  const campaign = await runningCampaign(carole, { authorities: [authority], addressees: ['crip'] })
  await send()
  const who = respondent(desk, box.pathTo(`ondine.${authority}.crip@service.example`))
  return { ...campaign, who, targetId: await campaign.targetOf(authority, 'crip') }
}

test('a contributor invites a colleague, who answers with a link of their own; the cartographer sees it', async () => {
  const { who, targetId } = await opened('33')
  expect((await who.open()).html).toContain('Invitez plutôt un collègue')
  const empty = await invite(who, { nom: '', courriel: 'pas une adresse' })
  expect(empty.status).toBe(422)
  expect(empty.html).toContain('href="#nom"')
  expect(hiddenIn(empty.html)).toMatchObject({ courriel: 'pas une adresse', fonction: 'Cadre' })
  const sent = await invite(who)
  expect(sent.status).toBe(303)
  expect((await who.open(sent.to)).html).toContain('Basile Fictif va recevoir un message')
  await send()
  const letter = box.messages.at(-1)
  expect(letter?.to).toBe('basile@service.example')
  expect(letter?.text).not.toMatch(/Basile|Ondine|Gironde|prostitution/)
  const basile = respondent(desk, box.pathTo('basile@service.example'))
  const form = await basile.formOf('/questions/frequence')
  expect((await basile.post('/questions', { ...form, 'q.trend': 'up', act: 'save' })).status).toBe(303)
  expect(await who.formOf('/questions/frequence')).toMatchObject({ 'q.trend': 'up' })
  const target = await carole.ok(readTarget, { params: { id: targetId } })
  expect(target.people.find(({ name }) => name === 'Basile Fictif')).toMatchObject({
    invitedBy: 'Ondine 33 crip',
    job: 'Cadre',
    answers: 1,
    message: { kind: 'invitation', trouble: null },
  })
  expect(target.events.find(({ kind }) => kind === 'colleague_invited')).toMatchObject({
    by: 'Ondine 33 crip',
    note: 'Basile Fictif',
  })
})

test('nobody is invited twice, nor against the will of the platform', async () => {
  const { who, targetId } = await opened('35')
  await invite(who)
  const again = await invite(who, { courriel: 'BASILE@service.example' })
  expect([again.status, again.html.includes('répond déjà avec vous')]).toEqual([422, true])
  const { people } = await carole.ok(readTarget, { params: { id: targetId } })
  const basile = people.find(({ name }) => name === 'Basile Fictif')
  await carole.ok(removePerson, { params: { id: basile?.id ?? '' } })
  const removed = await invite(who)
  expect([removed.status, removed.html.includes('a retiré cette personne')]).toEqual([422, true])
  // The platform itself may bring them back.
  await carole.ok(addPerson, {
    params: { id: targetId },
    input: { name: 'Basile Fictif', email: 'basile@service.example' },
  })
})

test('one contributor invites five people at most, and all those of an answer twelve, whatever they send at once', async () => {
  const { who, targetId } = await opened('29')
  const many = (of: ReturnType<typeof respondent>, tag: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        invite(of, { nom: `Personne ${tag} ${n}`, courriel: `${tag}.${n}@service.example` }),
      ),
    )
  const sent = await many(who, 'a', 7)
  expect(sent.filter(({ status }) => status === 303)).toHaveLength(5)
  expect((await who.open('/collegue')).html).toContain('autant de personnes que cette page le permet')
  const others = await Promise.all(
    ['Un', 'Deux'].map(async (name) =>
      respondent(
        desk,
        (await carole.ok(answerByTelephone, { params: { id: targetId }, input: { name: `${name} Fictif` } }))
          .path,
      ),
    ),
  )
  for (const [at, other] of others.entries()) await many(other, `b${at}`, 5)
  const [row] = await desk.sql<{ n: number }>(
    'select count(*)::int as n from campaign_person where target_id = $1 and invited_by is not null',
    [targetId],
  )
  expect(row?.n).toBe(12)
})

test('the database itself refuses what the page would not ask', async () => {
  const { targetId } = await opened('56')
  const [person] = await desk.sql<{ id: string }>('select id from campaign_person where target_id = $1', [
    targetId,
  ])
  const insert = (n: number) =>
    desk.ownerSql(
      `insert into app.campaign_person (id, target_id, name, email, invited_by)
       values (gen_random_uuid(), $1, 'Personne', $2, $3)`,
      [targetId, `c.${n}@service.example`, person?.id],
    )
  for (let n = 0; n < 5; n += 1) await insert(n)
  await expect(insert(5)).rejects.toMatchObject({ constraint: 'campaign_person_invited_most' })
})

test('nobody is invited to an answer that is sent or closed', async () => {
  const { id, who } = await opened('22')
  await carole.ok(closeCampaign, { params: { id }, version: 2 })
  expect((await who.open()).html).not.toContain('collegue')
  const late = await invite(who)
  expect([late.status, late.to.endsWith('/collegue')]).toEqual([303, false])
  expect(
    await desk.sql(
      "select from campaign_person where email = 'basile@service.example' and target_id in (select id from campaign_target where campaign_id = $1)",
      [id],
    ),
  ).toEqual([])
})
