import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '#kernel/db.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { addPlace, createSituation, saveSituation } from '#listening/situation/contract.ts'
import { departement, departements101, type PlaceRole } from '#vocabulary'
import { checkCoverage } from './command.server.ts'
import {
  listAuthorities,
  listUnits,
  proposeForSituation,
  readAuthority,
  readCoverage,
  routeUnit,
  saveUnit,
  verifyAuthority,
} from './contract.ts'
import { coverageOf } from './coverage.server.ts'
import { projectAuthorities } from './project.server.ts'
import { unitOf } from './read.server.ts'

let desk: TestDesk
let ana: Person
let chloe: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana Fictive')
  chloe = await desk.people.coordinator('Chloé Fictive')
})
afterAll(() => desk.close())

const inTransaction = <T>(work: (db: Db) => Promise<T>) => desk.database.transaction().execute(work)

async function unitNamed(name: string) {
  const { items } = await ana.ok(listUnits, { query: { text: name } })
  const found = items.find((one) => one.name === name)
  if (!found) throw new Error(`no unit is called ${name}`)
  return found
}

const authorityWith = async (unitName: string) =>
  ana.ok(readAuthority, { params: { id: (await unitNamed(unitName)).authorityId } })

async function situationWith(
  places: readonly { role: PlaceRole; departement: string | null }[],
  of: string | null = null,
) {
  const opened = await ana.ok(createSituation, { input: {} })
  for (const place of places) {
    await ana.ok(addPlace, {
      params: { id: opened.id },
      input: {
        role: place.role,
        departement: place.departement as (typeof departement.codes)[number] | null,
        since: null,
        until: null,
        address: null,
      },
    })
  }
  if (of) {
    const known = of as (typeof departement.codes)[number]
    await ana.ok(saveSituation, {
      params: { id: opened.id },
      version: opened.version,
      input: { departement: known },
    })
  }
  return opened.id
}

test('the 101 départements all lead to an open unit, the Rhône to two, and everything else to a named one', async () => {
  const coverage = await ana.ok(readCoverage)
  expect(coverage).toMatchObject({
    departements: 101,
    covered: 101,
    holes: 0,
    fallback: 'Coordination nationale du 119',
  })
  expect(coverage.items).toHaveLength(102)
  expect(new Set(coverage.items.map(({ departement: code }) => code))).toEqual(new Set(departements101))
  expect(coverage.items.filter(({ status }) => status !== 'route')).toEqual([])
  const led = await desk.sql<{ departement: string }>('select distinct departement from authority_route')
  expect(new Set(led.map((row) => row.departement))).toEqual(new Set(departement.codes))
})

test('a hole is seen: a route that is missing, and one that leads to the fallback', async () => {
  const anjou = await unitNamed('CRIP de Maine-et-Loire')
  await desk.database
    .transaction()
    .execute(async (db) => {
      await db.deleteFrom('authority_route').where('departement', '=', '23').execute()
      const fallback = await db
        .selectFrom('authority_unit')
        .select('id')
        .where('is_fallback', '=', true)
        .executeTakeFirstOrThrow()
      await db
        .updateTable('authority_route')
        .set({ unit_id: fallback.id })
        .where('departement', '=', '48')
        .execute()
      const coverage = await coverageOf(db, [
        async () => new Map([[anjou.authorityId, 'personne n’a de clé']]),
      ])
      expect(coverage).toMatchObject({ covered: 100, holes: 1 })
      const status = (code: string) => coverage.items.find((one) => one.departement === code)
      expect([status('23')?.status, status('48')?.status, status('49')?.status]).toEqual([
        'hole',
        'fallback',
        'route',
      ])
      expect(status('49')?.warnings).toEqual(['personne n’a de clé'])
      throw new Error('nothing of this is kept')
    })
    .catch((error: Error) => expect(error.message).toBe('nothing of this is kept'))
  const told = await ana.ok(readCoverage)
  expect(told.holes).toBe(0)
  // Nobody has been invited yet: the portal would keep what nobody can open.
  expect(told.items.every(({ warnings }) => warnings.length === 1)).toBe(true)
})

test('the command says the same, in words or in JSON, and fails when there is a hole', async () => {
  const run = async (asJson: boolean) => {
    const said: string[] = []
    const print = (text: string) => void said.push(text)
    const code = await checkCoverage({ services: desk.services, say: print, print }, asJson)
    return { code, text: said.join('\n') }
  }
  expect(await run(false)).toMatchObject({
    code: 0,
    text: expect.stringContaining('101 départements sur 101 ont un destinataire.'),
  })
  const { id } = await unitNamed('CRIP de la Haute-Savoie')
  await desk.sql(`delete from authority_route where departement = '74'`)
  try {
    expect(await run(false)).toMatchObject({ code: 1, text: expect.stringContaining('Haute-Savoie (74)') })
    const told = await run(true)
    expect([told.code, JSON.parse(told.text).holes]).toEqual([1, 1])
  } finally {
    await desk.sql(`insert into authority_route values ('74', '', $1)`, [id])
  }
})

test('who is started with: one authority for two départements, two for one, the overseas ones by name', async () => {
  expect((await authorityWith('CRIP du Haut-Rhin')).name).toBe('Collectivité européenne d’Alsace')
  expect((await unitNamed('CRIP du Bas-Rhin')).authorityId).toBe(
    (await unitNamed('CRIP du Haut-Rhin')).authorityId,
  )
  expect((await authorityWith('CRIP de la Corse-du-Sud')).name).toBe('Collectivité de Corse')
  expect((await unitNamed('CRIP du Rhône')).authorityId).not.toBe(
    (await unitNamed('CRIP de la métropole de Lyon')).authorityId,
  )
  const guyane = await authorityWith('CRIP de la Guyane')
  expect(guyane).toMatchObject({
    name: 'Collectivité territoriale de Guyane',
    timeZone: 'America/Cayenne',
    channel: 'portal',
  })
  expect(guyane.units.map(({ recipient }) => recipient)).toEqual(['crip', 'ase_service'])
  expect(await unitNamed('Procureur de la République')).toMatchObject({
    channel: 'hand_over',
    recipient: 'prosecutor',
  })
})

test('nobody has verified anything at first, and no contact is invented', async () => {
  const crip = await unitNamed('CRIP de la Creuse')
  expect(crip).toMatchObject({
    verification: 'never',
    verifiedOn: null,
    phone: null,
    email: null,
    hours: null,
    isOpen: null,
  })
  const { total, toVerify } = await ana.ok(listAuthorities)
  expect(total).toBe(103)
  expect(toVerify).toBe(total)
})

test('starting again changes nothing: what people have edited, closed or moved stays', async () => {
  const before = await unitNamed('CRIP de la Nièvre')
  await chloe.ok(saveUnit, {
    params: { id: before.id },
    version: before.version,
    input: { name: 'CRIP de la Nièvre, antenne de Nevers', phone: '03 39 98 00 58' },
  })
  const moved = await unitNamed('CRIP de la Haute-Corse')
  await chloe.ok(routeUnit, {
    params: { id: moved.id },
    version: moved.version,
    input: { departement: '2A' },
  })
  const shape = () =>
    desk.sql(`select 'u', id::text, name, version::text from authority_unit union all
              select 'a', id::text, name, version::text from authority union all
              select 'r', departement || part, unit_id::text, '' from authority_route order by 1, 2`)
  const held = await shape()
  await projectAuthorities(desk.ownerUrl)
  expect(await shape()).toEqual(held)
  expect(await unitNamed('CRIP de la Nièvre, antenne de Nevers')).toMatchObject({ id: before.id, version: 2 })
  const proposed = await ana.ok(proposeForSituation, {
    params: { id: await situationWith([{ role: 'family_home', departement: '2A' }]) },
  })
  expect(proposed.recipients.map(({ name }) => name)).toEqual(['CRIP de la Haute-Corse'])
  const back = await unitNamed('CRIP de la Corse-du-Sud')
  await chloe.ok(routeUnit, { params: { id: back.id }, version: back.version, input: { departement: '2A' } })
})

test('a file is proposed its recipients with the reason and the trace, from its places', async () => {
  const id = await situationWith([
    { role: 'exploitation', departement: '13' },
    { role: 'family_home', departement: '68' },
  ])
  const { recipients, trace, asks } = await ana.ok(proposeForSituation, { params: { id } })
  expect(recipients).toMatchObject([
    {
      name: 'CRIP du Haut-Rhin',
      authority: 'Collectivité européenne d’Alsace',
      recipient: 'crip',
      channel: 'portal',
      isFirst: true,
      reasons: ['Lieu de vie : domicile familial dans le département du Haut-Rhin.'],
    },
    {
      name: 'CRIP des Bouches-du-Rhône',
      recipient: 'other_departement_crip',
      isFirst: false,
      departement: '13',
    },
  ])
  expect(asks).toBeNull()
  expect(trace.at(-1)?.answer).toBe('CRIP du Haut-Rhin ; CRIP des Bouches-du-Rhône')
})

test('the département of the file alone is enough; the Rhône asks one question; nothing known has a name', async () => {
  const lyon = await situationWith([], '69')
  const open = await ana.ok(proposeForSituation, { params: { id: lyon } })
  expect([open.asks, open.recipients.map(({ name }) => name)]).toEqual([
    'rhone',
    ['CRIP du Rhône', 'CRIP de la métropole de Lyon'],
  ])
  const settled = await ana.ok(proposeForSituation, { params: { id: lyon }, query: { rhone: 'metropole' } })
  expect([settled.asks, settled.recipients.map(({ name }) => name)]).toEqual([
    null,
    ['CRIP de la métropole de Lyon'],
  ])
  const lost = await ana.ok(proposeForSituation, { params: { id: await situationWith([]) } })
  expect(lost.recipients).toMatchObject([
    {
      name: 'Coordination nationale du 119',
      recipient: 'national_coordination',
      channel: 'hand_over',
      departement: null,
    },
  ])
})

test('an entry is found by name or département, without accents, and by what waits to be verified', async () => {
  const found = async (text: string) =>
    (await ana.ok(listAuthorities, { query: { text } })).items.map(({ name }) => name)
  expect(await found('68')).toEqual(['Collectivité européenne d’Alsace'])
  expect(await found('haut rhin')).toEqual(['Collectivité européenne d’Alsace'])
  expect(await found('METROPOLE')).toEqual(['Métropole de Lyon'])
  expect(await found('2a')).toEqual(['Collectivité de Corse'])
  expect(await found('n’existe pas')).toEqual([])
  expect(await found('100 %')).toEqual([])
  const byPlace = await ana.ok(listAuthorities, { query: { departement: '69' } })
  expect(byPlace.items.map(({ name }) => name)).toEqual(['Département du Rhône', 'Métropole de Lyon'])
  const alsace = await authorityWith('CRIP du Haut-Rhin')
  const { toVerify } = await ana.ok(listAuthorities)
  await chloe.ok(verifyAuthority, { params: { id: alsace.id }, version: alsace.version })
  expect((await ana.ok(listAuthorities, { query: { toVerify: 'true' } })).total).toBe(toVerify - 1)
})

test('pages follow each other in either order without a double or a gap', async () => {
  for (const sort of ['name', 'verifiedOn'] as const) {
    for (const direction of ['ascending', 'descending'] as const) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await ana.ok(listAuthorities, {
          query: { sort, direction, limit: 17, ...(after && { after }) },
        })
        seen.push(...page.items.map(({ id }) => id))
        after = page.next ?? undefined
      } while (after)
      expect(seen).toHaveLength(103)
      expect(new Set(seen).size).toBe(103)
    }
  }
})

test('a unit is found by its identifier, an identifier of nothing finds nothing', async () => {
  const crip = await unitNamed('CRIP du Finistère')
  expect(await inTransaction((db) => unitOf(db, crip.id))).toMatchObject({
    name: 'CRIP du Finistère',
    channel: 'portal',
  })
  expect(await inTransaction((db) => unitOf(db, crip.authorityId))).toBeUndefined()
})
