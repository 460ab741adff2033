import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Meeting, Participant } from './contract.ts'
import { feedbackOf } from './feedback.server.ts'
import { keysOfMeetings, openMinutes, openOwner, openPerson } from './people.server.ts'

/** One meeting, whole. */
export async function meetingOf(db: Db, keys: Keyring, id: string): Promise<Meeting> {
  const [row, feedback] = await Promise.all([rowOf(db, id), feedbackOf(db, id)])
  if (!row) return refuse('not_found')
  const key = (await keysOfMeetings(db, keys, [row.data_key_id])).get(row.data_key_id ?? '')
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    nature: row.nature,
    kind: row.kind,
    title: row.title,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    departement: row.departement,
    place: row.place,
    videoLink: row.video_link,
    agenda: row.agenda,
    minutes: openMinutes(keys, key, row),
    seriesId: row.series_id,
    rhythm: row.rhythm,
    sequence: row.sequence,
    cancelledReason: row.cancelled_reason,
    organiser: row.organiser,
    // Kysely takes codes made of figures for numbers once they pass through JSON.
    actors: row.actors as Meeting['actors'],
    participants: row.participants
      .map(({ sealed, ...person }) =>
        participantOf({ ...person, ...openPerson(keys, key, { ...person, sealed }) }),
      )
      .toSorted((a, b) => byName.compare(a.name, b.name)),
    decisions: row.decisions.map(({ sealed_owner, ...one }) => ({
      ...one,
      owner: openOwner(keys, key, { ...one, sealed_owner }),
    })),
    siblings: row.siblings,
    feedback,
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>

const byName = new Intl.Collator('fr')

type Person = Omit<Row['participants'][number], 'name' | 'sealed'> & { readonly name: string }

const participantOf = ({ message, ...person }: Person): Participant => ({
  ...person,
  message: message && { ...message, trouble: message.sentAt === null ? message.trouble : null },
  isInvited: message !== null && message.sentAt !== null && message.kind !== 'cancellation',
})

function rowOf(db: Db, id: string) {
  return db
    .selectFrom('meeting')
    .innerJoin('account', 'account.id', 'meeting.organiser_id')
    .leftJoin('meeting_series as series', 'series.id', 'meeting.series_id')
    .selectAll('meeting')
    .select(['account.name as organiser', 'series.rhythm'])
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('meeting_actor as met')
          .innerJoin('local_actor as actor', 'actor.id', 'met.actor_id')
          .leftJoin('organisation', 'organisation.id', 'actor.organisation_id')
          .select(['actor.id', 'actor.version', 'actor.name', 'actor.kind', 'actor.departement'])
          .select(['actor.organisation_id as organisationId', 'organisation.name as organisation'])
          .whereRef('met.meeting_id', '=', 'meeting.id')
          .orderBy('actor.name'),
      ).as('actors'),
      jsonArrayFrom(
        of
          .selectFrom('meeting_participant as person')
          .select(['person.id', 'person.name', 'person.email', 'person.sealed', 'person.actor_id as actorId'])
          .select('person.attendance')
          .select((one) =>
            jsonObjectFrom(
              one
                .selectFrom('meeting_message as m')
                .select(['m.kind', 'm.created_at as createdAt', 'm.sent_at as sentAt'])
                .select('m.last_trouble as trouble')
                .whereRef('m.participant_id', '=', 'person.id')
                .where('m.dropped_at', 'is', null)
                .orderBy('m.sequence', 'desc')
                .orderBy('m.created_at', 'desc')
                .limit(1),
            ).as('message'),
          )
          .whereRef('person.meeting_id', '=', 'meeting.id')
          .where('person.removed_at', 'is', null)
          .orderBy('person.id'),
      ).as('participants'),
      jsonArrayFrom(
        of
          .selectFrom('meeting_decision as decision')
          .select(['decision.id', 'decision.version', 'decision.words', 'decision.owner'])
          .select('decision.sealed_owner')
          .select(['decision.due_on as dueOn', 'decision.done_on as doneOn'])
          .whereRef('decision.meeting_id', '=', 'meeting.id')
          .orderBy('decision.created_at')
          .orderBy('decision.id'),
      ).as('decisions'),
      jsonArrayFrom(
        of
          .selectFrom('meeting as other')
          .select(['other.id', 'other.starts_at as startsAt', 'other.status'])
          .whereRef('other.series_id', '=', 'meeting.series_id')
          .orderBy('other.starts_at')
          .limit(60),
      ).as('siblings'),
    ])
    .where('meeting.id', '=', id)
    .executeTakeFirst()
}

/** Takes a meeting in hand, to write it. */
export async function holdMeeting(db: Db, id: string) {
  const held = await db.selectFrom('meeting').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return held ?? refuse('not_found')
}

/** A meeting that the request holds. */
export type HeldMeeting = Awaited<ReturnType<typeof holdMeeting>>

/** The same, refused to whoever read an older state. */
export async function holdVersion(db: Db, keys: Keyring, id: string, version: number) {
  const held = await holdMeeting(db, id)
  if (held.version !== version) refuse('version_conflict', { current: await meetingOf(db, keys, id) })
  return held
}

/** Counts one more change; gives the version that it makes. */
export async function bump(db: Db, id: string, changes: Record<string, unknown> = {}): Promise<number> {
  const written = await db
    .updateTable('meeting')
    .set({ ...changes, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return written.version
}
