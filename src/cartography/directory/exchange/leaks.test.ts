import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { exchangeFormat, type ServiceVisibility } from '#vocabulary'
import { savePlace, saveService } from '../contract.ts'
import { servicesOf } from '../read.server.ts'
import { contact, exchangesOf, listOf } from './exchange.testing.ts'
import { makeExport, openDirectoryData } from './export.server.ts'
import { sheetOf } from './print.server.ts'
import type { Sight } from './produce.server.ts'
import { fileSink } from './sinks.server.ts'

let desk: TestDesk
let keeper: Person
let all: ReturnType<typeof exchangesOf>
beforeAll(async () => {
  desk = await openTestDesk()
  keeper = await desk.people.cartographer()
  all = exchangesOf(desk, keeper)
})
afterAll(() => desk.close())

const rank = { public: 0, professionals_only: 1, internal: 2 } as const
const visibilities = ['public', 'professionals_only', 'internal'] as const
/** A word found nowhere else, so that reading it in a file is proof. */
const mark = () => `x${randomUUID().replaceAll('-', '')}x`
const visibility = fc.constantFrom<ServiceVisibility>(...visibilities)

const entry = fc.record({
  visibility,
  precision: fc.constantFrom('exact' as const, 'commune' as const, 'departement' as const),
  contacts: fc.array(fc.record({ visibility, isFrontGate: fc.boolean() }), { maxLength: 4 }),
})

/** Everything that a file says, opened if it is a workbook. */
const textOf = (body: Buffer): string =>
  body.subarray(0, 2).toString() === 'PK'
    ? Object.values(unzipSync(body))
        .map((part) => Buffer.from(part).toString())
        .join('\n')
    : body.toString()

/** The whole directory, as if nobody had thought of discretion. */
const unfiltered: Sight = {
  rows: visibilities,
  read: (db, ids) => servicesOf(db, 'internal', ids),
}

const produced = async (
  format: (typeof exchangeFormat.codes)[number],
  audience: ServiceVisibility,
  sight?: Sight,
) => {
  const sink = await fileSink()
  const made = await makeExport(
    desk.database,
    { format, audience, departement: null },
    sink,
    sight && { sight },
  )
  const parts = made.leaks.length > 0 ? [] : await listOf(sink.open())
  await sink.discard()
  return { ...made, text: textOf(Buffer.concat(parts)) }
}

test('no export in any format tells a lesser audience what is internal or confidential', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(entry, async (given) => {
      const place = { address: `12 ${mark()}`, name: mark(), commune: mark() }
      const secret = { internal: mark(), professional: mark(), organisation: mark() }
      const key = mark()
      const contacts = given.contacts.map((one) => ({ word: mark(), ...one }))
      await all.add({
        name: key,
        organisation: { name: 'Organisation (exemple)', kind: 'association', notes: secret.organisation },
        visibility: given.visibility,
        internalNotes: secret.internal,
        professionalNotes: secret.professional,
        place: {
          ...place,
          departement: '87',
          postcode: '87123',
          latitude: 45.83412,
          longitude: 1.26178,
          precision: given.precision,
        },
        departements: ['87'],
        contacts: contacts.map(({ word, ...one }) =>
          contact({ ...one, person: word, email: `${word}@exemple.org` }),
        ),
      })
      const hidden = given.precision !== 'exact'
      for (const audience of ['public', 'professionals_only'] as const) {
        const mayRead = rank[given.visibility] <= rank[audience]
        const forbidden = [
          ...(mayRead ? [] : [key]),
          secret.internal,
          secret.organisation,
          ...(audience === 'public' || !mayRead ? [secret.professional] : []),
          ...(hidden || !mayRead ? [place.address, place.name] : []),
          ...(given.precision === 'departement' || !mayRead ? [place.commune] : []),
          ...contacts
            .filter(
              (one) => !mayRead || rank[one.visibility] > rank[audience] || (hidden && !one.isFrontGate),
            )
            .map(({ word }) => word),
        ]
        for (const format of exchangeFormat.codes) {
          const { text, leaks } = await produced(format, audience)
          expect(leaks).toEqual([])
          for (const word of forbidden) expect(text.includes(word), `${format} ${audience}`).toBe(false)
          if (!mayRead) continue
          expect(text.includes(key)).toBe(true)
          for (const { word } of contacts)
            if (!forbidden.includes(word)) expect(text.includes(word)).toBe(true)
        }
      }
      await desk.sql('update service_index set active = false')
    }),
    { numRuns: 8 },
  )
})

test('without the filter, the file that was made is looked through and thrown away', {
  timeout: 120_000,
}, async () => {
  const { id } = await all.add({
    name: 'Maison sans enseigne (exemple)',
    place: {
      departement: '87',
      address: '31 impasse des Tisserands',
      commune: 'Limoges',
      postcode: '87123',
      latitude: 45.83412,
      longitude: 1.26178,
      precision: 'departement',
    },
    contacts: [
      contact({ phone: '01 99 00 66 01', isFrontGate: true }),
      contact({ phone: '01 99 00 66 02', person: 'Nadia Exemple' }),
    ],
    internalNotes: 'Le portail du fond reste ouvert la nuit.',
  })
  for (const audience of ['public', 'professionals_only'] as const) {
    for (const format of exchangeFormat.codes) {
      expect((await produced(format, audience)).leaks, format).toEqual([])
      const bare = await produced(format, audience, unfiltered)
      const what = bare.leaks.filter(({ serviceId }) => serviceId === id).map((leak) => leak.what)
      for (const told of [
        'l’adresse confidentielle',
        'un numéro réservé',
        'une personne réservée',
        'le code postal confidentiel',
        'la commune confidentielle',
        'le point confidentiel',
      ])
        expect(what, `${format} ${audience}`).toContain(told)
      // A table has no column for what its audience never reads: the note cannot be in it.
      if (format === 'hsds' || format === 'data_inclusion') expect(what).toContain('une note réservée')
      expect(bare.text).toBe('')
      expect(JSON.stringify(bare.leaks)).not.toMatch(/Tisserands|66 02|Nadia|portail/)
    }
  }
  await expect(
    desk.database
      .transaction()
      .execute((db) => sheetOf(db, { departement: '87', audience: 'public' }, unfiltered)),
  ).rejects.toMatchObject({ code: 'export_leaks' })
})

test('each kind of secret is enough by itself to refuse a file', { timeout: 120_000 }, async () => {
  await desk.sql('delete from service_index')
  const hidden = await all.add({
    name: 'Coulisse (exemple)',
    visibility: 'internal',
    contacts: [contact({ phone: '01 99 00 77 01', email: 'coulisse@exemple.org' })],
  })
  const shown = await all.add({ name: 'Vitrine (exemple)', place: { departement: '87', commune: 'Limoges' } })
  expect((await produced('hsds', 'public')).leaks).toEqual([])
  // Row by row: a service that the audience may not know at all.
  const rows: Sight = { rows: visibilities, read: (db, ids) => servicesOf(db, 'internal', ids) }
  expect(
    (await produced('csv', 'public', rows)).leaks.map(({ serviceId, what }) => [serviceId, what]),
  ).toContainEqual([hidden.id, 'une fiche réservée'])
  // A number that only the platform knows, told in the words of another entry.
  for (const [said, what] of [
    ['Appelez le 01.99.00.77.01 la nuit.', 'un numéro réservé'],
    ['Écrivez à Coulisse@exemple.org.', 'une adresse électronique réservée'],
  ] as const) {
    const { version } = await keeper.ok(saveService, {
      params: { id: shown.id },
      version: await versionOf(shown.id),
      input: { description: said },
    })
    expect(version).toBeGreaterThan(1)
    for (const format of exchangeFormat.codes) {
      const { leaks, text } = await produced(format, 'public')
      expect(
        leaks.map((leak) => [leak.serviceId, leak.what]),
        format,
      ).toContainEqual([shown.id, what])
      expect(text).toBe('')
    }
    const job = await all.take('csv', 'public')
    expect([job.status, job.made?.state]).toEqual([409, 'leaks'])
    expect(job.made?.leaks[0]).toMatchObject({
      serviceId: shown.id,
      name: 'Vitrine (exemple)',
      field: 'description',
    })
    expect(await desk.sql('select count(*) as n from exchange_part where export_id = $1', [job.id])).toEqual([
      { n: 0 },
    ])
    await expect(openDirectoryData(desk.database, 'hsds')).rejects.toMatchObject({ code: 'export_leaks' })
  }
  // Told once it may be.
  await keeper.ok(saveService, { params: { id: hidden.id }, version: 1, input: { visibility: 'public' } })
  const data = await openDirectoryData(desk.database, 'hsds')
  const services = JSON.parse(Buffer.concat(await listOf(data.open())).toString())
  await data.close()
  expect(services.map(({ name }: { name: string }) => name).toSorted()).toEqual([
    'Coulisse (exemple)',
    'Vitrine (exemple)',
  ])
})

const versionOf = async (id: string) =>
  (await desk.sql<{ version: number }>('select version from service where id = $1', [id]))[0]?.version ?? 0

test('an address made confidential while a file is made is not in it', async () => {
  const { id } = await all.add({
    name: 'Abri mouvant (exemple)',
    place: { departement: '23', address: '5 chemin des Ajoncs', commune: 'Guéret' },
  })
  const [place] = await desk.sql<{ place_id: string }>('select place_id from service where id = $1', [id])
  const sink = await fileSink()
  const hasty: Sight = {
    rows: ['public'],
    read: async (db, ids) => {
      const read = await servicesOf(db, 'public', ids)
      await keeper.call(savePlace, {
        params: { id: place?.place_id ?? '' },
        version: 1,
        input: { precision: 'departement' },
      })
      return read
    },
  }
  const { leaks } = await makeExport(
    desk.database,
    { format: 'csv', audience: 'public', departement: null },
    sink,
    { sight: hasty },
  )
  expect(leaks.map(({ serviceId, what }) => [serviceId, what])).toContainEqual([
    id,
    'l’adresse confidentielle',
  ])
})

test('who may export takes no more than they may read, and a file is gone after a day', async () => {
  const coordinator = await desk.people.coordinator()
  const out = await all.take('data_inclusion', 'internal', coordinator)
  expect(out.status).toBe(200)
  expect(out.headers.get('content-disposition')).toContain('annuaire-interne.data-inclusion.json')
  const listener = await desk.people.listener()
  expect((await listener.fetch(`/api/directory/exports/${out.id}/file`)).status).toBe(404)
  await desk.ownerSql(`update app.exchange_export set requested_at = now() - interval '2 days'`)
  await all.take('csv', 'public')
  expect((await keeper.fetch(`/api/directory/exports/${out.id}/file`)).status).toBe(404)
  expect(await desk.sql('select count(*) as n from exchange_part where export_id = $1', [out.id])).toEqual([
    { n: 0 },
  ])
})
