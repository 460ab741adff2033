import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { cancelAction } from '#listening/action/contract.ts'
import { answerOrientation, createOrientation } from '#listening/orientation/contract.ts'
import { createSituation } from '#listening/situation/contract.ts'
import {
  createService,
  decideProposal,
  findDuplicates,
  keepApart,
  listProposals,
  mergeServices,
  readHistory,
  readService,
  saveService,
  searchDirectory,
  undoMerge,
} from './contract.ts'
import { proposeChange } from './proposal.server.ts'

let desk: TestDesk
let keeper: Person
let listener: Person
beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer()
  listener = await desk.people.listener()
})
afterAll(() => desk.close())

type Added = Partial<NonNullable<z.input<(typeof createService)['input']>>> & { name: string }
const add = (input: Added) =>
  keeper.ok(createService, { input: { organisation: { name: input.name, kind: 'association' }, ...input } })

const orient = async (serviceId: string) => {
  const situation = await listener.ok(createSituation, { input: {} })
  return listener.ok(createOrientation, {
    params: { id: situation.id },
    input: { kind: null, service: 'Un service', serviceId, person: null, note: null },
  })
}

test('orientations are counted on the service with what came of them, those withdrawn left out', async () => {
  const { id } = await add({ name: 'Ponton (exemple)' })
  const first = await orient(id)
  await orient(id)
  const third = await orient(id)
  await listener.ok(answerOrientation, {
    params: { id: first.id },
    version: 1,
    input: { outcome: 'appointment' },
  })
  await listener.ok(cancelAction, { params: { id: third.id } })
  const { orientations } = await listener.ok(readService, { params: { id } })
  expect(orientations?.total).toBe(2)
  expect(orientations?.outcomes).toEqual(
    expect.arrayContaining([
      { outcome: 'to_ask', count: 1 },
      { outcome: 'appointment', count: 1 },
    ]),
  )
  const outside = await (await desk.people.analyst()).ok(readService, { params: { id } })
  expect(outside.orientations).toBeNull()
})

test('an orientation towards a service that the directory does not hold is refused in words', async () => {
  const situation = await listener.ok(createSituation, { input: {} })
  const answer = await listener.call(createOrientation, {
    params: { id: situation.id },
    input: { kind: null, service: 'Ailleurs', serviceId: randomUUID(), person: null, note: null },
  })
  expect(answer.refusal?.code).toBe('service_unknown')
})

test('two entries that look alike are proposed, and two services said apart are not any more', async () => {
  const contacts = [
    {
      id: randomUUID(),
      person: null,
      function: null,
      phone: '01 99 11 22 33',
      email: null,
      web: null,
      visibility: 'public' as const,
      isFrontGate: false,
    },
  ]
  const place = { departement: '42' as const, address: '3 allée des Mots', commune: 'Roanne' }
  const one = await add({ name: 'Halte de la Brume (exemple)', place, contacts })
  const two = await add({
    name: 'La Halte de la brume (exemple)',
    place: { ...place, address: '3, Allée des mots' },
    contacts: [{ ...contacts[0], id: randomUUID(), phone: '+33 1 99 11 22 33' }] as typeof contacts,
  })
  await add({ name: 'Tout autre chose (exemple)', place: { departement: '42' } })
  const { items } = await keeper.ok(findDuplicates, { params: { id: one.id } })
  expect(items.map(({ id }) => id)).toEqual([two.id])
  expect(items[0]?.reasons).toEqual(['nom très proche', 'même téléphone', 'même adresse'])
  await keeper.ok(keepApart, { params: { id: two.id }, input: { otherId: one.id } })
  expect((await keeper.ok(findDuplicates, { params: { id: one.id } })).items).toEqual([])
})

test('a merge gathers what two entries say, and undoing it gives both back', async () => {
  const kept = await add({ name: 'Source haute (exemple)', kinds: ['training'], departements: ['05'] })
  const gone = await add({ name: 'Source basse (exemple)', kinds: ['uaped'], departements: ['04'] })
  await orient(gone.id)
  const { mergeId } = await keeper.ok(mergeServices, {
    params: { id: kept.id },
    version: 1,
    input: { goneId: gone.id },
  })
  const merged = await keeper.ok(readService, { params: { id: kept.id } })
  expect(merged).toMatchObject({ kinds: ['uaped', 'training'], departements: ['04', '05'] })
  expect(merged.orientations?.total).toBe(1)
  const away = await keeper.ok(readService, { params: { id: gone.id } })
  expect(away).toMatchObject({ mergedInto: kept.id, abilities: { edit: false } })
  const during = await listener.ok(searchDirectory, { query: { text: 'source' } })
  expect(during.items.map(({ id }) => id)).toEqual([kept.id])
  const late = await keeper.call(saveService, { params: { id: gone.id }, version: 2, input: { capacity: 1 } })
  expect(late.refusal?.code).toBe('service_merged')
  // Something else is written meanwhile: it stays.
  await keeper.ok(saveService, { params: { id: kept.id }, version: 2, input: { capacity: 9 } })
  await keeper.ok(undoMerge, { params: { id: mergeId } })
  expect((await keeper.call(undoMerge, { params: { id: mergeId } })).status).toBe(404)
  const back = await keeper.ok(readService, { params: { id: kept.id } })
  expect(back).toMatchObject({ kinds: ['training'], departements: ['05'], capacity: 9 })
  expect((await keeper.ok(readService, { params: { id: gone.id } })).mergedInto).toBeNull()
  const after = await listener.ok(searchDirectory, { query: { text: 'source' } })
  expect(after.items).toHaveLength(2)
})

test('what a confidential shelter kept inside stays inside when its entry is merged', async () => {
  const word = 'veilleuse-de-nuit'
  const kept = await add({ name: 'Façade (exemple)' })
  const gone = await add({
    name: 'Abri (exemple)',
    place: { departement: '05', precision: 'departement' },
    contacts: [
      {
        id: randomUUID(),
        person: null,
        function: word,
        phone: null,
        email: null,
        web: null,
        visibility: 'public',
        isFrontGate: false,
      },
    ],
  })
  await keeper.ok(mergeServices, { params: { id: kept.id }, version: 1, input: { goneId: gone.id } })
  const analyst = await desk.people.analyst()
  expect((await analyst.call(readService, { params: { id: kept.id } })).text).not.toContain(word)
  expect((await keeper.call(readService, { params: { id: kept.id } })).text).toContain(word)
})

test('a proposal is compared field by field, and only what is accepted is written', async () => {
  const { id } = await add({ name: 'Vigie (exemple)', description: 'Avant.', place: { departement: '29' } })
  await desk.database.transaction().execute((db) =>
    proposeChange(db, {
      serviceId: id,
      fields: { description: 'Après.', capacity: 12, place: { commune: 'Brest' }, remark: 'Merci.' },
      provenance: { source: 'partner_link', saidBy: 'L’équipe de la Vigie (exemple)' },
    }),
  )
  const { items } = await keeper.ok(listProposals, { query: { service: id } })
  expect(items[0]).toMatchObject({ service: 'Vigie (exemple)', remark: 'Merci.' })
  expect(items[0]?.changes.map(({ key }) => key).toSorted()).toEqual([
    'capacity',
    'description',
    'place.commune',
  ])
  const params = { id: items[0]?.id ?? '' }
  await keeper.ok(decideProposal, {
    params,
    version: 1,
    input: { accept: ['capacity', 'place.commune'], verified: 'partner' },
  })
  const now = await keeper.ok(readService, { params: { id } })
  expect(now).toMatchObject({
    description: 'Avant.',
    capacity: 12,
    place: { commune: 'Brest' },
    verifiedHow: 'partner',
  })
  const again = await keeper.call(decideProposal, { params, version: 1, input: { accept: [] } })
  expect(again.refusal?.code).toBe('proposal_settled')
  const history = await keeper.ok(readHistory, { params: { id } })
  const accepted = history.items.find(({ kind }) => kind === 'accepted')
  expect(accepted?.changes.map(({ after }) => after).toSorted()).toEqual(['12', 'Brest'])
  expect(accepted?.author).toContain('L’équipe de la Vigie')
})

test('a later proposal from the same hand takes the place of the first one, and an unknown service can be born of one', async () => {
  const sourceId = randomUUID()
  for (const name of ['Cabane (exemple)', 'Cabane des Pins (exemple)']) {
    await desk.database.transaction().execute((db) =>
      proposeChange(db, {
        serviceId: null,
        fields: { name, departements: ['40'], organisation: 'Les Pins (exemple)' },
        provenance: { source: 'survey_answer', sourceId },
      }),
    )
  }
  const waiting = (await keeper.ok(listProposals)).items.filter(({ source }) => source === 'survey_answer')
  expect(waiting.map(({ service }) => service)).toEqual(['Cabane des Pins (exemple)'])
  const { serviceId } = await keeper.ok(decideProposal, {
    params: { id: waiting[0]?.id ?? '' },
    version: 1,
    input: { accept: ['name', 'departements', 'organisation'] },
  })
  const born = await keeper.ok(readService, { params: { id: serviceId ?? '' } })
  expect(born).toMatchObject({
    name: 'Cabane des Pins (exemple)',
    departements: ['40'],
    organisation: { name: 'Les Pins (exemple)' },
  })
})
