import { z } from 'zod'
import { del, done, get, instant, page, patch, post, put } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { departement, returnOutcome, transmissionStatus } from '#vocabulary'
import { ChosenRecipient, Material, Transmission, TransmissionFields, TransmissionRow } from './shapes.ts'

export * from './shapes.ts'

const staff = ['listener', 'coordinator'] as const
const coordinator = ['coordinator'] as const
const words = z.string().trim().min(1).max(4000)
const Versioned = z.object({ id: z.uuid(), version: z.number().int() })

export const readMaterial = get('/api/situations/:id/material', {
  action: 'transmission.material',
  title: 'Lire ce qu’une situation offre à transmettre',
  for: staff,
  output: Material,
})

/** The transmissions of a file, the last first. */
export const transmissionsOf = get('/api/situations/:id/transmissions', {
  action: 'transmission.of_situation',
  title: 'Lire les transmissions d’une situation',
  for: staff,
  output: z.object({ items: z.array(TransmissionRow) }),
})

export const createTransmission = post('/api/situations/:id/transmissions', {
  action: 'transmission.create',
  title: 'Rédiger une information préoccupante',
  for: staff,
  creates: true,
  input: z.object({
    recipients: z.array(ChosenRecipient).max(10).default([]),
    complementOf: z.uuid().nullable().default(null),
  }),
  output: Versioned.extend({ reference: z.string() }),
})

export const transmissionViews = [
  'to_validate',
  'writing',
  'under_way',
  'return_expected',
  'late',
  'all',
] as const
export type TransmissionView = (typeof transmissionViews)[number]

/** A listener sees their own; a coordinator, everybody's. */
export const listTransmissions = get('/api/transmissions', {
  action: 'transmission.list',
  title: 'Lister les transmissions',
  for: staff,
  query: z.object({
    view: z.enum(transmissionViews).default('all'),
    mine: z.stringbool().default(false),
    status: one(transmissionStatus).optional(),
    departement: one(departement).optional(),
    urgent: z.stringbool().optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(TransmissionRow).extend({
    counts: z.object({
      toValidate: z.number().int(),
      urgentToValidate: z.number().int(),
      /** Those of whoever asks that came back with remarks. */
      toCorrect: z.number().int(),
      late: z.number().int(),
    }),
  }),
})

export const readTransmission = get('/api/transmissions/:id', {
  action: 'transmission.read',
  title: 'Lire une transmission',
  for: staff,
  output: Transmission,
})

/** Saves some fields of an open writing, for all its recipients; on 412 the refusal holds it as it is now. */
export const saveTransmission = patch('/api/transmissions/:id', {
  action: 'transmission.save',
  title: 'Enregistrer un écrit',
  for: staff,
  versioned: true,
  input: TransmissionFields.partial(),
  output: z.object({ version: z.number().int(), savedAt: instant }),
})

/** Says who receives it; each recipient becomes its own row. Answers the row to go on with. */
export const chooseRecipients = put('/api/transmissions/:id/recipients', {
  action: 'transmission.recipients',
  title: 'Choisir les destinataires',
  for: staff,
  versioned: true,
  input: z.object({ recipients: z.array(ChosenRecipient).max(10) }),
  output: Versioned,
})

/** Submits the writing for all its recipients, each confirmed by its name typed in words. */
export const submitTransmission = post('/api/transmissions/:id/submit', {
  action: 'transmission.submit',
  title: 'Soumettre à la coordination',
  for: staff,
  versioned: true,
  input: z.object({
    confirmations: z.array(z.object({ unitId: z.uuid(), words: z.string().trim().max(200) })).max(10),
  }),
  output: Versioned,
})

export const takeBackTransmission = post('/api/transmissions/:id/take-back', {
  action: 'transmission.take_back',
  title: 'Reprendre un écrit soumis',
  for: staff,
  versioned: true,
  output: Versioned,
})

export const validateTransmission = post('/api/transmissions/:id/validate', {
  action: 'transmission.validate',
  title: 'Valider un écrit',
  for: coordinator,
  versioned: true,
  output: Versioned.extend({ sendAfter: instant }),
})

export const returnTransmission = post('/api/transmissions/:id/return', {
  action: 'transmission.return',
  title: 'Renvoyer un écrit avec des remarques',
  for: coordinator,
  versioned: true,
  input: z.object({ remarks: words.meta({ title: 'Remarques' }) }),
  output: Versioned,
})

/** Takes what was validated out of the outbox, while it has not left. */
export const recallTransmission = post('/api/transmissions/:id/recall', {
  action: 'transmission.recall',
  title: 'Rappeler une transmission',
  for: staff,
  versioned: true,
  input: z.object({ reason: words.meta({ title: 'Raison du rappel' }) }),
  output: Versioned,
})

export const cancelTransmission = post('/api/transmissions/:id/cancel', {
  action: 'transmission.cancel',
  title: 'Annuler une transmission',
  for: coordinator,
  versioned: true,
  input: z.object({ reason: words.meta({ title: 'Raison de l’annulation' }) }),
  output: Versioned,
})

export const removeTransmission = del('/api/transmissions/:id', {
  action: 'transmission.remove',
  title: 'Supprimer un brouillon d’écrit',
  for: staff,
  output: done,
})

/** Begins again, with the same text, what the authority said was not its own. */
export const readdressTransmission = post('/api/transmissions/:id/readdress', {
  action: 'transmission.readdress',
  title: 'Réadresser une transmission',
  for: staff,
  creates: true,
  output: Versioned,
})

/** Takes down a return that came by telephone or by letter. */
export const takeReturn = post('/api/transmissions/:id/return-received', {
  action: 'transmission.take_return',
  title: 'Noter un retour reçu',
  for: staff,
  creates: true,
  input: z.object({
    outcome: one(returnOutcome).meta({ title: 'Suite donnée' }),
    personName: z.string().trim().min(1).max(200).meta({ title: 'Dit par' }),
    note: z.string().trim().max(4000).nullable().meta({ title: 'Précisions' }),
    happenedAt: instant.optional(),
  }),
  output: Versioned,
})

export const transmissionPdf = get('/api/transmissions/:id/document.pdf', {
  action: 'transmission.pdf',
  title: 'Télécharger une transmission (PDF)',
  for: staff,
  raw: true,
  output: z.unknown(),
})

export const transmissionJson = get('/api/transmissions/:id/document.json', {
  action: 'transmission.json',
  title: 'Télécharger une transmission (JSON)',
  for: staff,
  raw: true,
  output: z.unknown(),
})
