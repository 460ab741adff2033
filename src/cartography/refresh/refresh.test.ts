import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { decideProposal, mergeServices, readHistory, saveService } from '../directory/contract.ts'
import { addCorrespondent, handLink, revokeLink } from './contract.ts'
import { openRefreshDesk, type RefreshDesk } from './refresh.testing.ts'
import { resumeReplies } from './tasks.server.ts'

let at: RefreshDesk
let desk: RefreshDesk['desk']
let cleo: RefreshDesk['cleo']
let contact: RefreshDesk['contact']
let linked: RefreshDesk['linked']
let record: RefreshDesk['record']
let proposalsOf: RefreshDesk['proposalsOf']
let repliesOf: RefreshDesk['repliesOf']
let settle: RefreshDesk['settle']
let today: RefreshDesk['today']
let open: RefreshDesk['open']
let press: RefreshDesk['press']

beforeAll(async () => {
  at = await openRefreshDesk()
  ;({ desk, cleo, contact, linked, record, proposalsOf, repliesOf, settle, today, open, press } = at)
})
afterEach(() => at.clear())
afterAll(() => at.close())

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
      input: { name: 'Inès Fictive', email: 'ines@exemple.test' },
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
