import { z } from 'zod'
import { done, get, instant, page, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  audience,
  awarenessKind,
  deliveryTrouble,
  departement,
  interventionLetterKind,
  interventionRequestStatus,
} from '#vocabulary'

const readers = ['awareness_officer', 'coordinator'] as const
const writers = ['awareness_officer'] as const

const line = (most: number) => z.string().trim().max(most)

/** Who asks, how to reach them, about what: all of it is sealed. */
export const RequestWords = z.object({
  organisation: line(200).min(1, 'Dites pour quelle organisation.').meta({ title: 'Organisation' }),
  name: line(200).min(1, 'Dites qui nous pouvons joindre.').meta({ title: 'Votre nom' }),
  job: line(200).nullable().default(null).meta({ title: 'Votre fonction' }),
  email: z.email('Cette adresse n’est pas complète.').max(300).meta({ title: 'Courriel' }),
  phone: line(40).nullable().default(null).meta({ title: 'Téléphone' }),
  subject: line(3000).min(1, 'Dites en quelques mots ce que vous attendez.').meta({ title: 'Sujet' }),
  when: line(500).nullable().default(null).meta({ title: 'Précisions sur les dates' }),
})
export type RequestWords = z.infer<typeof RequestWords>

/** What is routed and counted, beside them. */
export const RequestFields = z.object({
  audience: one(audience).meta({ title: 'Secteur du public' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  expected: z
    .number('Donnez un nombre.')
    .int('Donnez un nombre entier.')
    .min(1, 'Au moins une personne.')
    .max(100_000, 'Ce nombre est trop grand.')
    .meta({ title: 'Nombre de personnes attendues' }),
  wishedFrom: z.iso.date('Donnez une date complète.').nullable().meta({ title: 'À partir du' }),
  wishedTo: z.iso.date('Donnez une date complète.').nullable().meta({ title: 'Jusqu’au' }),
})
export type RequestFields = z.infer<typeof RequestFields>

/** A letter that left, or did not. */
export const Letter = z.object({
  kind: one(interventionLetterKind),
  createdAt: instant,
  sentAt: instant.nullable(),
  trouble: one(deliveryTrouble).nullable(),
})
export type Letter = z.infer<typeof Letter>

/** One request; its words are gone once they were purged. */
export const InterventionRequest = RequestFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  reference: z.string(),
  status: one(interventionRequestStatus),
  receivedAt: instant,
  isFlagged: z.boolean(),
  words: RequestWords.nullable(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  answeredBy: z.string().nullable(),
  interventionId: z.uuid().nullable(),
  purgeOn: z.iso.date(),
  letters: z.array(Letter),
})
export type InterventionRequest = z.infer<typeof InterventionRequest>

export const listInterventionRequests = get('/api/intervention-requests', {
  action: 'intervention_request.list',
  title: 'Lire les demandes d’intervention',
  for: readers,
  query: z.object({
    status: one(interventionRequestStatus).optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(InterventionRequest.omit({ letters: true, answer: true })).extend({
    total: z.number().int(),
    waiting: z.number().int(),
  }),
})

export const readInterventionRequest = get('/api/intervention-requests/:id', {
  action: 'intervention_request.read',
  title: 'Lire une demande d’intervention',
  for: readers,
  output: InterventionRequest,
})

const Slot = z.object({ startsAt: instant, endsAt: instant })

/** The organisation is written to; what it is answered makes an intervention, moves it, or cancels it. */
export const answerInterventionRequest = post('/api/intervention-requests/:id/answer', {
  action: 'intervention_request.answer',
  title: 'Répondre à une demande d’intervention',
  for: writers,
  versioned: true,
  input: z.discriminatedUnion('decision', [
    Slot.extend({
      decision: z.enum(['accepted', 'proposed']),
      kind: one(awarenessKind),
      title: line(300).min(1, 'Donnez un titre.'),
      message: line(3000).default(''),
    }),
    z.object({
      decision: z.literal('declined'),
      message: line(3000).min(1, 'Dites pourquoi, en quelques mots.'),
    }),
  ]),
  output: z.object({ version: z.number().int(), interventionId: z.uuid().nullable() }),
})

export const resendRequestLetters = post('/api/intervention-requests/:id/letters', {
  action: 'intervention_request.resend',
  title: 'Envoyer de nouveau ce qui n’est pas parti',
  for: writers,
  creates: true,
  output: done,
})
