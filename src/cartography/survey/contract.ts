import { z } from 'zod'
import { del, done, get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { departement, questionnaireAddressee, surveyStatus } from '#vocabulary'
import { Survey } from './shape.ts'

const readers = ['cartographer', 'coordinator', 'analyst', 'listener'] as const
const keepers = ['cartographer'] as const

const title = z.string().trim().min(3, 'Donnez un titre.').max(200)
const version = z.number().int()

/** Why a questionnaire cannot be asked as it is: the question or page, and a sentence. */
const Fault = z.object({ where: z.string(), sentence: z.string() })

const VersionLine = z.object({
  id: z.uuid(),
  number: z.number().int().meta({ title: 'Version' }),
  version,
  status: one(surveyStatus).meta({ title: 'État' }),
  questions: z.number().int().meta({ title: 'Questions' }),
  pages: z.number().int().meta({ title: 'Pages' }),
  changedAt: instant.meta({ title: 'Modifiée le' }),
  changedBy: z.string().nullable(),
  publishedAt: instant.nullable().meta({ title: 'Publiée le' }),
  publishedBy: z.string().nullable(),
  retiredAt: instant.nullable().meta({ title: 'Retirée le' }),
})
export type VersionLine = z.infer<typeof VersionLine>

export const SurveyRow = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string().meta({ title: 'Questionnaire' }),
  addressee: one(questionnaireAddressee).nullable().meta({ title: 'Destinataire' }),
  published: VersionLine.nullable(),
  draft: VersionLine.nullable(),
  versions: z.number().int(),
})
export type SurveyRow = z.infer<typeof SurveyRow>

export const SurveyEntry = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  addressee: one(questionnaireAddressee).nullable(),
  versions: z.array(VersionLine),
  abilities: z.object({ write: z.boolean() }),
})
export type SurveyEntry = z.infer<typeof SurveyEntry>

/** One version with its words. */
export const SurveyVersion = VersionLine.extend({
  surveyId: z.uuid(),
  content: Survey,
  /** What would keep it from being published. */
  faults: z.array(Fault),
})
export type SurveyVersion = z.infer<typeof SurveyVersion>

export const listSurveys = get('/api/surveys', {
  action: 'survey.list',
  title: 'Les questionnaires',
  for: readers,
  query: z.object({
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(SurveyRow),
})

export const createSurvey = post('/api/surveys', {
  action: 'survey.create',
  title: 'Écrire un nouveau questionnaire',
  for: keepers,
  creates: true,
  input: z.object({
    title: title.meta({ title: 'Titre' }),
    addressee: one(questionnaireAddressee).nullable().default(null).meta({ title: 'Destinataire' }),
  }),
  output: z.object({ id: z.uuid(), versionId: z.uuid() }),
})

export const readSurvey = get('/api/surveys/:id', {
  action: 'survey.read',
  title: 'Lire un questionnaire et ses versions',
  for: readers,
  output: SurveyEntry,
})

/** From the published version, or from the last one. */
export const openDraft = post('/api/surveys/:id/drafts', {
  action: 'survey.open_draft',
  title: 'Ouvrir une nouvelle version d’un questionnaire',
  for: keepers,
  creates: true,
  output: z.object({ id: z.uuid() }),
})

export const readSurveyVersion = get('/api/survey-versions/:id', {
  action: 'survey.read_version',
  title: 'Lire une version d’un questionnaire',
  for: readers,
  output: SurveyVersion,
})

export const saveDraft = patch('/api/survey-versions/:id', {
  action: 'survey.save_draft',
  title: 'Modifier le brouillon d’un questionnaire',
  for: keepers,
  versioned: true,
  input: z.object({ content: Survey }),
  output: z.object({ version, faults: z.array(Fault) }),
})

export const discardDraft = del('/api/survey-versions/:id', {
  action: 'survey.discard_draft',
  title: 'Abandonner le brouillon d’un questionnaire',
  for: keepers,
  versioned: true,
  output: done,
})

/** Whatever a file of survey-core holds: what Repère cannot ask is refused with its place and a sentence. */
export const importSurvey = post('/api/survey-versions/:id/import', {
  action: 'survey.import',
  title: 'Remplacer le brouillon par un fichier survey-core',
  for: keepers,
  versioned: true,
  input: z.object({ content: z.record(z.string(), z.unknown()) }),
  output: z.object({ version, faults: z.array(Fault) }),
})

export const exportSurvey = get('/api/survey-versions/:id/json', {
  action: 'survey.export',
  title: 'Exporter une version au format survey-core',
  for: readers,
  raw: true,
  output: z.string(),
})

const Difference = z.object({
  kind: z.string(),
  where: z.string(),
  sentence: z.string(),
})

/** Since another version; since the one before when none is named. */
export const compareVersions = get('/api/survey-versions/:id/differences', {
  action: 'survey.compare',
  title: 'Comparer deux versions d’un questionnaire',
  for: readers,
  query: z.object({ since: z.uuid().optional() }),
  output: z.object({
    since: VersionLine.nullable(),
    items: z.array(Difference),
  }),
})

export const publishVersion = post('/api/survey-versions/:id/publish', {
  action: 'survey.publish',
  title: 'Publier une version d’un questionnaire',
  for: keepers,
  versioned: true,
  input: z.object({
    /** « version 2 », in full: the person who publishes has read what changes. */
    confirmation: z.string().max(100).meta({ title: 'Confirmation' }),
  }),
  output: z.object({ version }),
})

export const retireVersion = post('/api/survey-versions/:id/retire', {
  action: 'survey.retire',
  title: 'Retirer une version d’un questionnaire',
  for: keepers,
  versioned: true,
  output: z.object({ version }),
})

/** The address of pages like those of the respondents, which keep nothing and end by themselves. */
export const tryVersion = post('/api/survey-versions/:id/try', {
  action: 'survey.try',
  title: 'Essayer une version d’un questionnaire',
  for: readers,
  input: z.object({ departement: one(departement).nullable().default(null).meta({ title: 'Département' }) }),
  output: z.object({ path: z.string() }),
})
