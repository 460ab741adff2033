import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type ResourceKind, resourceKind } from '#vocabulary'

/** What is counted: instants from `start`, included, to `end`, excluded; départements narrow it when some are given. */
interface SendingScope {
  readonly start: string
  readonly end: string
  readonly departements: readonly string[]
}

/** What was sent in a period, by its kind, zeros included. */
export async function countResourcesSent(db: Db, { start, end, departements }: SendingScope) {
  const { rows } = await sql<{ code: ResourceKind; count: number }>`
    select r.kind as code, count(*)::int as count
    from sending s
    join action a on a.id = s.action_id and a.cancelled_at is null
    join resource_version v on v.id = s.resource_version_id
    join resource r on r.id = v.resource_id
    left join situation_summary t on t.situation_id = a.situation_id
    where a.performed_at >= ${start}::timestamptz and a.performed_at < ${end}::timestamptz
      and (${departements.length === 0} or t.departement = any(${[...departements]}::text[]))
    group by r.kind`.execute(db)
  return resourceKind.codes.map((code) => ({
    code,
    label: resourceKind.label(code),
    count: rows.find((row) => row.code === code)?.count ?? 0,
  }))
}
