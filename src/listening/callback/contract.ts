import { z } from 'zod'
import { del, done, get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  callbackOutcome,
  callbackPriority,
  callbackRhythm,
  callbackRung,
  callbackSettlement,
  callbackTeam,
  noAnswerPlan,
  safeChannel,
  safeRelation,
} from '#vocabulary'

const line = z.string().trim().max(200)

const Repeats = z.object({
  rhythm: one(callbackRhythm).meta({ title: 'Rythme' }),
  until: z.iso.date().meta({ title: 'Jusqu’au' }),
})

/** Who is to be called, why, when and by whom. How to reach them is a safe contact, and stays there. */
const CallbackFields = z.object({
  whom: line.nullable().meta({ title: 'Qui rappeler' }),
  safeContactId: z.uuid().nullable().meta({ title: 'Par quel moyen sûr' }),
  why: z.string().trim().max(2000).nullable().meta({ title: 'Pour quoi' }),
  opensAt: instant.meta({ title: 'À partir de' }),
  closesAt: instant.meta({ title: 'Jusqu’à' }),
  timeZone: z.string().max(60).meta({ title: 'Fuseau horaire de la personne' }),
  assigneeId: z.uuid().nullable().meta({ title: 'Par qui' }),
  team: one(callbackTeam).nullable().meta({ title: 'Par quelle équipe' }),
  priority: one(callbackPriority).meta({ title: 'Priorité' }),
  noAnswerPlan: one(noAnswerPlan).nullable().meta({ title: 'Si personne ne répond' }),
  repeats: Repeats.nullable().meta({ title: 'Répétition' }),
})

export const CallbackAttempt = z.object({
  id: z.uuid(),
  happenedAt: instant,
  recordedAt: instant,
  author: z.string().nullable(),
  outcome: one(callbackOutcome),
  note: z.string().nullable(),
  contactId: z.uuid().nullable(),
})

export const Callback = CallbackFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  situation: z.object({ id: z.uuid(), reference: z.string() }).nullable(),
  contactId: z.uuid().nullable(),
  /** How the person will be reached, without the number; null as long as nobody has said. */
  means: z
    .object({
      id: z.uuid(),
      channel: one(safeChannel),
      relation: one(safeRelation),
      /** What stands in the way whatever the hour; the hour is looked at when one dials. */
      state: z.enum(['ready', 'not_allowed', 'to_confirm', 'withdrawn']),
    })
    .nullable(),
  rung: one(callbackRung),
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
    safeContactId: CallbackFields.shape.safeContactId.default(null),
    team: CallbackFields.shape.team.default(null),
    priority: CallbackFields.shape.priority.default('normal'),
    noAnswerPlan: CallbackFields.shape.noAnswerPlan.default(null),
    repeats: CallbackFields.shape.repeats.default(null),
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

/** Records an attempt that was authorised; `reached` opens the contact and keeps the promise, `refused` ends it, `postponed` asks for the next window, the others leave it due. */
export const attemptCallback = post('/api/callbacks/:id/attempts', {
  action: 'callback.attempt',
  title: 'Noter un essai de rappel',
  for: takers,
  creates: true,
  input: z.object({
    authorisationId: z.uuid(),
    outcome: one(callbackOutcome),
    note: z.string().trim().max(2000).nullable(),
    happenedAt: instant.optional(),
    next: z.object({ opensAt: instant, closesAt: instant }).optional(),
  }),
  output: z.object({ id: z.uuid(), nextId: z.uuid().nullable(), contactId: z.uuid().nullable() }),
})

/** Takes back an attempt noted by mistake less than five minutes ago; the number is not shown again. */
export const undoAttempt = del('/api/callbacks/:id/attempts/:attemptId', {
  action: 'callback.undo_attempt',
  title: 'Défaire un essai noté par erreur',
  for: takers,
  output: done,
})

/** The person called us first: the promise is kept, and their contact is an incoming one. */
export const noteCalledIn = post('/api/callbacks/:id/called-in', {
  action: 'callback.called_in',
  title: 'Noter que la personne a rappelé d’elle-même',
  for: takers,
  creates: true,
  output: z.object({ contactId: z.uuid(), nextId: z.uuid().nullable() }),
})

/** Settles a call-back without calling: cancelled, given up, or postponed to another window. */
export const settleCallback = post('/api/callbacks/:id/settle', {
  action: 'callback.settle',
  title: 'Régler un rappel sans appeler',
  for: takers,
  versioned: true,
  input: z.discriminatedUnion('as', [
    z.object({ as: z.enum(['cancelled', 'given_up']) }),
    z.object({ as: z.literal('postponed'), next: z.object({ opensAt: instant, closesAt: instant }) }),
  ]),
  output: z.object({ version: z.number().int(), nextId: z.uuid().nullable() }),
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
    /** Only those that have climbed to the coordinators. */
    climbed: z.stringbool().default(false),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(Callback).extend({ overdue: z.number().int(), climbed: z.number().int() }),
})

/** Whether somebody works during a window, before it is promised; null when no shift was entered around it. */
export const readCover = get('/api/callbacks/cover', {
  action: 'callback.cover',
  title: 'Vérifier que quelqu’un travaille sur une plage',
  for: takers,
  journalled: false,
  query: z.object({ opensAt: instant, closesAt: instant }),
  output: z.object({ isCovered: z.boolean().nullable() }),
})
