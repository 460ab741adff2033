import fc from 'fast-check'
import type { Hours } from '#kernel/hours/hours.ts'
import type { List } from '#kernel/list.ts'
import {
  actorKind,
  addressPrecision,
  departement,
  departements101,
  placeAccess,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  serviceVisibility,
  spokenLanguage,
} from '#vocabulary'
import type { Contact, ServiceRecord } from '../contract.ts'
import { isConfidential } from '../visible.ts'

const some = <C extends string>(of: List<C>) => fc.uniqueArray(fc.constantFrom(...of.codes), { maxLength: 4 })
const oneOf = <C extends string>(of: List<C>) => fc.constantFrom(...of.codes)
/** Texts as people write them: accents, marks of every format, several lines; never only blank. */
const words = fc
  .array(
    fc.constantFrom(
      'Été',
      'l’accueil',
      'a;b',
      '"cité"',
      'x,y',
      '=1+1',
      '-3',
      '@moi',
      '<b>&',
      '50 %',
      'œuvre',
      'ß',
      '+33',
      '\t|',
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(' ').trim())
const text = fc.option(
  fc.oneof(
    words,
    words.map((one) => `${one}\n${one}`),
  ),
  { nil: null },
)
const line = fc.option(words, { nil: null })
const name = words.map((one) => `Service ${one}`)
const web = fc.constantFrom(null, 'https://exemple.org/a', 'https://exemple.org/b?c=d')
const email = fc.constantFrom(null, 'accueil@exemple.org', 'autre@exemple.org')
const phone = fc.constantFrom(null, '01 99 00 12 34', '+33 1 99 00 56 78')

const contact: fc.Arbitrary<Contact> = fc.record({
  id: fc.uuid({ version: 7 }),
  person: line,
  function: words,
  phone,
  email,
  web,
  visibility: oneOf(serviceVisibility),
  isFrontGate: fc.boolean(),
})

const hours: fc.Arbitrary<Hours | null> = fc.constantFrom<(Hours | null)[]>(
  null,
  [],
  [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, opens: '08:30', closes: '12:00' },
    { weekday, opens: '14:00', closes: '17:30' },
  ]),
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
  [
    { weekday: 5, opens: '22:00', closes: '24:00' },
    { weekday: 6, opens: '00:00', closes: '06:00' },
  ],
)

const place = fc.record({
  id: fc.uuid({ version: 7 }),
  version: fc.constant(1),
  name: line,
  address: line,
  postcode: fc.constantFrom(null, '01000', '87000'),
  commune: line,
  departement: fc.constantFrom(...departement.codes.filter((code) => departements101.includes(code))),
  precision: oneOf(addressPrecision),
  access: some(placeAccess),
  point: fc.constantFrom(null, [45.834123, 1.2617], [47.2, -1.5536]),
})

/** Any entry that the directory may hold, its secrets and counts apart. */
export const anyRecord: fc.Arbitrary<ServiceRecord> = fc
  .record({
    id: fc.uuid({ version: 7 }),
    name,
    description: text,
    kinds: some(serviceKind),
    audiences: some(serviceAudience),
    minAge: fc.constantFrom(null, 0, 12),
    maxAge: fc.constantFrom(null, 18, 21),
    entries: some(serviceEntry),
    entryNote: text,
    reaches: some(serviceReach),
    coverage: oneOf(serviceCoverage),
    departements: fc.uniqueArray(fc.constantFrom('01', '2A', '87', '971', '33'), { maxLength: 3 }),
    cost: fc.option(oneOf(serviceCost), { nil: null }),
    costNote: line,
    capacity: fc.constantFrom(null, 0, 12),
    languages: some(spokenLanguage),
    hours,
    timeZone: fc.constantFrom('Europe/Paris', 'America/Guadeloupe'),
    visibility: oneOf(serviceVisibility),
    professionalNotes: text,
    internalNotes: text,
    active: fc.boolean(),
    contacts: fc.uniqueArray(contact, {
      maxLength: 3,
      selector: (one) => `${one.phone}${one.email}${one.web}`,
    }),
    organisation: fc.record({
      id: fc.uuid({ version: 7 }),
      name,
      kind: oneOf(actorKind),
      siret: fc.constantFrom(null, '01234567890123', '99999999999999'),
      website: web,
    }),
    place: fc.option(place, { nil: null }),
    verifiedOn: fc.constantFrom(null, '2026-03-01'),
  })
  .map(({ place: given, organisation, departements, ...own }) => {
    const { point, ...where } = given ?? { point: null }
    const at = given && { ...where, latitude: point?.[0] ?? null, longitude: point?.[1] ?? null }
    return {
      ...own,
      departements: own.coverage === 'departements' ? departements : [],
      place: at,
      isConfidential: isConfidential(given?.precision),
      organisation: { ...organisation, version: 1, notes: null, active: true },
      version: 1,
      verifyEvery: 6,
      isOpen: null,
      localTime: '12:00',
      modifiedAt: '2026-03-02T10:00:00.123456Z',
      freshness: 'fresh',
      verifiedBy: null,
      verifiedHow: null,
      confirmOn: '2026-09-01',
      hiddenOn: '2027-03-01',
      quality: null,
      orientations: null,
      proposals: null,
      mergedInto: null,
      abilities: { edit: false },
    } as ServiceRecord
  })
