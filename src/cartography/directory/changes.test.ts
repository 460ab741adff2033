import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import {
  createService,
  decideProposal,
  keepApart,
  listOrganisations,
  listPairs,
  listProposals,
  mergeServices,
  readHistory,
  readService,
  saveService,
  searchDirectory,
  verifyService,
} from './contract.ts'
import { proposeChange } from './proposal.server.ts'

let desk: TestDesk
let keeper: Person

beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer('Inès Fictive')
})
afterAll(() => desk.close())

type Input = z.input<(typeof createService)['input']>

const add = (name: string, more: Partial<Input> = {}) =>
  keeper.ok(createService, {
    input: {
      name,
      organisation: { name: `${name} (organisme d’exemple)`, kind: 'association' },
      departements: ['59'],
      verified: 'phone',
      ...more,
    },
  })
const read = (id: string) => keeper.ok(readService, { params: { id } })
const historyOf = async (id: string) =>
  (await keeper.ok(readHistory, { params: { id } })).items.map(({ kind, changes }) => ({ kind, changes }))
const reached = (phone: string) => ({
  ...{ id: newId(), person: null, function: null, email: null, web: null },
  ...{ phone, visibility: 'public' as const, isFrontGate: false },
})
const propose = (serviceId: string | null, fields: Parameters<typeof proposeChange>[1]['fields']) =>
  desk.database
    .transaction()
    .execute((db) => proposeChange(db, { serviceId, fields, provenance: { source: 'survey_answer' } }))
async function accept(id: string, fields: string[]) {
  const { items } = await keeper.ok(listProposals, {})
  const version = items.find((one) => one.id === id)?.version ?? 0
  return keeper.ok(decideProposal, { params: { id }, version, input: { accept: fields } })
}

test('the history says how an entry was verified, and to whom and where a service went', async () => {
  const one = await add('Le Phare', { place: { departement: '59', commune: 'Lille' } })
  await add('La Balise')
  const { items } = await keeper.ok(listOrganisations, { query: { text: 'balise' } })
  await keeper.ok(verifyService, { params: { id: one.id }, version: 1, input: { how: 'visit' } })
  await keeper.ok(saveService, {
    params: { id: one.id },
    version: 2,
    input: { organisationId: items[0]?.id, placeId: null },
  })
  const [moved, verified] = await historyOf(one.id)
  expect(verified).toMatchObject({ kind: 'verified', changes: [{ field: 'Comment' }] })
  expect(moved).toEqual({
    kind: 'edited',
    changes: [
      {
        field: 'Organisation',
        before: 'Le Phare (organisme d’exemple)',
        after: 'La Balise (organisme d’exemple)',
      },
      { field: 'Lieu', before: 'Lille, 59', after: null },
    ],
  })
})

test('an organisation renamed by a proposal is found by its new name, and all its services tell it', async () => {
  const { id } = await add('Le Sémaphore')
  const proposal = await propose(id, { organisation: 'Les Vigies imaginaires' })
  await accept(proposal, ['organisation'])
  const { items } = await keeper.ok(searchDirectory, { query: { text: 'vigies' } })
  expect(items.map((one) => one.id)).toEqual([id])
  expect((await historyOf(id)).find(({ kind }) => kind === 'edited')?.changes[0]?.after).toBe(
    'Les Vigies imaginaires',
  )
  expect((await read(id)).organisation.version).toBe(2)
})

test('what is proposed of an entry that was merged since is said of the one that stays', async () => {
  const [stays, goes] = [await add('L’Ancre'), await add('L’Ancre du port')]
  const proposal = await propose(goes.id, { description: 'Un lieu où se poser, sans rendez-vous.' })
  await keeper.ok(mergeServices, { params: { id: stays.id }, version: 1, input: { goneId: goes.id } })
  const { items } = await keeper.ok(listProposals, { query: { service: stays.id } })
  expect(items.map((one) => [one.id, one.serviceId, one.service])).toEqual([[proposal, stays.id, 'L’Ancre']])
  expect((await read(stays.id)).proposals).toBe(1)
  expect(await accept(proposal, ['description'])).toEqual({ serviceId: stays.id })
  expect((await read(stays.id)).description).toContain('se poser')
})

test('a service born of a proposal is for professionals until somebody of the platform says more', async () => {
  const proposal = await propose(null, { name: 'Le Refuge imaginaire', departements: ['59'] })
  const { serviceId } = await accept(proposal, ['name', 'departements'])
  expect((await read(serviceId ?? '')).visibility).toBe('professionals_only')
})

test('the street of a confidential address is as secret as its number', async () => {
  const answer = await keeper.call(createService, {
    input: {
      name: 'Maison calme',
      organisation: { name: 'Exemple', kind: 'association' },
      description: 'Sonner rue Invisible, la porte bleue.',
      place: {
        departement: '33',
        commune: 'Bordeaux',
        address: '4 bis, rue Invisible',
        precision: 'commune',
      },
    },
  })
  expect(answer.refusal).toMatchObject({ code: 'address_told', fields: [{ field: 'description' }] })
})

test('entries written twice are proposed over the whole directory, until somebody says that they are two', async () => {
  const one = await add('Point écoute du bourg', { contacts: [reached('03 20 00 00 01')] })
  const twin = await add('Le point d’écoute du bourg', { contacts: [reached('+33320000001')] })
  await add('Tout autre chose', { contacts: [reached('03 20 00 00 01')] })
  const same = await add('Point Ecoute du Bourg', { departements: ['62'] })
  const pairs = async (departement?: '59' | '62' | '75') => {
    const { items } = await keeper.ok(listPairs, { query: departement ? { departement } : {} })
    return items.map((pair) => [new Set([pair.one.id, pair.other.id]), pair.reasons])
  }
  const found = await pairs('59')
  expect(found).toContainEqual([new Set([one.id, twin.id]), ['même téléphone']])
  expect(found).toContainEqual([new Set([one.id, same.id]), ['même nom']])
  expect(found).toHaveLength(2)
  expect(await pairs('75')).toEqual([])
  await keeper.ok(keepApart, { params: { id: one.id }, input: { otherId: twin.id } })
  expect(await pairs('59')).toEqual([[new Set([one.id, same.id]), ['même nom']]])
  const listener = await desk.people.listener()
  expect((await listener.call(listPairs, {})).status).toBe(404)
})
