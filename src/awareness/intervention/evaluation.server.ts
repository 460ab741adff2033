import { createHash, randomInt } from 'node:crypto'
import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  type EvaluationMoment,
  type EvaluationQuestion,
  evaluationQuestion,
  type InterventionStatus,
} from '#vocabulary'
import type { Answered, Evaluation } from './contract.ts'
import { fewestAnswers, meanOf } from './evaluation.ts'

// Neither 0 nor O, neither 1 nor I nor L: people copy it from a screen.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** The code of an evaluation, the same for everybody in the room: eight letters, by groups of four. */
const newCode = (): string =>
  Array.from({ length: 8 }, (_, place) => {
    const letter = letters[randomInt(letters.length)] ?? '2'
    return place === 4 ? `-${letter}` : letter
  }).join('')

/** A code as it is kept, however it was typed. */
export const codeIn = (typed: string): string => {
  const bare = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return `${bare.slice(0, 4)}-${bare.slice(4)}`
}

/** What is kept of a form that was sent: only that it was. */
export const digestOf = (form: string): Buffer => createHash('sha256').update(form).digest()

/** The questions of a moment: satisfaction is only asked once it is over. */
export const questionsOf = (moment: EvaluationMoment): readonly EvaluationQuestion[] =>
  evaluationQuestion.codes.filter((code) => moment === 'after' || code !== 'satisfaction')

/** Opens an evaluation, or gives the code of the one that is open. */
export async function openEvaluationOf(
  db: Db,
  id: string,
  moment: EvaluationMoment,
  status: InterventionStatus,
): Promise<string> {
  const known = await db
    .selectFrom('evaluation')
    .select(['code', 'closed_at'])
    .where('intervention_id', '=', id)
    .where('moment', '=', moment)
    .executeTakeFirst()
  if (known?.closed_at) refuse('evaluation_closed')
  if (known) return known.code
  if (status === 'cancelled') refuse('intervention_settled')
  const row = { intervention_id: id, moment, code: newCode(), closed_at: null }
  const made = await db.insertInto('evaluation').values(row).returning('code').executeTakeFirstOrThrow()
  return made.code
}

/** Closes an evaluation for good, and forgets which forms were sent. */
export async function closeEvaluationOf(db: Db, id: string, moment: EvaluationMoment): Promise<number> {
  const closed = await db
    .updateTable('evaluation')
    .set({ closed_at: new Date().toISOString() })
    .where('intervention_id', '=', id)
    .where('moment', '=', moment)
    .where('closed_at', 'is', null)
    .returning('answers')
    .executeTakeFirst()
  if (!closed) return refuse('evaluation_closed')
  const open = await db
    .selectFrom('evaluation')
    .select('moment')
    .where('intervention_id', '=', id)
    .where('closed_at', 'is', null)
    .execute()
  if (open.length === 0) await db.deleteFrom('evaluation_form').where('intervention_id', '=', id).execute()
  return closed.answers
}

/** The evaluations of an intervention; what they say once each is closed and enough people answered. */
export async function evaluationsOf(db: Db, id: string): Promise<Evaluation[]> {
  const asked = await db
    .selectFrom('evaluation')
    .select(['moment', 'code', 'opened_at', 'closed_at', 'answers'])
    .where('intervention_id', '=', id)
    .orderBy('moment', 'desc')
    .execute()
  const isReadable = asked.some((one) => one.closed_at !== null && one.answers >= fewestAnswers)
  const [counts, words] = isReadable
    ? [
        await db.selectFrom('evaluation_count').selectAll().where('intervention_id', '=', id).execute(),
        await db
          .selectFrom('evaluation_words')
          .select('words')
          .where('intervention_id', '=', id)
          .orderBy('id')
          .execute(),
      ]
    : [[], []]
  return asked.map(({ moment, code, opened_at, closed_at, answers }) => ({
    moment,
    code,
    openedAt: opened_at,
    closedAt: closed_at,
    answers,
    said:
      closed_at !== null && answers >= fewestAnswers
        ? {
            questions: questionsOf(moment).map((question) => answered(question, moment, counts)),
            words: moment === 'after' ? words.map((one) => one.words) : [],
          }
        : null,
  }))
}

interface Count {
  readonly moment: EvaluationMoment
  readonly question: EvaluationQuestion
  readonly points: number
  readonly count: number
}

function answered(question: EvaluationQuestion, moment: EvaluationMoment, rows: readonly Count[]): Answered {
  const own = rows.filter((row) => row.question === question && row.moment === moment)
  const counts = [1, 2, 3, 4, 5].map((points) => own.find((row) => row.points === points)?.count ?? 0)
  return { question, counts, answers: counts.reduce((sum, n) => sum + n, 0), mean: meanOf(counts) }
}
