import { z } from 'zod'
import { instant, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { contactChannel, dangerLevel, departement, minorGender, situationStage } from '#vocabulary'

const line = z.string().trim().max(200)

/** What is known so far of the minor and of the caller, as it is typed. */
export const Clues = z.object({
  firstName: line.nullable().optional(),
  lastName: line.nullable().optional(),
  handles: z.array(line).max(20).optional(),
  phones: z.array(line).max(10).optional(),
  birthDate: z.iso.date().nullable().optional(),
  age: z.number().int().min(0).max(25).nullable().optional(),
  departement: one(departement).nullable().optional(),
  gender: one(minorGender).nullable().optional(),
})
export type Clues = z.infer<typeof Clues>

/** A field on which the file and the clues agree or differ, with what the file says. */
const Point = z.object({
  field: z.enum([
    'phone',
    'handle',
    'firstName',
    'lastName',
    'birthDate',
    'age',
    'departement',
    'gender',
    'reference',
  ]),
  label: z.string(),
  file: z.string(),
})

export const Candidate = z.object({
  situationId: z.uuid(),
  reference: z.string(),
  stage: one(situationStage),
  age: z.number().int().nullable(),
  departement: one(departement).nullable(),
  dangerLevel: one(dangerLevel).nullable(),
  contactCount: z.number().int(),
  lastContactAt: instant.nullable(),
  agrees: z.array(Point),
  differs: z.array(Point),
})
export type Candidate = z.infer<typeof Candidate>

/** Files that could be the same minor, the most alike first; never in an address, since it holds names. */
export const matchSituations = post('/api/matches', {
  action: 'match.search',
  title: 'Chercher une situation déjà connue',
  for: ['listener', 'coordinator'],
  input: z.object({ clues: Clues, contactId: z.uuid().optional() }),
  output: z.object({
    candidates: z.array(Candidate).max(8),
    /** Earlier contacts on one of the numbers, attached or not. */
    seenBefore: z.object({
      count: z.number().int(),
      lastAt: instant.nullable(),
      channel: one(contactChannel).nullable(),
    }),
  }),
})

/** The one search box: a reference, a number, a handle or a first name, recognised by its form. */
export const search = post('/api/search', {
  action: 'search',
  title: 'Rechercher',
  for: ['listener', 'coordinator'],
  input: z.object({
    text: z.string().trim().min(2).max(200),
    departement: one(departement).nullable().optional(),
    age: z.number().int().min(0).max(25).nullable().optional(),
  }),
  output: z.object({
    understoodAs: z.enum(['reference', 'phone', 'handle', 'name']),
    candidates: z.array(Candidate).max(50),
  }),
})
