import { z } from 'zod'
import { del, done, get, instant, page, post } from '#kernel/contract.ts'
import { many, one } from '#kernel/list.ts'
import {
  action,
  callerProfile,
  contactChannel,
  dangerLevel,
  departement,
  minorGender,
  problem,
  sign,
} from '#vocabulary'
import { faultCodes } from './faults.ts'

/** Bytes of the largest file that the browser may bring; beyond, the command line takes it. */
export const uploadLimit = 10 * 1024 * 1024

const staff = ['coordinator'] as const

export const importStates = ['checking', 'checked', 'importing', 'done', 'cancelled', 'failed'] as const

/** Why a row is refused, and where it begins in the file. */
export const ImportFault = z.object({
  line: z.number().int().meta({ title: 'Ligne' }),
  column: z.string().meta({ title: 'Colonne' }),
  code: z.enum(faultCodes).meta({ title: 'Code' }),
  message: z.string().meta({ title: 'Ce qui ne va pas' }),
})
export type ImportFault = z.infer<typeof ImportFault>

/** One of the first rows of a file, without its summary. */
export const PreviewRow = z.object({
  contactRef: z.string(),
  situationRef: z.string(),
  occurredAt: instant,
  channel: one(contactChannel),
  callerProfile: one(callerProfile).nullable(),
  departement: one(departement).nullable(),
  minorGender: one(minorGender).nullable(),
  minorAge: z.number().int().nullable(),
  problems: many(problem),
  signs: many(sign),
  dangerLevel: one(dangerLevel).nullable(),
  actions: many(action),
  hasSummary: z.boolean(),
})
export type PreviewRow = z.infer<typeof PreviewRow>

/** How far an import has come, and what it would make, or made. */
export const ImportRun = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(importStates),
  uploadedAt: instant,
  uploadedBy: z.string(),
  endedAt: instant.nullable(),
  acceptValid: z.boolean(),
  /** Percentage of the stage under way. */
  progress: z.number().int(),
  rows: z.number().int(),
  rowsDone: z.number().int(),
  contacts: z.number().int(),
  situations: z.number().int(),
  unchanged: z.number().int(),
  /** Rows refused, and reasons for it: a row may have several. */
  faulty: z.number().int(),
  faults: z.number().int(),
})
export type ImportRun = z.infer<typeof ImportRun>

/** Takes a file and looks through it; nothing is imported yet. */
export const previewImport = post('/api/imports', {
  action: 'import.preview',
  title: 'Vérifier un fichier de contacts',
  for: staff,
  creates: true,
  // The text travels inside JSON, where a quote or a line end takes two bytes.
  bodyLimit: 2 * uploadLimit,
  input: z.object({ name: z.string().trim().min(1).max(200), text: z.string().min(1) }),
  output: z.object({ id: z.uuid() }),
})

export const listImports = get('/api/imports', {
  action: 'import.list',
  title: 'Lister les imports',
  for: staff,
  output: z.object({ items: z.array(ImportRun) }),
})

export const readImport = get('/api/imports/:id', {
  action: 'import.read',
  title: 'Suivre un import',
  for: staff,
  output: ImportRun.extend({ first: z.array(PreviewRow) }),
})

export const listFaults = get('/api/imports/:id/faults', {
  action: 'import.faults',
  title: 'Lister les lignes refusées d’un import',
  for: staff,
  query: z.object({
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: page(ImportFault),
})

export const downloadFaults = get('/api/imports/:id/faults.csv', {
  action: 'import.faults_download',
  title: 'Télécharger les lignes refusées d’un import',
  for: staff,
  raw: true,
  output: z.undefined(),
})

/** Imports a file that was looked through; with faults, only when its good rows are accepted without the others. */
export const confirmImport = post('/api/imports/:id/confirm', {
  action: 'import.confirm',
  title: 'Importer un fichier de contacts',
  for: staff,
  input: z.object({ acceptValid: z.boolean() }),
  output: done,
})

/** Stops an import, or gives up a file that was looked through; what is already written stays. */
export const cancelImport = del('/api/imports/:id', {
  action: 'import.cancel',
  title: 'Abandonner un import',
  for: staff,
  output: done,
})

export const contactsSchema = get('/api/imports/contacts/schema.json', {
  action: 'import.schema',
  title: 'Description des colonnes d’un import de contacts (Table Schema)',
  for: 'anyone',
  journalled: false,
  raw: true,
  output: z.undefined(),
})
