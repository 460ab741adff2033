import { sql } from 'kysely'
import type { z } from 'zod'
import { openDataKeys } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { actionsSeenBy } from '#listening/action/policy.server.ts'
import { addDueItem } from '#listening/liaison/due.server.ts'
import {
  changeAction,
  type Desk,
  type HeldRecord,
  nextVersion,
  onlyGiven,
  openRecord,
  touch,
} from '#listening/liaison/record.server.ts'
import { orientationWords } from '#listening/liaison/words.server.ts'
import { demandInForce, today } from '#listening/situation/fields.server.ts'
import { orientationKind, orientationOutcome } from '#vocabulary'
import type { answerOrientation, createOrientation, Orientation, saveOrientation } from './contract.ts'

/** How long after an orientation its outcome is asked about, when nobody says otherwise. */
const daysBeforeAsking = 15

/** Writes down an orientation; its outcome is to be asked about from then on. */
export async function noteOrientation(
  desk: Desk,
  situationId: string,
  given: z.output<(typeof createOrientation)['input']>,
) {
  const { db, keys } = desk
  const { kind, serviceId, at, askOn, ...words } = given
  demandInForce([['kind', orientationKind, kind]])
  await demandService(db, serviceId)
  const record = await openRecord(desk, situationId, {
    kind: 'local_orientation',
    orientationKind: kind,
    at,
  })
  const row = {
    action_id: record.id,
    service_id: serviceId,
    outcome_at: null,
    outcome_by: null,
    sealed_words: orientationWords.seal(keys, record.key, record.id, words),
  }
  await send(db, db.insertInto('orientation').values(row).compile())
  const dueOn = askOn ?? today().add({ days: daysBeforeAsking }).toString()
  await addDueItem(desk, { ...record, actionId: record.id }, 'orientation_outcome', { dueOn })
  await touch(db, record.situationId)
  return { id: record.id, version: 1, situationId: record.situationId }
}

async function demandService(db: Db, serviceId: string | null | undefined): Promise<void> {
  if (!serviceId) return
  const known = await db.selectFrom('service').select('id').where('id', '=', serviceId).executeTakeFirst()
  if (!known) refuse('service_unknown')
}

async function wordsNow({ db, keys }: Desk, held: HeldRecord) {
  const row = await db
    .selectFrom('orientation')
    .select('sealed_words')
    .where('action_id', '=', held.id)
    .executeTakeFirstOrThrow()
  return orientationWords.open(keys, held.key, held.id, row.sealed_words)
}

/** Corrects an orientation that is held. */
export async function changeOrientation(
  desk: Desk,
  held: HeldRecord,
  changes: z.output<(typeof saveOrientation)['input']>,
): Promise<number> {
  const { db, keys } = desk
  const { kind, serviceId, at, ...words } = changes
  await demandService(db, serviceId)
  await changeAction(db, held.id, { at, orientationKind: kind })
  const before = await wordsNow(desk, held)
  const written = await db
    .updateTable('orientation')
    .set({
      ...onlyGiven({ service_id: serviceId }),
      sealed_words: orientationWords.seal(keys, held.key, held.id, { ...before, ...onlyGiven(words) }),
      version: nextVersion,
    })
    .where('action_id', '=', held.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await touch(db, held.situation_id)
  return written.version
}

/** Says what came of an orientation that is held, and whether to ask again. */
export async function answer(
  desk: Desk,
  held: HeldRecord,
  given: z.output<(typeof answerOrientation)['input']>,
): Promise<number> {
  const { db, keys, actor } = desk
  const { outcome, note, askAgainOn } = given
  demandInForce([['outcome', orientationOutcome, outcome]])
  const isUnasked = outcome === 'to_ask'
  const before = await wordsNow(desk, held)
  const outcomeNote = isUnasked ? null : note === undefined ? before.outcomeNote : note
  const written = await db
    .updateTable('orientation')
    .set({
      outcome,
      outcome_at: isUnasked ? null : sql<string>`clock_timestamp()`,
      outcome_by: isUnasked ? null : actor.id,
      sealed_words: orientationWords.seal(keys, held.key, held.id, { ...before, outcomeNote }),
      version: nextVersion,
    })
    .where('action_id', '=', held.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  const isAskedAgain = isUnasked || askAgainOn !== undefined
  await db
    .updateTable('due_item')
    .set({
      settled_at: isAskedAgain ? null : sql<string>`clock_timestamp()`,
      settled_as: isAskedAgain ? null : 'answered',
      settled_by: isAskedAgain ? null : actor.id,
      ...onlyGiven({ due_on: askAgainOn }),
      version: nextVersion,
    })
    .where('action_id', '=', held.id)
    .where('kind', '=', 'orientation_outcome')
    .execute()
  await touch(db, held.situation_id)
  return written.version
}

/** The orientations that the actor may see, those withdrawn apart. */
export function selectOrientations(actor: Actor, db: Db) {
  return actionsSeenBy(actor, db)
    .innerJoin('orientation', 'orientation.action_id', 'action.id')
    .leftJoin('due_item', (join) =>
      join
        .onRef('due_item.action_id', '=', 'action.id')
        .on('due_item.kind', '=', 'orientation_outcome')
        .on('due_item.settled_at', 'is', null),
    )
    .leftJoin('account', 'account.id', 'action.author_id')
    .leftJoin('account as asker', 'asker.id', 'orientation.outcome_by')
    .selectAll('orientation')
    .select(['action.orientation_kind', 'action.performed_at', 'action.recorded_at', 'action.data_key_id'])
    .select(['account.name as author', 'asker.name as asker', 'due_item.due_on as ask_on'])
    .where('action.cancelled_at', 'is', null)
    .orderBy('action.performed_at', 'desc')
    .orderBy('action.id', 'desc')
}
export type OrientationRow = Awaited<ReturnType<ReturnType<typeof selectOrientations>['execute']>>[number]

/** An orientation, opened. */
export function orientationOf(
  keys: Keyring,
  opened: ReadonlyMap<string, DataKey>,
  row: OrientationRow,
  may: (action: string) => boolean,
): Orientation {
  return {
    ...orientationWords.open(keys, opened.get(row.data_key_id ?? ''), row.action_id, row.sealed_words),
    id: row.action_id,
    version: row.version,
    kind: row.orientation_kind,
    serviceId: row.service_id,
    at: row.performed_at,
    recordedAt: row.recorded_at,
    author: row.author,
    outcome: row.outcome,
    outcomeAt: row.outcome_at,
    outcomeBy: row.asker,
    askOn: row.ask_on,
    abilities: {
      edit: may('orientation.save'),
      cancel: may('action.cancel'),
      answer: may('orientation.answer'),
    },
  }
}

/** Refuses, with the orientation as it is now, when it has moved on since the version the writer saw. */
export async function demandOrientation(
  { db, keys, actor, abilities }: Desk,
  held: HeldRecord,
  version: number,
): Promise<void> {
  if (held.version === version) return
  const row = await selectOrientations(actor, db).where('action.id', '=', held.id).executeTakeFirstOrThrow()
  const opened = await openDataKeys(db, keys, [held.key.id])
  refuse('version_conflict', { current: orientationOf(keys, opened, row, (one) => abilities.includes(one)) })
}
