import { Temporal } from 'temporal-polyfill'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { type Mailbox, openMailbox } from '#kernel/testing/mailbox.server.ts'
import {
  createService,
  decideProposal,
  listProposals,
  mergeServices,
  readHistory,
  readService,
  saveService,
  searchDirectory,
} from '../directory/contract.ts'
import {
  addCorrespondent,
  handLink,
  inviteCorrespondent,
  launchRound,
  previewRound,
  readRefresh,
  revokeLink,
  tellListed,
} from './contract.ts'
import { resumeReplies } from './tasks.server.ts'

let desk: TestDesk
let cleo: Person
let box: Mailbox

beforeAll(async () => {
  box = await openMailbox()
  desk = await openTestDesk()
  cleo = await desk.people.cartographer('Cléo')
})
afterEach(() => {
  box.letters.length = 0
  box.refuses = false
})
afterAll(async () => {
  await desk.close()
  await box.close()
})

let count = 0
const contact = (given: object = {}) => ({
  id: crypto.randomUUID(),
  person: 'Personne Fictive',
  function: 'Coordination',
  phone: '01 99 00 12 34',
  email: `contact.${count}@exemple.test`,
  web: null,
  visibility: 'professionals_only' as const,
  isFrontGate: false,
  ...given,
})
type Made = z.input<(typeof createService)['input']>

/** A service with somebody to write to, and the path of their link. */
async function linked(given: Partial<Made> = {}) {
  count += 1
  const { id } = await cleo.ok(createService, {
    input: {
      name: `Accueil des Tilleuls ${count}`,
      description: 'Un lieu inventé.',
      kinds: ['day_reception'],
      departements: ['35'],
      minAge: 12,
      organisation: { name: `Association fictive ${count}`, kind: 'association' },
      place: { departement: '35', commune: 'Rennes', address: '1 rue Imaginaire', postcode: '35000' },
      contacts: [contact()],
      ...given,
    },
  })
  const email = `relecture.${count}@exemple.test`
  const somebody = await cleo.ok(addCorrespondent, { params: { id }, input: { name: 'Rémi Fictif', email } })
  const { path } = await cleo.ok(handLink, { params: { id: somebody.id } })
  return { id, correspondentId: somebody.id, path, email }
}

const record = (id: string) => cleo.ok(readService, { params: { id } })
const proposalsOf = async (id: string) => (await cleo.ok(listProposals, { query: { service: id } })).items
const repliesOf = async (id: string) => (await cleo.ok(readRefresh, { params: { id } })).replies
const settle = () => runJobs(desk, { mail: box.mail() })
const today = () => Temporal.Now.plainDateISO('Europe/Paris').toString()

/** A page as a browser without scripts has it: its words, and its form as it would be sent. */
async function open(path: string) {
  const response = await desk.anyone.fetch(path)
  const html = await response.text()
  return { status: response.status, headers: response.headers, html, form: formIn(html) }
}

const plain = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What the browser would send if one pressed the button at once. */
function formIn(html: string): URLSearchParams {
  const form = new URLSearchParams()
  const attribute = (tag: string, name: string) =>
    plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type')
    if ((type === 'checkbox' || type === 'radio') && !/\schecked=/.test(tag)) continue
    form.append(attribute(tag, 'name'), attribute(tag, 'value'))
  }
  for (const [, tag = '', inside = ''] of html.matchAll(/<textarea([^>]*)>([^<]*)<\/textarea>/g)) {
    form.append(attribute(tag, 'name'), plain(inside))
  }
  for (const [, tag = '', inside = ''] of html.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option[^>]*value="([^"]*)"[^>]*selected[^>]*>/.exec(inside)?.[1] ?? ''
    form.append(attribute(tag, 'name'), plain(chosen))
  }
  return form
}

async function press(path: string, form: URLSearchParams) {
  const response = await desk.anyone.fetch(path, { method: 'POST', body: form })
  const html = await response.text()
  return { status: response.status, to: response.headers.get('location'), html, form: formIn(html) }
}

describe('a service with its link', () => {
  test('reads its own entry without an account, a cookie or a script, and nothing that is kept inside', async () => {
    const { path } = await linked({
      internalNotes: 'Note que personne ne lit dehors',
      contacts: [contact(), contact({ phone: '06 99 00 00 01', visibility: 'internal' })],
    })
    for (const part of ['', '/changements', '/retrait']) {
      const { status, headers, html } = await open(`${path}${part}`)
      expect(status).toBe(200)
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('content-security-policy')).not.toContain('script-src')
      expect(Buffer.byteLength(html)).toBeLessThan(60_000)
      expect(html).toContain('Accueil des Tilleuls')
      expect(html).not.toMatch(/<script|Note que personne|06 99 00 00 01|https?:\/\//)
    }
    expect((await open(path)).html).toContain('01 99 00 12 34')
  })

  test('is not shown a confidential address, nor any contact but that of its front gate', async () => {
    const { id, path } = await linked({
      place: {
        departement: '35',
        commune: 'Fougères',
        address: '9 impasse Inventée',
        precision: 'departement',
      },
      contacts: [contact({ isFrontGate: true }), contact({ phone: '02 99 00 00 02' })],
    })
    for (const part of ['', '/changements']) {
      const { html } = await open(`${path}${part}`)
      expect(html).toContain('L’adresse')
      expect(html).not.toMatch(/impasse|Fougères|02 99 00 00 02/)
    }
    const { form } = await open(`${path}/changements`)
    form.set('contact-0-phone', '01 99 00 55 66')
    await press(`${path}/changements`, form)
    await settle()
    const [proposal] = await proposalsOf(id)
    expect(proposal?.changes.map(({ key }) => key)).toEqual(['contacts'])
    // Those that they were not shown stay.
    expect(proposal?.fields.contacts?.map(({ phone }) => phone)).toEqual(['01 99 00 55 66', '02 99 00 00 02'])
  })

  test('confirms in one press: a verification by the service itself, told apart from ours', async () => {
    const { id, path } = await linked()
    const page = await open(path)
    const first = await press(`${path}/exact`, page.form)
    const again = await press(`${path}/exact`, page.form)
    expect([first.status, first.to, again.to]).toEqual([303, `${path}/merci`, `${path}/merci`])
    expect((await open(`${path}/merci`)).html).toContain('confirmé')
    await settle()
    expect(await record(id)).toMatchObject({
      verifiedOn: today(),
      verifiedHow: 'partner',
      verifiedBy: 'Rémi Fictif',
      freshness: 'fresh',
    })
    const { items } = await cleo.ok(readHistory, { params: { id } })
    expect(items.filter(({ kind }) => kind === 'verified')).toHaveLength(1)
    expect(await repliesOf(id)).toMatchObject([{ kind: 'confirmed', who: 'Rémi Fictif' }])
    expect((await open(path)).html).toContain('Elle a été vérifiée le')
  })

  test('is heard twice when two of its people answer at the same moment, and nothing is lost', async () => {
    const { id, path } = await linked()
    const colleague = await cleo.ok(addCorrespondent, {
      params: { id },
      input: { name: 'Inès Fictive', email: `ines.${count}@exemple.test` },
    })
    const theirs = (await cleo.ok(handLink, { params: { id: colleague.id } })).path
    const [mine, other] = [await open(`${path}/changements`), await open(`${theirs}/changements`)]
    mine.form.set('minAge', '13')
    other.form.set('maxAge', '19')
    const sent = await Promise.all([
      press(`${path}/changements`, mine.form),
      press(`${theirs}/changements`, other.form),
      press(`${path}/exact`, (await open(path)).form),
    ])
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303])
    await settle()
    expect((await proposalsOf(id)).map(({ saidBy }) => saidBy).toSorted()).toEqual([
      'Inès Fictive',
      'Rémi Fictif',
    ])
    // One sees nothing of what the other said.
    expect((await open(theirs)).html).not.toContain('toujours exacte')
    expect((await record(id)).verifiedOn).toBe(today())
  })

  test('a reply whose job was lost is acted upon by the nightly work', async () => {
    const { id, path } = await linked()
    await press(`${path}/exact`, (await open(path)).form)
    await desk.ownerSql("delete from graphile_worker._private_jobs where key like 'settle_refresh:%'")
    await settle()
    expect((await record(id)).verifiedOn).toBeNull()
    await desk.database.transaction().execute((db) => resumeReplies(db))
    await settle()
    expect((await record(id)).verifiedOn).toBe(today())
  })

  test('does not confirm what it has not read: an entry changed in between is shown again', async () => {
    const { id, path } = await linked()
    const page = await open(path)
    const { version } = await record(id)
    await cleo.ok(saveService, { params: { id }, version, input: { minAge: 15 } })
    const answer = await press(`${path}/exact`, page.form)
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('La fiche a changé')
    await settle()
    expect((await record(id)).verifiedOn).toBeNull()
    expect((await press(`${path}/exact`, answer.form)).status).toBe(303)
  })

  test('proposes only what it changed, and nothing is written before a cartographer agrees, field by field', async () => {
    const { id, path } = await linked()
    const { form } = await open(`${path}/changements`)
    form.set('name', 'Accueil des Tilleuls et du Port')
    form.set('minAge', '14')
    form.append('kinds', 'mobile_team')
    form.set('hours', 'days')
    form.set('day-1', '9h-12h30, 14h-18h')
    form.set('address', '2 rue Imaginaire')
    form.set('remark', 'Nous avons déménagé de deux portes.')
    expect((await press(`${path}/changements`, form)).to).toBe(`${path}/merci`)
    await settle()
    const before = await record(id)
    expect(before).toMatchObject({ minAge: 12, hours: null, place: { address: '1 rue Imaginaire' } })
    const [proposal] = await proposalsOf(id)
    expect(proposal).toMatchObject({
      source: 'partner_link',
      saidBy: 'Rémi Fictif',
      remark: 'Nous avons déménagé de deux portes.',
    })
    expect(proposal?.changes.map(({ key }) => key).toSorted()).toEqual(
      ['hours', 'kinds', 'minAge', 'name', 'place.address'].toSorted(),
    )
    await cleo.ok(decideProposal, {
      params: { id: proposal?.id ?? '' },
      version: proposal?.version ?? 0,
      input: {
        accept: ['minAge', 'place.address', 'hours'],
        reasons: { name: 'Le port a son propre accueil.' },
        verified: 'partner',
      },
    })
    expect(await record(id)).toMatchObject({
      name: before.name,
      minAge: 14,
      kinds: ['day_reception'],
      hours: [
        { weekday: 1, opens: '09:00', closes: '12:30' },
        { weekday: 1, opens: '14:00', closes: '18:00' },
      ],
      place: { address: '2 rue Imaginaire' },
    })
    expect(await repliesOf(id)).toMatchObject([{ kind: 'proposed', state: 'accepted' }])
    const { html } = await open(path)
    expect(html).toContain('acceptée')
    expect(html).toContain('Non retenu, Nom du service : Le port a son propre accueil.')
    const { items } = await cleo.ok(readHistory, { params: { id } })
    const left = items.find(({ kind }) => kind === 'refused')
    expect(left?.changes).toContainEqual({
      field: 'Nom du service',
      before: before.name,
      after: 'Accueil des Tilleuls et du Port',
      reason: 'Le port a son propre accueil.',
    })
  })

  test('does not undo by accident what somebody else changed while the form was open', async () => {
    const { id, path } = await linked()
    const { form } = await open(`${path}/changements`)
    const { version } = await record(id)
    await cleo.ok(saveService, {
      params: { id },
      version,
      input: { minAge: 16, description: 'Nouveau texte.' },
    })
    form.set('maxAge', '20')
    await press(`${path}/changements`, form)
    await settle()
    const [proposal] = await proposalsOf(id)
    expect(proposal?.changes.map(({ key }) => key)).toEqual(['maxAge'])
  })

  test('keeps what is typed when something is wrong, and says where with a link to each field', async () => {
    const { id, path } = await linked()
    const { form } = await open(`${path}/changements`)
    form.set('description', 'Un texte long à ne pas perdre & des « guillemets » <b>')
    form.set('minAge', 'douze')
    form.set('postcode', '35')
    form.set('hours', 'days')
    form.set('day-3', 'le matin')
    form.set('contact-0-email', 'pas une adresse')
    const answer = await press(`${path}/changements`, form)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('4 points à revoir')
    for (const at of ['minAge', 'postcode', 'day-3', 'contact-0-email']) {
      expect(answer.html).toContain(`href="#${at}"`)
      expect(answer.html).toContain(`id="${at}"`)
    }
    for (const name of ['description', 'minAge', 'postcode', 'day-3', 'contact-0-email', 'base']) {
      expect(answer.form.get(name), name).toBe(form.get(name))
    }
    answer.form.set('minAge', '13')
    answer.form.set('postcode', '35200')
    answer.form.set('day-3', '9h-12h')
    answer.form.set('contact-0-email', 'nouveau@exemple.test')
    expect((await press(`${path}/changements`, answer.form)).status).toBe(303)
    await settle()
    expect(await proposalsOf(id)).toHaveLength(1)
  })

  test('that changes nothing is told so rather than thanked', async () => {
    const { id, path } = await linked()
    const { form } = await open(`${path}/changements`)
    const answer = await press(`${path}/changements`, form)
    expect([answer.status, answer.html.includes('Rien n’est changé')]).toEqual([422, true])
    expect(await repliesOf(id)).toEqual([])
  })

  test('adds and takes away contacts', async () => {
    const { id, path } = await linked()
    const { form } = await open(`${path}/changements`)
    form.set('contact-0-gone', 'yes')
    form.set('contact-1-function', 'Accueil')
    form.set('contact-1-phone', '01 99 00 77 88')
    form.set('contact-1-visibility', 'public')
    await press(`${path}/changements`, form)
    await settle()
    const [proposal] = await proposalsOf(id)
    expect(proposal?.fields.contacts).toMatchObject([
      { function: 'Accueil', phone: '01 99 00 77 88', visibility: 'public', isFrontGate: false },
    ])
  })

  test('answers like any other link that does not open once it is closed or replaced', async () => {
    const { path, correspondentId } = await linked()
    const { form } = await open(`${path}/changements`)
    form.set('minAge', '14')
    const next = await cleo.ok(handLink, { params: { id: correspondentId } })
    expect([(await open(path)).status, (await open(next.path)).status]).toEqual([404, 200])
    expect((await press(`${path}/changements`, form)).html).toContain('Ce lien n’ouvre plus de page')
    await cleo.ok(revokeLink, { params: { id: correspondentId } })
    expect((await open(next.path)).html).toContain('Ce lien n’ouvre plus de page')
  })

  test('still reaches its entry after it was merged into another', async () => {
    const kept = await linked()
    const gone = await linked()
    const { version } = await record(kept.id)
    await cleo.ok(mergeServices, { params: { id: kept.id }, version, input: { goneId: gone.id } })
    const page = await open(gone.path)
    expect(page.html).toContain((await record(kept.id)).name)
    await press(`${gone.path}/exact`, page.form)
    const { form } = await open(`${gone.path}/changements`)
    form.set('minAge', '14')
    await press(`${gone.path}/changements`, form)
    await settle()
    expect(await proposalsOf(kept.id)).toHaveLength(1)
  })
})

describe('whoever does not want to be listed', () => {
  test('is no longer shown outside of the platform, at once, in every entry, and nobody writes to them again', async () => {
    const mine = contact({ email: 'oppose@exemple.test' })
    const { id, path, correspondentId } = await linked({ contacts: [contact(), mine] })
    const other = await linked({ contacts: [contact({ email: 'Oppose@exemple.test' })] })
    const told = await cleo.ok(tellListed, { params: { id } })
    expect(told.told).toBe(3)
    await settle()
    const letter = box.letters.find(({ to }) => to.includes('oppose@exemple.test'))
    const link = /\/lien\/\S+/.exec(letter?.text ?? '')?.[0] ?? ''
    const { form } = await open(`${link}/retrait`)
    expect((await press(`${link}/retrait`, form)).status).toBe(422)
    form.set('who', 'not_me')
    form.set('remark', 'Je change de métier.')
    expect((await press(`${link}/retrait`, form)).to).toBe(`${link}/merci`)
    await settle()
    const shown = async (of: string) =>
      (await cleo.ok(readService, { params: { id: of }, query: { as: 'professionals_only' } })).contacts
    expect((await shown(id)).map(({ email }) => email)).not.toContain('oppose@exemple.test')
    expect(await shown(other.id)).toEqual([])
    const [proposal] = await proposalsOf(id)
    expect(proposal).toMatchObject({ source: 'objection', saidBy: 'Personne Fictive' })
    expect(proposal?.remark).toContain('Je change de métier.')
    expect(proposal?.changes.map(({ key }) => key)).toEqual(['contacts'])
    expect(await proposalsOf(other.id)).toHaveLength(1)
    const { correspondents, suggestions } = await cleo.ok(readRefresh, { params: { id } })
    const them = correspondents.find(({ email }) => email === 'oppose@exemple.test')
    expect(them?.objectedAt).not.toBeNull()
    const invited = await cleo.call(inviteCorrespondent, { params: { id: them?.id ?? '' } })
    expect(invited.refusal?.code).toBe('correspondent_objected')
    const added = await cleo.call(addCorrespondent, {
      params: { id: other.id },
      input: { name: null, email: 'OPPOSE@exemple.test' },
    })
    expect(added.refusal?.code).toBe('correspondent_objected')
    expect(suggestions).toEqual([])
    // The other person of the service is not concerned.
    expect((await cleo.call(inviteCorrespondent, { params: { id: correspondentId } })).status).toBe(200)
    expect((await open(path)).status).toBe(200)
  })

  test('may take the whole service out: hidden at once from all but the platform, decided by a cartographer', async () => {
    const { id, path } = await linked({ name: 'Halte Sans Nom', visibility: 'public' })
    const { form } = await open(`${path}/retrait`)
    form.set('who', 'not_us')
    await press(`${path}/retrait`, form)
    await settle()
    const find = async (as: 'public' | 'professionals_only' | 'internal') =>
      (await cleo.ok(searchDirectory, { query: { text: 'Halte Sans Nom', as } })).items.map((one) => one.id)
    expect([await find('public'), await find('professionals_only')]).toEqual([[], []])
    expect(await find('internal')).toEqual([id])
    const [proposal] = await proposalsOf(id)
    await cleo.ok(decideProposal, {
      params: { id: proposal?.id ?? '' },
      version: proposal?.version ?? 0,
      input: { accept: ['active'] },
    })
    expect((await record(id)).active).toBe(false)
  })
})

describe('writing to services', () => {
  test('sends a personal link that opens their entry, and ends the former one a little later', async () => {
    const { correspondentId, path, email, id } = await linked()
    await cleo.ok(inviteCorrespondent, { params: { id: correspondentId } })
    await cleo.ok(inviteCorrespondent, { params: { id: correspondentId } })
    await settle()
    expect(box.letters.map(({ to }) => to)).toEqual([[email]])
    const [letter] = box.letters
    expect(letter?.text).toContain('Bonjour Rémi Fictif,')
    expect(letter?.text).not.toContain('rue Imaginaire')
    const link = new RegExp(`${desk.url}(/lien/\\S+)`).exec(letter?.text ?? '')?.[1] ?? ''
    expect((await open(link)).status).toBe(200)
    // Whoever is writing at that moment may finish.
    expect((await open(path)).status).toBe(200)
    await desk.ownerSql(
      "update app.link set revoked_at = revoked_at - interval '61 minutes' where revoked_at is not null and subject_id = $1",
      [id],
    )
    expect([(await open(path)).status, (await open(link)).status]).toEqual([404, 200])
    const { correspondents } = await cleo.ok(readRefresh, { params: { id } })
    expect(correspondents).toMatchObject([
      { email, message: { kind: 'invitation', trouble: null }, link: { uses: 2 } },
    ])
    expect(correspondents[0]?.toldAt).not.toBeNull()
  })

  test('a message that cannot leave stays in sight, is tried again, and leaves the link in hand alone', async () => {
    const { correspondentId, path, id } = await linked()
    const messageOf = async () => (await cleo.ok(readRefresh, { params: { id } })).correspondents[0]?.message
    await cleo.ok(inviteCorrespondent, { params: { id: correspondentId } })
    await runJobs(desk)
    expect(await messageOf()).toMatchObject({ sentAt: null, trouble: 'mail_not_configured' })
    expect((await open(path)).status).toBe(200)
    box.refuses = true
    await cleo.ok(inviteCorrespondent, { params: { id: correspondentId } })
    await settle()
    expect(await messageOf()).toMatchObject({ sentAt: null, trouble: 'mail_refused' })
    box.refuses = false
    await runJobs(desk, { mail: box.mail(), hurry: true })
    expect(await messageOf()).toMatchObject({ trouble: null })
    expect(box.letters).toHaveLength(1)
  })

  test('tells listed contacts once that they are listed', async () => {
    const { id } = await linked({ contacts: [contact({ email: 'liste@exemple.test' })] })
    expect(await cleo.ok(tellListed, { params: { id } })).toMatchObject({ told: 2, alreadyTold: 0 })
    await settle()
    expect(box.letters.map(({ to }) => to[0]).toSorted()).toContain('liste@exemple.test')
    expect(box.letters[0]?.subject).toBe('Vos coordonnées figurent dans un annuaire professionnel')
    expect(await cleo.ok(tellListed, { params: { id } })).toMatchObject({ told: 0, alreadyTold: 2 })
  })

  test('a round writes only to those that are due, not to those written to lately, and shows them first', async () => {
    const due = await linked({ departements: ['2A'], place: { departement: '2A', commune: 'Ajaccio' } })
    const fresh = await linked({
      departements: ['2A'],
      place: { departement: '2A', commune: 'Ajaccio' },
      verified: 'phone',
    })
    const mute = await cleo.ok(createService, {
      input: {
        name: 'Sans adresse',
        departements: ['2A'],
        organisation: { name: 'Muette fictive', kind: 'association' },
        place: { departement: '2A' },
      },
    })
    const seen = await cleo.ok(previewRound, { query: { departement: '2A' } })
    expect(seen.written.map(({ email }) => email)).toEqual([due.email])
    expect(seen.unreachable.map(({ serviceId }) => serviceId)).toEqual([mute.id])
    expect(seen.written.map(({ serviceId }) => serviceId)).not.toContain(fresh.id)
    expect(await cleo.ok(launchRound, { input: { departement: '2A' } })).toEqual({ asked: 1 })
    await settle()
    expect(box.letters.map(({ to }) => to)).toEqual([[due.email]])
    expect(await cleo.ok(previewRound, { query: { departement: '2A' } })).toMatchObject({
      written: [],
      recent: 1,
    })
  })

  test('is for cartographers: a coordinator reads, a listener finds nothing', async () => {
    const { id, correspondentId } = await linked()
    const brune = await desk.people.coordinator('Brune')
    const ana = await desk.people.listener('Ana')
    expect((await brune.call(readRefresh, { params: { id } })).status).toBe(200)
    expect((await brune.call(handLink, { params: { id: correspondentId } })).status).toBe(404)
    expect((await ana.call(readRefresh, { params: { id } })).status).toBe(404)
    expect((await ana.call(inviteCorrespondent, { params: { id: correspondentId } })).status).toBe(404)
  })
})
