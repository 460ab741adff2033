import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { createService } from '../directory/contract.ts'
import {
  handLink,
  inviteCorrespondent,
  launchRound,
  previewRound,
  readRefresh,
  tellListed,
} from './contract.ts'
import { openRefreshDesk, type RefreshDesk } from './refresh.testing.ts'

let at: RefreshDesk
let desk: RefreshDesk['desk']
let cleo: RefreshDesk['cleo']
let box: RefreshDesk['box']
let contact: RefreshDesk['contact']
let linked: RefreshDesk['linked']
let settle: RefreshDesk['settle']
let open: RefreshDesk['open']

beforeAll(async () => {
  at = await openRefreshDesk()
  ;({ desk, cleo, box, contact, linked, settle, open } = at)
})
afterEach(() => at.clear())
afterAll(() => at.close())

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
