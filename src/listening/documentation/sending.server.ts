import type { z } from 'zod'
import { openDataKeys } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { actionsSeenBy } from '#listening/action/policy.server.ts'
import {
  changeAction,
  type Desk,
  type HeldRecord,
  nextVersion,
  onlyGiven,
  openRecord,
  touch,
} from '#listening/liaison/record.server.ts'
import { sendingWords } from '#listening/liaison/words.server.ts'
import { demandInForce } from '#listening/situation/fields.server.ts'
import { sendingChannel } from '#vocabulary'
import type { createSending, Sending, saveSending } from './contract.ts'

/** Writes down that documentation was sent. */
export async function noteSending(
  desk: Desk,
  situationId: string,
  given: z.output<(typeof createSending)['input']>,
) {
  const { db, keys } = desk
  const { versionId, channel, at, ...words } = given
  demandInForce([['channel', sendingChannel, channel]])
  await demandVersion(db, versionId)
  const record = await openRecord(desk, situationId, { kind: 'documentation_sent', at })
  const row = {
    action_id: record.id,
    resource_version_id: versionId,
    channel,
    sealed_words: sendingWords.seal(keys, record.key, record.id, words),
  }
  await send(db, db.insertInto('sending').values(row).compile())
  await touch(db, record.situationId)
  return { id: record.id, version: 1, situationId: record.situationId }
}

/** An older version may have been what was sent; what was retired, or is not of the catalogue, may not. */
async function demandVersion(db: Db, versionId: string): Promise<void> {
  const found = await db
    .selectFrom('resource_version as edition')
    .innerJoin('resource', 'resource.id', 'edition.resource_id')
    .select('edition.id')
    .where('edition.id', '=', versionId)
    .where('resource.retired_at', 'is', null)
    .executeTakeFirst()
  if (!found)
    refuse('malformed', {
      fields: [{ field: 'versionId', message: 'Choisissez une ressource du catalogue.' }],
    })
}

/** Corrects a sending that is held. */
export async function changeSending(
  { db, keys }: Desk,
  held: HeldRecord,
  changes: z.output<(typeof saveSending)['input']>,
): Promise<number> {
  const { versionId, channel, at, ...words } = changes
  if (versionId) await demandVersion(db, versionId)
  await changeAction(db, held.id, { at })
  const before = await db
    .selectFrom('sending')
    .select('sealed_words')
    .where('action_id', '=', held.id)
    .executeTakeFirstOrThrow()
  const told = sendingWords.open(keys, held.key, held.id, before.sealed_words)
  const written = await db
    .updateTable('sending')
    .set({
      ...onlyGiven({ resource_version_id: versionId, channel }),
      sealed_words: sendingWords.seal(keys, held.key, held.id, { ...told, ...onlyGiven(words) }),
      version: nextVersion,
    })
    .where('action_id', '=', held.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await touch(db, held.situation_id)
  return written.version
}

/** The sendings that the actor may see, those withdrawn apart. */
export function selectSendings(actor: Actor, db: Db) {
  return actionsSeenBy(actor, db)
    .innerJoin('sending', 'sending.action_id', 'action.id')
    .innerJoin('resource_version as edition', 'edition.id', 'sending.resource_version_id')
    .innerJoin('resource', 'resource.id', 'edition.resource_id')
    .leftJoin('account', 'account.id', 'action.author_id')
    .selectAll('sending')
    .select(['action.performed_at', 'action.recorded_at', 'action.data_key_id', 'account.name as author'])
    .select(['resource.id as resource_id', 'resource.title', 'resource.kind', 'edition.label'])
    .where('action.cancelled_at', 'is', null)
    .orderBy('action.performed_at', 'desc')
    .orderBy('action.id', 'desc')
}
export type SendingRow = Awaited<ReturnType<ReturnType<typeof selectSendings>['execute']>>[number]

/** A sending, opened. */
export function sendingOf(
  keys: Keyring,
  opened: ReadonlyMap<string, DataKey>,
  row: SendingRow,
  may: (action: string) => boolean,
): Sending {
  return {
    ...sendingWords.open(keys, opened.get(row.data_key_id ?? ''), row.action_id, row.sealed_words),
    id: row.action_id,
    version: row.version,
    versionId: row.resource_version_id,
    resourceId: row.resource_id,
    title: row.title,
    kind: row.kind,
    versionLabel: row.label,
    channel: row.channel,
    at: row.performed_at,
    recordedAt: row.recorded_at,
    author: row.author,
    abilities: { edit: may('sending.save'), cancel: may('action.cancel') },
  }
}

/** Refuses, with the sending as it is now, when it has moved on since the version the writer saw. */
export async function demandSending(
  { db, keys, actor, abilities }: Desk,
  held: HeldRecord,
  version: number,
): Promise<void> {
  if (held.version === version) return
  const row = await selectSendings(actor, db).where('action.id', '=', held.id).executeTakeFirstOrThrow()
  const opened = await openDataKeys(db, keys, [held.key.id])
  refuse('version_conflict', { current: sendingOf(keys, opened, row, (one) => abilities.includes(one)) })
}
