import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { type Departement, deliveryTrouble } from '#vocabulary'
import {
  type Application,
  type ApplicationRow,
  callsPerPage,
  type ProjectCall,
  type Review,
} from './contract.ts'
import { openComment, openName, openReasons, openWords, referenceOf } from './words.server.ts'

export const today = (): string => Temporal.Now.plainDateISO('Europe/Paris').toString()

const countOf = (state: string) =>
  sql<number>`(select count(*)::int from application a where a.call_id = project_call.id and a.state = ${state})`

function selectCalls(db: Db) {
  return db
    .selectFrom('project_call')
    .selectAll('project_call')
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('project_criterion as c')
          .select(['c.id', 'c.label', 'c.weight', 'c.position'])
          .whereRef('c.call_id', '=', 'project_call.id')
          .orderBy('c.position'),
      ).as('criteria'),
      jsonArrayFrom(
        of
          .selectFrom('project_reviewer as r')
          .innerJoin('account', 'account.id', 'r.account_id')
          .select(['account.id', 'account.name'])
          .whereRef('r.call_id', '=', 'project_call.id')
          .orderBy('account.name'),
      ).as('reviewers'),
    ])
    .select([
      sql<Departement[]>`array(select d.departement from project_call_departement d
        where d.call_id = project_call.id order by 1)`.as('departements'),
      countOf('draft').as('drafts'),
      countOf('submitted').as('submitted'),
      countOf('accepted').as('accepted'),
    ])
}

const callOf = (
  row: Awaited<ReturnType<ReturnType<typeof selectCalls>['execute']>>[number],
): ProjectCall => ({
  id: row.id,
  version: row.version,
  slug: row.slug,
  status: row.status,
  isOpen: row.status === 'published' && row.opens_on <= today() && today() <= row.closes_on,
  title: row.title,
  summary: row.summary,
  terms: row.terms,
  departements: row.departements as ProjectCall['departements'],
  amount: row.amount,
  amountEach: row.amount_each,
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  criteria: row.criteria,
  reviewers: row.reviewers,
  reviewerIds: row.reviewers.map(({ id }) => id),
  counts: { draft: row.drafts, submitted: row.submitted, accepted: row.accepted },
})

/** Every call, the last to close first. */
export async function callsOf(
  db: Db,
  after?: string,
): Promise<{ items: ProjectCall[]; next: string | null }> {
  const place = after === undefined ? undefined : readPlace(CallPlace, after)
  let query = selectCalls(db)
  if (place) query = query.where(sql<SqlBool>`(closes_on, id) < (${place[0]}::date, ${place[1]}::uuid)`)
  const rows = await query
    .orderBy('closes_on', 'desc')
    .orderBy('id', 'desc')
    .limit(callsPerPage + 1)
    .execute()
  return cutPage(rows, callsPerPage, (row) => [row.closes_on, row.id], callOf)
}

/** Where a page of calls begins: the day on which the one before closes, and which it is. */
const CallPlace = z.tuple([z.iso.date(), z.uuid()])

export async function oneCall(db: Db, id: string): Promise<ProjectCall> {
  const row = await selectCalls(db).where('project_call.id', '=', id).executeTakeFirst()
  return row ? callOf(row) : refuse('not_found')
}

const selectApplications = (db: Db) =>
  db
    .selectFrom('application')
    .selectAll('application')
    // What is only begun belongs to whoever writes it.
    .where('application.state', '!=', 'draft')

type ApplicationRowOf = Awaited<ReturnType<ReturnType<typeof selectApplications>['execute']>>[number]

interface Given {
  readonly application_id: string
  readonly reviewer_id: string
  readonly name: string
  readonly has_conflict: boolean
  readonly given_at: string | null
  readonly sealed_words: Buffer | null
  readonly scores: readonly { readonly criterionId: string; readonly score: number }[]
}

/** Everyone who has a say on these applications, whether they gave it or not. */
async function sayings(db: Db, ids: readonly string[]): Promise<Given[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Given>`
    select a.id as application_id, who.account_id as reviewer_id, account.name,
      coalesce(r.has_conflict, false) as has_conflict, r.given_at, r.sealed_words,
      coalesce((select jsonb_agg(jsonb_build_object('criterionId', s.criterion_id, 'score', s.score))
        from review_score s where s.application_id = a.id and s.reviewer_id = who.account_id), '[]') as scores
    from application a
    join project_reviewer who on who.call_id = a.call_id
    join account on account.id = who.account_id
    left join review r on r.application_id = a.id and r.reviewer_id = who.account_id
    where a.id = any(${[...ids]}::uuid[]) order by account.name, who.account_id`.execute(db)
  return rows
}

/** Of 100: each mark out of five by the weight of its criterion. */
function markOf(scores: Given['scores'], criteria: ProjectCall['criteria']): number {
  const most = criteria.reduce((sum, { weight }) => sum + weight * 5, 0)
  const got = criteria.reduce(
    (sum, { id, weight }) => sum + weight * (scores.find((one) => one.criterionId === id)?.score ?? 0),
    0,
  )
  return Math.round((got / most) * 1000) / 10
}

/** Who has a say, who gave it, and the mean once nobody is awaited: until then nothing of it is told. */
function weighed(said: readonly Given[], criteria: ProjectCall['criteria']) {
  const voices = said.filter(({ has_conflict }) => !has_conflict)
  const given = voices.filter(({ given_at }) => given_at !== null)
  const isWhole = voices.length > 0 && given.length === voices.length
  const marks = given.map(({ scores }) => markOf(scores, criteria))
  const mean = marks.reduce((sum, mark) => sum + mark, 0) / Math.max(1, marks.length)
  return {
    given: given.length,
    awaited: voices.length,
    isWhole,
    mark: isWhole ? Math.round(mean * 10) / 10 : null,
  }
}

function rowOf(
  keys: Keyring,
  row: ApplicationRowOf,
  said: readonly Given[],
  criteria: ProjectCall['criteria'],
): ApplicationRow {
  const { organisation, title } = openWords(keys.zone('public'), row.id, row.sealed_words)
  const { given, awaited, mark } = weighed(said, criteria)
  return {
    id: row.id,
    reference: referenceOf(row.created_at, row.number),
    state: row.state,
    organisation,
    title,
    departement: row.departement,
    amount: row.amount,
    granted: row.granted,
    submittedAt: row.submitted_at,
    given,
    awaited,
    mark,
  }
}

/** The applications that were handed in, the best mark first once there are marks. */
export async function applicationsOf(db: Db, keys: Keyring, call: ProjectCall): Promise<ApplicationRow[]> {
  const rows = await selectApplications(db)
    .where('call_id', '=', call.id)
    .orderBy('number')
    .limit(1000)
    .execute()
  const said = await sayings(
    db,
    rows.map(({ id }) => id),
  )
  return rows
    .map((row) =>
      rowOf(
        keys,
        row,
        said.filter((one) => one.application_id === row.id),
        call.criteria,
      ),
    )
    .toSorted((a, b) => (b.mark ?? -1) - (a.mark ?? -1))
}

export async function completeness(db: Db, id: string, callId: string) {
  const call = await oneCall(db, callId)
  return weighed(await sayings(db, [id]), call.criteria)
}

/** One application whole, with what the reader may know of the reviews. */
export async function applicationOf(
  db: Db,
  keys: Keyring,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<Application> {
  const row = await selectApplications(db).where('application.id', '=', id).executeTakeFirst()
  if (!row) return refuse('not_found')
  const call = await oneCall(db, row.call_id)
  const [said, files, milestones] = await Promise.all([
    sayings(db, [id]),
    db
      .selectFrom('application_file')
      .select(['id', 'media_type', 'size', 'sealed_name'])
      .where('application_id', '=', id)
      .orderBy('added_at')
      .execute(),
    db
      .selectFrom('project_milestone')
      .select(['id', 'version', 'kind', 'label', 'due_on as dueOn', 'done_on as doneOn', 'note'])
      .where('application_id', '=', id)
      .orderBy('due_on')
      .orderBy('id')
      .execute(),
  ])
  const { isWhole } = weighed(said, call.criteria)
  const theirs = keys.zone('public')
  const isOut = said.some((one) => one.reviewer_id === actor.id && one.has_conflict)
  const reviews = said.map((one): Review => {
    const isMine = one.reviewer_id === actor.id
    const isShown = isMine || (isWhole && !isOut)
    const { has_conflict: hasConflict, given_at, sealed_words, scores, name } = one
    return {
      reviewer: name,
      isMine,
      hasConflict,
      givenAt: given_at,
      scores: isShown && given_at ? [...scores] : null,
      comment: isShown && sealed_words ? openComment(keys, id, one.reviewer_id, sealed_words) : null,
      mark: isShown && given_at && !hasConflict ? markOf(scores, call.criteria) : null,
    }
  })
  const base = rowOf(keys, row, said, call.criteria)
  return {
    ...base,
    mark: isOut ? null : base.mark,
    version: row.version,
    call: { id: call.id, title: call.title, criteria: call.criteria },
    words: openWords(theirs, id, row.sealed_words),
    files: files.map((file) => ({
      id: file.id,
      name: openName(theirs, file.id, file.sealed_name),
      type: file.media_type,
      size: file.size,
    })),
    reviews,
    isReviewer: said.some((one) => one.reviewer_id === actor.id),
    reasons: row.sealed_reasons && openReasons(theirs, id, row.sealed_reasons),
    decidedAt: row.decided_at,
    writtenAt: row.written_at,
    trouble: row.last_trouble && deliveryTrouble.label(row.last_trouble),
    milestones,
  }
}
