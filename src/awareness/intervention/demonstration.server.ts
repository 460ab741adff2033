import { Temporal } from 'temporal-polyfill'
import { createDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import type { EvaluationMoment } from '#vocabulary'
import { at, interventionsToCome, inventedInterventions, inventedRequests } from './demonstration.ts'
import { digestOf, questionsOf } from './evaluation.server.ts'
import { addPerson } from './people.server.ts'
import { sealRequest } from './sealed.server.ts'
import { planIntervention, type Writer } from './write.server.ts'

/** Of a hundred answers, how many give each of the five points. */
const shares: Readonly<Record<EvaluationMoment, readonly number[]>> = {
  before: [12, 30, 28, 22, 8],
  after: [1, 4, 10, 45, 40],
}

/** So many answers shared out by these shares; what rounding leaves goes to the fourth point. */
function sharedOut(answers: number, of: readonly number[]): number[] {
  const counts = of.map((share) => Math.floor((answers * share) / 100))
  const left = answers - counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count, place) => (place === 3 ? count + left : count))
}

/** Invents the interventions of the first year, a few to come and two requests, by the officer of the demonstration. */
export async function inventInterventions({
  database,
  keys,
}: Pick<Services, 'database' | 'keys'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const account = await db
      .selectFrom('account')
      .select(['id', 'role'])
      .where('role', '=', 'awareness_officer')
      .where('demonstration', '=', true)
      .orderBy('login')
      .executeTakeFirst()
    if (!account) return
    // A load that was interrupted after this is not made twice.
    if ((await db.selectFrom('intervention').select('id').limit(1).execute()).length > 0) return
    const writer: Writer = { keys, actor: account }
    for (const one of inventedInterventions) await inventHeld(db, writer, one)
    for (const coming of interventionsToCome(Temporal.Now.plainDateISO('Europe/Paris'))) {
      const more = { videoLink: null, notes: null, materialIds: [] }
      const id = await planIntervention(db, writer, { ...coming, ...more })
      await inventSpeakers(db, writer, id)
    }
    for (const { words, ...request } of inventedRequests) {
      const id = newId()
      const key = await createDataKey(db, keys)
      const sealed = sealRequest(keys, key, id, { ...words, job: null, phone: null, when: null })
      const wished = {
        wished_from: null,
        wished_to: null,
        answer: null,
        answered_at: null,
        answered_by: null,
      }
      const own = { id, form: digestOf(id), sealed, data_key_id: key.id, intervention_id: null }
      const purge_on = Temporal.Now.plainDateISO('Europe/Paris').add({ years: 2 }).toString()
      await db
        .insertInto('intervention_request')
        .values({ ...request, ...wished, ...own, purge_on })
        .execute()
    }
  })
}

/** One that took place: planned, held, counted, and perhaps evaluated. */
async function inventHeld(
  db: Db,
  writer: Writer,
  { day, from, to, people, evaluated, ...one }: (typeof inventedInterventions)[number],
): Promise<void> {
  const [startsAt, endsAt] = [at(day, from), at(day, to)]
  const audiences = people.map(([audience, expected]) => ({ audience, expected }))
  const more = { startsAt, endsAt, audiences, videoLink: null, notes: null, materialIds: [] }
  const id = await planIntervention(db, writer, { ...one, ...more })
  await inventSpeakers(db, writer, id)
  await db
    .updateTable('intervention')
    .set({
      status: 'held',
      attendance_method: 'count',
      counted_at: endsAt,
      counted_by: writer.actor.id,
    })
    .where('id', '=', id)
    .execute()
  for (const [audience, , present] of people)
    await db
      .updateTable('intervention_audience')
      .set({ present })
      .where('intervention_id', '=', id)
      .where('audience', '=', audience)
      .execute()
  if (!evaluated) return
  const [before, after] = evaluated
  await inventEvaluation(db, id, 'before', before, endsAt)
  await inventEvaluation(db, id, 'after', after, endsAt)
}

const inventSpeakers = (db: Db, { keys, actor }: Writer, id: string) =>
  addPerson(db, keys, id, {
    role: 'speaker',
    accountId: actor.id,
    name: '',
    organisation: null,
    email: null,
  })

async function inventEvaluation(
  db: Db,
  id: string,
  moment: EvaluationMoment,
  answers: number,
  closedAt: string,
): Promise<void> {
  // Closed, so its code opens nothing: it only has to be its own.
  const code = `${moment}:${id}`
  await db
    .insertInto('evaluation')
    .values({ intervention_id: id, moment, code, closed_at: closedAt, opened_at: closedAt, answers })
    .execute()
  const counts = sharedOut(answers, shares[moment])
  const rows = questionsOf(moment).flatMap((question) =>
    counts.map((count, place) => ({ intervention_id: id, moment, question, points: place + 1, count })),
  )
  await db
    .insertInto('evaluation_count')
    .values(rows.filter(({ count }) => count > 0))
    .execute()
}
