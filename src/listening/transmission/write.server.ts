import { sql } from 'kysely'
import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { inForce } from '#kernel/list.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { holdSituation } from '#listening/situation/hold.server.ts'
import { dangerLevel, parentsInformed } from '#vocabulary'
import type { createTransmission, TransmissionFields } from './contract.ts'
import { address } from './recipients.server.ts'
import { type Desk, holdOpenRows, holdOwn, holdSeen, insertRow, now, thisYear } from './rows.server.ts'
import { sealWriting, unsealWriting } from './secrets.server.ts'
import { blankWriting, type Writing } from './writing.ts'

/** Opens a writing in a file. */
export async function begin(
  desk: Desk,
  situationId: string,
  given: z.output<(typeof createTransmission)['input']>,
) {
  const { db, actor } = desk
  const file = await holdSituation(actor, db, situationId)
  await demandEarlier(db, file.id, given.complementOf)
  const first = await insertRow(desk, {
    writingId: newId(),
    situationId: file.id,
    dataKeyId: file.data_key_id,
    urgent: false,
    complementOf: given.complementOf,
    writing: blankWriting,
  })
  if (given.recipients.length > 0) await address(desk, [first], given.recipients)
  return { id: first.id, version: first.version, reference: first.reference }
}

/** A complement completes what was sent of the same file. */
async function demandEarlier(db: Db, situationId: string, id: string | null): Promise<void> {
  if (!id) return
  const earlier = await db
    .selectFrom('transmission')
    .select('id')
    .where('id', '=', id)
    .where('situation_id', '=', situationId)
    .where('sent_at', 'is not', null)
    .executeTakeFirst()
  if (!earlier) {
    refuse('malformed', {
      fields: [
        { field: 'complementOf', message: 'Choisissez une transmission déjà partie de cette situation.' },
      ],
    })
  }
}

/** Saves some fields of a writing, in every row that is still open. */
export async function save(
  desk: Desk,
  id: string,
  version: number,
  { urgent, complementOf, ...fields }: Partial<TransmissionFields>,
) {
  const { db, keys } = desk
  const held = await holdOwn(desk, id, version)
  if (complementOf !== undefined && complementOf !== held.complement_of)
    await demandEarlier(db, held.situation_id, complementOf)
  demandWords(fields)
  const key = await openDataKey(db, keys, held.data_key_id)
  const before = unsealWriting(keys, key, held.id, held.sealed_draft)
  const writing = { ...before, ...fields }
  const savedAt = now()
  for (const row of await holdOpenRows(db, held.writing_id)) {
    const update = db
      .updateTable('transmission')
      .set({
        version: sql<number>`version + 1`,
        moved_at: savedAt,
        sealed_draft: sealWriting(keys, key, row.id, writing),
        ...(urgent !== undefined && { urgent }),
        ...(complementOf !== undefined && { complement_of: complementOf }),
      })
      .where('id', '=', row.id)
    await send(db, update.compile())
    await announce(db, 'transmission', row.id)
  }
  return { version: held.version + 1, savedAt, situationId: held.situation_id }
}

/** A word that was retired is not written any more. */
function demandWords({ dangerLevel: level, parentsInformed: parents }: Partial<Writing>): void {
  const year = thisYear()
  const isGone =
    (level && !inForce(dangerLevel, level, year)) || (parents && !inForce(parentsInformed, parents, year))
  if (isGone) refuse('code_not_in_force')
}

/** Erases a draft with the rows written with it that nobody else has read. */
export async function remove(desk: Desk, id: string): Promise<string> {
  const { db, actor } = desk
  const held = await holdSeen(desk, id)
  if (held.author_id !== actor.id) refuse('not_the_author')
  if (held.status !== 'draft') refuse('transmission_moved')
  const gone = await db
    .deleteFrom('transmission')
    .where('writing_id', '=', held.writing_id)
    .where('status', '=', 'draft')
    .returning('id')
    .execute()
  for (const row of gone) await announce(db, 'transmission', row.id)
  return held.situation_id
}
