import { departement, serviceCoverage, spokenLanguage } from '#vocabulary'
import { departementOfPostcode, type RawDraft, rawDraft } from './draft.ts'
import type { Attribute, HsdsService } from './hsds.ts'
import { readSchedule } from './openingHours.ts'

/** What was read of an entry, and where each of its fields lies in the file, under the pointer of the entry. */
export interface Read {
  readonly raw: RawDraft
  readonly where: ReadonlyMap<string, string>
}

const filled = (text: string | undefined): string | undefined => (text?.trim() ? text.trim() : undefined)
/** Many write numbers between quotes, as the examples of HSDS do. */
const phoneOf = (text: string): string =>
  text
    .trim()
    .replace(/^"+|"+$/g, '')
    .trim()

/** A text that a line of ours cannot hold: told in full elsewhere. */
function lineOf(
  text: string | undefined,
  most: number,
  leftover: string[],
  title: string,
): string | undefined {
  const given = filled(text)
  if (given === undefined || given.length <= most) return given
  leftover.push(`${title} : ${given}`)
  return `${given.slice(0, most - 1)}…`
}

const codesIn = (attributes: readonly Attribute[] | undefined, field: string): string[] =>
  (attributes ?? [])
    .filter((one) => one.link_type === field && one.taxonomy_term?.taxonomy?.startsWith('repere:'))
    .flatMap((one) => one.taxonomy_term?.code ?? [])
const valueIn = (attributes: readonly Attribute[] | undefined, field: string): string | undefined =>
  (attributes ?? []).find((one) => one.link_type === field && one.taxonomy_term === undefined)?.value

type Phones = HsdsService['phones']

/** A service of HSDS 3 as an entry of the directory. */
export function readHsds(of: HsdsService): Read {
  const raw = rawDraft(of.id)
  const { service, leftover } = raw
  const where = new Map<string, string>([
    ['reference', '/id'],
    ['service', ''],
  ])
  const put = (
    to: Record<string, unknown>,
    group: string,
    field: string,
    value: unknown,
    pointer: string,
  ) => {
    where.set(`${group}.${field}`, pointer)
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) to[field] = value
  }
  const own = (field: string, value: unknown, pointer: string) =>
    put(service, 'service', field, value, pointer)
  own('name', lineOf(of.name, 200, leftover, 'Nom'), '/name')
  own('description', lineOf(of.description, 4000, leftover, 'Description'), '/description')
  own('active', of.status === 'active', '/status')
  own('minAge', of.minimum_age, '/minimum_age')
  own('maxAge', of.maximum_age, '/maximum_age')
  own('entryNote', lineOf(of.application_process, 4000, leftover, 'Démarche'), '/application_process')
  own('costNote', lineOf(of.fees_description ?? of.fees, 200, leftover, 'Frais'), '/fees_description')
  for (const field of ['kinds', 'audiences', 'entries', 'reaches'])
    own(field, codesIn(of.attributes, field), '/attributes')
  own('cost', codesIn(of.attributes, 'cost')[0], '/attributes')
  own('visibility', codesIn(of.attributes, 'visibility')[0], '/attributes')
  own('timeZone', valueIn(of.attributes, 'timeZone'), '/attributes')
  own('professionalNotes', valueIn(of.attributes, 'professionalNotes'), '/attributes')
  own('internalNotes', valueIn(of.attributes, 'internalNotes'), '/attributes')
  const capacity = valueIn(of.attributes, 'capacity')
  own('capacity', capacity === undefined ? undefined : Number(capacity), '/attributes')
  own('languages', languagesOf(of, leftover), '/languages')
  const hours = hoursOf(of, leftover)
  where.set('service.hours', '/schedules')
  if (hours) service.hours = hours
  readAreas(of, own, leftover)
  readContacts(of, raw, where)
  readPlace(of, raw, where)
  readOrganisation(of, raw, where)
  for (const [text, title] of [
    [of.alternate_name, 'Autre nom'],
    [of.eligibility_description, codesIn(of.attributes, 'audiences').length ? null : 'Pour qui'],
    [of.alert, 'Alerte'],
    [of.accreditations, 'Agréments'],
    [of.interpretation_services, 'Interprétariat'],
    [of.wait_time, 'Délai'],
  ] as const)
    if (title && filled(text)) leftover.push(`${title} : ${filled(text)}`)
  return { raw, where }
}

function languagesOf(of: HsdsService, leftover: string[]): string[] {
  return (of.languages ?? []).flatMap(({ code, name, note }) => {
    if (note === 'interpreter') return ['interpreter']
    if (code && spokenLanguage.has(code)) return [code]
    if (name ?? code) leftover.push(`Langue : ${name ?? code}`)
    return []
  })
}

function hoursOf(of: HsdsService, leftover: string[]) {
  if (valueIn(of.attributes, 'hours') === 'never') return []
  const given = of.schedules?.length ? of.schedules : (of.service_at_locations?.[0]?.schedules ?? [])
  const read = given.map((one) => ({ one, stretches: readSchedule(one) }))
  for (const { one, stretches } of read)
    if (!stretches) {
      const { description, freq, byday, opens_at, closes_at } = one
      leftover.push(`Horaires : ${[description, freq, byday, opens_at, closes_at].filter(Boolean).join(' ')}`)
    }
  const week = read.flatMap(({ stretches }) => stretches ?? [])
  return week.length > 0 ? week : undefined
}

function readAreas(
  of: HsdsService,
  own: (field: string, value: unknown, at: string) => void,
  leftover: string[],
) {
  const coverage = codesIn(of.attributes, 'coverage')[0]
  const codes: string[] = []
  for (const area of of.service_areas ?? []) {
    const code = area.extent ?? ''
    if (area.extent_type === 'text' && code === 'FR') continue
    if (area.extent_type === 'text' && departement.has(code)) codes.push(code)
    else if (area.name ?? area.description) leftover.push(`Zone desservie : ${area.name ?? area.description}`)
  }
  own('departements', codes, '/service_areas')
  own(
    'coverage',
    coverage && serviceCoverage.has(coverage) ? coverage : codes.length ? 'departements' : undefined,
    '/attributes',
  )
}

function readContacts(of: HsdsService, { contacts, leftover }: RawDraft, where: Map<string, string>): void {
  const at = of.service_at_locations?.[0]
  const add = (one: Record<string, unknown>, pointer: string) => {
    where.set(`contacts.${contacts.length}`, pointer)
    contacts.push({ person: null, function: null, phone: null, email: null, web: null, ...one })
  }
  const people = [
    ...(of.contacts ?? []).map((one, place) => ({ one, pointer: `/contacts/${place}` })),
    ...(at?.contacts ?? []).map((one, place) => ({
      one,
      pointer: `/service_at_locations/0/contacts/${place}`,
    })),
  ]
  const seen = new Set<string>()
  for (const { one, pointer } of people) {
    if (seen.has(one.id)) continue
    seen.add(one.id)
    const [first, ...more] = phonesOf(one.phones)
    const [visibility] = codesIn(one.attributes, 'visibility')
    add(
      {
        person: lineOf(one.name, 200, leftover, 'Contact') ?? null,
        function: lineOf(one.title ?? one.department, 200, leftover, 'Fonction') ?? null,
        phone: first ?? null,
        email: one.email ?? null,
        web: valueIn(one.attributes, 'web') ?? null,
        ...(visibility && { visibility }),
        ...(valueIn(one.attributes, 'isFrontGate') === 'true' && { isFrontGate: true }),
      },
      pointer,
    )
    for (const phone of more) add({ phone }, `${pointer}/phones`)
  }
  const has = (field: string, value: string) => contacts.some((one) => one[field] === value)
  for (const phone of [...phonesOf(of.phones), ...phonesOf(at?.phones)])
    if (!has('phone', phone)) add({ phone, visibility: 'public' }, '/phones')
  if (of.email && !has('email', of.email)) add({ email: of.email, visibility: 'public' }, '/email')
  if (of.url && !has('web', of.url)) add({ web: of.url, visibility: 'public' }, '/url')
}

const phonesOf = (phones: Phones): string[] =>
  (phones ?? [])
    .map(({ number, extension }) => `${phoneOf(number)}${extension ? ` poste ${extension}` : ''}`)
    .filter(Boolean)

function readPlace(of: HsdsService, raw: RawDraft, where: Map<string, string>): void {
  const [at, ...others] = of.service_at_locations ?? []
  for (const other of others) {
    const { name, addresses } = other.location ?? {}
    const [address] = addresses ?? []
    const told = [name, address?.address_1, address?.postal_code, address?.city].filter(Boolean).join(', ')
    raw.leftover.push(`Autre lieu : ${told || other.id}`)
  }
  const location = at?.location
  if (!location || location.location_type === 'virtual') return
  const base = '/service_at_locations/0/location'
  const [address] = location.addresses ?? []
  const place: Record<string, unknown> = {}
  const put = (field: string, value: unknown, pointer: string) => {
    where.set(`place.${field}`, `${base}${pointer}`)
    if (value !== undefined) place[field] = value
  }
  put('name', filled(location.name), '/name')
  put('latitude', location.latitude, '/latitude')
  put('longitude', location.longitude, '/longitude')
  put(
    'address',
    filled([address?.address_1, address?.address_2].filter(Boolean).join(', ')),
    '/addresses/0/address_1',
  )
  put('commune', filled(address?.city), '/addresses/0/city')
  const postcode = filled(address?.postal_code)
  put('postcode', postcode, '/addresses/0/postal_code')
  put(
    'departement',
    departementIn(location.attributes) ?? departementOfPostcode(postcode ?? ''),
    '/addresses/0/postal_code',
  )
  put('precision', codesIn(location.attributes, 'precision')[0], '/attributes')
  const access = (location.accessibility ?? []).flatMap((one) => codesIn(one.attributes, 'access'))
  if (access.length > 0) put('access', access, '/accessibility')
  for (const one of location.accessibility ?? [])
    if (codesIn(one.attributes, 'access').length === 0 && filled(one.description))
      raw.leftover.push(`Accessibilité : ${filled(one.description)}`)
  where.set('place', base)
  raw.place = place
}

const departementIn = (attributes: readonly Attribute[] | undefined): string | undefined => {
  const code = valueIn(attributes, 'departement')
  return code !== undefined && departement.has(code) ? code : undefined
}

function readOrganisation(
  of: HsdsService,
  { organisation, leftover }: RawDraft,
  where: Map<string, string>,
): void {
  const given = of.organization
  const put = (field: string, value: unknown, pointer: string) => {
    where.set(`organisation.${field}`, `/organization${pointer}`)
    if (value !== undefined) organisation[field] = value
  }
  put('name', lineOf(given?.name, 200, leftover, 'Organisation'), '/name')
  put('kind', codesIn(given?.attributes, 'kind')[0], '/attributes')
  put('website', given?.website, '/website')
  const siret = given?.organization_identifiers?.find(({ identifier_type }) => /siret/i.test(identifier_type))
  put('siret', siret?.identifier.replace(/\s/g, ''), '/organization_identifiers')
}
