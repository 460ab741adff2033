import { z } from 'zod'
import { get, instant, page, patch, post, put } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { applicationState, departement, isDepartement, milestoneKind, projectCallStatus } from '#vocabulary'

const readers = ['coordinator', 'awareness_officer', 'cartographer', 'analyst'] as const
const editors = ['coordinator', 'awareness_officer'] as const

const line = z.string().trim().max(200)
const long = z.string().trim().max(5000)
const euros = z.number().int().min(1).max(10_000_000)
const Territory = one(departement).refine(isDepartement, 'Choisissez un département.')

/** What is asked, of whom, until when. */
export const CallFields = z.object({
  title: line.min(1, 'Donnez un titre.').meta({ title: 'Titre' }),
  summary: z.string().trim().max(500).nullable().meta({ title: 'En quelques mots' }),
  terms: long.min(1, 'Dites ce qui est attendu.').meta({ title: 'Ce qui est attendu, et de qui' }),
  departements: z.array(Territory).max(101).meta({ title: 'Départements (aucun : toute la France)' }),
  amount: euros.nullable().meta({ title: 'À partager, en euros' }),
  amountEach: euros.nullable().meta({ title: 'Au plus par projet, en euros' }),
  opensOn: z.iso.date().meta({ title: 'Ouvre le' }),
  closesOn: z.iso.date().meta({ title: 'Ferme le' }),
  criteria: z
    .array(
      z.object({
        label: line.min(1, 'Nommez ce critère.'),
        weight: z.number().int().min(1).max(10),
      }),
    )
    .min(1, 'Donnez au moins un critère.')
    .max(10)
    .meta({ title: 'Critères et leur poids' }),
  reviewerIds: z.array(z.uuid()).max(20).meta({ title: 'Qui lit les candidatures' }),
})
export type CallFields = z.infer<typeof CallFields>

export const ProjectCall = CallFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  slug: z.string(),
  status: one(projectCallStatus),
  isOpen: z.boolean(),
  criteria: z.array(
    z.object({ id: z.uuid(), label: z.string(), weight: z.number().int(), position: z.number().int() }),
  ),
  reviewers: z.array(z.object({ id: z.uuid(), name: z.string() })),
  counts: z.object({ draft: z.number().int(), submitted: z.number().int(), accepted: z.number().int() }),
})
export type ProjectCall = z.infer<typeof ProjectCall>

/** What an applicant writes. */
export const ApplicationWords = z.object({
  organisation: line.min(1, 'Dites quel organisme porte le projet.').meta({ title: 'Organisme' }),
  contact: line.min(1, 'Dites à qui répondre.').meta({ title: 'Personne à qui répondre' }),
  email: z.email('Cette adresse n’est pas complète.').max(200).meta({ title: 'Son courriel' }),
  phone: line.meta({ title: 'Son téléphone' }),
  title: line.min(1, 'Donnez un titre au projet.').meta({ title: 'Titre du projet' }),
  need: long.min(1, 'Dites à quoi le projet répond.').meta({ title: 'À quoi il répond' }),
  plan: long.min(1, 'Dites ce que vous ferez.').meta({ title: 'Ce que vous ferez, avec qui' }),
  outcome: long.min(1, 'Dites à quoi vous verrez que cela marche.').meta({ title: 'Ce qui changera' }),
  budget: long.min(1, 'Dites à quoi servira l’argent.').meta({ title: 'À quoi servira l’argent' }),
})
export type ApplicationWords = z.infer<typeof ApplicationWords>

const Score = z.object({ criterionId: z.uuid(), score: z.number().int().min(0).max(5) })

export const Review = z.object({
  reviewer: z.string(),
  isMine: z.boolean(),
  hasConflict: z.boolean(),
  givenAt: instant.nullable(),
  /** Nothing while it may not be seen yet. */
  scores: z.array(Score).nullable(),
  comment: z.string().nullable(),
  /** Of 100, weights counted. */
  mark: z.number().nullable(),
})
export type Review = z.infer<typeof Review>

export const MilestoneFields = z.object({
  kind: one(milestoneKind).meta({ title: 'Nature' }),
  label: line.min(1, 'Dites ce qui est attendu.').meta({ title: 'Ce qui est attendu' }),
  dueOn: z.iso.date().meta({ title: 'Pour le' }),
  doneOn: z.iso.date().nullable().meta({ title: 'Fait le' }),
  note: z.string().trim().max(1000).nullable().meta({ title: 'Note' }),
})
export const Milestone = MilestoneFields.extend({ id: z.uuid(), version: z.number().int() })
export type Milestone = z.infer<typeof Milestone>

export const ApplicationRow = z.object({
  id: z.uuid(),
  reference: z.string(),
  state: one(applicationState),
  organisation: z.string(),
  title: z.string(),
  departement: one(departement).nullable(),
  amount: z.number().int().nullable(),
  granted: z.number().int().nullable(),
  submittedAt: instant.nullable(),
  /** How many of those who have a say gave it. */
  given: z.number().int(),
  awaited: z.number().int(),
  /** The mean of the marks, once all are given. */
  mark: z.number().nullable(),
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

export const Application = ApplicationRow.extend({
  version: z.number().int(),
  call: z.object({
    id: z.uuid(),
    title: z.string(),
    criteria: z.array(z.object({ id: z.uuid(), label: z.string(), weight: z.number().int() })),
  }),
  words: ApplicationWords,
  files: z.array(z.object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.number().int() })),
  reviews: z.array(Review),
  /** Whether the reader is one of those who have a say. */
  isReviewer: z.boolean(),
  reasons: z.string().nullable(),
  decidedAt: instant.nullable(),
  writtenAt: instant.nullable(),
  trouble: z.string().nullable(),
  milestones: z.array(Milestone),
})
export type Application = z.infer<typeof Application>

/** How many calls one page of the list holds. */
export const callsPerPage = 50

export const listProjectCalls = get('/api/project-calls', {
  action: 'project_call.list',
  title: 'Lire les appels à projets',
  for: readers,
  query: z.object({ after: z.string().optional() }),
  output: page(ProjectCall),
})

/** Who may be asked to read applications. */
export const listReviewers = get('/api/project-calls/reviewers', {
  action: 'project_call.reviewers',
  title: 'Voir qui peut lire les candidatures',
  for: editors,
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

export const readProjectCall = get('/api/project-calls/:id', {
  action: 'project_call.read',
  title: 'Lire un appel à projets et ses candidatures',
  for: readers,
  output: z.object({ call: ProjectCall, applications: z.array(ApplicationRow) }),
})

export const createProjectCall = post('/api/project-calls', {
  action: 'project_call.create',
  title: 'Préparer un appel à projets',
  for: editors,
  creates: true,
  input: CallFields,
  output: z.object({ id: z.uuid(), version: z.number().int() }),
})

/** Once published, only the closing day, the terms and those who read may change: criteria and amounts were promised. */
export const saveProjectCall = patch('/api/project-calls/:id', {
  action: 'project_call.save',
  title: 'Modifier un appel à projets',
  for: editors,
  versioned: true,
  input: CallFields.partial(),
  output: z.object({ version: z.number().int() }),
})

export const moveProjectCall = post('/api/project-calls/:id/status', {
  action: 'project_call.move',
  title: 'Publier, clore ou retirer un appel à projets',
  for: editors,
  versioned: true,
  input: z.object({ status: one(projectCallStatus).exclude(['draft']) }),
  output: z.object({ version: z.number().int() }),
})

export const exportProjectCall = get('/api/project-calls/:id/export', {
  action: 'project_call.export',
  title: 'Exporter les candidatures en CSV',
  for: editors,
  raw: true,
  output: z.undefined(),
})

export const readApplication = get('/api/applications/:id', {
  action: 'application.read',
  title: 'Lire une candidature',
  for: readers,
  output: Application,
})

export const readApplicationFile = get('/api/applications/files/:id', {
  action: 'application.file',
  title: 'Ouvrir une pièce d’une candidature',
  for: readers,
  raw: true,
  output: z.undefined(),
})

/** One's own marks, or that one has a tie; nothing changes once the decision is taken. */
export const giveReview = put('/api/applications/:id/review', {
  action: 'application.review',
  title: 'Donner son avis sur une candidature',
  for: readers,
  input: z.union([
    z.object({ hasConflict: z.literal(true) }),
    z.object({
      hasConflict: z.literal(false),
      scores: z.array(Score).min(1).max(10),
      comment: z.string().trim().max(3000),
    }),
  ]),
  output: z.object({ version: z.number().int() }),
})

export const decideApplication = post('/api/applications/:id/decision', {
  action: 'application.decide',
  title: 'Décider d’une candidature',
  for: editors,
  versioned: true,
  input: z.object({
    state: z.enum(['accepted', 'declined']),
    granted: euros.nullable(),
    reasons: z.string().trim().min(1, 'Donnez les raisons : elles sont écrites à l’organisme.').max(3000),
  }),
  output: z.object({ version: z.number().int() }),
})

export const addMilestone = post('/api/applications/:id/milestones', {
  action: 'application.milestone.add',
  title: 'Ajouter une échéance à un projet retenu',
  for: editors,
  creates: true,
  input: MilestoneFields,
  output: z.object({ id: z.uuid() }),
})

export const saveMilestone = patch('/api/applications/milestones/:id', {
  action: 'application.milestone.save',
  title: 'Modifier une échéance d’un projet',
  for: editors,
  versioned: true,
  input: MilestoneFields.partial(),
  output: z.object({ version: z.number().int() }),
})
