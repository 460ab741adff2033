import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { surveyFaults } from './check.ts'
import type { createSurvey } from './contract.ts'
import { complaintsOf } from './engine.server.ts'
import { readVersion } from './queries.server.ts'
import { Survey } from './shape.ts'
import { rowsOf } from './typed.ts'

interface Which {
  readonly id: string
  readonly version: number
}

/** Adds a questionnaire with an empty first draft. */
export async function insertSurvey(db: Db, actor: Actor, given: z.output<(typeof createSurvey)['input']>) {
  const [id, versionId] = [newId(), newId()]
  await db
    .insertInto('survey')
    .values({ id, code: `ajout-${id}`, title: given.title, addressee: given.addressee, created_by: actor.id })
    .execute()
  const content: Survey = {
    title: given.title,
    pages: [{ name: 'page_1', title: 'Première page', elements: [] }],
  }
  await insertVersion(db, actor, { id: versionId, surveyId: id, number: 1, content })
  return { id, versionId }
}

interface NewVersion {
  readonly id: string
  readonly surveyId: string
  readonly number: number
  readonly content: Survey
}

const insertVersion = (db: Db, actor: Actor, { id, surveyId, number, content }: NewVersion) =>
  db
    .insertInto('survey_version')
    .values({
      id,
      survey_id: surveyId,
      number,
      content: JSON.stringify(content),
      created_by: actor.id,
      changed_by: actor.id,
      published_at: null,
      published_by: null,
      retired_at: null,
    })
    .execute()

/** Opens the next version, with the words of the one that is asked today, else of the last. */
export async function openNext(db: Db, actor: Actor, surveyId: string) {
  const held = await db
    .selectFrom('survey')
    .select('id')
    .where('id', '=', surveyId)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  const versions = await db
    .selectFrom('survey_version')
    .select(['number', 'status', 'content'])
    .where('survey_id', '=', surveyId)
    .orderBy('number', 'desc')
    .execute()
  if (versions.some(({ status }) => status === 'draft')) refuse('survey_draft_exists')
  const from = versions.find(({ status }) => status === 'published') ?? versions[0]
  if (!from) return refuse('not_found')
  const id = newId()
  await insertVersion(db, actor, {
    id,
    surveyId,
    number: (versions[0]?.number ?? 0) + 1,
    content: from.content,
  })
  return id
}

/** The draft, held until the end of the request; refuses one that was published, or written by somebody else meanwhile. */
async function holdDraft(db: Db, actor: Actor, { id, version }: Which) {
  const row = await db
    .selectFrom('survey_version')
    .select(['survey_id', 'number', 'version', 'status', 'content'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  if (row.status !== 'draft') return refuse('survey_published')
  if (row.version !== version) refuse('version_conflict', { current: await readVersion(actor, db, id) })
  return row
}

/** Writes the draft. */
export async function writeDraft(db: Db, actor: Actor, which: Which, content: Survey) {
  await holdDraft(db, actor, which)
  await db
    .updateTable('survey_version')
    .set({
      content: JSON.stringify(content),
      version: which.version + 1,
      changed_by: actor.id,
      changed_at: sql`now()`,
    })
    .where('id', '=', which.id)
    .execute()
  return { version: which.version + 1, faults: surveyFaults(content) }
}

/** Gives up the draft. */
export async function dropDraft(db: Db, actor: Actor, which: Which) {
  await holdDraft(db, actor, which)
  await db.deleteFrom('survey_version').where('id', '=', which.id).execute()
}

/** Where a reader of the file finds what is refused: « pages 2, questions 3, type ». */
function placeOf(path: readonly PropertyKey[]): string {
  const names: Readonly<Record<string, string>> = {
    pages: 'page',
    elements: 'question',
    choices: 'réponse',
    rows: 'ligne',
  }
  return path
    .flatMap((part, at) => {
      if (typeof part !== 'number') return typeof path[at + 1] === 'number' ? [] : [String(part)]
      return [`${names[String(path[at - 1])] ?? String(path[at - 1])} ${part + 1}`]
    })
    .join(', ')
}

const supported = [
  'text',
  'comment',
  'radiogroup',
  'dropdown',
  'checkbox',
  'boolean',
  'matrix',
  'ranking',
] as const

/** Types that survey-core knows and Repère does not ask, told by name before anything else. */
function strangeTypes(content: Readonly<Record<string, unknown>>): { field: string; message: string }[] {
  const pages = Array.isArray(content.pages) ? (content.pages as { elements?: unknown }[]) : []
  return pages.flatMap((page, at) => {
    const elements = Array.isArray(page?.elements)
      ? (page.elements as { type?: unknown; name?: unknown }[])
      : []
    return elements.flatMap((element, of) =>
      supported.some((type) => type === element?.type)
        ? []
        : [
            {
              field: `page ${at + 1}, question ${of + 1}`,
              message: `Le type «\u00a0${String(element?.type)}\u00a0» (${String(element?.name)}) n’est pas de ceux que Repère sait demander\u00a0: ${supported.join(', ')}.`,
            },
          ],
    )
  })
}

/** Reads a survey-core file; refuses what Repère cannot ask, place by place. */
export function readSurveyFile(content: Readonly<Record<string, unknown>>): Survey {
  const strange = strangeTypes(content)
  if (strange.length > 0) refuse('survey_unsupported', { fields: strange.slice(0, 50) })
  const read = Survey.safeParse(content)
  if (read.success) return read.data
  const fields = read.error.issues.flatMap((issue) => faultsOf(issue, []))
  return refuse('survey_unsupported', { fields: fields.slice(0, 50) })
}

type Issue = z.core.$ZodIssue

/** The branch of a union that came closest, so that the sentence is about what is wrong and not about every other type. */
function faultsOf(issue: Issue, above: readonly PropertyKey[]): { field: string; message: string }[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const score = (issues: readonly Issue[]) =>
      issues.filter(({ path: at }) => at[0] === 'type').length * 100 +
      issues.filter(({ code }) => code === 'unrecognized_keys').length * 10 +
      issues.length
    const closest = issue.errors.toSorted((a, b) => score(a) - score(b))[0] ?? []
    return closest.flatMap((each) => faultsOf(each, path))
  }
  const message =
    issue.code === 'unrecognized_keys'
      ? `Propriété que Repère ne sait pas tenir\u00a0: ${issue.keys.join(', ')}.`
      : issue.message
  return [{ field: placeOf(path), message }]
}

/** Lower case, one space between words: what was typed is compared without its accidents. */
const plain = (text: string) => text.trim().toLowerCase().replaceAll(/\s+/g, ' ')

/** Publishes the draft: from then on it does not change, and the version asked until then is retired. */
export async function publish(db: Db, actor: Actor, which: Which, confirmation: string) {
  const row = await holdDraft(db, actor, which)
  const faults = surveyFaults(row.content)
  const complaints = faults.length > 0 ? [] : await complaintsOf(row.content)
  const fields = [
    ...faults.map(({ where, sentence }) => ({ field: where, message: sentence })),
    ...complaints.map((message) => ({ field: '', message })),
  ]
  if (fields.length > 0) refuse('survey_unpublishable', { fields })
  if (plain(confirmation) !== `version ${row.number}`) {
    const message = `Écrivez «\u00a0version ${row.number}\u00a0».`
    refuse('survey_not_confirmed', { fields: [{ field: 'confirmation', message }] })
  }
  await db
    .updateTable('survey_version')
    .set({ status: 'retired', retired_at: sql`now()`, version: sql`version + 1` })
    .where('survey_id', '=', row.survey_id)
    .where('status', '=', 'published')
    .execute()
  await db
    .updateTable('survey_version')
    .set({
      status: 'published',
      published_at: sql`now()`,
      published_by: actor.id,
      version: which.version + 1,
    })
    .where('id', '=', which.id)
    .execute()
  const { title } = row.content
  await db
    .updateTable('survey')
    .set({ title: typeof title === 'string' ? title : title.default })
    .where('id', '=', row.survey_id)
    .execute()
  const { questions, options } = rowsOf(which.id, row.content)
  await db.insertInto('survey_question').values(questions).execute()
  if (options.length > 0) await db.insertInto('survey_option').values(options).execute()
  return which.version + 1
}

/** Takes the published version out of use: campaigns in progress finish with it, no other may begin. */
export async function retire(db: Db, actor: Actor, { id, version }: Which) {
  const row = await db
    .selectFrom('survey_version')
    .select(['version', 'status'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  if (row.version !== version) refuse('version_conflict', { current: await readVersion(actor, db, id) })
  if (row.status !== 'published') return refuse('survey_not_published')
  await db
    .updateTable('survey_version')
    .set({ status: 'retired', retired_at: sql`now()`, version: version + 1 })
    .where('id', '=', id)
    .execute()
  return version + 1
}
