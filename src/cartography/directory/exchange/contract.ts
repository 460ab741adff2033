import { z } from 'zod'
import { del, done, get, instant, page, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  departement,
  exchangeDecision,
  exchangeFormat,
  exchangeVerdict,
  serviceVisibility,
} from '#vocabulary'
import { FieldChange } from '../contract.ts'

const keepers = ['cartographer'] as const
const exporters = ['cartographer', 'coordinator'] as const
const readers = ['cartographer', 'coordinator', 'listener', 'awareness_officer', 'analyst'] as const

/** Bytes of the largest file that the browser may bring; beyond, the command line takes it. */
export const fileLimit = 20 * 1024 * 1024

export const runStates = ['checking', 'checked', 'writing', 'done', 'cancelled', 'failed'] as const
export const exportStates = ['making', 'ready', 'leaks', 'failed'] as const

/** Why an entry of a file is refused, and where it lies. */
export const ExchangeFault = z.object({
  /** A line of a table, or a pointer in the JSON; empty when the whole file is meant. */
  place: z.string().meta({ title: 'Où' }),
  field: z.string().meta({ title: 'Champ' }),
  message: z.string().meta({ title: 'Ce qui ne va pas' }),
})
export type ExchangeFault = z.output<typeof ExchangeFault>

const Counts = z.object({
  fresh: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  duplicate: z.number().int(),
  refused: z.number().int(),
})

/** How far the work on a file has come, and what it would write, or wrote. */
export const ExchangeRun = z.object({
  id: z.uuid(),
  name: z.string(),
  onlyCheck: z.boolean(),
  format: one(exchangeFormat),
  source: z.string(),
  state: z.enum(runStates),
  uploadedAt: instant,
  uploadedBy: z.string(),
  endedAt: instant.nullable(),
  progress: z.number().int(),
  counts: Counts,
  faults: z.number().int(),
  created: z.number().int(),
  proposed: z.number().int(),
})
export type ExchangeRun = z.output<typeof ExchangeRun>

export const ExchangeItem = z.object({
  position: z.number().int(),
  place: z.string(),
  name: z.string().nullable(),
  verdict: one(exchangeVerdict),
  /** The entry of the directory that it is, or looks like. */
  serviceId: z.uuid().nullable(),
  service: z.string().nullable(),
  changes: z.array(FieldChange),
  reasons: z.array(z.string()),
  decision: one(exchangeDecision).nullable(),
  written: z.boolean(),
  trouble: z.string().nullable(),
})
export type ExchangeItem = z.output<typeof ExchangeItem>

/** Takes a file and looks through it; nothing is written to the directory yet. */
export const bringFile = post('/api/directory/imports', {
  action: 'directory.import',
  title: 'Vérifier un fichier de services',
  for: keepers,
  creates: true,
  bodyLimit: Math.ceil(fileLimit * 1.4),
  input: z.object({
    name: z.string().trim().min(1).max(200),
    format: one(exchangeFormat).meta({ title: 'Format' }),
    source: z.string().trim().min(1).max(120).meta({ title: 'D’où vient ce fichier' }),
    onlyCheck: z.boolean().default(false),
    content: z.base64().max(Math.ceil((fileLimit * 4) / 3) + 4, 'Ce fichier dépasse 20 Mo.'),
  }),
  output: z.object({ id: z.uuid() }),
})

export const listRuns = get('/api/directory/imports', {
  action: 'directory.imports',
  title: 'Les fichiers de services apportés',
  for: keepers,
  output: z.object({ items: z.array(ExchangeRun) }),
})

export const readRun = get('/api/directory/imports/:id', {
  action: 'directory.import_read',
  title: 'Suivre un fichier de services',
  for: keepers,
  output: ExchangeRun,
})

const paging = {
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(25),
}

export const listItems = get('/api/directory/imports/:id/items', {
  action: 'directory.import_items',
  title: 'Ce que dit un fichier de services',
  for: keepers,
  query: z.object({ verdict: one(exchangeVerdict).optional(), ...paging }),
  output: page(ExchangeItem),
})

export const listExchangeFaults = get('/api/directory/imports/:id/faults', {
  action: 'directory.import_faults',
  title: 'Ce qui est refusé d’un fichier de services',
  for: keepers,
  query: z.object(paging),
  output: page(ExchangeFault),
})

export const downloadExchangeFaults = get('/api/directory/imports/:id/faults.csv', {
  action: 'directory.import_faults_download',
  title: 'Télécharger ce qui est refusé d’un fichier de services',
  for: keepers,
  raw: true,
  output: z.undefined(),
})

/** Says of likely duplicates whether each is the same service. */
export const decideItems = post('/api/directory/imports/:id/decide', {
  action: 'directory.import_decide',
  title: 'Dire ce que sont les doublons possibles d’un fichier',
  for: keepers,
  input: z.object({
    items: z
      .array(z.object({ position: z.number().int(), decision: one(exchangeDecision).nullable() }))
      .min(1)
      .max(500),
  }),
  output: done,
})

/** Writes what was looked through: new entries are added, differences are proposed. */
export const acceptRun = post('/api/directory/imports/:id/accept', {
  action: 'directory.import_accept',
  title: 'Importer un fichier de services',
  for: keepers,
  input: z.object({
    /** The good entries without those that are refused. */
    acceptValid: z.boolean(),
    undecided: one(exchangeDecision).default('aside'),
  }),
  output: done,
})

export const cancelRun = del('/api/directory/imports/:id', {
  action: 'directory.import_cancel',
  title: 'Abandonner un fichier de services',
  for: keepers,
  output: done,
})

/** Where a file that was made would have told what it must not; never what. */
export const Leak = z.object({
  serviceId: z.uuid().nullable(),
  name: z.string().nullable(),
  field: z.string(),
  what: z.string(),
})
export type Leak = z.output<typeof Leak>

export const ExchangeExport = z.object({
  id: z.uuid(),
  format: one(exchangeFormat),
  audience: one(serviceVisibility),
  departement: one(departement).nullable(),
  state: z.enum(exportStates),
  progress: z.number().int(),
  services: z.number().int(),
  bytes: z.number().int(),
  requestedAt: instant,
  requestedBy: z.string(),
  leaks: z.array(Leak),
})
export type ExchangeExport = z.output<typeof ExchangeExport>

/** Asks for a file of the directory as an audience may know it. */
export const requestExport = post('/api/directory/exports', {
  action: 'directory.export',
  title: 'Exporter l’annuaire',
  for: exporters,
  creates: true,
  input: z.object({
    format: one(exchangeFormat).meta({ title: 'Format' }),
    audience: one(serviceVisibility).meta({ title: 'Pour qui' }),
    departement: one(departement).nullable().default(null).meta({ title: 'Département' }),
  }),
  output: z.object({ id: z.uuid() }),
})

export const listExports = get('/api/directory/exports', {
  action: 'directory.exports',
  title: 'Les exports de l’annuaire',
  for: exporters,
  output: z.object({ items: z.array(ExchangeExport) }),
})

export const downloadExport = get('/api/directory/exports/:id/file', {
  action: 'directory.export_download',
  title: 'Télécharger un export de l’annuaire',
  for: exporters,
  raw: true,
  output: z.undefined(),
})

/** The services of a département on paper, as the reader or a lesser audience may know them. */
export const printDirectory = get('/api/directory/print', {
  action: 'directory.print',
  title: 'Imprimer l’annuaire d’un département',
  for: readers,
  raw: true,
  query: z.object({ departement: one(departement), audience: one(serviceVisibility).default('public') }),
  output: z.undefined(),
})
