import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { createMeeting, MeetingFields, saveMeeting, settleMeeting } from './contract.ts'
import { followingColumns, holdFollowing } from './following.server.ts'
import { planReminder, tellCancellation, tellChange } from './messages.server.ts'
import { keyOfMeeting, sealedMinutes } from './people.server.ts'
import { bump, type HeldMeeting, holdVersion } from './read.server.ts'
import { slotsOf } from './series.ts'

/** Refuses an end before the beginning, and a form where none is meant. */
function demandWhole(fields: Pick<MeetingFields, 'startsAt' | 'endsAt' | 'nature' | 'kind'>): void {
  const [start, end] = [Temporal.Instant.from(fields.startsAt), Temporal.Instant.from(fields.endsAt)]
  if (Temporal.Instant.compare(start, end) >= 0)
    refuse('window_reversed', { fields: [{ field: 'endsAt', message: 'La fin précède le début.' }] })
  if ((fields.nature === 'working_session') !== (fields.kind !== null))
    refuse('malformed', {
      fields: [
        {
          field: 'kind',
          message: 'Une séance de travail a une forme, une rencontre entre partenaires n’en a pas.',
        },
      ],
    })
}

const columnsOf = (fields: Partial<MeetingFields>): Record<string, unknown> => {
  const given: Record<string, unknown> = {
    nature: fields.nature,
    kind: fields.kind,
    title: fields.title,
    starts_at: fields.startsAt,
    ends_at: fields.endsAt,
    departement: fields.departement,
    place: fields.place === '' ? null : fields.place,
    video_link: fields.videoLink,
    agenda: fields.agenda === '' ? null : fields.agenda,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** Plans a meeting, or all those of a series. */
export async function planMeetings(
  db: Db,
  by: string,
  { series, actorIds, ...fields }: z.output<(typeof createMeeting)['input']>,
): Promise<string[]> {
  demandWhole(fields)
  const slots = series ? slotsOf(fields, series.rhythm, series.count) : [fields]
  const seriesId = series ? newId() : null
  if (series && seriesId) {
    const row = { id: seriesId, rhythm: series.rhythm, created_by: by }
    await send(db, db.insertInto('meeting_series').values(row).compile())
  }
  const ids: string[] = []
  for (const { startsAt, endsAt } of slots) {
    const id = newId()
    ids.push(id)
    const row = { ...columnsOf({ ...fields, startsAt, endsAt }), id, series_id: seriesId, organiser_id: by }
    await send(
      db,
      db
        .insertInto('meeting')
        .values(row as never)
        .compile(),
    )
    await writeActors(db, id, actorIds)
    await planReminder(db, id, startsAt)
  }
  return ids
}

/** Replaces the actors of a meeting. */
export async function writeActors(db: Db, meetingId: string, actorIds: readonly string[]): Promise<void> {
  await send(db, db.deleteFrom('meeting_actor').where('meeting_id', '=', meetingId).compile())
  const wanted = [...new Set(actorIds)]
  if (wanted.length === 0) return
  const known = await db.selectFrom('local_actor').select('id').where('id', 'in', wanted).execute()
  if (known.length < wanted.length)
    refuse('malformed', { fields: [{ field: 'actorIds', message: 'Un de ces acteurs n’existe plus.' }] })
  const rows = wanted.map((id) => ({ meeting_id: meetingId, actor_id: id }))
  await send(db, db.insertInto('meeting_actor').values(rows).compile())
}

/** What a calendar shows: when any of it changes, those who hold the event are told. */
const shown = ['title', 'starts_at', 'ends_at', 'place', 'video_link', 'agenda'] as const

/** Changes a meeting, its minutes included; or with it all those of its series that follow. */
export async function changeMeeting(
  db: Db,
  keys: Keyring,
  id: string,
  version: number,
  { minutes, scope, ...fields }: z.output<(typeof saveMeeting)['input']>,
): Promise<{ version: number; told: number; changed: number }> {
  const following = scope === 'following' ? await holdFollowing(db, id) : []
  const held = await holdVersion(db, keys, id, version)
  const columns = columnsOf(fields as Partial<MeetingFields>)
  const first = await writeOne(db, held, columns, minutes === undefined ? {} : await sealing())
  let told = first.told
  for (const one of following) {
    const others = followingColumns(held, columns, one)
    if (Object.keys(others).length > 0) told += (await writeOne(db, one, others)).told
  }
  return { version: first.version, told, changed: 1 + following.length }

  async function sealing() {
    return sealedMinutes(keys, await keyOfMeeting(db, keys, held), id, minutes || null)
  }
}

/** Writes one meeting, and tells those who hold it of what their calendar shows. */
async function writeOne(
  db: Db,
  held: HeldMeeting,
  columns: Readonly<Record<string, unknown>>,
  sealed: Readonly<Record<string, unknown>> = {},
): Promise<{ version: number; told: number }> {
  const next = { ...held, ...columns } as HeldMeeting
  demandWhole({ startsAt: next.starts_at, endsAt: next.ends_at, nature: next.nature, kind: next.kind })
  const isMoved = shown.some((name) => columns[name] !== undefined && !isSame(name, held[name], next[name]))
  // What was held or cancelled keeps the hours that people were told.
  if (isMoved && held.status === 'cancelled') refuse('meeting_settled')
  const sequence = held.sequence + (isMoved ? 1 : 0)
  const written = await bump(db, held.id, { ...columns, sequence, ...sealed })
  if (!isMoved || held.status !== 'planned') return { version: written, told: 0 }
  await planReminder(db, held.id, next.starts_at)
  return { version: written, told: await tellChange(db, held.id, sequence) }
}

const isSame = (name: (typeof shown)[number], was: string | null, is: string | null): boolean =>
  name === 'starts_at' || name === 'ends_at'
    ? Temporal.Instant.from(was ?? '').equals(Temporal.Instant.from(is ?? ''))
    : was === is

/** Says that a meeting was held, or cancels it and takes it out of calendars. */
export async function settle(
  db: Db,
  keys: Keyring,
  id: string,
  version: number,
  { status, reason, scope }: z.output<(typeof settleMeeting)['input']>,
): Promise<{ version: number; told: number; settled: number }> {
  // The series first: two people who act on it are served one after the other.
  const following = status === 'cancelled' && scope === 'following' ? await holdFollowing(db, id) : []
  const held = await holdVersion(db, keys, id, version)
  if (held.status === status || held.status === 'cancelled') refuse('meeting_settled')
  if (status === 'held') {
    if (held.starts_at > Temporal.Now.instant().toString()) refuse('meeting_to_come')
    return { version: await bump(db, id, { status, cancelled_reason: null }), told: 0, settled: 1 }
  }
  const first = await cancel(db, held, reason)
  let told = first.told
  for (const one of following) told += (await cancel(db, one, reason)).told
  return { version: first.version, told, settled: 1 + following.length }
}

async function cancel(db: Db, { id, sequence: last }: HeldMeeting, reason: string | null) {
  const sequence = last + 1
  const written = await bump(db, id, { status: 'cancelled', sequence, cancelled_reason: reason || null })
  return { version: written, told: await tellCancellation(db, id, sequence) }
}
