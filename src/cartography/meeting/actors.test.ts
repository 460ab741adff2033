import { afterAll, beforeAll, expect, test } from 'vitest'
import { createService, listOrganisations } from '#cartography/directory/contract.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createLocalActor, createMeeting, listLocalActors, readMeeting, saveLocalActor } from './contract.ts'

let desk: TestDesk
let lou: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lou = await desk.people.cartographer('Lou Fictive')
})
afterAll(() => desk.close())

const actor = (name: string) =>
  lou.ok(createLocalActor, { input: { name, kind: 'association', departement: null } })

test('an actor is linked to its organisation of the directory, and every meeting shows it', async () => {
  const { id, version } = await actor('Le Phare imaginaire')
  await lou.ok(createService, {
    input: {
      name: 'Accueil',
      organisation: { name: 'Association du Phare imaginaire', kind: 'association' },
    },
  })
  const { items } = await lou.ok(listOrganisations, { query: { text: 'phare' } })
  const organisationId = items[0]?.id ?? ''
  await lou.ok(saveLocalActor, { params: { id }, version, input: { organisationId } })
  const meeting = await lou.ok(createMeeting, {
    input: {
      nature: 'partner_meeting',
      kind: null,
      title: 'Rencontre',
      startsAt: '2025-02-03T09:00:00+01:00',
      endsAt: '2025-02-03T11:00:00+01:00',
      departement: null,
      place: null,
      videoLink: null,
      agenda: null,
      actorIds: [id],
    },
  })
  const shown = await lou.ok(readMeeting, { params: { id: meeting.id } })
  expect(shown.actors[0]).toMatchObject({
    organisationId,
    organisation: 'Association du Phare imaginaire',
    version: 2,
  })
  const found = await lou.ok(listLocalActors, { query: { text: 'phare' } })
  expect(found.items[0]?.organisation).toBe('Association du Phare imaginaire')
})

test('an actor written over an older state, to nothing, or into another one is refused', async () => {
  const one = await actor('La Balise imaginaire')
  await actor('La Boussole imaginaire')
  const save = (version: number, input: object) =>
    lou.call(saveLocalActor, { params: { id: one.id }, version, input })
  expect((await save(1, { organisationId: crypto.randomUUID() })).refusal?.fields?.[0]?.field).toBe(
    'organisationId',
  )
  expect((await save(1, { name: 'LA BOUSSOLE Imaginaire' })).refusal?.fields?.[0]?.field).toBe('name')
  expect((await save(1, { name: 'La Balise fictive' })).status).toBe(200)
  const late = await save(1, { name: 'Autre' })
  expect(late.status).toBe(412)
  expect(late.refusal?.current).toMatchObject({ name: 'La Balise fictive', version: 2 })
})
