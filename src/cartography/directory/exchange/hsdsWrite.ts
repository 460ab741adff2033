import type { List } from '#kernel/list.ts'
import {
  actorKind,
  addressPrecision,
  departementName,
  placeAccess,
  region,
  regionOf,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  serviceVisibility,
  spokenLanguage,
} from '#vocabulary'
import type { Contact, PlaceShown, ServiceRecord } from '../contract.ts'
import type { Attribute, HsdsService } from './hsds.ts'
import { namedId, partId } from './ids.ts'
import { icalDay } from './openingHours.ts'

/** What an absent value leaves out. */
const said = <T extends object>(of: { [K in keyof T]: T[K] | null | undefined }): Partial<T> =>
  Object.fromEntries(
    Object.entries(of).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  ) as Partial<T>

/** The taxonomies of ours, each the list that HSDS has no field for. */
export const taxonomyOf = (name: string): string => `repere:${name}`

/** One code of a list of ours as HSDS classifies: by a term of a taxonomy. */
function term(of: string, entity: string, field: string, list: List, code: string): Attribute {
  return {
    id: partId(of, `${field}:${code}`),
    link_id: of,
    link_type: field,
    link_entity: entity,
    label: list.label(code),
    taxonomy_term: {
      id: namedId(`${list.name}:${code}`),
      code,
      name: list.label(code),
      description: list.entry(code)?.hint ?? list.label(code),
      taxonomy: taxonomyOf(list.name),
      language: 'fr',
    },
  }
}

/** A value of ours that is no code. */
const value = (of: string, entity: string, field: string, what: string | number | null): Attribute[] =>
  what === null || what === ''
    ? []
    : [{ id: partId(of, field), link_id: of, link_type: field, link_entity: entity, value: String(what) }]

function contact(one: Contact) {
  const attributes = [
    term(one.id, 'contact', 'visibility', serviceVisibility, one.visibility),
    ...value(one.id, 'contact', 'isFrontGate', one.isFrontGate ? 'true' : null),
    ...value(one.id, 'contact', 'web', one.web),
  ]
  return {
    id: one.id,
    ...said({ name: one.person, title: one.function, email: one.email }),
    ...(one.phone && { phones: [{ id: partId(one.id, 'phone'), number: one.phone, type: 'voice' }] }),
    attributes,
  }
}

function location(place: PlaceShown) {
  const { id, address, commune, postcode } = place
  const ofRegion = regionOf(place.departement)
  return {
    id,
    location_type: 'physical' as const,
    ...said({ name: place.name, latitude: place.latitude, longitude: place.longitude }),
    ...(place.precision !== 'exact' && { description: addressPrecision.label(place.precision) }),
    ...((address || commune || postcode) && {
      addresses: [
        {
          id: partId(id, 'address'),
          address_1: address ?? '',
          city: commune ?? '',
          ...(ofRegion && { region: region.label(ofRegion) }),
          state_province: departementName(place.departement),
          postal_code: postcode ?? '',
          country: 'FR',
          address_type: 'physical' as const,
        },
      ],
    }),
    ...(place.access.length > 0 && {
      accessibility: place.access.map((code) => ({
        id: partId(id, `access:${code}`),
        description: placeAccess.label(code),
        attributes: [term(id, 'accessibility', 'access', placeAccess, code)],
      })),
    }),
    attributes: [
      term(id, 'location', 'precision', addressPrecision, place.precision),
      ...value(id, 'location', 'departement', place.departement),
    ],
  }
}

/** A service as HSDS 3 writes it, out of what an audience may know of it. */
export function writeHsds(of: ServiceRecord): HsdsService {
  const { id, organisation } = of
  const codes = (field: string, list: List, given: readonly string[]) =>
    given.map((code) => term(id, 'service', field, list, code))
  const areas =
    of.coverage === 'departements'
      ? of.departements.map((code) => ({ code, name: departementName(code) }))
      : [{ code: 'FR', name: serviceCoverage.label(of.coverage) }]
  return {
    id,
    name: of.name,
    status: of.active ? 'active' : 'inactive',
    ...said({
      description: of.description,
      url: of.contacts.find(({ web }) => web)?.web,
      email: of.contacts.find(({ email }) => email)?.email,
      application_process: of.entryNote,
      fees_description: of.costNote,
      eligibility_description: of.audiences.map(serviceAudience.label).join(', '),
      minimum_age: of.minAge,
      maximum_age: of.maxAge,
      assured_date: of.verifiedOn,
      last_modified: of.modifiedAt,
    }),
    organization: {
      id: organisation.id,
      name: organisation.name,
      description: actorKind.label(organisation.kind),
      ...said({ website: organisation.website }),
      ...(organisation.siret && {
        organization_identifiers: [
          {
            id: partId(organisation.id, 'siret'),
            identifier_type: 'SIRET',
            identifier: organisation.siret,
          },
        ],
      }),
      attributes: [term(organisation.id, 'organization', 'kind', actorKind, organisation.kind)],
    },
    contacts: of.contacts.map(contact),
    service_areas: areas.map(({ code, name }) => ({
      id: partId(id, `area:${code}`),
      name,
      extent: code,
      extent_type: 'text',
    })),
    languages: of.languages.map((code) => ({
      id: partId(id, `language:${code}`),
      name: spokenLanguage.label(code),
      ...(code !== 'interpreter' && { code }),
      ...(code === 'interpreter' && { note: 'interpreter' }),
    })),
    schedules: (of.hours ?? []).map(({ weekday, opens, closes }, place) => ({
      id: partId(id, `schedule:${place}`),
      freq: 'WEEKLY' as const,
      wkst: 'MO' as const,
      interval: 1,
      byday: icalDay(weekday),
      opens_at: opens,
      closes_at: closes === '24:00' ? '00:00' : closes,
    })),
    ...(of.place && {
      service_at_locations: [{ id: partId(id, `at:${of.place.id}`), location: location(of.place) }],
    }),
    attributes: [
      ...codes('kinds', serviceKind, of.kinds),
      ...codes('audiences', serviceAudience, of.audiences),
      ...codes('entries', serviceEntry, of.entries),
      ...codes('reaches', serviceReach, of.reaches),
      ...codes('coverage', serviceCoverage, [of.coverage]),
      ...codes('cost', serviceCost, of.cost ? [of.cost] : []),
      ...codes('visibility', serviceVisibility, [of.visibility]),
      ...value(id, 'service', 'capacity', of.capacity),
      ...value(id, 'service', 'timeZone', of.timeZone),
      ...value(id, 'service', 'hours', of.hours?.length === 0 ? 'never' : null),
      ...value(id, 'service', 'professionalNotes', of.professionalNotes),
      ...value(id, 'service', 'internalNotes', of.internalNotes),
    ],
  }
}
