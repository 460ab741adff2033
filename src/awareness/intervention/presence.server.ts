import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { openDataKey } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { addSignatures, countAttendance, Signature } from './presenceContract.ts'
import { bump, holdIntervention, holdVersion } from './read.server.ts'
import { openSignature, sealSignature } from './sealed.server.ts'
import type { Writer } from './write.server.ts'

type Counted = z.output<(typeof countAttendance)['input']>['present']

/** Whoever counts speaks of what took place. */
function demandHeld(status: string): void {
  if (status !== 'held') refuse('intervention_not_held')
}

/** Replaces what was counted; a sector that is not said had nobody. */
async function writePresence(db: Db, id: string, counted: Counted): Promise<void> {
  await db
    .updateTable('intervention_audience')
    .set({ present: 0 })
    .where('intervention_id', '=', id)
    .execute()
  await db
    .insertInto('intervention_audience')
    .values(counted.map(({ audience, present }) => ({ intervention_id: id, audience, present })))
    .onConflict((conflict) =>
      conflict
        .columns(['intervention_id', 'audience'])
        .doUpdateSet((row) => ({ present: row.ref('excluded.present') })),
    )
    .execute()
}

const total = (counted: Counted): number => counted.reduce((sum, { present }) => sum + present, 0)

async function isSigned(db: Db, id: string): Promise<boolean> {
  const [line] = await db
    .selectFrom('intervention_signature')
    .select('id')
    .where('intervention_id', '=', id)
    .limit(1)
    .execute()
  return line !== undefined
}

/** Notes how many came, by sector. */
export async function countPresent(
  db: Db,
  { keys, actor }: Writer,
  id: string,
  version: number,
  present: Counted,
): Promise<{ version: number; present: number }> {
  const held = await holdVersion(db, keys, id, version, actor.role)
  demandHeld(held.status)
  if (await isSigned(db, id)) refuse('intervention_signed')
  await writePresence(db, id, present)
  const written = await bump(db, id, {
    attendance_method: 'count',
    counted_at: sql`now()`,
    counted_by: actor.id,
  })
  return { version: written, present: total(present) }
}

/** Counts anew from the lines of the sheet. */
async function recount(db: Db, id: string, by: string, more: Record<string, unknown> = {}) {
  const counted = await db
    .selectFrom('intervention_signature')
    .select(['audience', sql<number>`count(*)::int`.as('present')])
    .where('intervention_id', '=', id)
    .groupBy('audience')
    .execute()
  const isEmpty = counted.length === 0
  if (isEmpty)
    await db
      .updateTable('intervention_audience')
      .set({ present: null })
      .where('intervention_id', '=', id)
      .execute()
  else await writePresence(db, id, counted)
  const version = await bump(db, id, {
    ...more,
    attendance_method: isEmpty ? null : 'sheet',
    counted_at: isEmpty ? null : sql`now()`,
    counted_by: isEmpty ? null : by,
  })
  return { version, present: total(counted) }
}

/** Names stay one year after the day, unless another is said. */
const purgeOf = (endsAt: string | null): string =>
  (endsAt ? Temporal.Instant.from(endsAt) : Temporal.Now.instant())
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDate()
    .add({ years: 1 })
    .toString()

/** Copies lines of the sheet that was signed; their names are sealed. */
export async function sign(
  db: Db,
  { keys, actor }: Writer,
  id: string,
  { lines, purgeOn }: z.output<(typeof addSignatures)['input']>,
): Promise<{ version: number; present: number }> {
  const held = await holdIntervention(db, id)
  demandHeld(held.status)
  // The sheet was purged: its count stays, and cannot be made again from a few new lines.
  if (held.attendance_method === 'sheet' && !(await isSigned(db, id))) refuse('intervention_signed')
  const key = await openDataKey(db, keys, held.data_key_id)
  const rows = lines.map(({ name, organisation, audience }) => {
    const row = newId()
    const words = { name, organisation: organisation || null }
    return { id: row, intervention_id: id, audience, sealed: sealSignature(keys, key, row, words) }
  })
  await send(db, db.insertInto('intervention_signature').values(rows).compile())
  return await recount(db, id, actor.id, { purge_on: purgeOn ?? held.purge_on ?? purgeOf(held.ends_at) })
}

/** Takes a line out of the sheet. */
export async function unsign(db: Db, { actor }: Writer, signatureId: string): Promise<string> {
  const taken = await db
    .deleteFrom('intervention_signature')
    .where('id', '=', signatureId)
    .returning('intervention_id')
    .executeTakeFirst()
  if (!taken) return refuse('not_found')
  await recount(db, taken.intervention_id, actor.id)
  return taken.intervention_id
}

/** The lines of the sheet, as they were copied. */
export async function signaturesOf(db: Db, keys: Keyring, id: string): Promise<Signature[]> {
  const held = await db
    .selectFrom('intervention')
    .select('data_key_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  const key = await openDataKey(db, keys, held.data_key_id)
  const rows = await db
    .selectFrom('intervention_signature')
    .select(['id', 'audience', 'sealed', 'signed_at'])
    .where('intervention_id', '=', id)
    .orderBy('signed_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id: row, audience, sealed, signed_at }) => ({
    id: row,
    audience,
    signedAt: signed_at,
    ...openSignature(keys, key, row, sealed),
  }))
}
