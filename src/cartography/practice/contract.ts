import { z } from 'zod'
import { del, done, get, instant, page, patch, post } from '#kernel/contract.ts'
import { many, one } from '#kernel/list.ts'
import {
  departement,
  isDepartement,
  practiceEvent,
  practiceStatus,
  problem,
  region,
  serviceVisibility,
} from '#vocabulary'
import { stepNames } from './steps.ts'

const readers = ['cartographer', 'coordinator', 'awareness_officer', 'listener', 'analyst'] as const
const commenters = ['cartographer', 'coordinator', 'awareness_officer'] as const
const writers = ['cartographer'] as const

/** The most that a document may weigh. */
export const documentLimit = 10 * 1024 * 1024

const line = z.string().trim().max(300)
const text = z.string().trim().max(5000).nullable()
const shortText = line.nullable()

const Territory = one(departement).refine(isDepartement, 'Choisissez un département.')

/** What is told of a practice. */
export const PracticeFields = z.object({
  title: line.min(1, 'Donnez un titre.').meta({ title: 'Titre' }),
  departements: z.array(Territory).max(101).meta({ title: 'Départements' }),
  regions: many(region).meta({ title: 'Régions' }),
  problems: many(problem).meta({ title: 'Problèmes auxquels elle répond' }),
  done: z.string().trim().min(1, 'Dites ce qui est fait.').max(5000).meta({ title: 'Ce qui est fait' }),
  partners: text.meta({ title: 'Partenaires' }),
  means: text.meta({ title: 'Moyens' }),
  results: text.meta({ title: 'Résultats' }),
  evidence: text.meta({ title: 'Ce qui permet de le dire' }),
  contactName: shortText.meta({ title: 'Personne à joindre' }),
  contactRole: shortText.meta({ title: 'Sa fonction' }),
  contactEmail: z
    .email('Cette adresse n’est pas complète.')
    .max(300)
    .nullable()
    .meta({ title: 'Son courriel' }),
  contactPhone: shortText.meta({ title: 'Son téléphone' }),
  contactVisibility: one(serviceVisibility).meta({ title: 'Qui voit ces coordonnées' }),
  consentBy: shortText.meta({ title: 'Accord de publication donné par' }),
  consentOn: z.iso.date().nullable().meta({ title: 'Donné le' }),
  consentScope: one(serviceVisibility)
    .exclude(['internal'])
    .nullable()
    .meta({ title: 'Publication permise' }),
  reviewOn: z.iso.date().nullable().meta({ title: 'À revoir le' }),
})
export type PracticeFields = z.infer<typeof PracticeFields>

export const PracticeDocument = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  addedAt: instant,
  addedBy: z.string(),
})
export type PracticeDocument = z.infer<typeof PracticeDocument>

export const PracticeComment = z.object({
  id: z.uuid(),
  body: z.string(),
  at: instant,
  by: z.string(),
  isMine: z.boolean(),
})

export const Adoption = z.object({
  departement: one(departement),
  adoptedOn: z.iso.date().nullable(),
  note: z.string().nullable(),
})

/** One thing that happened to it. */
export const PracticeHappening = z.object({
  id: z.uuid(),
  kind: one(practiceEvent),
  status: one(practiceStatus).nullable(),
  changes: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  at: instant,
  by: z.string().nullable(),
})
export type PracticeHappening = z.infer<typeof PracticeHappening>

/** One line of a list of practices. */
export const PracticeRow = PracticeFields.pick({
  title: true,
  departements: true,
  regions: true,
  problems: true,
  reviewOn: true,
}).extend({
  id: z.uuid(),
  status: one(practiceStatus),
  owner: z.string(),
  updatedAt: instant,
  adoptions: z.number().int(),
  isDue: z.boolean(),
})
export type PracticeRow = z.infer<typeof PracticeRow>

export const Practice = PracticeFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  status: one(practiceStatus),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  reviewedAt: instant.nullable(),
  reviewedBy: z.string().nullable(),
  publishedAt: instant.nullable(),
  updatedAt: instant,
  isDue: z.boolean(),
  /** Whether the reader wrote of it since it was last reviewed. */
  isWriter: z.boolean(),
  documents: z.array(PracticeDocument),
  adoptions: z.array(Adoption),
  comments: z.array(PracticeComment),
})
export type Practice = z.infer<typeof Practice>

export const listPractices = get('/api/practices', {
  action: 'practice.list',
  title: 'Lire les pratiques',
  for: readers,
  query: z.object({
    text: z.string().trim().max(200).optional(),
    problem: one(problem).optional(),
    departement: one(departement).optional(),
    status: one(practiceStatus).optional(),
    due: z.stringbool().default(false),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(PracticeRow).extend({ total: z.number().int(), due: z.number().int() }),
})

export const readPractice = get('/api/practices/:id', {
  action: 'practice.read',
  title: 'Lire une pratique',
  for: readers,
  output: Practice,
})

export const readPracticeHistory = get('/api/practices/:id/history', {
  action: 'practice.history',
  title: 'Lire l’historique d’une pratique',
  for: commenters,
  output: z.object({ items: z.array(PracticeHappening) }),
})

export const createPractice = post('/api/practices', {
  action: 'practice.create',
  title: 'Décrire une pratique',
  for: writers,
  creates: true,
  input: PracticeFields,
  output: z.object({ id: z.uuid(), version: z.number().int() }),
})

/** Only a draft, or one to be reviewed again. */
export const savePractice = patch('/api/practices/:id', {
  action: 'practice.save',
  title: 'Modifier une pratique',
  for: writers,
  versioned: true,
  input: PracticeFields.partial(),
  output: z.object({ version: z.number().int() }),
})

/** Those who may be asked to answer for a practice. */
export const listPracticeOwners = get('/api/practices/owners', {
  action: 'practice.owners',
  title: 'Qui peut tenir une pratique',
  for: writers,
  journalled: false,
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

/** Whatever its status: what it tells stays as it was reviewed. */
export const handPractice = post('/api/practices/:id/owner', {
  action: 'practice.hand',
  title: 'Confier une pratique à quelqu’un d’autre',
  for: writers,
  versioned: true,
  input: z.object({ ownerId: z.uuid().meta({ title: 'Tenue par' }) }),
  output: z.object({ version: z.number().int() }),
})

/** One step along; a review asks for somebody who did not write of it. */
export const movePractice = post('/api/practices/:id/step', {
  action: 'practice.move',
  title: 'Relire, publier ou retirer une pratique',
  for: ['cartographer', 'coordinator'],
  versioned: true,
  input: z.object({ step: z.enum(stepNames) }),
  output: z.object({ version: z.number().int(), status: one(practiceStatus) }),
})

export const addPracticeDocument = post('/api/practices/:id/documents', {
  action: 'practice.document.add',
  title: 'Joindre un document à une pratique',
  for: writers,
  creates: true,
  bodyLimit: Math.ceil(documentLimit * 1.4),
  input: z.object({
    name: z.string().trim().min(1).max(200),
    content: z.base64().max(Math.ceil((documentLimit * 4) / 3) + 4, 'Ce fichier dépasse 10 Mo.'),
  }),
  output: z.object({ id: z.uuid() }),
})

export const removePracticeDocument = del('/api/practices/documents/:id', {
  action: 'practice.document.remove',
  title: 'Retirer un document d’une pratique',
  for: writers,
  output: done,
})

export const readPracticeDocument = get('/api/practices/documents/:id/file', {
  action: 'practice.document.read',
  title: 'Ouvrir un document d’une pratique',
  for: readers,
  raw: true,
  output: z.undefined(),
})

export const commentPractice = post('/api/practices/:id/comments', {
  action: 'practice.comment',
  title: 'Commenter une pratique',
  for: commenters,
  creates: true,
  input: z.object({ body: z.string().trim().min(1, 'Écrivez votre commentaire.').max(2000) }),
  output: z.object({ id: z.uuid() }),
})

export const withdrawComment = del('/api/practices/comments/:id', {
  action: 'practice.comment.withdraw',
  title: 'Retirer son commentaire',
  for: commenters,
  output: done,
})

export const adoptPractice = post('/api/practices/:id/adoptions', {
  action: 'practice.adopt',
  title: 'Noter qu’un territoire adopte une pratique',
  for: writers,
  creates: true,
  input: z.object({
    departement: Territory,
    adoptedOn: z.iso.date().nullable().default(null),
    note: z.string().trim().max(500).nullable().default(null),
  }),
  output: done,
})

export const removeAdoption = del('/api/practices/:id/adoptions', {
  action: 'practice.adoption.remove',
  title: 'Retirer une adoption notée par erreur',
  for: writers,
  query: z.object({ departement: one(departement) }),
  output: done,
})

/** What a published practice shows beyond the platform; the contact only to whom it may be shown. */
export const PublishedPractice = PracticeFields.pick({
  title: true,
  departements: true,
  regions: true,
  problems: true,
  done: true,
  partners: true,
  means: true,
  results: true,
  evidence: true,
}).extend({
  id: z.uuid(),
  publishedAt: instant,
  contact: PracticeFields.pick({
    contactName: true,
    contactRole: true,
    contactEmail: true,
    contactPhone: true,
  }).nullable(),
  documents: z.array(PracticeDocument.pick({ id: true, name: true, type: true, size: true })),
  adoptions: z.array(one(departement)),
})
export type PublishedPractice = z.infer<typeof PublishedPractice>

export const publishedAudience = z.enum(['professionals', 'public'])

/** The same practices as somebody outside would read them. */
export const listPublishedPractices = get('/api/practices/published', {
  action: 'practice.published',
  title: 'Voir les pratiques comme elles sont publiées',
  for: readers,
  query: z.object({ audience: publishedAudience, departement: one(departement).optional() }),
  output: z.object({ items: z.array(PublishedPractice) }),
})
