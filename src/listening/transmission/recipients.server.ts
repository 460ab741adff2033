import { sql } from 'kysely'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { ChosenRecipient } from './contract.ts'
import { type Desk, holdOpenRows, holdOwn, insertRow, now } from './rows.server.ts'
import { unsealWriting } from './secrets.server.ts'
import type { HeldTransmission } from './transition.server.ts'

/** Says who receives a writing; answers the row to go on with. */
export async function chooseFor(desk: Desk, id: string, version: number, wanted: readonly ChosenRecipient[]) {
  const held = await holdOwn(desk, id, version)
  const rows = await holdOpenRows(desk.db, held.writing_id)
  // The row under one's eyes is the last to go.
  const ordered = [...rows.filter((row) => row.id === id), ...rows.filter((row) => row.id !== id)]
  const kept = await address(desk, ordered, wanted)
  const next = kept.find((row) => row.id === id) ?? kept[0] ?? held
  return { id: next.id, version: next.version, situationId: held.situation_id }
}

/** Gives each wanted recipient its row: the one it has, a free one, or a new one. */
export async function address(
  desk: Desk,
  rows: readonly HeldTransmission[],
  wanted: readonly ChosenRecipient[],
): Promise<HeldTransmission[]> {
  const { db, keys } = desk
  const model = rows[0]
  if (!model) return refuse('transmission_moved')
  const units = await unitsOf(db, model, wanted)
  const wantedIds = new Set(wanted.map((one) => one.unitId))
  const spare = rows.filter((row) => !row.unit_id || !wantedIds.has(row.unit_id))
  // Freed first: another row may take the same recipient.
  for (const row of spare) if (row.unit_id && row.status === 'draft') await point(db, row, null, undefined)
  const kept: HeldTransmission[] = []
  const key = await openDataKey(db, keys, model.data_key_id)
  const writing = unsealWriting(keys, key, model.id, model.sealed_draft)
  for (const one of wanted) {
    const row =
      rows.find((row) => row.unit_id === one.unitId) ??
      spare.shift() ??
      (await insertRow(desk, {
        writingId: model.writing_id,
        situationId: model.situation_id,
        dataKeyId: model.data_key_id,
        urgent: model.urgent,
        complementOf: model.complement_of,
        writing,
      }))
    await point(db, row, one, units.get(one.unitId))
    kept.push(row)
  }
  for (const row of spare) {
    const isLast = kept.length === 0 && row === spare[0]
    if (row.status === 'returned') {
      // It was read by somebody: it is cancelled with a reason, never erased.
      if (kept.length === 0) {
        refuse('malformed', {
          fields: [{ field: 'recipients', message: 'Gardez au moins un destinataire.' }],
        })
      }
      continue
    }
    if (isLast) kept.push(row)
    else await db.deleteFrom('transmission').where('id', '=', row.id).execute()
  }
  return kept
}

async function point(
  db: Db,
  row: HeldTransmission,
  to: ChosenRecipient | null,
  authorityId: string | undefined,
): Promise<void> {
  const columns = {
    unit_id: to?.unitId ?? null,
    authority_id: authorityId ?? null,
    recipient: to?.recipient ?? null,
    departement: to?.departement ?? null,
  }
  const written = await db
    .updateTable('transmission')
    .set({ ...columns, version: sql<number>`version + 1`, moved_at: now() })
    .where('id', '=', row.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  Object.assign(row, columns, { version: written.version })
  await announce(db, 'transmission', row.id)
}

/** The authorities of open units; refuses one that is closed, that is not what was said, or that another writing already has. */
async function unitsOf(
  db: Db,
  model: HeldTransmission,
  wanted: readonly ChosenRecipient[],
): Promise<Map<string, string>> {
  const ids = wanted.map((one) => one.unitId)
  const fault = (message: string) => refuse('malformed', { fields: [{ field: 'recipients', message }] })
  if (new Set(ids).size < ids.length) fault('Le même destinataire est choisi deux fois.')
  if (ids.length === 0) return new Map()
  const units = await db
    .selectFrom('authority_unit as unit')
    .innerJoin('authority', 'authority.id', 'unit.authority_id')
    .select(['unit.id', 'unit.authority_id', 'unit.recipient'])
    .where('unit.id', 'in', ids)
    .where('unit.active', '=', true)
    .where('authority.active', '=', true)
    .execute()
  for (const one of wanted) {
    const unit = units.find(({ id }) => id === one.unitId)
    if (!unit) return fault('Ce destinataire ne reçoit plus : choisissez-en un autre dans l’annuaire.')
    const isSame =
      one.recipient === unit.recipient ||
      (unit.recipient === 'crip' && one.recipient === 'other_departement_crip')
    if (!isSame) fault('La qualité du destinataire n’est pas celle de l’annuaire. Choisissez-le à nouveau.')
  }
  const taken = await db
    .selectFrom('transmission')
    .select('id')
    .where('data_key_id', '=', model.data_key_id)
    .where('unit_id', 'in', ids)
    .where('status', 'in', ['draft', 'submitted', 'returned'])
    .where((where) =>
      where.or([
        where('writing_id', '<>', model.writing_id),
        // Of the same writing, what somebody is already reading again.
        where('status', '=', 'submitted'),
      ]),
    )
    .executeTakeFirst()
  if (taken) refuse('transmission_already_open')
  return new Map(units.map((unit) => [unit.id, unit.authority_id]))
}
