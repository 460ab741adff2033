import { Temporal } from 'temporal-polyfill'
import { createDataKey } from '#kernel/datakey.server.ts'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Audience, InterventionStatus } from '#vocabulary'
import type { InterventionFields } from './contract.ts'
import { tellCancellation, tellChange } from './letters.server.ts'
import { bump, holdVersion } from './read.server.ts'

/** Who writes, with what. */
export interface Writer {
  readonly keys: Keyring
  readonly actor: { readonly id: string; readonly role: string }
}

type Dates = Pick<InterventionFields, 'startsAt' | 'endsAt'>

/** Refuses half of a slot, or an end before the beginning. */
function demandSlot({ startsAt, endsAt }: Dates): void {
  if ((startsAt === null) !== (endsAt === null)) refuse('intervention_undated')
  if (startsAt === null || endsAt === null) return
  const [start, end] = [Temporal.Instant.from(startsAt), Temporal.Instant.from(endsAt)]
  if (Temporal.Instant.compare(start, end) >= 0)
    refuse('window_reversed', { fields: [{ field: 'endsAt', message: 'La fin précède le début.' }] })
}

function columnsOf(fields: Partial<InterventionFields>): Record<string, unknown> {
  const given: Record<string, unknown> = {
    kind: fields.kind,
    title: fields.title,
    organisation: fields.organisation === '' ? null : fields.organisation,
    starts_at: fields.startsAt,
    ends_at: fields.endsAt,
    departement: fields.departement,
    place: fields.place === '' ? null : fields.place,
    video_link: fields.videoLink,
    notes: fields.notes === '' ? null : fields.notes,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** Writes down an intervention: planned once it has a date, requested until then. */
export async function planIntervention(
  db: Db,
  { keys, actor }: Writer,
  { audiences, materialIds, ...fields }: InterventionFields,
  status: InterventionStatus = fields.startsAt ? 'planned' : 'requested',
): Promise<string> {
  demandSlot(fields)
  const id = newId()
  const key = await createDataKey(db, keys)
  const row = { ...columnsOf(fields), id, status, organiser_id: actor.id, data_key_id: key.id }
  await send(
    db,
    db
      .insertInto('intervention')
      .values(row as never)
      .compile(),
  )
  await writeAudiences(db, id, audiences)
  await writeMaterials(db, id, materialIds)
  return id
}

/** What is expected of each sector; what was counted stays. */
async function writeAudiences(
  db: Db,
  id: string,
  expected: readonly { readonly audience: Audience; readonly expected: number }[],
): Promise<void> {
  const kept = expected.map((one) => one.audience)
  await db
    .deleteFrom('intervention_audience')
    .where('intervention_id', '=', id)
    .where('present', 'is', null)
    .$if(kept.length > 0, (query) => query.where('audience', 'not in', kept))
    .execute()
  await db
    .updateTable('intervention_audience')
    .set({ expected: 0 })
    .where('intervention_id', '=', id)
    .$if(kept.length > 0, (query) => query.where('audience', 'not in', kept))
    .execute()
  if (expected.length === 0) return
  await db
    .insertInto('intervention_audience')
    .values(expected.map((one) => ({ ...one, intervention_id: id, present: null })))
    .onConflict((conflict) =>
      conflict
        .columns(['intervention_id', 'audience'])
        .doUpdateSet((row) => ({ expected: row.ref('excluded.expected') })),
    )
    .execute()
}

async function writeMaterials(db: Db, id: string, materialIds: readonly string[]): Promise<void> {
  await send(db, db.deleteFrom('intervention_material').where('intervention_id', '=', id).compile())
  const wanted = [...new Set(materialIds)]
  if (wanted.length === 0) return
  const known = await db.selectFrom('resource').select('id').where('id', 'in', wanted).execute()
  if (known.length < wanted.length)
    refuse('malformed', { fields: [{ field: 'materialIds', message: 'Un de ces supports n’existe plus.' }] })
  const rows = wanted.map((resource) => ({ intervention_id: id, resource_id: resource }))
  await send(db, db.insertInto('intervention_material').values(rows).compile())
}

/** What a calendar shows: when any of it changes, those who hold the event are told. */
const shown = ['title', 'starts_at', 'ends_at', 'place', 'video_link'] as const

/** Changes an intervention; a date given to one that was only requested makes it planned. */
export async function changeIntervention(
  db: Db,
  writer: Writer,
  id: string,
  version: number,
  { audiences, materialIds, ...fields }: Partial<InterventionFields>,
): Promise<{ version: number; told: number }> {
  const held = await holdVersion(db, writer.keys, id, version, writer.actor.role)
  const columns = columnsOf(fields)
  const next = { ...held, ...columns } as typeof held
  demandSlot({ startsAt: next.starts_at, endsAt: next.ends_at })
  const isMoved = shown.some((name) => columns[name] !== undefined && !isSame(name, held[name], next[name]))
  if (isMoved && held.status === 'cancelled') refuse('intervention_settled')
  if (next.starts_at === null && ['planned', 'held'].includes(held.status)) refuse('intervention_undated')
  if (audiences) await writeAudiences(db, id, audiences)
  if (materialIds) await writeMaterials(db, id, materialIds)
  const sequence = held.sequence + (isMoved ? 1 : 0)
  const written = await bump(db, id, { ...columns, sequence })
  if (!isMoved || held.status !== 'planned') return { version: written, told: 0 }
  return { version: written, told: await tellChange(db, id, sequence) }
}

const isSame = (name: (typeof shown)[number], was: string | null, is: string | null): boolean =>
  was !== null && is !== null && (name === 'starts_at' || name === 'ends_at')
    ? Temporal.Instant.from(was).equals(Temporal.Instant.from(is))
    : was === is

/** Says that an intervention is planned, was held, or is cancelled and leaves calendars. */
export async function settle(
  db: Db,
  writer: Writer,
  id: string,
  version: number,
  { status, reason }: { readonly status: InterventionStatus; readonly reason: string | null },
): Promise<{ version: number; told: number }> {
  const held = await holdVersion(db, writer.keys, id, version, writer.actor.role)
  const isOver = held.status === 'cancelled' || held.status === 'held'
  if (held.status === status || (isOver && status !== 'cancelled') || held.status === 'cancelled')
    refuse('intervention_settled')
  if (status !== 'cancelled' && held.starts_at === null) refuse('intervention_undated')
  if (status === 'held' && isToCome(held.starts_at)) refuse('intervention_to_come')
  const isCancelled = status === 'cancelled'
  const sequence = held.sequence + (isCancelled ? 1 : 0)
  const written = await bump(db, id, {
    status,
    sequence,
    cancelled_reason: isCancelled ? reason || null : null,
  })
  return { version: written, told: isCancelled ? await tellCancellation(db, id, sequence) : 0 }
}

const isToCome = (startsAt: string | null): boolean =>
  startsAt !== null && Temporal.Instant.compare(Temporal.Instant.from(startsAt), Temporal.Now.instant()) > 0
