import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import {
  type Audience,
  type AwarenessKind,
  audience,
  awarenessKind,
  type Departement,
  departement,
  type EvaluationMoment,
  type EvaluationQuestion,
  evaluationQuestion,
} from '#vocabulary'
import { fewestAnswers, meanOf } from './evaluation.ts'
import { professionalAudiences } from './figures.ts'

/** What is counted: instants from `start`, included, to `end`, excluded; départements narrow it when some are given. */
export interface InterventionScope {
  readonly start: string
  readonly end: string
  readonly departements: readonly string[]
}

/** The interventions held in a period, as a common table expression named `held`. */
export const heldIn = ({ start, end, departements }: InterventionScope) => sql`
  held as (
    select id, kind, departement from intervention
    where status = 'held' and starts_at >= ${start}::timestamptz and starts_at < ${end}::timestamptz
      and (${departements.length === 0} or departement = any(${[...departements]}::text[])))`

/** The interventions held in a period, by their form, zeros included. */
export async function countInterventions(db: Db, scope: InterventionScope) {
  const { rows } = await sql<{ code: AwarenessKind; count: number }>`
    with ${heldIn(scope)} select kind as code, count(*)::int as count from held group by kind`.execute(db)
  return awarenessKind.codes.map((code) => ({
    code,
    label: awarenessKind.label(code),
    count: rows.find((row) => row.code === code)?.count ?? 0,
  }))
}

/** The professionals who came to them, by sector, zeros included. */
export async function countProfessionals(db: Db, scope: InterventionScope) {
  const { rows } = await sql<{ code: Audience; count: number }>`
    with ${heldIn(scope)}
    select came.audience as code, sum(came.present)::int as count
    from held join intervention_audience came on came.intervention_id = held.id
    where came.present is not null group by came.audience`.execute(db)
  return professionalAudiences.map((code) => ({
    code,
    label: audience.label(code),
    count: rows.find((row) => row.code === code)?.count ?? 0,
  }))
}

/** The professionals who came, by département; those of a place that is nowhere in particular come last. */
export async function countByDepartement(db: Db, scope: InterventionScope) {
  const { rows } = await sql<{ code: Departement | null; count: number }>`
    with ${heldIn(scope)}
    select held.departement as code, sum(came.present)::int as count
    from held join intervention_audience came on came.intervention_id = held.id
    where came.present > 0 and came.audience = any(${[...professionalAudiences]}::text[])
    group by held.departement order by held.departement nulls last`.execute(db)
  return rows.map(({ code, count }) => ({
    code: code ?? 'elsewhere',
    label: code === null ? 'Plusieurs départements, ou à distance' : departement.label(code),
    count,
  }))
}

/** What the closed evaluations of a period say together: only those that enough people answered. */
export async function countLearned(db: Db, scope: InterventionScope) {
  const { rows } = await sql<{
    moment: EvaluationMoment
    question: EvaluationQuestion
    points: number
    count: number
  }>`
    with ${heldIn(scope)}
    select told.moment, told.question, told.points, sum(told.count)::int as count
    from held
    join evaluation asked on asked.intervention_id = held.id and asked.closed_at is not null
      and asked.answers >= ${fewestAnswers}
    join evaluation_count told on told.intervention_id = asked.intervention_id and told.moment = asked.moment
    group by told.moment, told.question, told.points`.execute(db)
  const { rows: totals } = await sql<{ evaluated: number; answers: number }>`
    with ${heldIn(scope)}
    select count(distinct held.id)::int as evaluated, coalesce(sum(asked.answers), 0)::int as answers
    from held join evaluation asked on asked.intervention_id = held.id and asked.closed_at is not null
      and asked.answers >= ${fewestAnswers} and asked.moment = ${'after' satisfies EvaluationMoment}`.execute(
    db,
  )
  const counts = (question: EvaluationQuestion, moment: EvaluationMoment) =>
    [1, 2, 3, 4, 5].map(
      (given) =>
        rows.find((row) => row.question === question && row.moment === moment && row.points === given)
          ?.count ?? 0,
    )
  return {
    learned: evaluationQuestion.codes.map((question) => ({
      question,
      before: meanOf(counts(question, 'before')),
      after: meanOf(counts(question, 'after')),
    })),
    evaluated: totals[0]?.evaluated ?? 0,
    answers: totals[0]?.answers ?? 0,
  }
}
