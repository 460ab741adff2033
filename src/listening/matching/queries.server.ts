import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { referenceOf } from '#listening/situation/opening.server.ts'
import { situationsSeenBy } from '#listening/situation/policy.server.ts'

/** A very common first name in a very large département answers at most this many times a key: the latest. */
const mostPerKey = 200

/** The files that share keys with the clues, those that share most first, with all that the comparison needs. */
export async function situationsByHash(
  actor: Actor,
  db: Db,
  hashes: readonly string[],
  options: { limit: number; exceptContact?: string },
) {
  if (hashes.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select coalesce(c.situation_id, k.situation_id) as id
    from unnest(${hashes}::bigint[]) as wanted (hash)
    cross join lateral (
      select contact_id, situation_id from lookup_key where hash = wanted.hash limit ${mostPerKey}
    ) k
    left join contact c on c.id = k.contact_id
    where coalesce(c.situation_id, k.situation_id) is not null and (k.contact_id is null or c.id is distinct from ${options.exceptContact ?? null}::uuid)
    group by 1
    order by count(distinct wanted.hash) desc, 1 desc
    limit ${options.limit}`.execute(db)
  return await candidates(
    actor,
    db,
    rows.map((row) => row.id),
  )
}

/** The file of a reference, whatever the zeros before its number. */
export async function situationByReference(actor: Actor, db: Db, text: string) {
  const [year, number] = text.split('-').map(Number)
  const found = await situationsSeenBy(actor, db)
    .select('situation.id')
    .where('reference', '=', referenceOf(year ?? 0, number ?? 0))
    .execute()
  return await candidates(
    actor,
    db,
    found.map((row) => row.id),
  )
}

/** Files with their summary, their key, and what their contacts say of the minor. */
async function candidates(actor: Actor, db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  const files = await situationsSeenBy(actor, db)
    .innerJoin('situation_summary as summary', 'summary.situation_id', 'situation.id')
    .innerJoin('data_key', 'data_key.id', 'situation.data_key_id')
    .select([
      'situation.id',
      'situation.sealed_identity',
      'situation.data_key_id',
      'data_key.version as key_version',
      'data_key.wrapped as key_wrapped',
      'summary.reference',
      'summary.stage',
      'summary.age',
      'summary.gender',
      'summary.departement',
      'summary.danger_level',
      'summary.contact_count',
      'summary.opened_at',
      'summary.last_contact_at',
    ])
    .where('situation.id', 'in', ids)
    .execute()
  const told = await db
    .selectFrom('contact')
    .innerJoin('data_key', 'data_key.id', 'contact.data_key_id')
    .select([
      'contact.id',
      'contact.situation_id',
      'contact.sealed_caller',
      'contact.sealed_minor',
      'contact.data_key_id',
      'data_key.version as key_version',
      'data_key.wrapped as key_wrapped',
    ])
    .where('contact.situation_id', 'in', ids)
    .where((where) =>
      where.or([
        where('contact.sealed_minor', 'is not', null),
        where('contact.sealed_caller', 'is not', null),
      ]),
    )
    .orderBy('contact.occurred_at')
    .execute()
  const byFile = Map.groupBy(told, (contact) => contact.situation_id)
  const order = new Map(ids.map((id, index) => [id, index]))
  return files
    .map((file) => ({ ...file, told: byFile.get(file.id) ?? [] }))
    .toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
}
export type CandidateRow = Awaited<ReturnType<typeof candidates>>[number]

/** Earlier contacts on the same numbers, attached to a file or not, their own draft apart. */
export async function contactsByNumber(db: Db, hashes: readonly string[], except: string | undefined) {
  if (hashes.length === 0) return { count: 0, lastAt: null, channel: null }
  const seen = await db
    .selectFrom('lookup_key')
    .innerJoin('contact', 'contact.id', 'lookup_key.contact_id')
    .select(['contact.id', 'contact.occurred_at', 'contact.channel'])
    .distinct()
    .where('hash', 'in', hashes)
    .$if(except !== undefined, (query) => query.where('contact.id', '<>', except ?? ''))
    .orderBy('contact.occurred_at', 'desc')
    .limit(mostPerKey)
    .execute()
  return { count: seen.length, lastAt: seen[0]?.occurred_at ?? null, channel: seen[0]?.channel ?? null }
}
