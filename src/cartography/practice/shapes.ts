import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
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

/** The most that a document may weigh. */
export const documentLimit = 10 * 1024 * 1024

const line = z.string().trim().max(300)
const text = z.string().trim().max(5000).nullable()
const shortText = line.nullable()

/** A département that may be chosen. */
export const Territory = one(departement).refine(isDepartement, 'Choisissez un département.')

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
