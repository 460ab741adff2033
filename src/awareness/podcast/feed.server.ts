import { generateRssFeed } from 'feedsmith'
import type { Kysely } from 'kysely'
import type { Tables } from '#tables.server.ts'
import { type PodcastRole, type ResourceLicence, resourceLicence } from '#vocabulary'
import { chaptersType } from './files.server.ts'
import { notesHtml } from './notes.server.ts'
import type { PodcastTables } from './tables.server.ts'

export type PublishedEpisode = PodcastTables['published_episode']
type Show = Awaited<ReturnType<typeof showRow>>

export const showRow = (db: Pick<Kysely<Tables>, 'selectFrom'>) =>
  db.selectFrom('podcast_show').selectAll().executeTakeFirstOrThrow()

/** Every published episode, the latest first. */
export const publishedEpisodes = (db: Pick<Kysely<Tables>, 'selectFrom'>) =>
  db.selectFrom('published_episode').selectAll().orderBy('published_at', 'desc').orderBy('id').execute()

/** How the namespace of podcasts calls each role, in the list of its taxonomy. */
const roles: Readonly<Record<PodcastRole, { readonly role: string; readonly group: string }>> = {
  host: { role: 'host', group: 'cast' },
  guest: { role: 'guest', group: 'cast' },
  narrator: { role: 'narrator', group: 'cast' },
  author: { role: 'author', group: 'writing' },
  sound: { role: 'sound designer', group: 'audio production' },
}

/** A licence by its SPDX identifier, which readers know, or by its words and where they are. */
const licences: Readonly<Record<ResourceLicence, string | undefined>> = {
  open: 'etalab-2.0',
  cc_by: 'cc-by-4.0',
  cc_by_sa: 'cc-by-sa-4.0',
  cc_by_nc_nd: 'cc-by-nc-nd-4.0',
  reserved: undefined,
}

const licenceOf = (code: ResourceLicence, url: string) => {
  const slug = licences[code]
  return slug ? { display: slug } : { display: resourceLicence.label(code), url }
}

export const mediaTypes = { mp3: 'audio/mpeg', opus: 'audio/ogg' } as const

const fileAt = (origin: string, { slug }: PublishedEpisode, name: string) =>
  `${origin}/podcast/${slug}/${name}`

function itemOf(episode: PublishedEpisode, show: Show, origin: string) {
  const { title, summary, number, kind, series_number: season, series_title: seasonTitle } = episode
  const link = `${origin}/podcast/${episode.slug}`
  const at = (name: string) => fileAt(origin, episode, name)
  const html = notesHtml(episode.notes)
  return {
    title,
    link,
    description: summary,
    guid: { value: episode.guid, isPermaLink: false },
    pubDate: new Date(episode.published_at),
    enclosures: [
      {
        url: at(`episode.${episode.format}`),
        length: episode.size,
        type: mediaTypes[episode.format],
      },
    ],
    ...(html && { content: { encoded: html } }),
    itunes: {
      duration: Math.round(episode.duration_ms / 1000),
      explicit: episode.is_explicit,
      author: show.author,
      title,
      episodeType: kind,
      image: `${origin}/podcast/couverture.png`,
      ...(number && { episode: number }),
      ...(season && { season }),
    },
    podcast: {
      transcripts: [
        { url: at('transcription.vtt'), type: 'text/vtt', language: 'fr', rel: 'captions' },
        { url: at('transcription.txt'), type: 'text/plain', language: 'fr' },
      ],
      ...(episode.chapters_file_id && { chapters: { url: at('chapitres.json'), type: chaptersType } }),
      persons: episode.people.map(({ name, role }) => ({ display: name, ...roles[role] })),
      license: licenceOf(episode.licence, link),
      ...(number && { episode: { number } }),
      ...(season && { season: { number: season, ...(seasonTitle && { name: seasonTitle.slice(0, 128) }) } }),
    },
  }
}

/** The feed that podcast applications read: RSS 2.0, with what Apple and the open namespace add to it. */
export function writeFeed(show: Show, episodes: readonly PublishedEpisode[], origin: string): string {
  const home = `${origin}/podcast`
  const cover = `${home}/couverture.png`
  const changed = [show.updated_at, ...episodes.map((one) => one.updated_at)].map(Date.parse)
  const xml = generateRssFeed({
    title: show.title,
    link: home,
    description: show.summary,
    language: 'fr',
    copyright: `${show.author}, ${resourceLicence.label(show.licence)}`,
    generator: 'Repère',
    lastBuildDate: new Date(Math.max(...changed)),
    ...(episodes[0] && { pubDate: new Date(episodes[0].published_at) }),
    image: { url: cover, title: show.title, link: home },
    atom: { links: [{ href: `${home}/feed.xml`, rel: 'self', type: 'application/rss+xml' }] },
    itunes: {
      image: cover,
      categories: [
        { text: 'Kids & Family', categories: [{ text: 'Parenting' }] },
        { text: 'Society & Culture' },
      ],
      explicit: episodes.some(({ is_explicit }) => is_explicit),
      author: show.author,
      type: 'episodic',
      ...(show.owner_email && { owner: { name: show.author, email: show.owner_email } }),
    },
    podcast: {
      guid: show.guid,
      locked: { value: show.is_locked, ...(show.owner_email && { owner: show.owner_email }) },
      license: licenceOf(show.licence, home),
      medium: 'podcast',
    },
    items: episodes.map((one) => itemOf(one, show, origin)),
  })
  // The directories ask for true or false, and refuse the yes and no of other elements.
  return xml.replaceAll(
    /<itunes:explicit>(yes|no)<\/itunes:explicit>/g,
    (_, word: string) => `<itunes:explicit>${word === 'yes'}</itunes:explicit>`,
  )
}
