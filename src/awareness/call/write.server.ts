import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { ProjectCallStatus } from '#vocabulary'
import type { CallFields, decideApplication, giveReview, MilestoneFields } from './contract.ts'
import { applicationOf, completeness, oneCall } from './read.server.ts'
import { sealComment, sealReasons } from './words.server.ts'

const nextVersion = sql<number>`version + 1`

function demandDates(opensOn: string, closesOn: string): void {
  if (closesOn < opensOn)
    refuse('period_reversed', { fields: [{ field: 'closesOn', message: 'Il ferme avant d’ouvrir.' }] })
}

async function writeParts(db: Db, id: string, fields: Partial<CallFields>): Promise<void> {
  const { departements, criteria, reviewerIds } = fields
  if (departements) {
    await db.deleteFrom('project_call_departement').where('call_id', '=', id).execute()
    const rows = [...new Set(departements)].map((departement) => ({ call_id: id, departement }))
    if (rows.length > 0) await db.insertInto('project_call_departement').values(rows).execute()
  }
  if (criteria) {
    await db.deleteFrom('project_criterion').where('call_id', '=', id).execute()
    const rows = criteria.map((one, position) => ({ ...one, id: newId(), call_id: id, position }))
    await db.insertInto('project_criterion').values(rows).execute()
  }
  if (reviewerIds) await writeReviewers(db, id, reviewerIds)
}

/** Somebody who gave a review stays: what they said was counted on. */
async function writeReviewers(db: Db, id: string, reviewerIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(reviewerIds)]
  const allowed = await reviewersOf(db)
  if (!wanted.every((one) => allowed.some((account) => account.id === one)))
    refuse('malformed', { fields: [{ field: 'reviewerIds', message: 'Cette personne ne peut pas lire.' }] })
  const said = await sql<{ id: string }>`select distinct r.reviewer_id as id from review r
    join application a on a.id = r.application_id where a.call_id = ${id}`.execute(db)
  const kept = [...new Set([...wanted, ...said.rows.map((one) => one.id)])]
  await db.deleteFrom('project_reviewer').where('call_id', '=', id).execute()
  const rows = kept.map((account) => ({ call_id: id, account_id: account }))
  if (rows.length > 0) await db.insertInto('project_reviewer').values(rows).execute()
}

/** Who may be asked to read applications. */
export const reviewersOf = (db: Db) =>
  db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('active', '=', true)
    .where('role', 'in', ['coordinator', 'awareness_officer', 'cartographer', 'analyst'])
    .orderBy('name')
    .execute()

export async function addCall(db: Db, by: string, fields: CallFields) {
  demandDates(fields.opensOn, fields.closesOn)
  const id = newId()
  const plain =
    fields.title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-+|-+$/g, '') || 'appel'
  const known = await db.selectFrom('project_call').select('id').where('slug', '=', plain).execute()
  const row = {
    id,
    slug: known.length > 0 ? `${plain}-${id.slice(-6)}` : plain,
    title: fields.title,
    summary: fields.summary,
    terms: fields.terms,
    amount: fields.amount,
    amount_each: fields.amountEach,
    opens_on: fields.opensOn,
    closes_on: fields.closesOn,
    created_by: by,
  }
  await db.insertInto('project_call').values(row).execute()
  await writeParts(db, id, fields)
  return { id, version: 1 }
}

async function holdCall(db: Db, id: string, version: number) {
  const held = await db
    .selectFrom('project_call')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  if (held.version !== version) refuse('version_conflict', { current: await oneCall(db, id) })
  return held
}

const promised = ['criteria', 'amount', 'amountEach', 'departements', 'opensOn'] as const

export async function changeCall(db: Db, id: string, version: number, fields: Partial<CallFields>) {
  const held = await holdCall(db, id, version)
  if (held.status !== 'draft' && promised.some((name) => fields[name] !== undefined)) refuse('call_published')
  if (held.status === 'decided' || held.status === 'withdrawn') refuse('call_moved')
  demandDates(fields.opensOn ?? held.opens_on, fields.closesOn ?? held.closes_on)
  const { title, summary, terms, amount, amountEach, opensOn, closesOn } = fields
  const given = {
    title,
    summary,
    terms,
    amount,
    amount_each: amountEach,
    opens_on: opensOn,
    closes_on: closesOn,
  }
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  await db
    .updateTable('project_call')
    .set({ ...changes, version: nextVersion })
    .where('id', '=', id)
    .execute()
  await writeParts(db, id, fields)
  return version + 1
}

const steps: Readonly<Record<ProjectCallStatus, readonly ProjectCallStatus[]>> = {
  draft: ['published', 'withdrawn'],
  published: ['decided', 'withdrawn'],
  decided: [],
  withdrawn: [],
}

export async function moveCall(db: Db, id: string, version: number, status: ProjectCallStatus) {
  const held = await holdCall(db, id, version)
  if (!steps[held.status].includes(status)) refuse('call_moved')
  const { reviewers, counts } = await oneCall(db, id)
  if (status === 'published' && reviewers.length < 2) refuse('call_without_reviewers')
  // Nobody is left without an answer.
  if (status === 'decided' && counts.submitted > 0) refuse('call_undecided')
  await db.updateTable('project_call').set({ status, version: nextVersion }).where('id', '=', id).execute()
  if (status === 'withdrawn') await tellApplicants(db, id)
  return version + 1
}

/** Writes to whoever is writing or waiting that the call was withdrawn: their page closes with it. */
async function tellApplicants(db: Db, callId: string): Promise<void> {
  const waiting = await db
    .updateTable('application')
    .set({ written_at: null, last_trouble: null })
    .where('call_id', '=', callId)
    .where('state', 'in', ['draft', 'submitted'])
    .returning('id')
    .execute()
  for (const { id } of waiting)
    await enqueue(db, 'write_application', { id }, { key: `write_application:${id}` })
}

async function holdApplication(db: Db, id: string) {
  const held = await db
    .selectFrom('application')
    .select(['id', 'version', 'state', 'call_id'])
    .where('id', '=', id)
    .where('state', '!=', 'draft')
    .forUpdate()
    .executeTakeFirst()
  return held ?? refuse('not_found')
}

/** Writes down one's own review, over the former one. */
export async function review(
  db: Db,
  keys: Keyring,
  actor: Actor,
  id: string,
  given: z.output<(typeof giveReview)['input']>,
): Promise<number> {
  const held = await holdApplication(db, id)
  if (held.state !== 'submitted') refuse('application_decided')
  const call = await oneCall(db, held.call_id)
  if (!call.reviewerIds.includes(actor.id)) refuse('not_found')
  const whole = await completeness(db, id, held.call_id)
  // Once everyone saw everything, nobody changes their mind in silence.
  if (whole.isWhole) refuse('reviews_shown')
  const known = new Set(call.criteria.map((one) => one.id))
  if (!given.hasConflict) {
    const marked = new Set(given.scores.map((one) => one.criterionId))
    if (marked.size !== known.size || ![...marked].every((one) => known.has(one)))
      refuse('malformed', { fields: [{ field: 'scores', message: 'Donnez une note à chaque critère.' }] })
  }
  const row = {
    has_conflict: given.hasConflict,
    sealed_words: given.hasConflict || !given.comment ? null : sealComment(keys, id, actor.id, given.comment),
    given_at: sql<string>`now()`,
  }
  const { version } = await db
    .insertInto('review')
    .values({ ...row, application_id: id, reviewer_id: actor.id })
    .onConflict((conflict) =>
      conflict
        .columns(['application_id', 'reviewer_id'])
        .doUpdateSet({ ...row, version: sql<number>`review.version + 1` }),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  await db
    .deleteFrom('review_score')
    .where('application_id', '=', id)
    .where('reviewer_id', '=', actor.id)
    .execute()
  if (!given.hasConflict)
    await db
      .insertInto('review_score')
      .values(
        given.scores.map(({ criterionId, score }) => ({
          application_id: id,
          reviewer_id: actor.id,
          criterion_id: criterionId,
          score,
        })),
      )
      .execute()
  return version
}

/** Decides, once every voice was heard; the organisation is written to with the reasons. */
export async function decide(
  db: Db,
  keys: Keyring,
  actor: Actor,
  id: string,
  version: number,
  given: z.output<(typeof decideApplication)['input']>,
): Promise<number> {
  const held = await holdApplication(db, id)
  if (held.version !== version)
    refuse('version_conflict', { current: await applicationOf(db, keys, actor, id) })
  if (held.state !== 'submitted') refuse('application_decided')
  if (!(await completeness(db, id, held.call_id)).isWhole) refuse('reviews_awaited')
  const tie = await db
    .selectFrom('review')
    .select('has_conflict')
    .where('application_id', '=', id)
    .where('reviewer_id', '=', actor.id)
    .where('has_conflict', '=', true)
    .executeTakeFirst()
  if (tie) refuse('own_tie')
  if ((given.state === 'accepted') !== (given.granted !== null))
    refuse('malformed', { fields: [{ field: 'granted', message: 'Dites combien est accordé.' }] })
  await db
    .updateTable('application')
    .set({
      state: given.state,
      granted: given.granted,
      sealed_reasons: sealReasons(keys.zone('public'), id, given.reasons),
      decided_at: sql<string>`now()`,
      decided_by: actor.id,
      written_at: null,
      version: nextVersion,
    })
    .where('id', '=', id)
    .execute()
  await enqueue(db, 'write_application', { id }, { key: `write_application:${id}` })
  return version + 1
}

type MilestoneGiven = z.output<typeof MilestoneFields>

export async function milestone(db: Db, applicationId: string, given: MilestoneGiven) {
  const held = await holdApplication(db, applicationId)
  if (held.state !== 'accepted') refuse('application_not_accepted')
  const id = newId()
  const { dueOn, doneOn, ...words } = given
  const row = { ...words, id, application_id: applicationId, due_on: dueOn, done_on: doneOn }
  await db.insertInto('project_milestone').values(row).execute()
  return { id }
}

export async function changeMilestone(db: Db, id: string, version: number, given: Partial<MilestoneGiven>) {
  const { dueOn, doneOn, kind, label, note } = given
  const changes = { kind, label, note, due_on: dueOn, done_on: doneOn }
  const told = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const written = await db
    .updateTable('project_milestone')
    .set({ ...told, version: nextVersion })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  if (written) return written.version
  const current = await db
    .selectFrom('project_milestone')
    .select(['id', 'version', 'kind', 'label', 'due_on as dueOn', 'done_on as doneOn', 'note'])
    .where('id', '=', id)
    .executeTakeFirst()
  return current ? refuse('version_conflict', { current }) : refuse('not_found')
}
