import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'

/** What was sent and taken since a day, the most used first, and what was looked for in vain. */
export async function useOf(db: Db, since: string) {
  const [used, missed, rare] = await Promise.all([
    sql<{ id: string; title: string; sendings: number; downloads: number }>`
      with sent as (
        select v.resource_id as id, count(*)::int as n from sending s
        join action a on a.id = s.action_id and a.cancelled_at is null
        join resource_version v on v.id = s.resource_version_id
        where a.performed_at >= ${since}::date::timestamp at time zone 'Europe/Paris' group by 1),
      taken as (
        select v.resource_id as id, sum(d.count)::int as n from resource_download d
        join resource_version v on v.id = d.version_id where d.day >= ${since}::date group by 1)
      select r.id, r.title, coalesce(sent.n, 0) as sendings, coalesce(taken.n, 0) as downloads
      from resource r left join sent using (id) left join taken using (id)
      where coalesce(sent.n, 0) + coalesce(taken.n, 0) > 0
      order by coalesce(sent.n, 0) + coalesce(taken.n, 0) desc, r.title limit 20`.execute(db),
    sql<{ words: string; count: number; lastDay: string }>`
      select words, count, last_day as "lastDay" from resource_miss where words is not null
      order by count desc, words limit 50`.execute(db),
    sql<{
      count: number
    }>`select coalesce(sum(count), 0)::int as count from resource_miss where words is null`.execute(db),
  ])
  return { since, used: used.rows, missed: missed.rows, missedRarely: rare.rows[0]?.count ?? 0 }
}
