import { z } from 'zod'
import { del, done, get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { actorKind, departement, serviceVisibility, verificationMethod } from '#vocabulary'
import { type ContactFields, OrganisationFields, PlaceFields, ServiceFields } from './fields.ts'
import {
  Freshness,
  HistoryLine,
  Pair,
  PlaceShown,
  Proposal,
  ServiceCard,
  ServiceQuery,
  ServiceRecord,
} from './shapes.ts'

export * from './fields.ts'
export { ProposedFields } from './proposed.ts'
export * from './shapes.ts'

const readers = ['cartographer', 'coordinator', 'listener', 'awareness_officer', 'analyst'] as const
const keepers = ['cartographer'] as const
const witnesses = ['cartographer', 'coordinator'] as const

const Versioned = z.object({ version: z.number().int() })

export const searchDirectory = get('/api/services', {
  action: 'service.list',
  title: 'Chercher un service dans l’annuaire',
  for: readers,
  journalled: false,
  query: ServiceQuery,
  output: page(ServiceCard),
})

export const Town = z.object({ departement: one(departement), name: z.string() })
export type Town = z.output<typeof Town>

export const findTowns = get('/api/towns', {
  action: 'service.towns',
  title: 'Trouver une ville près de laquelle chercher',
  for: readers,
  journalled: false,
  query: z.object({ text: z.string().trim().min(1).max(80) }),
  output: z.object({ items: z.array(Town) }),
})

export const readService = get('/api/services/:id', {
  action: 'service.read',
  title: 'Lire une fiche de l’annuaire',
  for: readers,
  query: z.object({ as: one(serviceVisibility).optional() }),
  output: ServiceRecord,
})

const checked = z.object({
  verified: one(verificationMethod).nullable().default(null).meta({ title: 'Vérifié à l’instant' }),
})

export const createService = post('/api/services', {
  action: 'service.create',
  title: 'Ajouter un service à l’annuaire',
  for: keepers,
  creates: true,
  input: ServiceFields.partial()
    .required({ name: true })
    .extend({
      organisation: z.union([
        z.object({ id: z.uuid() }),
        OrganisationFields.partial().required({ name: true, kind: true }),
      ]),
      place: z
        .union([z.object({ id: z.uuid() }), PlaceFields.partial().required({ departement: true })])
        .nullable()
        .default(null),
      ...checked.shape,
    }),
  output: z.object({ id: z.uuid(), version: z.number().int() }),
})

export const saveService = patch('/api/services/:id', {
  action: 'service.save',
  title: 'Modifier une fiche de l’annuaire',
  for: keepers,
  versioned: true,
  input: ServiceFields.partial().extend({
    organisationId: z.uuid().optional(),
    placeId: z.uuid().nullable().optional(),
    ...checked.shape,
  }),
  output: Versioned,
})

export const verifyService = post('/api/services/:id/verify', {
  action: 'service.verify',
  title: 'Noter qu’une fiche de l’annuaire vient d’être vérifiée',
  for: keepers,
  versioned: true,
  input: z.object({ how: one(verificationMethod).meta({ title: 'Comment' }) }),
  output: Versioned,
})

export const readHistory = get('/api/services/:id/history', {
  action: 'service.history',
  title: 'Lire l’historique d’une fiche de l’annuaire',
  for: witnesses,
  query: z.object({
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: page(HistoryLine),
})

const Due = z.object({
  id: z.uuid(),
  name: z.string().meta({ title: 'Service' }),
  organisation: z.string().meta({ title: 'Organisation' }),
  standsIn: one(departement).nullable(),
  freshness: Freshness,
  verifiedOn: z.iso.date().nullable().meta({ title: 'Vérifié le' }),
  confirmOn: z.iso.date().meta({ title: 'À confirmer depuis le' }),
  hiddenOn: z.iso.date().meta({ title: 'Masqué à partir du' }),
  phone: z.string().nullable(),
})
export type Due = z.output<typeof Due>

export const listDue = get('/api/service-verifications', {
  action: 'service.due',
  title: 'Les fiches de l’annuaire à vérifier',
  for: witnesses,
  query: z.object({
    departement: one(departement).optional(),
    freshness: Freshness.exclude(['fresh']).optional(),
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(Due).extend({
    counts: z.object({ to_confirm: z.number(), stale: z.number(), hidden: z.number() }),
  }),
})

export const listOrganisations = get('/api/organisations', {
  action: 'organisation.list',
  title: 'Chercher une organisation',
  for: keepers,
  journalled: false,
  query: z.object({ text: z.string().trim().max(100).default('') }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        kind: one(actorKind),
        places: z.array(PlaceShown.pick({ id: true, name: true, commune: true, departement: true })),
      }),
    ),
  }),
})

export const saveOrganisation = patch('/api/organisations/:id', {
  action: 'organisation.save',
  title: 'Modifier une organisation',
  for: keepers,
  versioned: true,
  input: OrganisationFields.partial(),
  output: Versioned,
})

/** A place for a service that had none. */
export const createPlace = post('/api/services/:id/place', {
  action: 'service_place.create',
  title: 'Dire où se tient un service',
  for: keepers,
  creates: true,
  input: PlaceFields.partial().required({ departement: true }),
  output: z.object({ id: z.uuid(), version: z.number().int() }),
})

export const savePlace = patch('/api/places/:id', {
  action: 'service_place.save',
  title: 'Modifier un lieu de l’annuaire',
  for: keepers,
  versioned: true,
  input: PlaceFields.partial(),
  output: Versioned,
})

export const listPairs = get('/api/service-duplicates', {
  action: 'service.pairs',
  title: 'Les fiches de l’annuaire qui se ressemblent',
  for: keepers,
  query: z.object({ departement: one(departement).optional() }),
  output: z.object({ items: z.array(Pair) }),
})

const Duplicate = z.object({
  id: z.uuid(),
  version: z.number().int(),
  name: z.string(),
  organisation: z.string(),
  commune: z.string().nullable(),
  standsIn: one(departement).nullable(),
  reasons: z.array(z.string()),
  likeness: z.number(),
})
export type Duplicate = z.output<typeof Duplicate>

export const findDuplicates = get('/api/services/:id/duplicates', {
  action: 'service.duplicates',
  title: 'Les fiches qui ressemblent à celle-ci',
  for: keepers,
  output: z.object({
    items: z.array(Duplicate),
    merges: z.array(
      z.object({
        id: z.uuid(),
        goneId: z.uuid(),
        name: z.string(),
        mergedAt: instant,
        by: z.string().nullable(),
      }),
    ),
  }),
})

export const mergeServices = post('/api/services/:id/merge', {
  action: 'service.merge',
  title: 'Réunir deux fiches de l’annuaire',
  for: keepers,
  creates: true,
  versioned: true,
  input: z.object({ goneId: z.uuid() }),
  output: z.object({ mergeId: z.uuid(), version: z.number().int() }),
})

export const undoMerge = post('/api/service-merges/:id/undo', {
  action: 'service.unmerge',
  title: 'Défaire la réunion de deux fiches',
  for: keepers,
  output: done,
})

/** The two stay apart, and are no longer proposed together. */
export const keepApart = post('/api/services/:id/distinct', {
  action: 'service.keep_apart',
  title: 'Dire que deux fiches sont deux services',
  for: keepers,
  input: z.object({ otherId: z.uuid() }),
  output: done,
})

export const forgetApart = del('/api/services/:id/distinct/:other', {
  action: 'service.forget_apart',
  title: 'Proposer de nouveau deux fiches comme doublon',
  for: keepers,
  output: done,
})

export const listProposals = get('/api/service-proposals', {
  action: 'service.proposals',
  title: 'Les changements proposés à l’annuaire',
  for: keepers,
  query: z.object({
    service: z.uuid().optional(),
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: page(Proposal),
})

/** The fields accepted are written; none accepted, the proposal is refused. */
export const decideProposal = post('/api/service-proposals/:id/decide', {
  action: 'service.decide',
  title: 'Accepter ou écarter un changement proposé',
  for: keepers,
  versioned: true,
  input: z.object({
    accept: z.array(z.string().max(60)).max(60),
    /** Why a field is not accepted, by its key: kept in the history, and told to who proposed it. */
    reasons: z.record(z.string().max(60), z.string().trim().min(1).max(500)).default({}),
    /** It was said by the service itself: it counts as a verification. */
    verified: one(verificationMethod).nullable().default(null),
  }),
  output: z.object({ serviceId: z.uuid().nullable() }),
})

export type Contact = z.output<typeof ContactFields>
