import { z } from 'zod'
import { del, done, get, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { departement, practiceStatus, problem } from '#vocabulary'
import {
  documentLimit,
  Practice,
  PracticeFields,
  PracticeHappening,
  PracticeRow,
  PublishedPractice,
  Territory,
} from './shapes.ts'
import { stepNames } from './steps.ts'

export * from './shapes.ts'

const readers = ['cartographer', 'coordinator', 'awareness_officer', 'listener', 'analyst'] as const
const commenters = ['cartographer', 'coordinator', 'awareness_officer'] as const
const writers = ['cartographer'] as const

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

export const publishedAudience = z.enum(['professionals', 'public'])

/** The same practices as somebody outside would read them. */
export const listPublishedPractices = get('/api/practices/published', {
  action: 'practice.published',
  title: 'Voir les pratiques comme elles sont publiées',
  for: readers,
  query: z.object({ audience: publishedAudience, departement: one(departement).optional() }),
  output: z.object({ items: z.array(PublishedPractice) }),
})
