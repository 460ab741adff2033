import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { CampaignRefusal } from '#vocabulary'
import {
  type Asked,
  answersAsked,
  pagesOf,
  progressIn,
  type Territory,
  validateAll,
} from '../survey/engine.server.ts'
import { layOver, markOf, type PostedPage } from '../survey/form.server.ts'
import type { Clash } from '../survey/respondent.server.ts'
import { type Answers, commentOf } from '../survey/shape.ts'
import { speechOf } from '../survey/speech/speech.ts'
import { noteEvents } from './events.server.ts'
import { type CampaignState, stateOf } from './state.ts'
import { valuesOf } from './values.ts'

/** Everything that one answer is made from, as the pages of its respondents read it. */
export interface Response {
  readonly db: Db
  readonly target: TargetRow
  readonly state: CampaignState
  readonly asked: Asked
  readonly place: Territory
  readonly answers: Answers
  readonly people: readonly PersonRow[]
  readonly before: Answers | undefined
}

/** The same, for whoever opened a link to it. */
export interface Held extends Response {
  readonly holder: PersonRow
}

type TargetRow = NonNullable<Awaited<ReturnType<typeof rowOf>>>
type PersonRow = Awaited<ReturnType<typeof peopleOf>>[number]

const rowOf = (db: Db, id: string, isHeld: boolean) => {
  const query = db
    .selectFrom('campaign_target as target')
    .innerJoin('campaign', 'campaign.id', 'target.campaign_id')
    .innerJoin('campaign_survey as of', (join) =>
      join.onRef('of.campaign_id', '=', 'target.campaign_id').onRef('of.addressee', '=', 'target.addressee'),
    )
    .innerJoin('survey_version as version', 'version.id', 'of.version_id')
    .selectAll('target')
    .select(['campaign.name as campaign', 'campaign.purpose', 'campaign.readers', 'campaign.contact'])
    .select(['campaign.minutes', 'campaign.closes_on', 'campaign.launched_at', 'campaign.closed_at'])
    .select(['version.id as version_id', 'version.content'])
    .where('target.id', '=', id)
  return (isHeld ? query.forUpdate('target') : query).executeTakeFirst()
}

const peopleOf = (db: Db, targetId: string) =>
  db
    .selectFrom('campaign_person as person')
    .select([
      'person.id',
      'person.name',
      'person.job',
      'person.opened_at',
      'person.removed_at',
      'person.account_id',
      'person.email',
      'person.invited_by',
    ])
    .where('person.target_id', '=', targetId)
    .orderBy('person.added_at')
    .orderBy('person.id')
    .execute()

const answersOf = async (db: Db, targetId: string): Promise<Answers | undefined> => {
  const query = db.selectFrom('campaign_answer').select('answers').where('target_id', '=', targetId)
  return (await query.executeTakeFirst())?.answers
}

/** Reads an answer; held until the end of the transaction when it is to be written. */
export async function readResponse(
  db: Db,
  of: { readonly subjectId: string },
  isHeld: boolean,
): Promise<Response | undefined> {
  // The lock first: what is read after it is what the last contributor left.
  const target = await rowOf(db, of.subjectId, isHeld)
  if (!target) return undefined
  const [people, answers, before] = await Promise.all([
    peopleOf(db, target.id),
    answersOf(db, target.id),
    target.previous_id ? answersOf(db, target.previous_id) : undefined,
  ])
  return {
    db,
    target,
    state: stateOf(target),
    asked: { id: target.version_id, survey: target.content },
    place: { departement: target.departements[0] ?? null },
    answers: answers ?? {},
    people,
    before,
  }
}

/** Reads an answer for one of its contributors; nothing for whoever was taken out of it. */
export async function readHeld(
  db: Db,
  of: { readonly subjectId: string; readonly holder: string },
  isHeld: boolean,
): Promise<Held | undefined> {
  const response = await readResponse(db, of, isHeld)
  const holder = response?.people.find(({ id, removed_at }) => id === of.holder && removed_at === null)
  return response && holder && { ...response, holder }
}

/** The first time that somebody opens the page. */
export async function noteOpening(db: Db, { target, holder, state }: Held): Promise<void> {
  if (state !== 'open') return
  if (holder.opened_at === null) {
    const person = db.updateTable('campaign_person').set({ opened_at: sql<string>`now()` })
    await person.where('id', '=', holder.id).where('opened_at', 'is', null).execute()
  }
  if (target.status !== 'invited') return
  const { numUpdatedRows } = await db
    .updateTable('campaign_target')
    .set({ status: 'opened', opened_at: sql<string>`coalesce(opened_at, now())` })
    .where('id', '=', target.id)
    .where('status', '=', 'invited')
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await noteEvents(db, 'opened', [{ targetId: target.id, personId: holder.id }])
}

interface Author {
  readonly id: string
  readonly name: string
}

/** Who answered each question last. */
export async function authorsOf(db: Db, targetId: string): Promise<ReadonlyMap<string, Author>> {
  const rows = await db
    .selectFrom('campaign_change as change')
    .innerJoin('campaign_person as person', 'person.id', 'change.person_id')
    .select(['change.question', 'person.id', 'person.name'])
    .distinctOn('change.question')
    .where('change.target_id', '=', targetId)
    .orderBy('change.question')
    .orderBy('change.at', 'desc')
    .execute()
  return new Map(rows.map(({ question, id, name }) => [question, { id, name }]))
}

/** What came of a page that was sent. */
export interface Kept {
  readonly answers: Answers
  readonly written: readonly string[]
  readonly clashes: readonly Clash[]
}

/** Keeps what a contributor changed on a page, question by question: what somebody else changed meanwhile stays. */
export async function keepPage(db: Db, response: Held, posted: PostedPage): Promise<Kept> {
  const { target, answers: stored, asked, place, holder } = response
  const first = layOver(stored, posted)
  const authors = first.clashes.length > 0 ? await authorsOf(db, target.id) : new Map<string, Author>()
  // What one saved oneself while the page was on its way is nobody else's answer.
  const own = first.clashes.filter(({ id }) => authors.get(id)?.id === holder.id).map(({ id }) => id)
  const was = { ...posted.was, ...Object.fromEntries(own.map((id) => [id, markOf(stored, id)])) }
  const laid = own.length > 0 ? layOver(stored, { ...posted, was }) : first
  const clashes = laid.clashes.map((clash) => ({
    ...clash,
    by: authors.get(clash.id)?.name ?? speechOf(asked.locale).question.somebody,
  }))
  if (laid.written.length === 0) return { answers: stored, written: [], clashes }
  const { answers } = laid
  const progress = progressIn(await pagesOf(asked, place, answers))
  const isFirst = target.status !== 'partial'
  await db
    .insertInto('campaign_answer')
    .values({ target_id: target.id, answers: JSON.stringify(answers) })
    .onConflict((conflict) =>
      conflict.column('target_id').doUpdateSet({
        answers: JSON.stringify(answers),
        changed_at: sql<string>`clock_timestamp()`,
      }),
    )
    .execute()
  const valued = new Set(laid.written)
  await writeValues(db, target.id, valuesOf(asked.survey, answers, valued), valued)
  await db
    .insertInto('campaign_change')
    .values(
      laid.written.map((question) => ({
        id: newId(),
        target_id: target.id,
        question,
        before: jsonOf(stored, question),
        after: jsonOf(answers, question),
        person_id: holder.id,
      })),
    )
    .execute()
  await db
    .updateTable('campaign_target')
    .set({
      version: sql<number>`version + 1`,
      status: 'partial',
      opened_at: sql<string>`coalesce(opened_at, now())`,
      started_at: sql<string>`coalesce(started_at, now())`,
      declined_at: null,
      refusal: null,
      refusal_note: null,
      asked: progress.asked,
      answered: progress.answered,
    })
    .where('id', '=', target.id)
    .execute()
  if (isFirst) await noteEvents(db, 'started', [{ targetId: target.id, personId: holder.id }])
  return { answers, written: laid.written, clashes }
}

/** An answer as history keeps it, with what « autre » means. */
function jsonOf(answers: Answers, question: string): string | null {
  const answer = answers[question]
  const comment = answers[commentOf(question)]
  if (answer === undefined) return null
  return JSON.stringify(comment === undefined ? answer : { answer, comment })
}

async function writeValues(
  db: Db,
  targetId: string,
  values: ReturnType<typeof valuesOf>,
  only?: ReadonlySet<string>,
): Promise<void> {
  const old = db.deleteFrom('campaign_value').where('target_id', '=', targetId)
  await (only ? old.where('question', 'in', [...only]) : old).execute()
  if (values.length === 0) return
  await db
    .insertInto('campaign_value')
    .values(values.map((value) => ({ target_id: targetId, ...value })))
    .execute()
}

/** What still keeps an answer from being sent. */
export const faultsOf = ({ asked, place, answers }: Response) => validateAll(asked, place, answers)

/** Sends an answer: from now on it counts as complete, without what was answered to questions that are not asked any more. */
export async function submit(db: Db, response: Held, signatory: string): Promise<void> {
  const { target, asked, place, answers, holder } = response
  const counted = await answersAsked(asked, place, answers)
  await writeValues(db, target.id, valuesOf(asked.survey, counted))
  await db
    .updateTable('campaign_target')
    .set({
      version: sql<number>`version + 1`,
      status: 'submitted',
      submitted_at: sql<string>`clock_timestamp()`,
      submitted_by: holder.id,
    })
    .where('id', '=', target.id)
    .execute()
  await noteEvents(db, 'submitted', [{ targetId: target.id, personId: holder.id, note: signatory }])
}

/** Notes that there will be no answer, and why. */
export async function decline(
  db: Db,
  targetId: string,
  given: { readonly reason: CampaignRefusal; readonly note: string | null },
  by: { readonly personId?: string; readonly accountId?: string },
): Promise<void> {
  await db
    .updateTable('campaign_target')
    .set({
      version: sql<number>`version + 1`,
      status: 'declined',
      declined_at: sql<string>`clock_timestamp()`,
      refusal: given.reason,
      refusal_note: given.note,
    })
    .where('id', '=', targetId)
    .execute()
  await noteEvents(db, 'declined', [{ targetId, ...by, note: given.note }])
}

/** Takes back a sending or a refusal: the answer goes on where it was. */
export async function reopen(
  db: Db,
  targetId: string,
  by: { readonly personId?: string; readonly accountId?: string },
): Promise<void> {
  await db
    .updateTable('campaign_target')
    .set({
      version: sql<number>`version + 1`,
      status: sql`case when started_at is not null then 'partial' when opened_at is not null then 'opened' else 'invited' end`,
      submitted_at: null,
      submitted_by: null,
      declined_at: null,
      refusal: null,
      refusal_note: null,
    })
    .where('id', '=', targetId)
    .execute()
  await noteEvents(db, 'reopened', [{ targetId, ...by }])
}
