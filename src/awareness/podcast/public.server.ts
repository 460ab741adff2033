import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { PublicAddress, PublicFiles } from '#kernel/file/public.server.ts'
import { type PublicPage, show } from '#kernel/public/public.server.ts'
import { scriptFile } from '#kernel/public/script.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { dayOf } from '#kernel/ui/format.ts'
import type { Tables } from '#tables.server.ts'
import { Listeners } from './count.ts'
import { publishedEpisodes, showRow, writeFeed } from './feed.server.ts'
import { notesHtml } from './notes.server.ts'
import { turnsOf } from './transcript.server.ts'

const here = import.meta.dirname
/** Where the script that follows the transcript is. */
export const followScript = '/podcast/suivre.js'
const cover = readFileSync(join(here, 'cover.png'))

/** Seconds during which a page or the feed is shown again as it was made. */
const keptFor = 20

/** Applications of listeners, in a browser too, read these from wherever they are. */
const openToAll = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'content-length, content-range, accept-ranges, etag',
  'cross-origin-resource-policy': 'cross-origin',
}

/** The pages of the podcast, its feed, and what they need. */
export const podcastPages: readonly PublicPage[] = [
  {
    path: '/podcast',
    keptFor,
    run: async ({ db }) => {
      const [about, episodes] = [await showRow(db), await publishedEpisodes(db)]
      return await show('PodcastPage', { about, episodes }, { title: 'Podcast' })
    },
  },
  {
    path: '/podcast/feed.xml',
    keptFor,
    run: async ({ db, origin }) => ({
      kind: 'file',
      type: 'application/rss+xml; charset=utf-8',
      headers: openToAll,
      body: writeFeed(await showRow(db), await publishedEpisodes(db), origin),
    }),
  },
  {
    path: '/podcast/couverture.png',
    keptFor: 86_400,
    isBare: true,
    run: async () => ({ kind: 'file', type: 'image/png', headers: openToAll, body: cover }),
  },
  scriptFile(followScript, join(here, 'follow.js')),
  {
    path: '/podcast/:slug',
    keptFor,
    run: async ({ db, params }) => {
      const episode = await db
        .selectFrom('published_episode')
        .selectAll()
        .where('slug', '=', params.slug ?? '')
        .executeTakeFirst()
      if (!episode) return refuse('not_found')
      const props = { episode, turns: turnsOf(episode.cues), notesHtml: notesHtml(episode.notes) }
      return await show('PodcastEpisodePage', props, { title: 'Podcast', scripts: true })
    },
  },
]

interface Row {
  readonly id: string
  readonly slug: string
  readonly format: 'mp3' | 'opus'
  readonly size: number
  readonly duration_ms: number
  readonly audio_file_id: string
  readonly transcript_file_id: string
  readonly text_file_id: string
  readonly chapters_file_id: string | null
}

/** What the counting needs to know of a sound, in its address. */
interface About {
  readonly episodeId: string
  readonly minute: number
}

function addressesOf(row: Row): PublicAddress[] {
  const at = (name: string) => `/podcast/${row.slug}/${name}`
  const about: About = {
    episodeId: row.id,
    minute: Math.ceil((row.size / row.duration_ms) * 60_000),
  }
  return [
    { address: at(`episode.${row.format}`), fileId: row.audio_file_id, about: JSON.stringify(about) },
    { address: at('transcription.vtt'), fileId: row.transcript_file_id },
    { address: at('transcription.txt'), fileId: row.text_file_id },
    ...(row.chapters_file_id ? [{ address: at('chapitres.json'), fileId: row.chapters_file_id }] : []),
  ]
}

/** The files of the published episodes; whoever downloads a sound makes one more that day, and leaves nothing else. */
export function podcastFiles(listeners = new Listeners()): PublicFiles {
  return {
    path: '/podcast/:slug/:name',
    list: async (db, address) => {
      const slug = address?.split('/')[2]
      const rows = await db
        .selectFrom('published_episode')
        .select(['id', 'slug', 'format', 'size', 'duration_ms', 'audio_file_id', 'transcript_file_id'])
        .select(['text_file_id', 'chapters_file_id'])
        .$if(slug !== undefined, (some) => some.where('slug', '=', slug ?? ''))
        .execute()
      const all = rows.flatMap(addressesOf)
      return address === undefined ? all : all.filter((one) => one.address === address)
    },
    options: (request, { about }, file, database) => ({
      headers: openToAll,
      ...(about && {
        onSent: (span, bytes) => {
          const { episodeId, minute } = JSON.parse(about) as About
          const day = dayOf(new Date())
          const isDownload = listeners.hear({
            episodeId,
            minute,
            day,
            span,
            bytes,
            size: file.size,
            method: request.method,
            address: request.ip,
            agent: request.headers['user-agent'],
          })
          if (isDownload) count(database, episodeId, day)
        },
      }),
    }),
  }
}

/** Writes one more; what cannot be written while the database is away is tried again for an hour. */
function count(database: Kysely<Tables>, episodeId: string, day: string, attempts = 60): void {
  sql`select count_podcast_download(${episodeId}::uuid, ${day}::date)`.execute(database).catch(() => {
    if (attempts > 0) setTimeout(() => count(database, episodeId, day, attempts - 1), 60_000).unref()
  })
}
