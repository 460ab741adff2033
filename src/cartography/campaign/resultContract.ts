import { z } from 'zod'
import { done, get, put } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { questionnaireAddressee, region, surveyQuestionKind } from '#vocabulary'

const readers = ['cartographer', 'coordinator', 'analyst', 'awareness_officer'] as const
const keepers = ['cartographer'] as const
const count = z.number().int()

const Counted = z.object({ code: z.string(), label: z.string(), count, percent: z.number().nullable() })
const Spread = z.object({
  count,
  min: z.number(),
  lower: z.number(),
  median: z.number(),
  upper: z.number(),
  max: z.number(),
})

/** One question, counted: its base is who answered it. */
export const QuestionResult = z.object({
  id: z.string(),
  title: z.string(),
  kind: one(surveyQuestionKind),
  page: z.string(),
  base: count,
  multiple: z.boolean(),
  rows: z.array(Counted),
  /** Lines of a table, each with its own base. */
  lines: z.array(z.object({ code: z.string(), label: z.string(), base: count, rows: z.array(Counted) })),
  /** Of numbers. */
  spread: Spread.nullable(),
  /** By group, when the results are split: of the first row, or of the numbers. */
  groups: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      base: count,
      rows: z.array(Counted),
      spread: Spread.nullable(),
    }),
  ),
  /** How the groups differ: the spread of their percentages, answer by answer; never a ranking. */
  disparity: z.array(z.object({ code: z.string(), label: z.string(), spread: Spread })),
  texts: count,
})
export type QuestionResult = z.infer<typeof QuestionResult>

const Scope = z.object({
  addressee: one(questionnaireAddressee),
  region: one(region).optional(),
  partials: z.stringbool().default(false),
})

export const readResults = get('/api/campaigns/:id/results', {
  action: 'campaign.results',
  title: 'Les résultats d’un questionnaire',
  for: readers,
  query: Scope.extend({ split: z.enum(['none', 'region', 'year']).default('none') }),
  output: z.object({ base: count, asked: count, questions: z.array(QuestionResult) }),
})

export const readTexts = get('/api/campaigns/:id/texts', {
  action: 'campaign.texts',
  title: 'Lire les réponses libres à une question',
  for: readers,
  query: Scope.extend({ question: z.string().max(60), tag: z.string().max(60).optional() }),
  output: z.object({
    items: z.array(
      z.object({ targetId: z.uuid(), territory: z.string(), words: z.string(), tags: z.array(z.string()) }),
    ),
    tags: z.array(z.object({ tag: z.string(), count })),
  }),
})

export const tagText = put('/api/campaign-targets/:id/tags', {
  action: 'campaign.tag',
  title: 'Étiqueter une réponse libre',
  for: keepers,
  input: z.object({ question: z.string().max(60), tags: z.array(z.string().trim().min(1).max(60)).max(20) }),
  output: done,
})

/** The answers of a questionnaire, one line each, and what every column means. */
export const exportAnswers = get('/api/campaigns/:id/export', {
  action: 'campaign.export',
  title: 'Exporter les réponses et leur dictionnaire',
  for: readers,
  query: z.object({
    addressee: one(questionnaireAddressee),
    format: z.enum(['csv', 'xlsx', 'codebook']).default('csv'),
    partials: z.stringbool().default(false),
  }),
  raw: true,
  output: z.string(),
})
