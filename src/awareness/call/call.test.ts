import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdf, scriptedPdf } from '#kernel/file/check.testing.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { openMailbox } from '#kernel/testing/mailbox.server.ts'
import {
  addMilestone,
  type CallFields,
  createProjectCall,
  decideApplication,
  exportProjectCall,
  giveReview,
  moveProjectCall,
  readApplication,
  readApplicationFile,
  readProjectCall,
  saveMilestone,
  saveProjectCall,
} from './contract.ts'
import { writeApplication } from './tasks.server.ts'

let desk: TestDesk
let ophelie: Person
let brune: Person
let lou: Person
let noa: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ophelie = await desk.people.awareness_officer('Ophélie Fictive')
  brune = await desk.people.coordinator('Brune Fictive')
  lou = await desk.people.cartographer('Lou Fictif')
  noa = await desk.people.analyst('Noa Fictif')
})
afterAll(() => desk.close())

const fields = (): CallFields => ({
  title: 'Aller vers les jeunes en fugue',
  summary: 'Des projets de terrain.',
  terms: 'Un projet local, porté par un organisme à but non lucratif.',
  departements: ['41', '45'],
  amount: 40_000,
  amountEach: 10_000,
  opensOn: '2026-01-01',
  closesOn: '2099-12-31',
  criteria: [
    { label: 'Utilité pour les jeunes', weight: 3 },
    { label: 'Faisabilité', weight: 1 },
  ],
  reviewerIds: [brune.id, lou.id, noa.id],
})

async function open(given: Partial<CallFields> = {}) {
  const { id } = await ophelie.ok(createProjectCall, { input: { ...fields(), ...given } })
  await ophelie.ok(moveProjectCall, { params: { id }, version: 1, input: { status: 'published' } })
  const { call } = await ophelie.ok(readProjectCall, { params: { id } })
  return call
}

const post = (path: string, body: BodyInit) =>
  desk.anyone.fetch(path, { method: 'POST', body, redirect: 'manual' })
const read = async (path: string) => await (await desk.anyone.fetch(path)).text()
const whole = {
  organisation: 'Association Imaginaire',
  contact: 'Maud Inventée',
  email: 'maud@exemple.test',
  phone: '',
  title: 'Maraude du soir',
  need: 'Des jeunes ne poussent pas la porte des services.',
  plan: 'Une équipe de deux, trois soirs par semaine.',
  outcome: 'Ils reviennent d’eux-mêmes.',
  budget: 'Un mi-temps et un véhicule.',
  departement: '41',
  amount: '8 000',
}

async function begin(slug: string): Promise<string> {
  const answer = await post(
    `/appels-a-projets/${slug}`,
    new URLSearchParams({ organisation: whole.organisation, email: whole.email }),
  )
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}
const hand = (link: string, given: Partial<typeof whole> = {}, act = 'deposer') =>
  post(`${link}/enregistrer`, new URLSearchParams({ ...whole, ...given, act }))

async function handedIn(slug: string) {
  const link = await begin(slug)
  expect((await hand(link)).headers.get('location')).toBe(link)
  return link
}

test('an application is begun with two answers, kept half-written, and handed in whole', async () => {
  const call = await open()
  const page = await read(`/appels-a-projets/${call.slug}`)
  expect(page).toContain('Utilité pour les jeunes : 75 % de la note')
  expect((await post(`/appels-a-projets/${call.slug}`, new URLSearchParams({ email: 'x' }))).status).toBe(422)
  const link = await begin(call.slug)
  const kept = await hand(link, { need: '', amount: '' }, 'enregistrer')
  expect(kept.headers.get('location')).toBe(`${link}?fait=oui`)
  expect(await read(link)).toContain('Maraude du soir')
  const refused = await hand(link, { need: '', amount: '90000', departement: '75' })
  expect(refused.status).toBe(422)
  const words = await refused.text()
  for (const said of ['Dites à quoi le projet répond.', 'Choisissez le département', '10', 'au plus'])
    expect(words).toContain(said)
  // Nobody reads what is not handed in.
  expect((await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications).toEqual([])
  await hand(link)
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  expect(applications).toMatchObject([
    {
      organisation: 'Association Imaginaire',
      amount: 8000,
      departement: '41',
      state: 'submitted',
      awaited: 3,
    },
  ])
  expect(await read(link)).toContain('déposée')
  const rows = await desk.sql<{ row: string }>('select application::text as row from application')
  expect(JSON.stringify(rows)).not.toContain('Imaginaire')
})

test('its pieces are looked at, sealed, read by those who read it, and by nobody with another link', async () => {
  const call = await open({ title: 'Pièces' })
  const link = await begin(call.slug)
  const bring = async (name: string, bytes: Buffer) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), name)
    return await post(`${link}/piece`, form)
  }
  const refused = await bring('statuts.pdf', await scriptedPdf())
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('contient un programme')
  expect((await bring('statuts.pdf', await pdf())).headers.get('location')).toBe(link)
  const piece = /href="([^"]*\/piece\/[^"]*)"/.exec(await read(link))?.[1] ?? ''
  const mine = await desk.anyone.fetch(piece)
  expect(mine.headers.get('content-type')).toBe('application/pdf')
  const other = await begin(call.slug)
  expect((await desk.anyone.fetch(piece.replace(link, other))).status).toBe(404)
  const [row] = await desk.sql<{ row: string }>(
    `select encode(sealed_file, 'escape') as row from application_file`,
  )
  expect(row?.row).not.toContain('%PDF')
  await hand(link)
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  const { files } = await ophelie.ok(readApplication, { params: { id: applications[0]?.id ?? '' } })
  expect(files.map(({ name }) => name)).toEqual(['statuts.pdf'])
  const opened = await lou.call(readApplicationFile, { params: { id: files[0]?.id ?? '' } })
  expect(opened.status).toBe(200)
  expect((await post(`${link}/piece`, new URLSearchParams({ retirer: files[0]?.id ?? '' }))).status).toBe(303)
  expect(
    (await ophelie.ok(readApplication, { params: { id: applications[0]?.id ?? '' } })).files,
  ).toHaveLength(1)
})

test('an application is corrected until the call closes, and not after', async () => {
  const call = await open({ title: 'Clôture' })
  const link = await handedIn(call.slug)
  await post(`${link}/reprendre`, new URLSearchParams({ act: 'corriger' }))
  await hand(link, { title: 'Maraude du matin' })
  await desk.sql(`update project_call set closes_on = '2026-01-02' where id = $1`, [call.id])
  await post(`${link}/reprendre`, new URLSearchParams({ act: 'retirer' }))
  await hand(link, { title: 'Trop tard' })
  const { applications } = await ophelie.ok(readProjectCall, { params: { id: call.id } })
  expect(applications).toMatchObject([{ title: 'Maraude du matin', state: 'submitted' }])
  const late = await post(
    `/appels-a-projets/${call.slug}`,
    new URLSearchParams({ organisation: 'Autre', email: 'autre@exemple.test' }),
  )
  expect(late.status).toBe(200)
  expect(await late.text()).toContain('Cet appel n’est pas ouvert')
})

test('reviews are blind until all are given, a tie takes one out, and only then is it decided and written', async () => {
  const call = await open({ title: 'Lecture' })
  const link = await handedIn(call.slug)
  const id = (await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications[0]?.id ?? ''
  const seen = (who: Person) => who.ok(readApplication, { params: { id } })
  const scores = (a: number, b: number) =>
    call.criteria.map((one, place) => ({ criterionId: one.id, score: place === 0 ? a : b }))
  const give = (who: Person, a: number, b: number, comment = '') =>
    who.call(giveReview, { params: { id }, input: { hasConflict: false, scores: scores(a, b), comment } })
  const half = await brune.call(giveReview, {
    params: { id },
    input: { hasConflict: false, scores: scores(5, 5).slice(0, 1), comment: '' },
  })
  expect(half.refusal?.fields?.[0]?.field).toBe('scores')
  expect((await give(ophelie, 1, 1)).status).toBe(404)
  await give(brune, 5, 1, 'Très utile.')
  const blind = await seen(lou)
  expect(blind.mark).toBeNull()
  expect(blind.reviews.every((one) => one.scores === null && one.comment === null && one.mark === null)).toBe(
    true,
  )
  expect((await seen(brune)).reviews.find((one) => one.isMine)?.mark).toBe(80)
  const decision = { state: 'accepted', granted: 8000, reasons: 'Un besoin mal couvert.' } as const
  const decide = (who: Person, version = 1) =>
    who.call(decideApplication, { params: { id }, version, input: decision })
  const held = await seen(ophelie)
  expect((await decide(ophelie, held.version)).refusal?.code).toBe('reviews_awaited')
  await noa.ok(giveReview, { params: { id }, input: { hasConflict: true } })
  await give(lou, 3, 3, 'Prudence.')
  const shown = await seen(lou)
  expect([shown.given, shown.awaited, shown.mark]).toEqual([2, 2, 70])
  expect(shown.reviews.map((one) => [one.reviewer, one.comment, one.hasConflict])).toEqual([
    ['Brune Fictive', 'Très utile.', false],
    ['Lou Fictif', 'Prudence.', false],
    ['Noa Fictif', null, true],
  ])
  const out = await seen(noa)
  expect([out.mark, out.reviews.some((one) => one.comment !== null)]).toEqual([null, false])
  expect((await give(lou, 0, 0)).refusal?.code).toBe('reviews_shown')
  expect((await decide(lou, held.version)).status).toBe(404)
  expect((await decide(ophelie, held.version)).status).toBe(200)
  expect((await decide(ophelie, held.version + 1)).refusal?.code).toBe('application_decided')

  const mailbox = await openMailbox()
  const outside = {
    mail: mailbox.mail(),
    publicUrl: () => desk.url,
    onTrouble: (error: unknown) => {
      throw error
    },
  }
  await writeApplication({ database: desk.database, keys: desk.keys, outside }, id)
  expect(mailbox.letters).toMatchObject([{ to: ['maud@exemple.test'] }])
  const text = mailbox.letters[0]?.text ?? ''
  expect(text).toContain('Un besoin mal couvert.')
  const sent = /\/lien\/\S+/.exec(text)?.[0] ?? ''
  expect(await read(sent)).toContain('Un besoin mal couvert.')
  expect(await read(link)).toContain('retenue')
  outside.mail.close()
  await mailbox.close()
})

test('who decides may not have a tie with the applicant', async () => {
  const call = await open({ title: 'Lien', reviewerIds: [brune.id, lou.id] })
  await handedIn(call.slug)
  const id = (await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications[0]?.id ?? ''
  await brune.ok(giveReview, { params: { id }, input: { hasConflict: true } })
  const scores = call.criteria.map((one) => ({ criterionId: one.id, score: 4 }))
  await lou.ok(giveReview, { params: { id }, input: { hasConflict: false, scores, comment: '' } })
  const { version } = await brune.ok(readApplication, { params: { id } })
  const decided = await brune.call(decideApplication, {
    params: { id },
    version,
    input: { state: 'declined', granted: null, reasons: 'Hors du cadre.' },
  })
  expect(decided.refusal?.code).toBe('own_tie')
})

test('a call is published with two readers, keeps what it promised, and ends when all are answered', async () => {
  const { id } = await ophelie.ok(createProjectCall, { input: { ...fields(), reviewerIds: [brune.id] } })
  const move = (version: number, status: 'published' | 'decided') =>
    ophelie.call(moveProjectCall, { params: { id }, version, input: { status } })
  expect((await move(1, 'published')).refusal?.code).toBe('call_without_reviewers')
  await ophelie.ok(saveProjectCall, {
    params: { id },
    version: 1,
    input: { reviewerIds: [brune.id, lou.id] },
  })
  expect((await move(1, 'published')).refusal?.code).toBe('version_conflict')
  expect((await move(2, 'published')).status).toBe(200)
  const promised = await ophelie.call(saveProjectCall, {
    params: { id },
    version: 3,
    input: { criteria: [{ label: 'Autre', weight: 1 }] },
  })
  expect(promised.refusal?.code).toBe('call_published')
  await ophelie.ok(saveProjectCall, { params: { id }, version: 3, input: { closesOn: '2098-12-31' } })
  const { call } = await ophelie.ok(readProjectCall, { params: { id } })
  await handedIn(call.slug)
  expect((await move(4, 'decided')).refusal?.code).toBe('call_undecided')
  const listener = await desk.people.listener()
  expect((await listener.call(readProjectCall, { params: { id } })).status).toBe(404)
  expect((await lou.call(createProjectCall, { input: fields() })).status).toBe(404)
})

test('a project that was accepted is followed by its milestones, and the file for a table says where all stand', async () => {
  const call = await open({ title: 'Suivi', reviewerIds: [brune.id, lou.id] })
  const link = await begin(call.slug)
  await hand(link, { organisation: '=1+1' })
  const id = (await ophelie.ok(readProjectCall, { params: { id: call.id } })).applications[0]?.id ?? ''
  const due = {
    kind: 'report',
    label: 'Compte rendu',
    dueOn: '2027-06-30',
    doneOn: null,
    note: null,
  } as const
  const early = await ophelie.call(addMilestone, { params: { id }, input: due })
  expect(early.refusal?.code).toBe('application_not_accepted')
  const scores = call.criteria.map((one) => ({ criterionId: one.id, score: 5 }))
  for (const who of [brune, lou])
    await who.ok(giveReview, { params: { id }, input: { hasConflict: false, scores, comment: '' } })
  const { version } = await ophelie.ok(readApplication, { params: { id } })
  await ophelie.ok(decideApplication, {
    params: { id },
    version,
    input: { state: 'accepted', granted: 5000, reasons: 'Oui.' },
  })
  const added = await ophelie.ok(addMilestone, { params: { id }, input: due })
  await ophelie.ok(saveMilestone, { params: { id: added.id }, version: 1, input: { doneOn: '2027-06-01' } })
  const late = await ophelie.call(saveMilestone, {
    params: { id: added.id },
    version: 1,
    input: { note: 'x' },
  })
  expect(late.refusal).toMatchObject({ code: 'version_conflict', current: { doneOn: '2027-06-01' } })
  const csv = await ophelie.call(exportProjectCall, { params: { id: call.id } })
  expect(csv.text).toContain(`;'=1+1;Maraude du soir;`)
  expect(csv.text).toContain(';8000;5000;2 sur 2;100')
})
