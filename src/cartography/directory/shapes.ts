import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  departement,
  directoryChange,
  orientationOutcome,
  proposalSource,
  proposalState,
  serviceAudience,
  serviceEntry,
  serviceKind,
  serviceVisibility,
  verificationMethod,
} from '#vocabulary'
import { OrganisationFields, PlaceFields, ServiceFields } from './fields.ts'
import { ProposedFields } from './proposed.ts'

/** How far an entry can be trusted: `hidden` ones are no longer proposed to who calls. */
export const Freshness = z.enum(['fresh', 'to_confirm', 'stale', 'hidden'])
export type Freshness = z.infer<typeof Freshness>

/** A place as an audience may know it; the address is missing from a confidential one. */
export const PlaceShown = PlaceFields.extend({ id: z.uuid(), version: z.number().int() })
export type PlaceShown = z.output<typeof PlaceShown>

export const OrganisationShown = OrganisationFields.extend({ id: z.uuid(), version: z.number().int() })
export type OrganisationShown = z.output<typeof OrganisationShown>

/** A service as a list shows it. */
export const ServiceCard = z.object({
  id: z.uuid(),
  name: z.string().meta({ title: 'Service' }),
  organisation: z.string().meta({ title: 'Organisation' }),
  kinds: z.array(one(serviceKind)),
  audiences: z.array(one(serviceAudience)),
  entries: z.array(one(serviceEntry)),
  departements: z.array(one(departement)),
  /** Served wherever one is. */
  isAnywhere: z.boolean(),
  /** Where it stands, as far as that is told. */
  commune: z.string().nullable(),
  standsIn: one(departement).nullable(),
  isConfidential: z.boolean(),
  distance: z.number().nullable().meta({ title: 'Distance en kilomètres' }),
  minAge: z.number().int().nullable(),
  maxAge: z.number().int().nullable(),
  isOpen: z.boolean().nullable(),
  localTime: z.string(),
  phone: z.string().nullable().meta({ title: 'Téléphone' }),
  visibility: one(serviceVisibility),
  active: z.boolean(),
  freshness: Freshness,
  verifiedOn: z.iso.date().nullable().meta({ title: 'Vérifié le' }),
})
export type ServiceCard = z.output<typeof ServiceCard>

const Criterion = z.object({
  id: z.string(),
  title: z.string(),
  /** Null: does not apply to this service. */
  met: z.boolean().nullable(),
  weight: z.number().int(),
  todo: z.string(),
})
export type Criterion = z.output<typeof Criterion>

export const Quality = z.object({
  /** Out of a hundred, over what applies. */
  score: z.number().int(),
  criteria: z.array(Criterion),
  /** The worst of what is missing: the next thing to do. */
  next: Criterion.nullable(),
})
export type Quality = z.output<typeof Quality>

/** A whole service, as far as an audience may know it. */
export const ServiceRecord = ServiceFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  organisation: OrganisationShown,
  place: PlaceShown.nullable(),
  isConfidential: z.boolean(),
  isOpen: z.boolean().nullable(),
  localTime: z.string(),
  modifiedAt: instant,
  freshness: Freshness,
  verifiedOn: z.iso.date().nullable(),
  verifiedBy: z.string().nullable(),
  verifiedHow: one(verificationMethod).nullable(),
  confirmOn: z.iso.date(),
  hiddenOn: z.iso.date(),
  quality: Quality.nullable(),
  /** How many people were directed there, and what came of it: counts only. */
  orientations: z
    .object({
      total: z.number().int(),
      outcomes: z.array(z.object({ outcome: one(orientationOutcome), count: z.number().int() })),
    })
    .nullable(),
  proposals: z.number().int().nullable(),
  mergedInto: z.uuid().nullable(),
  abilities: z.object({ edit: z.boolean() }),
})
export type ServiceRecord = z.output<typeof ServiceRecord>

export const radii = [20, 50, 100] as const

/** What a search may ask. */
export const ServiceQuery = z.object({
  text: z.string().trim().max(100).optional(),
  departement: one(departement).optional(),
  /** A town, as `31:Toulouse`. */
  near: z.string().trim().max(120).optional(),
  radius: z.coerce.number().int().min(1).max(100).default(50),
  kind: one(serviceKind).optional(),
  audience: one(serviceAudience).optional(),
  entry: one(serviceEntry).optional(),
  age: z.coerce.number().int().min(0).max(120).optional(),
  openNow: z.stringbool().default(false),
  /** Those too that are hidden because nobody has verified them. */
  hidden: z.stringbool().default(false),
  closed: z.stringbool().default(false),
  organisation: z.uuid().optional(),
  /** To see what another audience sees; never more than one's own. */
  as: one(serviceVisibility).optional(),
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})
export type ServiceQuery = z.output<typeof ServiceQuery>

/** One value of an entry before and after, as a person reads them. */
export const FieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Why it was not accepted, when it is a proposal that was not. */
  reason: z.string().optional(),
})
export type FieldChange = z.output<typeof FieldChange>

export const HistoryLine = z.object({
  id: z.uuid(),
  kind: one(directoryChange),
  changes: z.array(FieldChange),
  happenedAt: instant,
  author: z.string().nullable(),
})
export type HistoryLine = z.output<typeof HistoryLine>

const Twin = z.object({
  id: z.uuid(),
  name: z.string(),
  organisation: z.string(),
  standsIn: one(departement).nullable(),
})

/** Two entries that may be the same service. */
export const Pair = z.object({ one: Twin, other: Twin, reasons: z.array(z.string()) })
export type Pair = z.output<typeof Pair>

export const Proposal = z.object({
  id: z.uuid(),
  version: z.number().int(),
  serviceId: z.uuid().nullable(),
  service: z.string().nullable(),
  source: one(proposalSource),
  saidBy: z.string().nullable(),
  state: one(proposalState),
  proposedAt: instant,
  fields: ProposedFields,
  /** What differs, in words; `key` names the field to accept. */
  changes: z.array(FieldChange.extend({ key: z.string() })),
  remark: z.string().nullable(),
})
export type Proposal = z.output<typeof Proposal>
