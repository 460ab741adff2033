import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type PodcastKind, podcastKind } from '#vocabulary'

/** The downloads of a period, first and last days included, by the kind of the episode, zeros included. */
export async function countPodcastDownloads(
  db: Db,
  { from, to }: { readonly from: string; readonly to: string },
) {
  const { rows } = await sql<{ code: PodcastKind; count: number }>`
    select e.kind as code, sum(d.count)::int as count
    from podcast_download d join podcast_episode e on e.id = d.episode_id
    where d.day between ${from}::date and ${to}::date group by e.kind`.execute(db)
  return podcastKind.codes.map((code) => ({
    code,
    label: podcastKind.label(code),
    count: rows.find((row) => row.code === code)?.count ?? 0,
  }))
}
