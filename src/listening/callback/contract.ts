import { z } from 'zod'
import { get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { callbackOutcome, callbackSettlement } from '#vocabulary'

const line = z.string().trim().max(200)

/** Who is to be called, why, when and by whom. Names and numbers are sealed; the complete rules of safe contact come later. */
const CallbackFields = z.object({
  whom: line.nullable().meta({ title: 'Qui rappeler' }),
  phone: line.nullable().meta({ title: 'À quel numéro' }),
  why: z.string().trim().max(2000).nullable().meta({ title: 'Pour quoi' }),
  precautions: z.string().trim().max(2000).nullable().meta({ title: 'Précautions' }),
  opensAt: instant.meta({ title: 'À partir de' }),
  closesAt: instant.meta({ title: 'Jusqu’à' }),
  timeZone: z.string().max(60).meta({ title: 'Fuseau horaire de la personne' }),
  assigneeId: z.uuid().nullable().meta({ title: 'Par qui' }),
})

export const CallbackAttempt = z.object({
  id: z.uuid(),
  happenedAt: instant,
  recordedAt: instant,
  author: z.string().nullable(),
  outcome: one(callbackOutcome),
  note: z.string().nullable(),
})

export const Callback = CallbackFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  situation: z.object({ id: z.uuid(), reference: z.string() }).nullable(),
  contactId: z.uuid().nullable(),
  assignee: z.string().nullable(),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
  /** `due` inside its window, `overdue` once the window is over; neither leaves the list by itself. */
  state: z.enum(['planned', 'due', 'overdue', 'settled']),
  settledAt: instant.nullable(),
  settledAs: one(callbackSettlement).nullable(),
  attempts: z.array(CallbackAttempt),
  abilities: z.object({ edit: z.boolean(), attempt: z.boolean() }),
})
export type Callback = z.infer<typeof Callback>

const takers = ['listener', 'coordinator'] as const

export const createCallback = post('/api/callbacks', {
  action: 'callback.create',
  title: 'Programmer un rappel',
  for: takers,
  creates: true,
  input: CallbackFields.extend({
    timeZone: CallbackFields.shape.timeZone.default('Europe/Paris'),
    situationId: z.uuid().optional(),
    contactId: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid(), version: z.number().int() }),
})

export const saveCallback = patch('/api/callbacks/:id', {
  action: 'callback.save',
  title: 'Modifier un rappel',
  for: takers,
  versioned: true,
  input: CallbackFields.partial(),
  output: z.object({ version: z.number().int() }),
})

/** Records an attempt; `reached` keeps the promise, `refused` ends it, `postponed` asks for the next window, the others leave it due. */
export const attemptCallback = post('/api/callbacks/:id/attempts', {
  action: 'callback.attempt',
  title: 'Noter un essai de rappel',
  for: takers,
  creates: true,
  input: z.object({
    outcome: one(callbackOutcome),
    note: z.string().trim().max(2000).nullable(),
    happenedAt: instant.optional(),
    next: z.object({ opensAt: instant, closesAt: instant }).optional(),
  }),
  output: z.object({ id: z.uuid(), nextId: z.uuid().nullable() }),
})

/** Settles a call-back without calling: cancelled or given up. */
export const settleCallback = post('/api/callbacks/:id/settle', {
  action: 'callback.settle',
  title: 'Régler un rappel sans appeler',
  for: takers,
  versioned: true,
  input: z.object({ as: z.enum(['cancelled', 'given_up']) }),
  output: z.object({ version: z.number().int() }),
})

/** Undoes a settlement made by mistake: the call-back is due again. */
export const reopenCallback = post('/api/callbacks/:id/reopen', {
  action: 'callback.reopen',
  title: 'Remettre un rappel à faire',
  for: takers,
  versioned: true,
  output: z.object({ version: z.number().int() }),
})

/** What is to be called back, the most overdue first. */
export const listCallbacks = get('/api/callbacks', {
  action: 'callback.list',
  title: 'Lister les rappels',
  for: takers,
  query: z.object({
    view: z.enum(['today', 'all', 'settled']).default('today'),
    mine: z.stringbool().default(false),
    /** Only those promised during this contact. */
    contactId: z.uuid().optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(Callback).extend({ overdue: z.number().int() }),
})
