import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { createMeeting, MeetingFields, saveMeeting, settleMeeting } from './contract.ts'
import {
  enqueueMessage,
  planReminder,
  reachable,
  tellCancellation,
  tellChange,
  writeTo,
} from './messages.server.ts'
import { bump, holdMeeting, holdVersion } from './read.server.ts'
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

/** Changes a meeting, its minutes included. */
export async function changeMeeting(
  db: Db,
  id: string,
  version: number,
  { minutes, ...fields }: z.output<(typeof saveMeeting)['input']>,
): Promise<{ version: number; told: number }> {
  const held = await holdVersion(db, id, version)
  const columns = columnsOf(fields as Partial<MeetingFields>)
  const next = { ...held, ...columns } as typeof held
  demandWhole({ startsAt: next.starts_at, endsAt: next.ends_at, nature: next.nature, kind: next.kind })
  const isMoved = shown.some((name) => columns[name] !== undefined && !isSame(name, held[name], next[name]))
  // What was held or cancelled keeps the hours that people were told.
  if (isMoved && held.status === 'cancelled') refuse('meeting_settled')
  const sequence = held.sequence + (isMoved ? 1 : 0)
  const written = await bump(db, id, {
    ...columns,
    sequence,
    ...(minutes !== undefined && { minutes: minutes || null }),
  })
  if (!isMoved || held.status !== 'planned') return { version: written, told: 0 }
  await planReminder(db, id, next.starts_at)
  return { version: written, told: await tellChange(db, id, sequence) }
}

const isSame = (name: (typeof shown)[number], was: string | null, is: string | null): boolean =>
  name === 'starts_at' || name === 'ends_at'
    ? Temporal.Instant.from(was ?? '').equals(Temporal.Instant.from(is ?? ''))
    : was === is

/** Says that a meeting was held, or cancels it and takes it out of calendars. */
export async function settle(
  db: Db,
  id: string,
  version: number,
  { status, reason }: z.output<(typeof settleMeeting)['input']>,
): Promise<{ version: number; told: number }> {
  const held = await holdVersion(db, id, version)
  if (held.status === status || held.status === 'cancelled') refuse('meeting_settled')
  if (status === 'held' && held.starts_at > Temporal.Now.instant().toString()) refuse('meeting_to_come')
  const isCancelled = status === 'cancelled'
  const sequence = held.sequence + (isCancelled ? 1 : 0)
  const written = await bump(db, id, {
    status,
    sequence,
    cancelled_reason: isCancelled ? reason || null : null,
  })
  return { version: written, told: isCancelled ? await tellCancellation(db, id, sequence) : 0 }
}

/** Invites those who were not, and tries again what did not leave. */
export async function invite(db: Db, id: string): Promise<{ told: number; withoutEmail: number }> {
  const held = await holdMeeting(db, id)
  if (held.status !== 'planned') refuse('meeting_settled')
  const people = await reachable(db, id)
  const fresh = people.filter((one) => one.told === null).map((one) => one.id)
  const waiting = await db
    .updateTable('meeting_message')
    .set({ attempts: 0 })
    .where('meeting_id', '=', id)
    .where('sent_at', 'is', null)
    .where('dropped_at', 'is', null)
    .returning('id')
    .execute()
  for (const message of waiting) await enqueueMessage(db, message.id)
  const invited = await writeTo(db, fresh, { meetingId: id, sequence: held.sequence, kind: 'invitation' })
  const all = await db
    .selectFrom('meeting_participant')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('meeting_id', '=', id)
    .where('removed_at', 'is', null)
    .where('email', 'is', null)
    .executeTakeFirstOrThrow()
  return { told: invited + waiting.length, withoutEmail: all.count }
}

/** Adds somebody; the same address is not written to twice. */
export async function addPerson(
  db: Db,
  meetingId: string,
  given: { readonly name: string; readonly email: string | null; readonly actorId: string | null },
): Promise<string> {
  await holdMeeting(db, meetingId)
  if (given.email) {
    const same = await db
      .selectFrom('meeting_participant')
      .select('id')
      .where('meeting_id', '=', meetingId)
      .where('removed_at', 'is', null)
      .where(sql<string>`lower(email)`, '=', given.email.toLowerCase())
      .execute()
    if (same.length > 0)
      refuse('participant_there', {
        fields: [{ field: 'email', message: 'Cette adresse est déjà invitée.' }],
      })
  }
  const id = newId()
  const { name, email, actorId } = given
  const row = { id, meeting_id: meetingId, name, email: email || null, actor_id: actorId, removed_at: null }
  await send(db, db.insertInto('meeting_participant').values(row).compile())
  return id
}

/** Takes somebody out; when their calendar holds the meeting, it is taken out of it. */
export async function removePerson(db: Db, id: string): Promise<string> {
  const person = await db
    .selectFrom('meeting_participant')
    .select('meeting_id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!person) return refuse('not_found')
  const held = await holdMeeting(db, person.meeting_id)
  if (held.status === 'planned') {
    const told = await tellCancellation(db, held.id, held.sequence + 1, id)
    // Whoever is invited again later must be given a higher number than that of this cancellation.
    if (told > 0) await bump(db, held.id, { sequence: held.sequence + 1 })
  }
  await db
    .updateTable('meeting_participant')
    .set({ removed_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute()
  return held.id
}
