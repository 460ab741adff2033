import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { openDataKey } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Role } from '#vocabulary'
import type { Intervention } from './contract.ts'
import { evaluationsOf } from './evaluation.server.ts'
import { peopleOf } from './people.server.ts'

/** Who may read the addresses of those who are invited. */
const invites = (role: string): boolean => (role satisfies string) === ('awareness_officer' satisfies Role)

/** One intervention, whole; the addresses only for whoever writes to them. */
export async function interventionOf(db: Db, keys: Keyring, id: string, role: string): Promise<Intervention> {
  const row = await rowOf(db, id)
  if (!row) return refuse('not_found')
  const key = await openDataKey(db, keys, row.data_key_id)
  const [people, evaluations] = [
    await peopleOf(db, keys, key, id, invites(role)),
    await evaluationsOf(db, id),
  ]
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    status: row.status,
    title: row.title,
    organisation: row.organisation,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    departement: row.departement,
    place: row.place,
    videoLink: row.video_link,
    notes: row.notes,
    sequence: row.sequence,
    cancelledReason: row.cancelled_reason,
    organiser: row.organiser,
    audiences: row.audiences,
    materials: row.materials.map(({ retired, ...one }) => ({ ...one, isRetired: retired !== null })),
    people,
    attendanceMethod: row.attendance_method,
    countedAt: row.counted_at,
    countedBy: row.counter,
    signatures: row.signatures,
    purgeOn: row.purge_on,
    requestId: row.request,
    evaluations,
  }
}

function rowOf(db: Db, id: string) {
  return db
    .selectFrom('intervention as it')
    .innerJoin('account', 'account.id', 'it.organiser_id')
    .leftJoin('account as counter', 'counter.id', 'it.counted_by')
    .selectAll('it')
    .select(['account.name as organiser', 'counter.name as counter'])
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('intervention_audience as a')
          .select(['a.audience', 'a.expected', 'a.present'])
          .whereRef('a.intervention_id', '=', 'it.id')
          .orderBy('a.audience'),
      ).as('audiences'),
      jsonArrayFrom(
        of
          .selectFrom('intervention_material as m')
          .innerJoin('resource as d', 'd.id', 'm.resource_id')
          .select(['d.id', 'd.title', 'd.kind', 'd.retired_at as retired'])
          .whereRef('m.intervention_id', '=', 'it.id')
          .orderBy('d.title'),
      ).as('materials'),
      sql<number>`(select count(*)::int from intervention_signature s where s.intervention_id = it.id)`.as(
        'signatures',
      ),
      sql<
        string | null
      >`(select r.id from intervention_request r where r.intervention_id = it.id limit 1)`.as('request'),
    ])
    .where('it.id', '=', id)
    .executeTakeFirst()
}

/** Takes an intervention in hand, to write it. */
export async function holdIntervention(db: Db, id: string) {
  const held = await db
    .selectFrom('intervention')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return held ?? refuse('not_found')
}

/** The same, refused to whoever read an older state. */
export async function holdVersion(db: Db, keys: Keyring, id: string, version: number, role: string) {
  const held = await holdIntervention(db, id)
  if (held.version !== version)
    refuse('version_conflict', { current: await interventionOf(db, keys, id, role) })
  return held
}

/** Counts one more change; gives the version that it makes. */
export async function bump(db: Db, id: string, changes: Record<string, unknown> = {}): Promise<number> {
  const written = await db
    .updateTable('intervention')
    .set({ ...changes, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return written.version
}
