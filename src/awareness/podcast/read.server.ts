import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { type FieldFault, refuse } from '#kernel/refusal.ts'
import type { Episode, EpisodeAudio, listEpisodes } from './contract.ts'
import { notesHtml } from './notes.server.ts'
import { faultsAgainst } from './transcript.server.ts'

type Asked = z.output<(typeof listEpisodes)['query']>

const Place = z.tuple([z.string(), z.uuid()])

const downloads = sql<number>`coalesce((select sum(d.count)::int from podcast_download d
  where d.episode_id = podcast_episode.id), 0)`

/** One page of episodes, the latest prepared first. */
export async function pageOfEpisodes(db: Db, asked: Asked) {
  const matching = db
    .selectFrom('podcast_episode')
    .$if(asked.status !== undefined, (some) => some.where('status', '=', asked.status ?? 'draft'))
  const total = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  let query = matching
    .leftJoin('podcast_series as s', 's.id', 'podcast_episode.series_id')
    .leftJoin('podcast_audio as a', 'a.id', 'podcast_episode.audio_id')
    .select([
      'podcast_episode.id',
      'slug',
      'podcast_episode.title',
      'podcast_episode.number',
      'kind',
      'status',
    ])
    .select(['publish_at', 'published_at', 'podcast_episode.created_at', 'transcript_file_id'])
    .select(['s.title as series_title', 'a.duration_ms', downloads.as('downloads')])
    .orderBy('podcast_episode.created_at', 'desc')
    .orderBy('podcast_episode.id')
    .limit(asked.limit + 1)
  if (asked.after) {
    const [at, id] = readPlace(Place, asked.after)
    query = query.where(sql<boolean>`(podcast_episode.created_at < ${at}::timestamptz
      or (podcast_episode.created_at = ${at}::timestamptz and podcast_episode.id > ${id}::uuid))`)
  }
  const cut = cutPage(
    await query.execute(),
    asked.limit,
    (row) => [row.created_at, row.id],
    (row) => ({
      id: row.id,
      slug: row.slug,
      title: row.title,
      number: row.number,
      seriesTitle: row.series_title,
      kind: row.kind,
      status: row.status,
      publishAt: row.publish_at,
      publishedAt: row.published_at,
      durationMs: row.duration_ms,
      hasTranscript: row.transcript_file_id !== null,
      downloads: row.downloads,
    }),
  )
  return { ...cut, total: total.count }
}

/** Takes an episode in hand, to write it. */
export async function holdEpisode(db: Db, id: string) {
  const held = await db
    .selectFrom('podcast_episode')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return held ?? refuse('not_found')
}
export type HeldEpisode = Awaited<ReturnType<typeof holdEpisode>>

const audioOf = (row: Awaited<ReturnType<typeof audioRow>>): EpisodeAudio | null =>
  row
    ? {
        id: row.id,
        name: row.name,
        size: row.size,
        state: row.state,
        fault: row.fault,
        progress: row.progress,
        format: row.format,
        durationMs: row.duration_ms,
        bitRate: row.bit_rate,
        sampleRate: row.sample_rate,
        channels: row.channels,
        loudness: row.loudness,
        peak: row.peak,
        addedAt: row.added_at,
      }
    : null

export const audioRow = (db: Db, id: string | null) =>
  db.selectFrom('podcast_audio').selectAll().where('id', '=', id).executeTakeFirst()

/** What stands in the way of the publication of an episode. */
export function missingOf(
  held: Pick<HeldEpisode, 'cues' | 'transcript_file_id' | 'chapters'>,
  audio: { readonly duration_ms: number | null } | undefined,
): FieldFault[] {
  const missing: FieldFault[] = []
  if (!audio?.duration_ms) missing.push({ field: 'audio', message: 'Ajoutez le son de l’épisode.' })
  if (!held.transcript_file_id)
    missing.push({
      field: 'transcript',
      message: 'Ajoutez la transcription : sans elle, qui n’entend pas n’aurait rien.',
    })
  if (!audio?.duration_ms) return missing
  const duration = audio.duration_ms
  if (held.transcript_file_id)
    for (const message of faultsAgainst(held.cues, duration)) missing.push({ field: 'transcript', message })
  if (held.chapters.some(({ start }) => start * 1000 >= duration))
    missing.push({ field: 'chapters', message: 'Un chapitre commence après la fin du son.' })
  return missing
}

/** One episode, as those who prepare it see it. */
export async function episodeOf(db: Db, id: string): Promise<Episode> {
  const [row, people, last] = await Promise.all([
    db
      .selectFrom('podcast_episode')
      .selectAll()
      .select(downloads.as('downloads'))
      .where('id', '=', id)
      .executeTakeFirst(),
    db
      .selectFrom('podcast_person')
      .select(['name', 'role'])
      .where('episode_id', '=', id)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('podcast_audio')
      .selectAll()
      .where('episode_id', '=', id)
      .orderBy('added_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  if (!row) return refuse('not_found')
  const audio = last?.id === row.audio_id ? last : await audioRow(db, row.audio_id)
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    slug: row.slug,
    seriesId: row.series_id,
    number: row.number,
    kind: row.kind,
    summary: row.summary,
    notes: row.notes,
    notesHtml: notesHtml(row.notes),
    licence: row.licence,
    isExplicit: row.is_explicit,
    people,
    links: [...row.links],
    chapters: [...row.chapters],
    status: row.status,
    publishAt: row.publish_at,
    publishedAt: row.published_at,
    withdrawnReason: row.withdrawn_reason,
    audio: audioOf(audio),
    brought: last && last.state !== 'accepted' ? audioOf(last) : null,
    cues: [...row.cues],
    missing: missingOf(row, audio),
    downloads: row.downloads,
  }
}

/** What happened to an episode, the latest first. */
export async function historyOf(db: Db, id: string) {
  const rows = await db
    .selectFrom('podcast_history as h')
    .leftJoin('account as a', 'a.id', 'h.author_id')
    .select(['h.id', 'h.kind', 'h.detail', 'h.happened_at as at', 'a.name as by'])
    .where('h.episode_id', '=', id)
    .orderBy('h.happened_at', 'desc')
    .limit(200)
    .execute()
  return rows
}

/** What the podcast says of itself, and its series. */
export async function showOf(db: Db) {
  const [show, series] = await Promise.all([
    db.selectFrom('podcast_show').selectAll().executeTakeFirstOrThrow(),
    db
      .selectFrom('podcast_series as s')
      .select(['s.id', 's.version', 's.number', 's.title', 's.summary'])
      .select(
        sql<number>`(select count(*)::int from podcast_episode e where e.series_id = s.id)`.as('episodes'),
      )
      .orderBy('s.number')
      .execute(),
  ])
  const { version, title, summary, author, owner_email, licence, is_locked } = show
  return { version, title, summary, author, licence, ownerEmail: owner_email, isLocked: is_locked, series }
}
