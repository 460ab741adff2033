import { z } from 'zod'
import { get, instant, post, put } from '#kernel/contract.ts'
import { Report } from '../report/contract.ts'

const readers = ['analyst', 'coordinator'] as const
const writers = ['analyst'] as const

const Id = z.object({ id: z.uuid() })
const day = z.iso.date()

const EditionRow = z.object({
  id: z.uuid(),
  year: z.number().int(),
  title: z.string(),
  from: day,
  to: day,
  closedAt: instant,
  closedBy: z.string().nullable(),
  erratum: z.string().nullable(),
  isSuperseded: z.boolean(),
  publishedAt: instant.nullable(),
})
export type EditionRow = z.infer<typeof EditionRow>

/** The years that were closed, the last first. */
export const listEditions = get('/api/editions', {
  action: 'edition.list',
  title: 'Lire les éditions du rapport annuel',
  for: readers,
  output: z.object({ items: z.array(EditionRow) }),
})

/** Freezes a year: its period, its rules, its words and its facts. */
export const closeEdition = post('/api/editions', {
  action: 'edition.close',
  title: 'Clore une année',
  for: writers,
  creates: true,
  input: z
    .object({
      year: z.number().int().min(2000).max(2200).meta({ title: 'Année' }),
      title: z.string().trim().min(1).max(120).meta({ title: 'Titre' }),
      from: day.meta({ title: 'Du' }),
      to: day.meta({ title: 'Au, inclus' }),
      supersedes: z.uuid().nullable().default(null),
      erratum: z.string().trim().min(1).max(2000).nullable().default(null).meta({ title: 'Erratum' }),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'La fin précède le début.' })
    .refine(({ supersedes, erratum }) => (supersedes === null) === (erratum === null), {
      path: ['erratum'],
      message: 'Dites ce que cette édition corrige.',
    }),
  output: Id,
})

export const Chapter = z.object({
  id: z.uuid(),
  version: z.number().int(),
  title: z.string(),
  body: z.string(),
  savedAt: instant,
  savedBy: z.string().nullable(),
})
export type Chapter = z.infer<typeof Chapter>

const Name = z.object({ name: z.string(), label: z.string(), text: z.string().nullable() })

const Release = z.object({
  id: z.uuid(),
  audience: z.enum(['public', 'professional']),
  note: z.string(),
  publishedAt: instant,
  publishedBy: z.string().nullable(),
  files: z.array(z.string()),
})
export type EditionRelease = z.infer<typeof Release>

/** An edition, counted again from its frozen facts. */
export const readEdition = get('/api/editions/:id', {
  action: 'edition.read',
  title: 'Lire une édition',
  for: readers,
  output: EditionRow.extend({
    method: z.string(),
    methodWords: z.string(),
    report: Report,
    names: z.array(Name),
    chapters: z.array(Chapter),
    releases: z.array(Release),
  }),
})

export const comparisonReasons = ['correction', 'merge', 'disposal', 'addition', 'elsewhere'] as const
export type ComparisonReason = (typeof comparisonReasons)[number]
const reasons = {
  correction: z.number().int(),
  merge: z.number().int(),
  disposal: z.number().int(),
  addition: z.number().int(),
  elsewhere: z.number().int(),
}

export const Comparison = z.object({
  situations: z.object({ frozen: z.number().int(), today: z.number().int() }),
  /** How many files changed, and why. */
  files: z.object(reasons),
  figures: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      rows: z.array(
        z.object({
          code: z.string(),
          label: z.string(),
          frozen: z.number().int(),
          today: z.number().int(),
          ...reasons,
        }),
      ),
    }),
  ),
})
export type Comparison = z.infer<typeof Comparison>

/** What live data say today of the same period, each difference with what made it. */
export const compareWithLive = get('/api/editions/:id/comparison', {
  action: 'edition.compare',
  title: 'Comparer une édition aux données d’aujourd’hui',
  for: readers,
  output: Comparison,
})

const ChapterFields = z.object({
  title: z.string().trim().min(1).max(160).meta({ title: 'Titre' }),
  body: z.string().max(40_000).meta({ title: 'Texte' }),
})

/** Adds a chapter at the end. */
export const addChapter = post('/api/editions/:id/chapters', {
  action: 'edition.chapter.add',
  title: 'Ajouter un chapitre',
  for: writers,
  creates: true,
  input: ChapterFields,
  output: Chapter,
})

/** Saves a chapter; each text that was saved is kept. */
export const saveChapter = put('/api/edition-chapters/:id', {
  action: 'edition.chapter.save',
  title: 'Enregistrer un chapitre',
  for: writers,
  versioned: true,
  input: ChapterFields.extend({ isRemoved: z.boolean().default(false) }),
  output: Chapter,
})

export const chapterVersions = get('/api/edition-chapters/:id/versions', {
  action: 'edition.chapter.versions',
  title: 'Lire les versions d’un chapitre',
  for: readers,
  output: z.object({ items: z.array(Chapter) }),
})

export const Block = z.union([
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()).readonly() }),
])

/** A text as it would be read, with the names that no figure bears. */
export const previewChapter = post('/api/editions/:id/preview', {
  action: 'edition.chapter.preview',
  title: 'Relire un chapitre avec ses chiffres',
  for: readers,
  input: z.object({ body: z.string().max(40_000) }),
  output: z.object({
    blocks: z.array(Block),
    unknown: z.array(z.object({ name: z.string(), near: z.array(z.string()) })),
  }),
})

const Crossing = z.array(z.string()).min(2).max(2)

/** Whether a crossing could leave, and the finest one that could. */
export const proposeCrossing = post('/api/editions/:id/crossing', {
  action: 'edition.crossing.try',
  title: 'Essayer un croisement',
  for: writers,
  input: z.object({
    audience: z.enum(['public', 'professional']),
    figures: Crossing,
    byRegion: z.boolean().default(false),
  }),
  output: z.object({
    passes: z.boolean(),
    hiddenPercent: z.number(),
    proposed: z.object({ figures: z.array(z.string()), byRegion: z.boolean() }).nullable(),
  }),
})

/** Publishes an edition to an audience, through the gate, with its files. */
export const publishEdition = post('/api/editions/:id/releases', {
  action: 'edition.publish',
  title: 'Publier une édition',
  for: writers,
  creates: true,
  input: z.object({
    audience: z.enum(['public', 'professional']).meta({ title: 'Pour qui' }),
    note: z.string().trim().min(1).max(2000).meta({ title: 'Ce que dit le journal des changements' }),
    /** Typed by the analyst: the title of the edition. */
    confirmation: z.string().meta({ title: 'Titre de l’édition, pour confirmer' }),
    crossings: z
      .array(z.object({ figures: Crossing, byRegion: z.boolean().default(false) }))
      .max(6)
      .default([]),
  }),
  output: Release,
})

/** A file of what was published. */
export const readReleaseFile = get('/api/edition-releases/:id/file', {
  action: 'edition.file',
  title: 'Lire un fichier d’une édition publiée',
  for: readers,
  query: z.object({ name: z.string().max(120) }),
  output: z.unknown(),
  raw: true,
})
