import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { decideProposal, readHistory, readService, searchDirectory } from '../directory/contract.ts'
import {
  addCorrespondent,
  handLink,
  inviteCorrespondent,
  readRefresh,
  tellListed,
  undoObjection,
} from './contract.ts'
import { openRefreshDesk, type RefreshDesk } from './refresh.testing.ts'

let at: RefreshDesk
let desk: RefreshDesk['desk']
let repliesOf: RefreshDesk['repliesOf']
let cleo: RefreshDesk['cleo']
let box: RefreshDesk['box']
let contact: RefreshDesk['contact']
let linked: RefreshDesk['linked']
let record: RefreshDesk['record']
let proposalsOf: RefreshDesk['proposalsOf']
let settle: RefreshDesk['settle']
let open: RefreshDesk['open']
let press: RefreshDesk['press']

beforeAll(async () => {
  at = await openRefreshDesk()
  ;({ desk, repliesOf, cleo, box, contact, linked, record, proposalsOf, settle, open, press } = at)
})
afterEach(() => at.clear())
afterAll(() => at.close())

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

  test('comes back as before when it was a mistake, with the reason kept, and may leave again', async () => {
    const mine = contact({ email: 'erreur@exemple.test', visibility: 'public' })
    const { id, path } = await linked({ contacts: [contact(), mine] })
    const other = await linked({ contacts: [contact({ email: 'Erreur@exemple.test' })] })
    const somebody = await cleo.ok(addCorrespondent, {
      params: { id },
      input: { name: 'Élan Fictif', email: 'erreur@exemple.test' },
    })
    const theirs = (await cleo.ok(handLink, { params: { id: somebody.id } })).path
    const leave = async (link: string, who: 'not_me' | 'not_us') => {
      const { form } = await open(`${link}/retrait`)
      form.set('who', who)
      await press(`${link}/retrait`, form)
      await settle()
    }
    await leave(theirs, 'not_me')
    const [reply] = await repliesOf(id)
    const params = { id: reply?.id ?? '' }
    const input = { reason: 'Appel de la personne, qui pensait se désabonner d’une lettre.' }
    expect(await cleo.ok(undoObjection, { params, input })).toEqual({ restored: 2, gone: 0 })
    const shown = async (of: string, as: 'public' | 'professionals_only') =>
      (await cleo.ok(readService, { params: { id: of }, query: { as } })).contacts.map(({ email }) => email)
    expect(await shown(id, 'public')).toEqual(['erreur@exemple.test'])
    expect(await shown(other.id, 'professionals_only')).toEqual(['Erreur@exemple.test'])
    expect([await proposalsOf(id), await proposalsOf(other.id)]).toEqual([[], []])
    expect(await repliesOf(id)).toMatchObject([
      { undone: { by: 'Cléo', reason: input.reason }, state: 'refused' },
    ])
    const { items } = await cleo.ok(readHistory, { params: { id } })
    expect(items[0]).toMatchObject({ author: 'Cléo' })
    expect(items.flatMap(({ changes }) => changes)).toContainEqual(
      expect.objectContaining({ field: 'Qui voit un contact', reason: input.reason }),
    )
    // Whoever holds the link reads that it was taken back; one may write to them again.
    const page = (await open(theirs)).html
    expect(page).toContain('demande annulée')
    expect(page).not.toContain('Vous avez demandé à ne plus y figurer')
    expect((await cleo.call(inviteCorrespondent, { params: { id: somebody.id } })).status).toBe(200)
    expect((await cleo.call(undoObjection, { params, input })).refusal?.code).toBe('objection_undone')
    await leave(theirs, 'not_me')
    expect(await shown(id, 'public')).toEqual([])
    expect((await open(path)).status).toBe(200)
  })

  test('a whole service that left by mistake is open and shown again, even after its departure was accepted', async () => {
    const { id, path, correspondentId } = await linked({ visibility: 'public' })
    const { form } = await open(`${path}/retrait`)
    form.set('who', 'not_us')
    await press(`${path}/retrait`, form)
    await settle()
    const [proposal] = await proposalsOf(id)
    await cleo.ok(decideProposal, {
      params: { id: proposal?.id ?? '' },
      version: proposal?.version ?? 0,
      input: { accept: ['active'] },
    })
    const [reply] = await repliesOf(id)
    const params = { id: reply?.id ?? '' }
    const input = { reason: 'La directrice a rappelé : ils parlaient d’un autre service.' }
    const brune = await desk.people.coordinator('Brune')
    expect((await brune.call(undoObjection, { params, input })).status).toBe(404)
    expect((await cleo.call(undoObjection, { params, input: { reason: ' ' } })).status).toBe(400)
    expect(await cleo.ok(undoObjection, { params, input })).toEqual({ restored: 1, gone: 0 })
    expect(await record(id)).toMatchObject({ active: true, visibility: 'public' })
    expect((await cleo.call(inviteCorrespondent, { params: { id: correspondentId } })).status).toBe(200)
  })

  test('a contact that was taken out of the entry since is not brought back from nowhere: it is said', async () => {
    const { id } = await linked({ contacts: [contact(), contact({ email: 'sorti@exemple.test' })] })
    const somebody = await cleo.ok(addCorrespondent, {
      params: { id },
      input: { name: null, email: 'sorti@exemple.test' },
    })
    const { path } = await cleo.ok(handLink, { params: { id: somebody.id } })
    const { form } = await open(`${path}/retrait`)
    form.set('who', 'not_me')
    await press(`${path}/retrait`, form)
    await settle()
    const [proposal] = await proposalsOf(id)
    await cleo.ok(decideProposal, {
      params: { id: proposal?.id ?? '' },
      version: proposal?.version ?? 0,
      input: { accept: ['contacts'] },
    })
    const [reply] = await repliesOf(id)
    expect(
      await cleo.ok(undoObjection, { params: { id: reply?.id ?? '' }, input: { reason: 'Par téléphone.' } }),
    ).toEqual({ restored: 0, gone: 1 })
    const kept = await desk.ownerSql('select * from app.refresh_hidden')
    expect(JSON.stringify(kept)).not.toContain('sorti@exemple.test')
  })
})
