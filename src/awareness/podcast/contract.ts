import { z } from 'zod'
import { get, instant, page, patch, post, put } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  podcastAudioFault,
  podcastAudioState,
  podcastEvent,
  podcastKind,
  podcastRole,
  podcastStatus,
  resourceLicence,
} from '#vocabulary'

const readers = ['awareness_officer', 'coordinator'] as const
const writers = ['awareness_officer'] as const

/** The most that a sound may weigh, and a transcript. */
export const audioLimit = 200 * 1024 * 1024
export const transcriptLimit = 500_000

const line = z.string().trim().max(200)
const Web = z
  .url({
    protocol: /^https?$/,
    hostname: z.regexes.domain,
    error: 'Cette adresse n’est pas complète : elle commence par https://.',
  })
  .max(500)

/** A part of the transcript: who says what, from when to when, in milliseconds. */
export const Cue = z.object({
  start: z.number().int(),
  end: z.number().int(),
  speaker: z.string(),
  text: z.string(),
})
export type Cue = z.infer<typeof Cue>

/** Where a part of the episode begins, in seconds. */
export const Chapter = z.object({
  start: z.number().min(0).max(14_400),
  title: line.min(1, 'Donnez un titre à chaque chapitre.'),
})
export type Chapter = z.infer<typeof Chapter>

export const EpisodeLink = z.object({ title: line.min(1, 'Dites où mène chaque lien.'), url: Web })
export type EpisodeLink = z.infer<typeof EpisodeLink>

export const EpisodePerson = z.object({
  name: line.max(128).min(1, 'Donnez un nom, ou celui que cette personne a choisi.'),
  role: one(podcastRole),
})
export type EpisodePerson = z.infer<typeof EpisodePerson>

/** What is written of an episode. */
export const EpisodeFields = z.object({
  title: line.min(1, 'Donnez un titre.').meta({ title: 'Titre' }),
  slug: z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Des lettres sans accent, des chiffres et des tirets.')
    .meta({ title: 'Adresse de la page' }),
  seriesId: z.uuid().nullable().meta({ title: 'Série' }),
  number: z.number().int().min(1).max(9999).nullable().meta({ title: 'Numéro' }),
  kind: one(podcastKind).meta({ title: 'Genre' }),
  summary: z
    .string()
    .trim()
    .min(1, 'Dites en quelques phrases de quoi il s’agit.')
    .max(1000)
    .meta({ title: 'Résumé' }),
  notes: z.string().trim().max(10_000).nullable().meta({ title: 'Notes' }),
  licence: one(resourceLicence).meta({ title: 'Licence' }),
  isExplicit: z.boolean().meta({ title: 'Contenu explicite' }),
  people: z.array(EpisodePerson).max(20).meta({ title: 'Voix et rôles' }),
  links: z.array(EpisodeLink).max(20).meta({ title: 'Liens' }),
  chapters: z.array(Chapter).max(100).meta({ title: 'Chapitres' }),
})
export type EpisodeFields = z.infer<typeof EpisodeFields>

/** A sound that was brought, and what was measured of it. */
export const EpisodeAudio = z.object({
  id: z.uuid(),
  name: z.string(),
  size: z.number().int(),
  state: one(podcastAudioState),
  fault: one(podcastAudioFault).nullable(),
  progress: z.number().int(),
  format: z.enum(['mp3', 'opus']).nullable(),
  durationMs: z.number().int().nullable(),
  bitRate: z.number().int().nullable(),
  sampleRate: z.number().int().nullable(),
  channels: z.number().int().nullable(),
  loudness: z.number().nullable(),
  peak: z.number().nullable(),
  addedAt: instant,
})
export type EpisodeAudio = z.infer<typeof EpisodeAudio>

export const EpisodeRow = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  number: z.number().int().nullable(),
  seriesTitle: z.string().nullable(),
  kind: one(podcastKind),
  status: one(podcastStatus),
  publishAt: instant.nullable(),
  publishedAt: instant.nullable(),
  durationMs: z.number().int().nullable(),
  hasTranscript: z.boolean(),
  downloads: z.number().int(),
})
export type EpisodeRow = z.infer<typeof EpisodeRow>

export const Episode = EpisodeFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  status: one(podcastStatus),
  publishAt: instant.nullable(),
  publishedAt: instant.nullable(),
  withdrawnReason: z.string().nullable(),
  /** The one that is published. */
  audio: EpisodeAudio.nullable(),
  /** The last one brought, while it is checked or when it was refused. */
  brought: EpisodeAudio.nullable(),
  cues: z.array(Cue),
  notesHtml: z.string(),
  /** What stands in the way of its publication. */
  missing: z.array(z.object({ field: z.string(), message: z.string() })),
  downloads: z.number().int(),
})
export type Episode = z.infer<typeof Episode>

export const Series = z.object({
  id: z.uuid(),
  version: z.number().int(),
  number: z.number().int(),
  title: z.string(),
  summary: z.string().nullable(),
  episodes: z.number().int(),
})
export type Series = z.infer<typeof Series>

export const SeriesFields = z.object({
  number: z.number().int().min(1).max(999).meta({ title: 'Numéro' }),
  title: line.min(1, 'Donnez un titre.').meta({ title: 'Titre' }),
  summary: z.string().trim().max(1000).nullable().meta({ title: 'Présentation' }),
})

export const ShowFields = z.object({
  title: line.min(1, 'Donnez un titre.').meta({ title: 'Titre du podcast' }),
  summary: z.string().trim().min(1, 'Dites de quoi il s’agit.').max(2000).meta({ title: 'Présentation' }),
  author: line.min(1, 'Dites de qui il vient.').meta({ title: 'Auteur' }),
  ownerEmail: z
    .email('Cette adresse n’est pas complète.')
    .max(200)
    .nullable()
    .meta({ title: 'Courriel de contact' }),
  licence: one(resourceLicence).meta({ title: 'Licence' }),
  isLocked: z.boolean().meta({ title: 'Verrouillé' }),
})
export type ShowFields = z.infer<typeof ShowFields>

const saved = z.object({ id: z.uuid(), version: z.number().int() })

export const listEpisodes = get('/api/podcast/episodes', {
  action: 'podcast.list',
  title: 'Lire les épisodes du podcast',
  for: readers,
  query: z.object({
    status: one(podcastStatus).optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(EpisodeRow).extend({ total: z.number().int() }),
})

export const readEpisode = get('/api/podcast/episodes/:id', {
  action: 'podcast.read',
  title: 'Lire un épisode',
  for: readers,
  output: Episode,
})

export const readEpisodeHistory = get('/api/podcast/episodes/:id/history', {
  action: 'podcast.history',
  title: 'Lire l’historique d’un épisode',
  for: readers,
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: one(podcastEvent),
        detail: z.string().nullable(),
        at: instant,
        by: z.string().nullable(),
      }),
    ),
  }),
})

export const createEpisode = post('/api/podcast/episodes', {
  action: 'podcast.create',
  title: 'Préparer un épisode',
  for: writers,
  creates: true,
  input: EpisodeFields,
  output: saved,
})

export const saveEpisode = patch('/api/podcast/episodes/:id', {
  action: 'podcast.save',
  title: 'Modifier un épisode',
  for: writers,
  versioned: true,
  input: EpisodeFields.partial(),
  output: z.object({ version: z.number().int() }),
})

/** The sound is checked after it came: `brought` of the episode tells how far that is. */
export const bringAudio = post('/api/podcast/episodes/:id/audio', {
  action: 'podcast.audio.bring',
  title: 'Apporter le son d’un épisode',
  for: writers,
  creates: true,
  upload: audioLimit,
  output: z.object({ id: z.uuid() }),
})

export const readAudio = get('/api/podcast/episodes/:id/audio', {
  action: 'podcast.audio.read',
  title: 'Écouter un épisode avant sa publication',
  for: readers,
  raw: true,
  journalled: false,
  output: z.undefined(),
})

export const saveTranscript = put('/api/podcast/episodes/:id/transcript', {
  action: 'podcast.transcript.save',
  title: 'Apporter la transcription d’un épisode',
  for: writers,
  versioned: true,
  input: z.object({
    text: z.string().max(transcriptLimit, 'Cette transcription dépasse 500 000 caractères.'),
  }),
  output: z.object({ version: z.number().int() }),
})

export const publishEpisode = post('/api/podcast/episodes/:id/publish', {
  action: 'podcast.publish',
  title: 'Publier un épisode, maintenant ou plus tard',
  for: writers,
  versioned: true,
  input: z.object({ at: instant.nullable().default(null) }),
  output: z.object({ version: z.number().int(), status: one(podcastStatus) }),
})

export const withdrawEpisode = post('/api/podcast/episodes/:id/withdraw', {
  action: 'podcast.withdraw',
  title: 'Retirer un épisode, ou renoncer à sa publication',
  for: writers,
  versioned: true,
  input: z.object({ reason: z.string().trim().max(500).nullable().default(null) }),
  output: z.object({ version: z.number().int(), status: one(podcastStatus) }),
})

export const readShow = get('/api/podcast', {
  action: 'podcast.show.read',
  title: 'Lire la présentation du podcast et ses séries',
  for: readers,
  output: ShowFields.extend({ version: z.number().int(), series: z.array(Series) }),
})

export const saveShow = patch('/api/podcast', {
  action: 'podcast.show.save',
  title: 'Modifier la présentation du podcast',
  for: writers,
  versioned: true,
  input: ShowFields.partial(),
  output: z.object({ version: z.number().int() }),
})

export const createSeries = post('/api/podcast/series', {
  action: 'podcast.series.create',
  title: 'Ouvrir une série',
  for: writers,
  creates: true,
  input: SeriesFields,
  output: saved,
})

export const saveSeries = patch('/api/podcast/series/:id', {
  action: 'podcast.series.save',
  title: 'Modifier une série',
  for: writers,
  versioned: true,
  input: SeriesFields.partial(),
  output: z.object({ version: z.number().int() }),
})
