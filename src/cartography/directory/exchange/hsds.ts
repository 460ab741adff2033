import { z } from 'zod'

// What HSDS 3 asks of a service and of what is nested in it. What it does not name is let through, as its schemas do.

const id = z.guid('Un identifiant UUID.')
const text = z.string('Un texte est attendu.')
const number = z.number('Un nombre est attendu.')
const uri = z.url('Une adresse comme https://exemple.org.')
const email = z.email('Une adresse comme accueil@exemple.org.')
const day = text

const Metadata = z.looseObject({
  id,
  resource_id: id.optional(),
  resource_type: text.optional(),
  last_action_date: day,
  last_action_type: text,
  field_name: text,
  previous_value: text,
  replacement_value: text,
  updated_by: text,
})
const Taxonomy = z.looseObject({
  id,
  name: text,
  description: text,
  uri: uri.optional(),
  version: text.optional(),
})
const TaxonomyTerm = z.looseObject({
  id,
  code: text.optional(),
  name: text,
  description: text,
  parent_id: text.optional(),
  taxonomy: text.optional(),
  taxonomy_detail: Taxonomy.optional(),
  language: text.optional(),
  taxonomy_id: text.optional(),
  term_uri: uri.optional(),
  metadata: z.array(Metadata).optional(),
})
export const Attribute = z.looseObject({
  id,
  link_id: id.optional(),
  taxonomy_term_id: id.optional(),
  link_type: text.optional(),
  link_entity: text.optional(),
  value: text.optional(),
  label: text.optional(),
  taxonomy_term: TaxonomyTerm.optional(),
  metadata: z.array(Metadata).optional(),
})
export type Attribute = z.output<typeof Attribute>

const common = { id, attributes: z.array(Attribute).optional(), metadata: z.array(Metadata).optional() }

const Language = z.looseObject({
  ...common,
  name: text.optional(),
  code: text.optional(),
  note: text.optional(),
})
export const Phone = z.looseObject({
  ...common,
  number: text,
  extension: number.optional(),
  type: text.optional(),
  description: text.optional(),
  languages: z.array(Language).optional(),
})
const HsdsContact = z.looseObject({
  ...common,
  name: text.optional(),
  title: text.optional(),
  department: text.optional(),
  email: email.optional(),
  phones: z.array(Phone).optional(),
})
export const Schedule = z.looseObject({
  ...common,
  valid_from: day.optional(),
  valid_to: day.optional(),
  dtstart: day.optional(),
  timezone: number.optional(),
  until: day.optional(),
  count: number.optional(),
  wkst: z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']).optional(),
  freq: z.enum(['WEEKLY', 'MONTHLY']).optional(),
  interval: number.optional(),
  byday: text.optional(),
  byweekno: text.optional(),
  bymonthday: text.optional(),
  byyearday: text.optional(),
  description: text.optional(),
  opens_at: text.optional(),
  closes_at: text.optional(),
  schedule_link: uri.optional(),
  attending_type: text.optional(),
  notes: text.optional(),
})
const kindOfPlace = z.enum(['physical', 'postal', 'virtual'])
const Address = z.looseObject({
  ...common,
  attention: text.optional(),
  address_1: text,
  address_2: text.optional(),
  city: text,
  region: text.optional(),
  state_province: text,
  postal_code: text,
  country: text,
  address_type: kindOfPlace,
})
const Accessibility = z.looseObject({
  ...common,
  description: text.optional(),
  details: text.optional(),
  url: uri.optional(),
})
const Location = z.looseObject({
  ...common,
  location_type: kindOfPlace,
  url: uri.optional(),
  name: text.optional(),
  alternate_name: text.optional(),
  description: text.optional(),
  transportation: text.optional(),
  latitude: number.optional(),
  longitude: number.optional(),
  external_identifier: text.optional(),
  external_identifier_type: text.optional(),
  languages: z.array(Language).optional(),
  addresses: z.array(Address).optional(),
  contacts: z.array(HsdsContact).optional(),
  accessibility: z.array(Accessibility).optional(),
  phones: z.array(Phone).optional(),
  schedules: z.array(Schedule).optional(),
})
const ServiceArea = z.looseObject({
  ...common,
  name: text.optional(),
  description: text.optional(),
  extent: text.optional(),
  extent_type: text.optional(),
  uri: text.optional(),
})
const AtLocation = z.looseObject({
  ...common,
  description: text.optional(),
  service_areas: z.array(ServiceArea).optional(),
  contacts: z.array(HsdsContact).optional(),
  phones: z.array(Phone).optional(),
  schedules: z.array(Schedule).optional(),
  location: Location.optional(),
})
const Funding = z.looseObject({ ...common, source: text.optional() })
const Program = z.looseObject({ ...common, name: text, alternate_name: text.optional(), description: text })
const Url = z.looseObject({ ...common, label: text.optional(), url: uri })
const Organisation = z.looseObject({
  ...common,
  name: text,
  alternate_name: text.optional(),
  description: text,
  email: email.optional(),
  website: uri.optional(),
  additional_websites: z.array(Url).optional(),
  tax_status: text.optional(),
  tax_id: text.optional(),
  year_incorporated: number.optional(),
  legal_status: text.optional(),
  logo: text.optional(),
  uri: uri.optional(),
  parent_organization_id: text.optional(),
  funding: z.array(Funding).optional(),
  contacts: z.array(HsdsContact).optional(),
  phones: z.array(Phone).optional(),
  locations: z.array(Location).optional(),
  programs: z.array(Program).optional(),
  organization_identifiers: z
    .array(
      z.looseObject({
        ...common,
        identifier_scheme: text.optional(),
        identifier_type: text,
        identifier: text,
      }),
    )
    .optional(),
})

/** A service of HSDS 3 with what is nested in it. */
export const HsdsService = z.looseObject({
  ...common,
  name: text,
  alternate_name: text.optional(),
  description: text.optional(),
  url: uri.optional(),
  additional_urls: z.array(Url).optional(),
  email: email.optional(),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']),
  interpretation_services: text.optional(),
  application_process: text.optional(),
  fees_description: text.optional(),
  wait_time: text.optional(),
  fees: text.optional(),
  accreditations: text.optional(),
  eligibility_description: text.optional(),
  minimum_age: number.optional(),
  maximum_age: number.optional(),
  assured_date: day.optional(),
  assurer_email: email.optional(),
  licenses: text.optional(),
  alert: text.optional(),
  last_modified: text.optional(),
  phones: z.array(Phone).optional(),
  schedules: z.array(Schedule).optional(),
  service_areas: z.array(ServiceArea).optional(),
  service_at_locations: z.array(AtLocation).optional(),
  languages: z.array(Language).optional(),
  organization: Organisation.optional(),
  funding: z.array(Funding).optional(),
  cost_options: z
    .array(
      z.looseObject({
        ...common,
        valid_from: day.optional(),
        valid_to: day.optional(),
        option: text.optional(),
        currency: text.optional(),
        amount: number.optional(),
        amount_description: text.optional(),
      }),
    )
    .optional(),
  program: Program.optional(),
  required_documents: z
    .array(z.looseObject({ ...common, document: text.optional(), uri: uri.optional() }))
    .optional(),
  contacts: z.array(HsdsContact).optional(),
  capacities: z
    .array(
      z.looseObject({
        ...common,
        unit: z.looseObject({ ...common, name: text, uri: uri.optional() }),
        available: number,
        maximum: number.optional(),
        description: text.optional(),
        updated: z.iso.datetime({ offset: true, error: 'Un instant ISO 8601 avec son décalage.' }),
      }),
    )
    .optional(),
})
export type HsdsService = z.output<typeof HsdsService>
