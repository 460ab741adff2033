import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { openDataKey, openDataKeys } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey } from '#kernel/seal.server.ts'
import { today } from '#listening/situation/fields.server.ts'
import { holdSituation, isColleague } from '#listening/situation/hold.server.ts'
import type { DueKind, DueSettlement } from '#vocabulary'
import type { createRequest, saveDueItem } from './contract.ts'
import { dueItemOf, selectDueItems } from './due.read.server.ts'
import { dueItemsSeenBy } from './policy.server.ts'
import { type Desk, keyOfFile, nextVersion, onlyGiven, touch } from './record.server.ts'
import { dueWords } from './words.server.ts'

interface Owner {
  readonly situationId: string
  readonly actionId: string | null
  readonly key: DataKey
}

interface NewDueItem {
  readonly dueOn: string
  readonly askedOn?: string
  readonly assigneeId?: string | null
  readonly person?: string | null
  readonly reach?: string | null
  readonly what?: string | null
}

/** Writes down something due in a file that is held. */
export async function addDueItem(
  { db, keys, actor }: Desk,
  owner: Owner,
  kind: DueKind,
  given: NewDueItem,
): Promise<string> {
  const { dueOn, askedOn = today().toString(), assigneeId = null, ...words } = given
  await demandAssignee(db, assigneeId)
  const id = newId()
  const row = {
    id,
    situation_id: owner.situationId,
    action_id: owner.actionId,
    kind,
    asked_on: askedOn,
    due_on: dueOn,
    assignee_id: assigneeId,
    sealed_words: dueWords.seal(keys, owner.key, id, words),
    data_key_id: owner.key.id,
    recorded_by: actor.id,
    settled_at: null,
    settled_as: null,
    settled_by: null,
  }
  await send(db, db.insertInto('due_item').values(row).compile())
  return id
}

/** The last day to answer an informant: three months after they asked (CASF L226-5 and D226-2-8). */
export const answerDueOn = (askedOn: string): string =>
  Temporal.PlainDate.from(askedOn).add({ months: 3 }).toString()

/** Writes down that somebody who informed us asks what came of it. */
export async function noteRequest(
  desk: Desk,
  situationId: string,
  given: z.output<(typeof createRequest)['input']>,
) {
  const { db, keys, actor } = desk
  const held = await holdSituation(actor, db, situationId)
  demandPast(given.askedOn)
  const dueOn = answerDueOn(given.askedOn)
  const owner = { situationId: held.id, actionId: null, key: keyOfFile(keys, held) }
  const id = await addDueItem(desk, owner, 'informant_request', { ...given, dueOn })
  await touch(db, held.id)
  return { id, version: 1, dueOn }
}

function demandPast(day: string): void {
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(day), today()) > 0)
    refuse('happened_in_future', { fields: [{ field: 'askedOn', message: 'Ce jour est dans le futur.' }] })
}

async function demandAssignee(db: Db, assigneeId: string | null | undefined): Promise<void> {
  if (assigneeId && !(await isColleague(db, assigneeId)))
    refuse('malformed', { fields: [{ field: 'assigneeId', message: 'Choisissez quelqu’un de l’équipe.' }] })
}

/**
 * Holds something due and, before it, its file: even a closed one, since what is due stays so until a person settles it.
 * Refuses an old version, with what it is now.
 */
export async function holdDueItem({ db, keys, actor, abilities }: Desk, id: string, version: number) {
  const seen = await dueItemsSeenBy(actor, db)
    .select('due_item.situation_id')
    .where('due_item.id', '=', id)
    .executeTakeFirst()
  if (!seen) return refuse('not_found')
  await holdSituation(actor, db, seen.situation_id, { evenClosed: true })
  const held = await db
    .selectFrom('due_item')
    .selectAll()
    .where('id', '=', id)
    .where('situation_id', '=', seen.situation_id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  if (held.version !== version) {
    const row = await selectDueItems(actor, db).where('due_item.id', '=', id).executeTakeFirstOrThrow()
    const opened = await openDataKeys(db, keys, [row.data_key_id, row.record_key_id ?? row.data_key_id])
    refuse('version_conflict', { current: dueItemOf(keys, opened, row, (one) => abilities.includes(one)) })
  }
  const key = await openDataKey(db, keys, held.data_key_id)
  return { ...held, key, words: dueWords.open(keys, key, held.id, held.sealed_words) }
}
export type HeldDueItem = Awaited<ReturnType<typeof holdDueItem>>

/** Corrects what is due, to whom, until when or by whom. */
export async function changeDueItem(
  desk: Desk,
  held: HeldDueItem,
  changes: z.output<(typeof saveDueItem)['input']>,
): Promise<number> {
  const { askedOn, dueOn, assigneeId, ...words } = changes
  if (held.settled_at) refuse('due_settled')
  const isRequest = held.kind === 'informant_request'
  if (isRequest && dueOn !== undefined)
    refuse('malformed', {
      fields: [{ field: 'dueOn', message: 'Le délai de trois mois court du jour de la demande.' }],
    })
  if (askedOn !== undefined) demandPast(askedOn)
  if (assigneeId !== held.assignee_id) await demandAssignee(desk.db, assigneeId)
  return await write(desk, held, {
    ...onlyGiven({ asked_on: askedOn, assignee_id: assigneeId }),
    ...onlyGiven({ due_on: isRequest && askedOn ? answerDueOn(askedOn) : dueOn }),
    sealed_words: sealOf(desk, held, onlyGiven(words)),
  })
}

/** How each kind may be settled; the outcome of an orientation is answered on the orientation itself. */
const settlements: Record<DueKind, readonly DueSettlement[]> = {
  reply_awaited: ['received', 'withdrawn'],
  informant_request: ['answered', 'refused', 'withdrawn'],
  orientation_outcome: ['withdrawn'],
}

/** Settles something due, in words where somebody was owed them. */
export async function settle(
  desk: Desk,
  held: HeldDueItem,
  as: DueSettlement,
  answer: string | null,
): Promise<number> {
  if (held.settled_at) refuse('due_settled')
  if (!settlements[held.kind].includes(as))
    refuse('malformed', { fields: [{ field: 'as', message: 'Ceci ne se règle pas ainsi.' }] })
  if ((as === 'answered' || as === 'refused') && !answer) {
    const message = as === 'refused' ? 'Dites pour quelle raison.' : 'Dites ce qui a été répondu.'
    refuse('malformed', { fields: [{ field: 'answer', message }] })
  }
  return await write(desk, held, {
    settled_at: sql<string>`clock_timestamp()`,
    settled_as: as,
    settled_by: desk.actor.id,
    sealed_words: sealOf(desk, held, { answer }),
  })
}

/** Makes something due again; what had been answered is forgotten with it. */
export async function reopen(desk: Desk, held: HeldDueItem): Promise<number> {
  if (!held.settled_at) return held.version
  return await write(desk, held, {
    settled_at: null,
    settled_as: null,
    settled_by: null,
    sealed_words: sealOf(desk, held, { answer: null }),
  })
}

type Words = Parameters<typeof dueWords.seal>[3]

const sealOf = ({ keys }: Desk, held: HeldDueItem, words: Words): Buffer =>
  dueWords.seal(keys, held.key, held.id, { ...held.words, ...words })

async function write({ db }: Desk, held: HeldDueItem, columns: object): Promise<number> {
  const written = await db
    .updateTable('due_item')
    .set({ ...columns, version: nextVersion })
    .where('id', '=', held.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await touch(db, held.situation_id)
  return written.version
}
