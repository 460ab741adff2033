import { z } from 'zod'
import { get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  longText,
  Recorded,
  serviceStaff,
  shortText,
  Versioned,
  Written,
} from '#listening/liaison/recorded.ts'
import { audience, resourceKind, sendingChannel } from '#vocabulary'

const readers = ['listener', 'coordinator', 'awareness_officer'] as const
const editors = ['coordinator', 'awareness_officer'] as const

/** The most that the file of a version may weigh. */
export const fileLimit = 5 * 1024 * 1024

/** What an item of the catalogue is, whatever its version. */
export const DocumentFields = z.object({
  title: shortText.min(1, 'Donnez un titre.').meta({ title: 'Titre' }),
  kind: one(resourceKind).meta({ title: 'Nature' }),
  audience: one(audience).meta({ title: 'Public' }),
  summary: z.string().trim().max(1000).nullable().meta({ title: 'En quelques mots' }),
})

/** One published state of an item: a page, a file, or paper alone. */
export const VersionFields = z.object({
  label: shortText.min(1, 'Nommez cette version.').meta({ title: 'Version' }),
  publishedOn: z.iso.date().meta({ title: 'Publiée le' }),
  note: z.string().trim().max(1000).nullable().meta({ title: 'Ce qui a changé' }),
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .meta({ title: 'Adresse de la page' }),
})

/** A PDF file, in base64. */
const NewFile = z.object({
  name: z.string().trim().min(1).max(200),
  content: z.base64().max(Math.ceil((fileLimit * 4) / 3) + 4, 'Ce fichier dépasse 5 Mo.'),
})

const NewVersion = VersionFields.extend({ file: NewFile.nullable().default(null) })

export const DocumentVersion = VersionFields.extend({
  id: z.uuid(),
  number: z.number().int(),
  fileName: z.string().nullable(),
  fileSize: z.number().int().nullable(),
  createdBy: z.string().nullable(),
  sendings: z.number().int(),
})
export type DocumentVersion = z.infer<typeof DocumentVersion>

/** An item of the catalogue with its versions, the last first. */
export const CatalogueItem = DocumentFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  retiredAt: instant.nullable(),
  versions: z.array(DocumentVersion),
})
export type CatalogueItem = z.infer<typeof CatalogueItem>

export const listDocuments = get('/api/documentation', {
  action: 'documentation.list',
  title: 'Lire le catalogue de documentation',
  for: readers,
  query: z.object({
    retired: z.stringbool().default(false),
    kind: one(resourceKind).optional(),
    audience: one(audience).optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(CatalogueItem),
})

export const createDocument = post('/api/documentation', {
  action: 'documentation.create',
  title: 'Ajouter un document au catalogue',
  for: editors,
  creates: true,
  bodyLimit: 2 * fileLimit,
  input: DocumentFields.extend({ first: NewVersion }),
  output: Written,
})

/** Corrects what an item says of itself; a retired one is no longer proposed, and what was sent of it stays told. */
export const saveDocument = patch('/api/documentation/:id', {
  action: 'documentation.save',
  title: 'Modifier ou retirer un document du catalogue',
  for: editors,
  versioned: true,
  input: DocumentFields.extend({ isRetired: z.boolean() }).partial(),
  output: Versioned,
})

export const publishVersion = post('/api/documentation/:id/versions', {
  action: 'documentation.publish',
  title: 'Publier une nouvelle version d’un document',
  for: editors,
  creates: true,
  bodyLimit: 2 * fileLimit,
  input: NewVersion,
  output: z.object({ id: z.uuid(), number: z.number().int() }),
})

export const readDocumentFile = get('/api/documentation/versions/:id/file', {
  action: 'documentation.file',
  title: 'Ouvrir le fichier d’un document',
  for: readers,
  raw: true,
  output: z.undefined(),
})

/** What was sent, to whom, how. Nothing leaves by itself: this only records what somebody did. */
export const SendingFields = z.object({
  versionId: z.uuid().meta({ title: 'Document et version' }),
  person: shortText.min(1, 'Dites à qui.').meta({ title: 'À qui' }),
  channel: one(sendingChannel).meta({ title: 'Par quelle voie' }),
  note: longText.nullable().meta({ title: 'Précisions' }),
})

export const Sending = SendingFields.extend({
  ...Recorded.shape,
  documentId: z.uuid(),
  title: z.string(),
  kind: one(resourceKind),
  versionLabel: z.string(),
})
export type Sending = z.infer<typeof Sending>

export const createSending = post('/api/situations/:id/sendings', {
  action: 'sending.create',
  title: 'Noter un envoi de documentation',
  for: serviceStaff,
  creates: true,
  input: SendingFields.extend({ at: instant.optional() }),
  output: Written,
})

export const saveSending = patch('/api/sendings/:id', {
  action: 'sending.save',
  title: 'Modifier un envoi de documentation',
  for: serviceStaff,
  versioned: true,
  input: SendingFields.extend({ at: instant }).partial(),
  output: Versioned,
})
