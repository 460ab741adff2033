import { type Expression, sql } from 'kysely'
import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { InterventionLetterKind } from '#vocabulary'
import { writeAboutRequest } from './letters.server.ts'
import { addPerson } from './people.server.ts'
import { holdIntervention } from './read.server.ts'
import type { answerInterventionRequest } from './requestContract.ts'
import { requestOf, takeArrival } from './requests.server.ts'
import { sealAnswer } from './sealed.server.ts'
import { changeIntervention, planIntervention, settle, type Writer } from './write.server.ts'

type Answer = z.output<(typeof answerInterventionRequest)['input']>
type Dated = Exclude<Answer, { decision: 'declined' }>

const letters: Readonly<Record<Answer['decision'], InterventionLetterKind>> = {
  accepted: 'acceptance',
  proposed: 'proposal',
  declined: 'refusal',
}

/** Answers a request: what is accepted or proposed makes an intervention or moves it, what is declined cancels it. */
export async function answerRequest(
  db: Db,
  writer: Writer,
  id: string,
  version: number,
  answer: Answer,
): Promise<{ version: number; interventionId: string | null }> {
  const { keys, actor } = writer
  const held = await db
    .selectFrom('intervention_request')
    .select(['id', 'version', 'status'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  const request = await requestOf(db, keys, id)
  if (held.version !== version) refuse('version_conflict', { current: request })
  if (held.status === 'declined' || held.status === answer.decision) refuse('intervention_request_settled')
  if (!request.words) return refuse('intervention_request_purged')
  // Answered before the job had the time to take it over.
  await takeArrival(db, keys, id)
  const interventionId =
    answer.decision === 'declined'
      ? await dropIntervention(db, writer, request.interventionId, answer.message)
      : await dateIntervention(db, writer, request, answer)
  const { data_key_id } = await db
    .selectFrom('intervention_request')
    .select('data_key_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const key = await openDataKey(db, keys, data_key_id ?? '')
  const written = await db
    .updateTable('intervention_request')
    .set({
      status: answer.decision,
      answer: answer.message ? sealAnswer(keys, key, id, answer.message) : null,
      answered_at: now,
      answered_by: actor.id,
      intervention_id: interventionId,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await writeAboutRequest(db, id, { kind: letters[answer.decision], sequence: written.version })
  return { version: written.version, interventionId }
}

const now: Expression<string> = sql`now()`

type Request = Awaited<ReturnType<typeof requestOf>>

/** The intervention that a request leads to, at the date that is answered. */
async function dateIntervention(db: Db, writer: Writer, request: Request, answer: Dated): Promise<string> {
  const { startsAt, endsAt, kind, title } = answer
  const status = answer.decision === 'accepted' ? 'planned' : 'requested'
  if (request.interventionId) {
    const it = await holdIntervention(db, request.interventionId)
    if (it.status === 'held' || it.status === 'cancelled') refuse('intervention_request_settled')
    const dated = { startsAt, endsAt, kind, title }
    const { version } = await changeIntervention(db, writer, it.id, it.version, dated)
    if (status === 'planned' && it.status === 'requested')
      await settle(db, writer, it.id, version, { status, reason: null })
    return it.id
  }
  const id = await planIntervention(
    db,
    writer,
    {
      kind,
      title,
      startsAt,
      endsAt,
      organisation: request.words?.organisation ?? null,
      departement: request.departement,
      place: null,
      videoLink: null,
      notes: null,
      audiences: [{ audience: request.audience, expected: request.expected }],
      materialIds: [],
    },
    status,
  )
  const { name, organisation, email } = request.words ?? refuse('intervention_request_purged')
  await addPerson(db, writer.keys, id, { role: 'host', accountId: null, name, organisation, email })
  return id
}

async function dropIntervention(
  db: Db,
  writer: Writer,
  id: string | null,
  reason: string,
): Promise<string | null> {
  if (id === null) return null
  const it = await holdIntervention(db, id)
  if (it.status === 'held') refuse('intervention_request_settled')
  if (it.status !== 'cancelled')
    await settle(db, writer, id, it.version, { status: 'cancelled', reason: reason.slice(0, 500) })
  return id
}
