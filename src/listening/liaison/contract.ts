import { z } from 'zod'
import { get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { Sending } from '#listening/documentation/contract.ts'
import { Orientation } from '#listening/orientation/contract.ts'
import {
  action,
  dueKind,
  dueSettlement,
  exchangeChannel,
  exchangeDirection,
  orientationKind,
  orientationOutcome,
} from '#vocabulary'
import { longText, Recorded, serviceStaff, shortText, Versioned, Written } from './recorded.ts'

/** The actions that an exchange with a service may be. */
export const exchangeKind = one(action).extract([
  'ase_liaison',
  'partner_contact',
  'prosecutor_report',
  'emergency_services',
])
export type ExchangeKind = z.infer<typeof exchangeKind>

/** Who of which service was spoken to, and what was said. All of it is sealed, but for the way it took. */
export const ExchangeFields = z.object({
  direction: one(exchangeDirection).meta({ title: 'Qui a contacté qui' }),
  channel: one(exchangeChannel).meta({ title: 'Par quelle voie' }),
  service: shortText.min(1, 'Nommez le service.').meta({ title: 'Service' }),
  /** The unit of an authority, when the service is one of those. */
  unitId: z.uuid().nullable(),
  person: shortText.nullable().meta({ title: 'Personne jointe' }),
  role: shortText.nullable().meta({ title: 'Sa fonction' }),
  reach: shortText.nullable().meta({ title: 'Sa ligne directe' }),
  place: shortText.nullable().meta({ title: 'Lieu' }),
  said: longText.nullable().meta({ title: 'Ce qui a été dit' }),
  asked: longText.nullable().meta({ title: 'Ce qui a été demandé' }),
  given: shortText.nullable().meta({ title: 'Référence donnée par le service' }),
})
export type ExchangeFields = z.infer<typeof ExchangeFields>

export const Exchange = ExchangeFields.extend({ ...Recorded.shape, kind: exchangeKind })
export type Exchange = z.infer<typeof Exchange>

/** What a service was asked and has not answered, and until when it is waited for. */
const AwaitedReply = z.object({
  what: longText.min(1, 'Dites ce qui est attendu.').meta({ title: 'Ce qui est attendu' }),
  dueOn: z.iso.date().meta({ title: 'Pour le' }),
  assigneeId: z.uuid().nullable().default(null).meta({ title: 'Suivi par' }),
})

/** Something due on a day, wherever it comes from; `overdue` once the day is past, and it never leaves by itself. */
export const DueItem = z.object({
  id: z.uuid(),
  version: z.number().int(),
  kind: one(dueKind),
  situation: z.object({ id: z.uuid(), reference: z.string() }),
  /** The exchange or the orientation that it comes from. */
  recordId: z.uuid().nullable(),
  recordVersion: z.number().int().nullable(),
  service: z.string().nullable(),
  person: z.string().nullable(),
  reach: z.string().nullable(),
  orientationKind: one(orientationKind).nullable(),
  outcome: one(orientationOutcome).nullable(),
  what: z.string().nullable(),
  answer: z.string().nullable(),
  askedOn: z.iso.date(),
  dueOn: z.iso.date(),
  state: z.enum(['planned', 'due', 'overdue', 'settled']),
  assigneeId: z.uuid().nullable(),
  assignee: z.string().nullable(),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
  settledAt: instant.nullable(),
  settledAs: one(dueSettlement).nullable(),
  settledBy: z.string().nullable(),
  abilities: z.object({ edit: z.boolean(), settle: z.boolean(), reopen: z.boolean() }),
})
export type DueItem = z.infer<typeof DueItem>

/** All the work with services of one file. */
export const ServiceWork = z.object({
  exchanges: z.array(Exchange),
  sendings: z.array(Sending),
  orientations: z.array(Orientation),
  dueItems: z.array(DueItem),
  abilities: z.object({ record: z.boolean() }),
})
export type ServiceWork = z.infer<typeof ServiceWork>

export const readServiceWork = get('/api/situations/:id/services', {
  action: 'services.read',
  title: 'Lire le travail avec les services',
  for: serviceStaff,
  output: ServiceWork,
})

export const createExchange = post('/api/situations/:id/exchanges', {
  action: 'exchange.create',
  title: 'Noter un échange avec un service',
  for: serviceStaff,
  creates: true,
  input: ExchangeFields.extend({
    unitId: z.uuid().nullable().default(null),
    kind: exchangeKind.meta({ title: 'Avec qui' }),
    at: instant.optional(),
    awaited: z.array(AwaitedReply).max(10).default([]),
  }),
  output: Written,
})

export const saveExchange = patch('/api/exchanges/:id', {
  action: 'exchange.save',
  title: 'Modifier un échange avec un service',
  for: serviceStaff,
  versioned: true,
  input: ExchangeFields.extend({ at: instant }).partial(),
  output: Versioned,
})

/** One more thing awaited after an exchange. */
export const awaitReply = post('/api/exchanges/:id/replies', {
  action: 'due.await',
  title: 'Attendre une réponse d’un service',
  for: serviceStaff,
  creates: true,
  input: AwaitedReply,
  output: Written,
})

/** Somebody who informed us asks what came of it: within three months they are answered, or told why not. */
export const createRequest = post('/api/situations/:id/requests', {
  action: 'due.request',
  title: 'Noter une demande de suites',
  for: serviceStaff,
  creates: true,
  input: z.object({
    person: shortText.min(1, 'Dites qui demande.').meta({ title: 'Qui demande' }),
    reach: shortText.nullable().meta({ title: 'Comment lui répondre' }),
    what: longText.nullable().meta({ title: 'Ce qui est demandé' }),
    askedOn: z.iso.date().meta({ title: 'Demandé le' }),
    assigneeId: z.uuid().nullable().default(null).meta({ title: 'Suivi par' }),
  }),
  output: Written.extend({ dueOn: z.iso.date() }),
})

/** Corrects something due. The day of a request of an informant follows from the day it was asked, and from nothing else. */
export const saveDueItem = patch('/api/due/:id', {
  action: 'due.save',
  title: 'Modifier ce qui est à suivre',
  for: serviceStaff,
  versioned: true,
  input: z
    .object({
      person: shortText.nullable(),
      reach: shortText.nullable(),
      what: longText.nullable(),
      askedOn: z.iso.date(),
      dueOn: z.iso.date(),
      assigneeId: z.uuid().nullable(),
    })
    .partial(),
  output: Versioned,
})

/** Settles something due: a reply received, a request answered or refused with its reason, or nothing left to wait for. */
export const settleDueItem = post('/api/due/:id/settle', {
  action: 'due.settle',
  title: 'Régler ce qui est à suivre',
  for: serviceStaff,
  versioned: true,
  input: z.object({ as: one(dueSettlement), answer: longText.nullable() }),
  output: Versioned,
})

export const reopenDueItem = post('/api/due/:id/reopen', {
  action: 'due.reopen',
  title: 'Remettre à suivre',
  for: serviceStaff,
  versioned: true,
  output: Versioned,
})

/** What is due, the most overdue first. */
export const listDueItems = get('/api/due', {
  action: 'due.list',
  title: 'Lister ce qui est à suivre',
  for: serviceStaff,
  query: z.object({
    view: z.enum(['open', 'overdue', 'settled']).default('open'),
    kind: one(dueKind).optional(),
    mine: z.stringbool().default(false),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(DueItem).extend({ overdue: z.number().int() }),
})
