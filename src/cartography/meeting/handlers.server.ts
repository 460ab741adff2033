import { sql } from 'kysely'
import { calendarOf } from '#kernel/calendar.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { changeActor, findActors, keepActor } from './actors.server.ts'
import {
  addDecision,
  addParticipant,
  askFeedback,
  createFeedbackCodes,
  createLocalActor,
  createMeeting,
  inviteParticipants,
  listLocalActors,
  listMeetings,
  listOpenDecisions,
  markAttendance,
  readCalendarFile,
  readMeeting,
  readMeetingFigures,
  removeParticipant,
  saveDecision,
  saveLocalActor,
  saveMeeting,
  setMeetingActors,
  settleMeeting,
} from './contract.ts'
import { makeCodes } from './feedback.server.ts'
import { cartographyFigures } from './figures.server.ts'
import { pageOfDecisions, pageOfMeetings } from './list.server.ts'
import { addPerson, invite, removePerson } from './participants.server.ts'
import { keyOfMeeting, openOwner, sealedOwner } from './people.server.ts'
import { bump, holdMeeting, holdVersion, meetingOf } from './read.server.ts'
import { changeMeeting, planMeetings, settle, writeActors } from './write.server.ts'

const isDone = { done: true as const }

/** The endpoints of the meetings, in the order of the contract. */
export const meeting: readonly Handler[] = [
  handle(listLocalActors, async ({ query, db }) => ({
    items: await findActors(db, query.text, query.limit),
  })),

  handle(createLocalActor, async ({ input, actor, db, trace }) => {
    const kept = await keepActor(db, actor.id, input)
    trace(kept.id)
    return kept
  }),

  handle(saveLocalActor, async ({ params, input, version, db }) => ({
    version: await changeActor(db, params.id, version, input),
  })),

  handle(listMeetings, async ({ query, db, trace }) => {
    const page = await pageOfMeetings(db, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(listOpenDecisions, async ({ query, db, keys }) => await pageOfDecisions(db, keys, query)),

  handle(readMeetingFigures, async ({ query, db }) => {
    if (query.from > query.to) refuse('period_reversed')
    return { figures: await cartographyFigures(db, query) }
  }),

  handle(readMeeting, async ({ params, db, keys }) => await meetingOf(db, keys, params.id)),

  handle(createMeeting, async ({ input, actor, db, trace }) => {
    const ids = await planMeetings(db, actor.id, input)
    const id = ids[0] ?? refuse('malformed')
    trace(id, String(ids.length))
    return { id, version: 1, ids }
  }),

  handle(saveMeeting, async ({ params, input, version, db, keys }) =>
    changeMeeting(db, keys, params.id, version, input),
  ),

  handle(settleMeeting, async ({ params, input, version, db, keys, trace }) => {
    trace(params.id, input.status)
    return await settle(db, keys, params.id, version, input)
  }),

  handle(setMeetingActors, async ({ params, input, version, db, keys }) => {
    await holdVersion(db, keys, params.id, version)
    await writeActors(db, params.id, input.actorIds)
    return { version: await bump(db, params.id) }
  }),

  handle(addParticipant, async ({ params, input, db, keys }) => ({
    id: await addPerson(db, keys, params.id, input),
  })),

  handle(markAttendance, async ({ params, input, db }) => {
    const marked = await db
      .updateTable('meeting_participant')
      .set({ attendance: input.attendance })
      .where('id', '=', params.id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (marked.numUpdatedRows === 0n) refuse('not_found')
    return isDone
  }),

  handle(removeParticipant, async ({ params, db, trace }) => {
    trace(await removePerson(db, params.id))
    return isDone
  }),

  handle(inviteParticipants, async ({ params, db, trace }) => {
    const invited = await invite(db, params.id)
    trace(params.id, String(invited.told))
    return invited
  }),

  handle(readCalendarFile, async ({ params, db, keys }) => {
    const held = await meetingOf(db, keys, params.id)
    const method = held.status === 'cancelled' ? 'CANCEL' : 'PUBLISH'
    return {
      type: 'text/calendar; charset=utf-8',
      filename: 'rencontre.ics',
      body: calendarOf(held, method, { stamp: new Date().toISOString() }),
    }
  }),

  handle(addDecision, async ({ params, input, db, keys }) => {
    const key = await keyOfMeeting(db, keys, await holdMeeting(db, params.id))
    const id = newId()
    const { words, owner, dueOn } = input
    const row = {
      id,
      meeting_id: params.id,
      words,
      ...sealedOwner(keys, key, id, owner),
      due_on: dueOn,
      done_on: null,
      done_by: null,
    }
    await send(db, db.insertInto('meeting_decision').values(row).compile())
    return { id }
  }),

  handle(saveDecision, async ({ params, input, version, actor, db, keys }) => {
    const { held, key } = await holdDecision(db, keys, params.id, version)
    const { words, owner, dueOn, doneOn } = input
    const written = await db
      .updateTable('meeting_decision')
      .set({
        ...(words !== undefined && { words }),
        ...(owner !== undefined && sealedOwner(keys, key, held.id, owner)),
        ...(dueOn !== undefined && { due_on: dueOn }),
        ...(doneOn !== undefined && { done_on: doneOn, done_by: doneOn === null ? null : actor.id }),
        version: sql<number>`version + 1`,
      })
      .where('id', '=', held.id)
      .returning('version')
      .executeTakeFirstOrThrow()
    return written
  }),

  handle(createFeedbackCodes, async ({ params, input, db, trace }) => {
    const held = await holdMeeting(db, params.id)
    if (held.status !== 'held') refuse('meeting_to_come')
    trace(held.id, String(input.count))
    return { codes: await makeCodes(db, held.id, input.count) }
  }),

  handle(askFeedback, async ({ params, db, keys, trace }) => {
    const held = await holdMeeting(db, params.id)
    if (held.status !== 'held') refuse('meeting_to_come')
    const { feedback } = await meetingOf(db, keys, held.id)
    trace(held.id, String(feedback.toAsk))
    if (feedback.toAsk > 0)
      await enqueue(db, 'meeting_feedback', { id: held.id }, { key: `meeting_feedback:${held.id}` })
    return { asked: feedback.toAsk }
  }),
]

/** Takes a decision in hand, with its meeting first: whoever writes of both waits in the same order. */
async function holdDecision(db: Db, keys: Keyring, id: string, version: number) {
  const of = await db
    .selectFrom('meeting_decision')
    .select('meeting_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!of) return refuse('not_found')
  const key = await keyOfMeeting(db, keys, await holdMeeting(db, of.meeting_id))
  const held = await db
    .selectFrom('meeting_decision')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (held.version !== version)
    refuse('version_conflict', {
      current: {
        id: held.id,
        version: held.version,
        words: held.words,
        owner: openOwner(keys, key, held),
        dueOn: held.due_on,
        doneOn: held.done_on,
      },
    })
  return { held, key }
}
