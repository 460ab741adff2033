import { z } from 'zod'
import { get, instant, page, patch, post } from '#kernel/contract.ts'
import type { FileType } from '#kernel/file/check.ts'
import { many, one } from '#kernel/list.ts'
import {
  audience,
  resourceKind,
  resourceLicence,
  resourceRequestState,
  resourceTopic,
  resourceVisibility,
  spokenLanguage,
} from '#vocabulary'

const readers = ['listener', 'coordinator', 'awareness_officer', 'cartographer'] as const
const editors = ['coordinator', 'awareness_officer'] as const

/** The most that a file may weigh: a document is read whole to be cleaned, a video is not. */
export const fileLimit = 25 * 1024 * 1024
export const videoLimit = 200 * 1024 * 1024

/** What a resource may be made of. */
export const fileTypes: readonly FileType[] = [
  'pdf',
  'odt',
  'odp',
  'docx',
  'pptx',
  'png',
  'jpeg',
  'webp',
  'svg',
  'mp4',
  'zip',
]

const shortText = z.string().trim().max(200)
const language = one(spokenLanguage).exclude(['interpreter'])

/** What a resource is, whatever its version. */
export const ResourceFields = z.object({
  title: shortText.min(1, 'Donnez un titre.').meta({ title: 'Titre' }),
  kind: one(resourceKind).meta({ title: 'Nature' }),
  audience: one(audience).meta({ title: 'Public' }),
  summary: z.string().trim().max(1000).nullable().meta({ title: 'En quelques mots' }),
  topics: many(resourceTopic).meta({ title: 'Sujets' }),
  visibility: one(resourceVisibility).meta({ title: 'Qui peut l’avoir' }),
  language: language.meta({ title: 'Langue' }),
  isEasyToRead: z.boolean().meta({ title: 'Facile à lire et à comprendre' }),
  licence: one(resourceLicence).nullable().meta({ title: 'Licence' }),
  reviewOn: z.iso.date().nullable().meta({ title: 'À relire le' }),
})
export type ResourceFields = z.infer<typeof ResourceFields>

/** One published state of a resource: a page, a file, or paper alone. */
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

/** What is worth knowing of a file, as it was seen when it was brought. */
export const FileNotes = z.object({
  pages: z.number().int().optional(),
  language: z.string().optional(),
  title: z.string().optional(),
  isTagged: z.boolean().optional(),
  claimsUa: z.boolean().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  seconds: z.number().optional(),
  files: z.array(z.string()).optional(),
  removed: z.array(z.string()).default([]),
})

export const ResourceFile = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  notes: FileNotes,
})
export type ResourceFile = z.infer<typeof ResourceFile>

export const ResourceVersion = VersionFields.extend({
  id: z.uuid(),
  number: z.number().int(),
  file: ResourceFile.nullable(),
  createdBy: z.string().nullable(),
  sendings: z.number().int(),
  downloads: z.number().int(),
})
export type ResourceVersion = z.infer<typeof ResourceVersion>

/** A resource with its versions, the last first. */
export const Resource = ResourceFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  slug: z.string(),
  owner: z.string().nullable(),
  isDue: z.boolean(),
  retiredAt: instant.nullable(),
  versions: z.array(ResourceVersion),
})
export type Resource = z.infer<typeof Resource>

export const listResources = get('/api/resources', {
  action: 'resource.list',
  title: 'Lire le catalogue des ressources',
  for: readers,
  query: z.object({
    text: z.string().trim().max(200).optional(),
    retired: z.stringbool().default(false),
    due: z.stringbool().default(false),
    kind: one(resourceKind).optional(),
    audience: one(audience).optional(),
    visibility: one(resourceVisibility).optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(Resource).extend({ total: z.number().int(), due: z.number().int() }),
})

/** What is most used, and what people did not find. */
export const readResourceUse = get('/api/resources/use', {
  action: 'resource.use',
  title: 'Lire l’usage des ressources',
  for: editors,
  output: z.object({
    since: z.iso.date(),
    used: z.array(
      z.object({ id: z.uuid(), title: z.string(), sendings: z.number().int(), downloads: z.number().int() }),
    ),
    missed: z.array(z.object({ words: z.string(), count: z.number().int(), lastDay: z.iso.date() })),
    /** Searches without an answer whose words were typed too seldom to be told. */
    missedRarely: z.number().int(),
  }),
})

/** Looks at a file and keeps it, clean, until a version takes it; one that no version took is forgotten the next night. */
export const bringResourceFile = post('/api/resources/files', {
  action: 'resource.bring',
  title: 'Apporter le fichier d’une ressource',
  for: editors,
  upload: videoLimit,
  output: ResourceFile,
})

const NewVersion = VersionFields.extend({ fileId: z.uuid().nullable().default(null) })

export const createResource = post('/api/resources', {
  action: 'resource.create',
  title: 'Ajouter une ressource au catalogue',
  for: editors,
  creates: true,
  input: ResourceFields.extend({ first: NewVersion }),
  output: z.object({ id: z.uuid(), version: z.number().int(), slug: z.string() }),
})

export const readResource = get('/api/resources/:id', {
  action: 'resource.read',
  title: 'Lire une ressource',
  for: readers,
  output: Resource,
})

/** Corrects what a resource says of itself; a retired one is no longer proposed, and what was sent of it stays told. */
export const saveResource = patch('/api/resources/:id', {
  action: 'resource.save',
  title: 'Modifier ou retirer une ressource',
  for: editors,
  versioned: true,
  input: ResourceFields.extend({ isRetired: z.boolean(), isMine: z.literal(true) }).partial(),
  output: z.object({ version: z.number().int() }),
})

export const publishVersion = post('/api/resources/:id/versions', {
  action: 'resource.publish',
  title: 'Publier une nouvelle version d’une ressource',
  for: editors,
  creates: true,
  input: NewVersion,
  output: z.object({ id: z.uuid(), number: z.number().int() }),
})

export const readResourceFile = get('/api/resources/versions/:id/file', {
  action: 'resource.file',
  title: 'Ouvrir le fichier d’une ressource',
  for: readers,
  raw: true,
  output: z.undefined(),
})

/** What somebody says of themselves when they ask for a resource kept for professionals. */
export const RequestWords = z.object({
  name: shortText.min(1, 'Dites qui vous êtes.'),
  organisation: shortText.min(1, 'Dites où vous travaillez.'),
  role: shortText.min(1, 'Dites votre fonction.'),
  email: z.email('Cette adresse n’est pas complète.').max(200),
  use: z.string().trim().min(1, 'Dites ce que vous voulez en faire.').max(1000),
})
export type RequestWords = z.infer<typeof RequestWords>

export const ResourceRequest = RequestWords.extend({
  id: z.uuid(),
  version: z.number().int(),
  state: one(resourceRequestState),
  resource: z.object({ id: z.uuid(), title: z.string() }),
  askedAt: instant,
  settledAt: instant.nullable(),
  settledBy: z.string().nullable(),
  writtenAt: instant.nullable(),
  trouble: z.string().nullable(),
})
export type ResourceRequest = z.infer<typeof ResourceRequest>

export const listResourceRequests = get('/api/resources/requests', {
  action: 'resource.request.list',
  title: 'Lire les demandes de ressources',
  for: editors,
  query: z.object({
    state: one(resourceRequestState).optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(ResourceRequest),
})

/** Grants a request, which sends a personal link, or declines it, which sends a word. */
export const settleResourceRequest = post('/api/resources/requests/:id/settle', {
  action: 'resource.request.settle',
  title: 'Accorder ou décliner une demande de ressource',
  for: editors,
  versioned: true,
  input: z.object({ state: one(resourceRequestState).exclude(['waiting']) }),
  output: z.object({ version: z.number().int() }),
})
