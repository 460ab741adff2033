import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createSituation } from '#listening/situation/contract.ts'
import {
  addUnit,
  createAuthority,
  listAuthorities,
  listUnits,
  proposeForSituation,
  readAuthority,
  readCoverage,
  routeUnit,
  saveAuthority,
  saveUnit,
  verifyAuthority,
  verifyUnit,
} from './contract.ts'
import { authorityOf } from './read.server.ts'

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

test('one key verifies the whole entry; after six months it is to be confirmed again', async () => {
  const paris = await authorityWith('CRIP de Paris')
  await chloe.ok(verifyAuthority, { params: { id: paris.id }, version: paris.version })
  const verified = await ana.ok(readAuthority, { params: { id: paris.id } })
  expect(verified).toMatchObject({ verification: 'fresh', verifiedBy: 'Chloé Fictive' })
  expect(verified.units.map(({ verification, verifiedBy }) => [verification, verifiedBy])).toEqual([
    ['fresh', 'Chloé Fictive'],
    ['fresh', 'Chloé Fictive'],
  ])
  expect(verified.history[0]).toMatchObject({ kind: 'verified', author: 'Chloé Fictive', unit: null })
  const crip = verified.units.find(({ recipient }) => recipient === 'crip')
  await desk.sql(`update authority_unit set verified_on = current_date - 190 where id = $1`, [crip?.id])
  expect((await unitNamed('CRIP de Paris')).verification).toBe('stale')
  const { items } = await ana.ok(listAuthorities, { query: { text: 'Ville de Paris' } })
  expect(items[0]?.verification).toBe('stale')
})

test('contacts that change are no longer verified, unless they were just asked; the history tells both values', async () => {
  const crip = await unitNamed('CRIP de la Loire')
  const save = (version: number, input: z.input<typeof saveUnit.input>) =>
    chloe.ok(saveUnit, { params: { id: crip.id }, version, input })
  await save(1, { phone: '04 39 98 00 42', verified: true })
  expect(await unitNamed('CRIP de la Loire')).toMatchObject({
    phone: '04 39 98 00 42',
    verification: 'fresh',
  })
  await save(2, { notes: 'Répond vite.' })
  expect((await unitNamed('CRIP de la Loire')).verification).toBe('fresh')
  await save(3, {
    phone: '04 39 98 00 43',
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '17:00' })),
  })
  expect(await unitNamed('CRIP de la Loire')).toMatchObject({ verification: 'changed', verifiedOn: null })
  const { history } = await ana.ok(readAuthority, { params: { id: crip.authorityId } })
  expect(history[0]).toMatchObject({
    kind: 'edited',
    unit: 'CRIP de la Loire',
    author: 'Chloé Fictive',
    changes: [
      { field: 'Téléphone', before: '04 39 98 00 42', after: '04 39 98 00 43' },
      { field: 'Horaires', before: null, after: 'lundi au vendredi : 09:00–17:00' },
    ],
  })
  expect(history.map(({ kind }) => kind)).toEqual(['edited', 'edited', 'verified', 'edited'])
})

test('two coordinators do not overwrite each other: the second is shown what the first wrote', async () => {
  const crip = await unitNamed('CRIP de l’Orne')
  const other = await desk.people.coordinator('Diane Fictive')
  const answers = await Promise.all([
    chloe.call(saveUnit, {
      params: { id: crip.id },
      version: crip.version,
      input: { phone: '02 39 98 00 61' },
    }),
    other.call(saveUnit, {
      params: { id: crip.id },
      version: crip.version,
      input: { email: 'crip@exemple.fr' },
    }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
  const refused = answers.find(({ status }) => status === 412)
  expect(refused?.refusal).toMatchObject({ code: 'version_conflict', current: { id: crip.id, version: 2 } })
  const stale = await chloe.call(saveAuthority, {
    params: { id: crip.authorityId },
    version: 41,
    input: { notes: 'Autre version.' },
  })
  expect(stale.refusal).toMatchObject({
    code: 'version_conflict',
    current: { id: crip.authorityId, version: 1 },
  })
})

test('who receives for somebody cannot be closed, and nobody can leave the unknown places without anyone', async () => {
  const crip = await unitNamed('CRIP du Cantal')
  const close = { active: false }
  const unit = await chloe.call(saveUnit, { params: { id: crip.id }, version: 1, input: close })
  expect(unit.refusal).toMatchObject({
    code: 'unit_routed',
    fields: [{ field: 'active', message: 'Cantal' }],
  })
  const whole = await chloe.call(saveAuthority, {
    params: { id: crip.authorityId },
    version: 1,
    input: close,
  })
  expect(whole.refusal?.code).toBe('unit_routed')
  const national = await unitNamed('Coordination nationale du 119')
  const last = await chloe.call(saveUnit, { params: { id: national.id }, version: 1, input: close })
  expect(last.refusal?.code).toBe('unit_fallback')
  const other = await chloe.call(saveUnit, {
    params: { id: national.id },
    version: 1,
    input: { recipient: 'samu' },
  })
  expect(other.refusal?.code).toBe('unit_fallback')
  // Whatever the code does, PostgreSQL refuses too.
  await expect(desk.sql(`update authority_unit set active = false where id = $1`, [crip.id])).rejects.toThrow(
    /route/,
  )
  await expect(
    desk.sql(`update authority set active = false where id = $1`, [crip.authorityId]),
  ).rejects.toThrow(/route/)
  await expect(
    desk.sql(`update authority_unit set active = false where id = $1`, [national.id]),
  ).rejects.toThrow()
  await expect(desk.sql(`insert into authority_route values ('69', '', $1)`, [crip.id])).rejects.toThrow(
    /check/,
  )
  await expect(desk.sql(`insert into authority_route values ('15', 'rhone', $1)`, [crip.id])).rejects.toThrow(
    /check/,
  )
})

test('a département passes to another unit, both histories tell it, and the old unit may then close', async () => {
  const old = await unitNamed('CRIP du Gers')
  const opened = await chloe.ok(addUnit, {
    params: { id: old.authorityId },
    input: { recipient: 'crip', name: 'Cellule enfance du Gers', phone: '05 39 98 00 32', verified: true },
  })
  expect(await unitNamed('Cellule enfance du Gers')).toMatchObject({
    verification: 'fresh',
    timeZone: 'Europe/Paris',
  })
  await chloe.ok(routeUnit, { params: { id: opened.id }, version: 1, input: { departement: '32' } })
  await chloe.ok(saveUnit, { params: { id: old.id }, version: 1, input: { active: false } })
  const { units, history } = await ana.ok(readAuthority, { params: { id: old.authorityId } })
  expect(units.map(({ name, active }) => [name, active])).toEqual([
    ['Cellule enfance du Gers', true],
    ['Aide sociale à l’enfance du Gers', true],
    ['CRIP du Gers', false],
  ])
  expect(history.map(({ kind }) => kind)).toEqual(['closed', 'routed', 'created'])
  expect(history[1]?.changes).toEqual([
    { field: 'Gers', before: 'CRIP du Gers', after: 'Cellule enfance du Gers' },
  ])
  const refused = await chloe.call(routeUnit, {
    params: { id: old.id },
    version: 2,
    input: { departement: '32' },
  })
  expect(refused.refusal?.code).toBe('unit_closed')
  const whole = await chloe.call(routeUnit, {
    params: { id: opened.id },
    version: 1,
    input: { departement: '69' },
  })
  expect(whole.refusal?.code).toBe('malformed')
  expect((await ana.ok(readCoverage)).holes).toBe(0)
})

test('a name is one unit, however it is written, and never a code', async () => {
  const { authorityId } = await unitNamed('CRIP du Jura')
  const add = (name: string) =>
    chloe.call(addUnit, { params: { id: authorityId }, input: { recipient: 'crip', name } })
  expect((await add('crip DU JURA')).refusal?.code).toBe('authority_name_taken')
  expect((await add('39')).refusal?.code).toBe('malformed')
  const created = await chloe.ok(createAuthority, {
    input: { name: 'Parquet de Ville-Fictive', channel: 'hand_over' },
  })
  const twin = await chloe.call(createAuthority, {
    input: { name: 'parquet de ville fictive', channel: 'portal' },
  })
  expect(twin.refusal?.code).toBe('authority_name_taken')
  const found = await inTransaction((db) => authorityOf(db, created.id))
  expect(found).toMatchObject({ name: 'Parquet de Ville-Fictive', channel: 'hand_over', active: true })
})

test('listeners read, coordinators keep, nobody else knows that any of this exists', async () => {
  const crip = await unitNamed('CRIP de la Manche')
  const writes = [
    () => ana.call(saveUnit, { params: { id: crip.id }, version: 1, input: { phone: '02' } }),
    () => ana.call(saveAuthority, { params: { id: crip.authorityId }, version: 1, input: { notes: 'x' } }),
    () => ana.call(verifyAuthority, { params: { id: crip.authorityId }, version: 1 }),
    () => ana.call(verifyUnit, { params: { id: crip.id }, version: 1 }),
    () => ana.call(routeUnit, { params: { id: crip.id }, version: 1, input: { departement: '50' } }),
    () => ana.call(createAuthority, { input: { name: 'Autorité fictive', channel: 'portal' } }),
    () =>
      ana.call(addUnit, {
        params: { id: crip.authorityId },
        input: { recipient: 'crip', name: 'Une cellule' },
      }),
  ]
  for (const write of writes) expect((await write()).status).toBe(404)
  expect((await ana.ok(readAuthority, { params: { id: crip.authorityId } })).abilities.edit).toBe(false)
  const { id: situation } = await ana.ok(createSituation, { input: {} })
  for (const who of [
    await desk.people.administrator(),
    await desk.people.auditor(),
    await desk.people.reception(),
  ]) {
    const answers = await Promise.all([
      who.call(listAuthorities),
      who.call(readCoverage),
      who.call(listUnits),
      who.call(readAuthority, { params: { id: crip.authorityId } }),
      who.call(proposeForSituation, { params: { id: situation } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  }
  const nothing = { params: { id: '01970000-0000-7000-8000-000000000000' } }
  expect((await ana.call(readAuthority, nothing)).status).toBe(404)
  expect((await ana.call(proposeForSituation, nothing)).status).toBe(404)
  expect((await chloe.call(saveUnit, { ...nothing, version: 1, input: { phone: '02' } })).status).toBe(404)
})
