import { z } from 'zod'
import { del, done, get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  attendanceMethod,
  audience,
  awarenessKind,
  departement,
  evaluationMoment,
  evaluationQuestion,
  interventionRole,
  interventionStatus,
  resourceKind,
  role,
} from '#vocabulary'
import { Letter } from './requestContract.ts'

const readers = ['awareness_officer', 'coordinator', 'cartographer', 'listener', 'analyst'] as const
const writers = ['awareness_officer'] as const

const line = z.string().trim().max(300)
const many = z.number().int().min(0).max(100_000)

/** One sector: how many are expected, how many came. */
export const AudienceCount = z.object({
  audience: one(audience),
  expected: many,
  present: many.nullable(),
})
export type AudienceCount = z.infer<typeof AudienceCount>

const distinct = (given: readonly { readonly audience: string }[]) =>
  new Set(given.map((one) => one.audience)).size === given.length

/** What is written of an intervention. */
export const InterventionFields = z.object({
  kind: one(awarenessKind).meta({ title: 'Forme' }),
  title: line.min(1, 'Donnez un titre.').meta({ title: 'Titre' }),
  organisation: line.nullable().meta({ title: 'Organisation qui accueille' }),
  startsAt: instant.nullable().meta({ title: 'Début' }),
  endsAt: instant.nullable().meta({ title: 'Fin' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  place: line.nullable().meta({ title: 'Lieu' }),
  videoLink: z
    .url({ protocol: /^https$/, error: 'Une adresse qui commence par https://' })
    .max(500)
    .nullable()
    .meta({ title: 'Lien de visioconférence' }),
  notes: z.string().trim().max(5000).nullable().meta({ title: 'Déroulé et notes' }),
  /** Whom it is for. */
  audiences: z
    .array(z.object({ audience: one(audience), expected: many }))
    .max(audience.codes.length)
    .refine(distinct, 'Un secteur ne se compte qu’une fois.')
    .meta({ title: 'Public attendu, par secteur' }),
  /** Items of the catalogue that are brought or handed out. */
  materialIds: z.array(z.uuid()).max(50).meta({ title: 'Supports' }),
})
export type InterventionFields = z.infer<typeof InterventionFields>

/** Who speaks and who welcomes; the address only for whoever invites. */
export const InterventionPerson = z.object({
  id: z.uuid(),
  role: one(interventionRole),
  name: z.string(),
  organisation: z.string().nullable(),
  isOfTheHouse: z.boolean(),
  email: z.string().nullable(),
  letter: Letter.nullable(),
  /** Whether their calendar holds the intervention as it is now. */
  isInvited: z.boolean(),
})
export type InterventionPerson = z.infer<typeof InterventionPerson>

/** How a question was answered: how many gave each of the five points. */
const Answered = z.object({
  question: one(evaluationQuestion),
  counts: z.array(z.number().int()).length(5),
  answers: z.number().int(),
  mean: z.number().nullable(),
})
export type Answered = z.infer<typeof Answered>

export const Evaluation = z.object({
  moment: one(evaluationMoment),
  code: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  answers: z.number().int(),
  /** Null until it is closed and enough answered for nobody to be recognised. */
  said: z.object({ questions: z.array(Answered), words: z.array(z.string()) }).nullable(),
})
export type Evaluation = z.infer<typeof Evaluation>

export const InterventionRow = InterventionFields.omit({
  notes: true,
  videoLink: true,
  materialIds: true,
  audiences: true,
}).extend({
  id: z.uuid(),
  status: one(interventionStatus),
  expected: z.number().int(),
  present: z.number().int().nullable(),
  unsent: z.number().int(),
})
export type InterventionRow = z.infer<typeof InterventionRow>

export const Intervention = InterventionFields.omit({ audiences: true, materialIds: true }).extend({
  id: z.uuid(),
  version: z.number().int(),
  status: one(interventionStatus),
  sequence: z.number().int(),
  cancelledReason: z.string().nullable(),
  organiser: z.string(),
  audiences: z.array(AudienceCount),
  materials: z.array(
    z.object({ id: z.uuid(), title: z.string(), kind: one(resourceKind), isRetired: z.boolean() }),
  ),
  people: z.array(InterventionPerson),
  attendanceMethod: one(attendanceMethod).nullable(),
  countedAt: instant.nullable(),
  countedBy: z.string().nullable(),
  signatures: z.number().int(),
  purgeOn: z.iso.date().nullable(),
  requestId: z.uuid().nullable(),
  evaluations: z.array(Evaluation),
})
export type Intervention = z.infer<typeof Intervention>

const Written = z.object({ version: z.number().int() })

export const listInterventions = get('/api/interventions', {
  action: 'intervention.list',
  title: 'Lire les interventions',
  for: readers,
  query: z.object({
    when: z.enum(['coming', 'past', 'all']).default('coming'),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    kind: one(awarenessKind).optional(),
    departement: one(departement).optional(),
    text: z.string().trim().max(200).optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: page(InterventionRow).extend({ total: z.number().int() }),
})

const Figure = z.object({
  id: z.string(),
  title: z.string(),
  rule: z.string(),
  base: z.number().int(),
  rows: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      count: z.number().int(),
      percent: z.number().nullable(),
    }),
  ),
})

export const readInterventionFigures = get('/api/interventions/figures', {
  action: 'intervention.figures',
  title: 'Compter les interventions',
  for: ['awareness_officer', 'coordinator', 'analyst'],
  query: z.object({ from: z.iso.date(), to: z.iso.date() }),
  output: z.object({
    figures: z.array(Figure),
    /** On five points, before and after, over the evaluations that are closed and have enough answers. */
    learned: z.array(
      z.object({
        question: one(evaluationQuestion),
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    ),
    evaluated: z.number().int(),
    answers: z.number().int(),
  }),
})

/** The people of the house who may speak. */
export const listInterventionStaff = get('/api/interventions/staff', {
  action: 'intervention.staff',
  title: 'Lire qui peut intervenir',
  for: writers,
  journalled: false,
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), role: one(role) })) }),
})

/** What of the catalogue may be brought. */
export const listInterventionMaterials = get('/api/interventions/materials', {
  action: 'intervention.materials',
  title: 'Chercher un support dans le catalogue',
  for: writers,
  journalled: false,
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), title: z.string(), kind: one(resourceKind) })),
  }),
})

export const readIntervention = get('/api/interventions/:id', {
  action: 'intervention.read',
  title: 'Lire une intervention',
  for: readers,
  output: Intervention,
})

export const createIntervention = post('/api/interventions', {
  action: 'intervention.create',
  title: 'Prévoir une intervention',
  for: writers,
  creates: true,
  input: InterventionFields,
  output: Written.extend({ id: z.uuid() }),
})

/** Those who were invited are told of what concerns their calendar. */
export const saveIntervention = patch('/api/interventions/:id', {
  action: 'intervention.save',
  title: 'Modifier ou déplacer une intervention',
  for: writers,
  versioned: true,
  input: InterventionFields.partial(),
  output: Written.extend({ told: z.number().int() }),
})

export const settleIntervention = post('/api/interventions/:id/settle', {
  action: 'intervention.settle',
  title: 'Dire qu’une intervention est prévue, tenue ou annulée',
  for: writers,
  versioned: true,
  input: z.object({
    status: one(interventionStatus).exclude(['requested']),
    reason: z.string().trim().max(500).nullable().default(null),
  }),
  output: Written.extend({ told: z.number().int() }),
})

export const addInterventionPerson = post('/api/interventions/:id/people', {
  action: 'intervention.person.add',
  title: 'Ajouter quelqu’un à une intervention',
  for: writers,
  creates: true,
  input: z.object({
    role: one(interventionRole),
    accountId: z.uuid().nullable().default(null),
    name: line.default(''),
    organisation: line.nullable().default(null),
    email: z.email('Cette adresse n’est pas complète.').max(300).nullable().default(null),
  }),
  output: z.object({ id: z.uuid() }),
})

/** Somebody who was invited is told that they no longer are. */
export const removeInterventionPerson = del('/api/interventions/people/:id', {
  action: 'intervention.person.remove',
  title: 'Retirer quelqu’un d’une intervention',
  for: writers,
  output: done,
})

export const inviteToIntervention = post('/api/interventions/:id/invitations', {
  action: 'intervention.invite',
  title: 'Envoyer les invitations qui manquent',
  for: writers,
  creates: true,
  output: z.object({ told: z.number().int(), withoutEmail: z.number().int() }),
})

export const readInterventionCalendar = get('/api/interventions/:id/calendar', {
  action: 'intervention.calendar',
  title: 'Télécharger une intervention pour son agenda',
  for: readers,
  raw: true,
  output: z.undefined(),
})
