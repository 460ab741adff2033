import type { z } from 'zod'
import { openDataKeys } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { actionsSeenBy } from '#listening/action/policy.server.ts'
import { demandInForce } from '#listening/situation/fields.server.ts'
import { action, exchangeChannel, exchangeDirection } from '#vocabulary'
import { type createExchange, type Exchange, exchangeKind, type saveExchange } from './contract.ts'
import { addDueItem } from './due.server.ts'
import {
  changeAction,
  type Desk,
  type HeldRecord,
  nextVersion,
  onlyGiven,
  openRecord,
  touch,
} from './record.server.ts'
import { exchangeWords } from './words.server.ts'

/** Writes down an exchange with a service, and what is awaited after it. */
export async function noteExchange(
  desk: Desk,
  situationId: string,
  given: z.output<(typeof createExchange)['input']>,
) {
  const { db, keys } = desk
  const { kind, at, awaited, direction, channel, unitId, ...words } = given
  demandInForce([
    ['kind', action, kind],
    ['direction', exchangeDirection, direction],
    ['channel', exchangeChannel, channel],
  ])
  await demandUnit(db, unitId)
  const record = await openRecord(desk, situationId, { kind, at })
  const row = {
    action_id: record.id,
    direction,
    channel,
    unit_id: unitId,
    sealed_words: exchangeWords.seal(keys, record.key, record.id, words),
  }
  await send(db, db.insertInto('exchange').values(row).compile())
  for (const { what, dueOn, assigneeId } of awaited)
    await addDueItem(desk, { ...record, actionId: record.id }, 'reply_awaited', { what, dueOn, assigneeId })
  await touch(db, record.situationId)
  return { id: record.id, version: 1, situationId: record.situationId }
}

/** Corrects an exchange that is held. */
export async function changeExchange(
  { db, keys }: Desk,
  held: HeldRecord,
  changes: z.output<(typeof saveExchange)['input']>,
): Promise<number> {
  const { at, direction, channel, unitId, ...words } = changes
  if (unitId) await demandUnit(db, unitId)
  await changeAction(db, held.id, { at })
  const before = await db
    .selectFrom('exchange')
    .select('sealed_words')
    .where('action_id', '=', held.id)
    .executeTakeFirstOrThrow()
  const told = exchangeWords.open(keys, held.key, held.id, before.sealed_words)
  const written = await db
    .updateTable('exchange')
    .set({
      ...onlyGiven({ direction, channel, unit_id: unitId }),
      sealed_words: exchangeWords.seal(keys, held.key, held.id, { ...told, ...onlyGiven(words) }),
      version: nextVersion,
    })
    .where('action_id', '=', held.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await touch(db, held.situation_id)
  return written.version
}

async function demandUnit(db: Db, unitId: string | null): Promise<void> {
  if (!unitId) return
  const found = await db.selectFrom('authority_unit').select('id').where('id', '=', unitId).executeTakeFirst()
  if (!found)
    refuse('malformed', { fields: [{ field: 'unitId', message: 'Ce service n’est pas dans l’annuaire.' }] })
}

/** The exchanges that the actor may see, those withdrawn apart. */
export function selectExchanges(actor: Actor, db: Db) {
  return actionsSeenBy(actor, db)
    .innerJoin('exchange', 'exchange.action_id', 'action.id')
    .leftJoin('account', 'account.id', 'action.author_id')
    .selectAll('exchange')
    .select(['action.kind', 'action.performed_at', 'action.recorded_at', 'action.data_key_id'])
    .select('account.name as author')
    .where('action.cancelled_at', 'is', null)
    .orderBy('action.performed_at', 'desc')
    .orderBy('action.id', 'desc')
}
export type ExchangeRow = Awaited<ReturnType<ReturnType<typeof selectExchanges>['execute']>>[number]

/** An exchange, opened. */
export function exchangeOf(
  keys: Keyring,
  opened: ReadonlyMap<string, DataKey>,
  row: ExchangeRow,
  may: (action: string) => boolean,
): Exchange {
  return {
    ...exchangeWords.open(keys, opened.get(row.data_key_id ?? ''), row.action_id, row.sealed_words),
    id: row.action_id,
    version: row.version,
    kind: exchangeKind.parse(row.kind),
    direction: row.direction,
    channel: row.channel,
    unitId: row.unit_id,
    at: row.performed_at,
    recordedAt: row.recorded_at,
    author: row.author,
    abilities: { edit: may('exchange.save'), cancel: may('action.cancel') },
  }
}

/** Refuses, with the exchange as it is now, when it has moved on since the version the writer saw. */
export async function demandExchange(
  { db, keys, actor, abilities }: Desk,
  held: HeldRecord,
  version: number,
): Promise<void> {
  if (held.version === version) return
  const row = await selectExchanges(actor, db).where('action.id', '=', held.id).executeTakeFirstOrThrow()
  const opened = await openDataKeys(db, keys, [held.key.id])
  refuse('version_conflict', { current: exchangeOf(keys, opened, row, (one) => abilities.includes(one)) })
}
