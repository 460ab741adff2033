import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ServiceRecord } from '../contract.ts'
import { changesProposed } from '../proposal.server.ts'
import { proposedBy } from './compare.ts'
import { checkDraft, type Draft, departementOfPostcode } from './draft.ts'
import { listOf } from './exchange.testing.ts'
import { readServices } from './fileRead.server.ts'
import { HsdsService } from './hsds.ts'
import { type Read, readHsds } from './hsdsRead.ts'
import { writeHsds } from './hsdsWrite.ts'
import { InclusionService, Structure } from './inclusion.ts'
import { readInclusion } from './inclusionRead.ts'
import { writeInclusion, writeStructure } from './inclusionWrite.ts'
import { readOsm, readSchedule, writeOsm } from './openingHours.ts'
import { anyRecord } from './sample.testing.ts'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
const schema = (name: string) => JSON.parse(fixture(`${name}.schema.json`))
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const isHsds = ajv.compile(schema('hsds-service'))
const isStructure = ajv.compile(schema('data-inclusion-structure'))
const isInclusion = ajv.compile(schema('data-inclusion-service'))

const draftOf = ({ raw }: Read): Draft => {
  const checked = checkDraft(raw)
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults))
  return checked.draft
}
const differences = (draft: Draft, now: ServiceRecord) => changesProposed(proposedBy(draft, now), now)

/** What an entry says, as a file that says everything of it is read. */
const expected = (of: ServiceRecord) => ({
  reference: of.id,
  service: Object.fromEntries(
    (
      [
        'name',
        'description',
        'minAge',
        'maxAge',
        'entryNote',
        'coverage',
        'cost',
        'costNote',
        'capacity',
        'hours',
        'timeZone',
        'visibility',
        'professionalNotes',
        'internalNotes',
        'active',
      ] as const
    ).flatMap((key) => (of[key] === null ? [] : [[key, of[key]]])),
  ),
  contacts: of.contacts.map(({ id: _, isFrontGate, ...one }) => ({
    ...one,
    ...(isFrontGate && { isFrontGate }),
  })),
  organisation: { name: of.organisation.name, kind: of.organisation.kind },
})

test('every entry written as HSDS 3 is valid against its schema, and reads back whole', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const written = JSON.parse(JSON.stringify(writeHsds(record)))
      expect(isHsds(written), JSON.stringify(isHsds.errors)).toBe(true)
      const draft = draftOf(readHsds(HsdsService.parse(written)))
      expect(differences(draft, record)).toEqual([])
      expect(draft).toMatchObject(expected(record))
      expect(draft.leftover).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('every entry written as data·inclusion v1 is valid against its schemas, and reads back whole', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const structure = JSON.parse(JSON.stringify(writeStructure(record.organisation, record.modifiedAt)))
      const written = JSON.parse(JSON.stringify(writeInclusion(record)))
      expect(isStructure(structure), JSON.stringify(isStructure.errors)).toBe(true)
      expect(isInclusion(written), JSON.stringify(isInclusion.errors)).toBe(true)
      const draft = draftOf(readInclusion(InclusionService.parse(written), Structure.parse(structure)))
      expect(differences(draft, record)).toEqual([])
      expect(draft).toMatchObject(expected(record))
      expect(draft.leftover).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('names and descriptions too short or too long for data·inclusion are made to fit, and are no change when they come back', () => {
  const [some] = fc.sample(anyRecord, { numRuns: 1, seed: 7 })
  if (!some) throw new Error('no sample')
  const cases = [
    { name: 'Le', description: null },
    { name: `${'Maison '.repeat(26)}fin`, description: 'Court.' },
    { name: 'Point final.', description: 'Long. '.repeat(600).trim() },
  ]
  for (const { name, description } of cases) {
    const record = { ...some, name, description }
    const written = JSON.parse(JSON.stringify(writeInclusion(record)))
    expect(isInclusion(written), JSON.stringify(isInclusion.errors)).toBe(true)
    const structure = writeStructure(record.organisation, record.modifiedAt)
    expect(differences(draftOf(readInclusion(written, structure)), record)).toEqual([])
    expect(written.nom).not.toMatch(/\.$/)
  }
})

test('the examples of HSDS are valid for its schema and for ours, and read without losing a word', async () => {
  for (const name of ['full', 'simple', 'list']) {
    const text = fixture(`hsds-service-${name}.json`)
    const document = JSON.parse(text)
    const [service] = document.contents ?? [document]
    expect(isHsds(service), JSON.stringify(isHsds.errors)).toBe(true)
    // Read and written again by our own definition, nothing of it is lost.
    expect(HsdsService.parse(service)).toEqual(service)
    const found = await listOf(readServices('hsds', Buffer.from(text), true))
    expect(found.map(({ faults }) => faults)).toEqual([[]])
  }
})

test('an example of HSDS comes in as an entry and goes out as one that is valid and says the same', () => {
  const given = JSON.parse(fixture('hsds-service-full.json'))
  // Its place is nowhere on Earth: latitude 100. It is refused as a place, with its pointer.
  const refused = checkDraft(readHsds(given).raw)
  expect('faults' in refused && refused.faults.map(({ path }) => path)).toContain('place.latitude')
  const { service_at_locations: _, ...elsewhere } = given
  const draft = draftOf(readHsds(HsdsService.parse(elsewhere)))
  expect(draft).toMatchObject({
    service: {
      name: 'Community Counselling',
      description: 'Counselling by trained professionals.',
      minAge: 12,
      maxAge: 100,
      entryNote: 'Ask your GP for a referral letter, or ring reception.',
      costNote: '£50 per hour',
      hours: [
        { weekday: 4, opens: '10:00', closes: '18:00' },
        { weekday: 5, opens: '10:00', closes: '18:00' },
      ],
    },
    organisation: { name: 'Example Organization Inc.', website: 'http://example.com' },
  })
  expect(draft.contacts[0]).toMatchObject({ person: 'Ann Persona', phone: '+44 1234 234567 poste 100' })
  // What no field of ours holds is kept in words.
  expect(draft.leftover.join('\n')).toMatch(/Langue : Urdu/)
  expect(draft.leftover.join('\n')).toMatch(/Autre nom : MyCity Counselling Services/)
  const [blank] = fc.sample(anyRecord, { numRuns: 1, seed: 1 })
  if (!blank) throw new Error('no sample')
  const record = {
    ...blank,
    ...draft.service,
    id: given.id,
    place: null,
    cost: null,
    internalNotes: null,
    contacts: draft.contacts.map((one, place) => ({
      visibility: 'public' as const,
      isFrontGate: false,
      ...one,
      id: `00000000-0000-7000-8000-00000000000${place}`,
    })),
    organisation: { ...blank.organisation, ...draft.organisation },
  } as ServiceRecord
  const again = JSON.parse(JSON.stringify(writeHsds(record)))
  expect(isHsds(again), JSON.stringify(isHsds.errors)).toBe(true)
  for (const field of [
    'id',
    'name',
    'description',
    'status',
    'url',
    'email',
    'minimum_age',
    'maximum_age',
    'application_process',
    'fees_description',
  ])
    expect(again[field], field).toEqual(given[field])
})

test('what is wrong in a file is told with its pointer', async () => {
  const given = JSON.parse(fixture('hsds-service-full.json'))
  given.status = 'ouvert'
  given.phones[0].number = 12
  delete given.organization.description
  given.contacts[0].email = 'pas une adresse'
  const [, found] = await listOf(readServices('hsds', Buffer.from(JSON.stringify([{}, given])), true))
  expect(found?.faults.map(({ place }) => place).toSorted()).toEqual([
    '/1/contacts/0/email',
    '/1/organization/description',
    '/1/phones/0/number',
    '/1/status',
  ])
  // The schema of the specification refuses at the same places.
  expect(isHsds(given)).toBe(false)
  expect([...new Set(isHsds.errors?.map(({ instancePath }) => instancePath))].toSorted()).toEqual([
    '/contacts/0/email',
    '/organization',
    '/phones/0/number',
    '/status',
  ])
  const service = {
    source: 's',
    structure_id: 'x',
    id: 'y',
    nom: 'ab',
    description: 'court',
    date_maj: 'hier',
    publics: ['licornes'],
    code_postal: '7500',
  }
  const [bad] = await listOf(
    readServices('data_inclusion', Buffer.from(JSON.stringify({ services: [service] })), true),
  )
  expect(bad?.faults.map(({ place }) => place).toSorted()).toEqual([
    '/services/0/code_postal',
    '/services/0/date_maj',
    '/services/0/description',
    '/services/0/nom',
    '/services/0/publics/0',
  ])
  expect(isInclusion(service)).toBe(false)
})

test('hours are read in the notation of OpenStreetMap as far as a week can say them', () => {
  const office = [
    { weekday: 1, opens: '08:30', closes: '12:30' },
    { weekday: 2, opens: '08:30', closes: '12:30' },
  ]
  expect(readOsm('Mo-Tu 08:30-12:30; PH off')).toEqual(office)
  expect(readOsm('Mo,Tu 8:30-12:30')).toEqual(office)
  expect(readOsm('Mo-We 08:30-12:30; We off')).toEqual(office)
  expect(readOsm('off')).toEqual([])
  expect(readOsm('24/7')).toHaveLength(7)
  expect(readOsm('Fr 22:00-06:00')).toEqual([
    { weekday: 5, opens: '22:00', closes: '24:00' },
    { weekday: 6, opens: '00:00', closes: '06:00' },
  ])
  for (const text of [
    'Mo-Fr',
    'sunrise-sunset',
    'week 1-10 Mo 08:00-09:00',
    'Lu 08:00-09:00',
    'Mo 25:00-26:00',
    '',
  ]) {
    expect(readOsm(text), text).toBeUndefined()
  }
  expect(writeOsm(office)).toBe('Mo-Tu 08:30-12:30')
  expect(
    readSchedule({ freq: 'MONTHLY', byday: '2MO', opens_at: '10:00', closes_at: '11:00' }),
  ).toBeUndefined()
  expect(
    readSchedule({ freq: 'WEEKLY', byday: 'MO', opens_at: '09:00+01:00', closes_at: '10:00:00' }),
  ).toEqual([{ weekday: 1, opens: '09:00', closes: '10:00' }])
})

test('the département of a postcode, Corsica and overseas included', () => {
  const cases = {
    '01000': '01',
    '20000': '2A',
    '20200': '2B',
    '75011': '75',
    '97400': '974',
    '98800': '988',
    '00000': undefined,
    '7501': undefined,
  }
  for (const [postcode, code] of Object.entries(cases))
    expect(departementOfPostcode(postcode), postcode).toBe(code)
})
