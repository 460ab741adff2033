import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { formatClock, formatDay, formatDuration } from '#kernel/ui/format.ts'
import { podcastRole, resourceLicence } from '#vocabulary'
import type { PublishedEpisode } from './feed.server.ts'
import type { Turn } from './transcript.server.ts'

interface About {
  readonly title: string
  readonly summary: string
}

/** Every episode that may be listened to. */
export function PodcastPage({
  about,
  episodes,
}: {
  readonly about: About
  readonly episodes: readonly PublishedEpisode[]
}) {
  return (
    <PublicFrame>
      <h1>{about.title}</h1>
      <p>{about.summary}</p>
      {episodes.length === 0 && <p>Le premier épisode arrive bientôt.</p>}
      {seriesOf(episodes).map(({ title, summary, episodes: own }) => (
        <section key={title ?? 'none'}>
          {title && <h2>{title}</h2>}
          {summary && <p>{summary}</p>}
          <ul className="episodes">
            {own.map((one) => (
              <li key={one.id}>
                <p>
                  <a href={`/podcast/${one.slug}`}>{one.title}</a>
                </p>
                <p className="hint">
                  {one.number && `Épisode ${one.number} · `}
                  {formatDuration(one.duration_ms)} · {formatDay(one.published_at)}
                </p>
                <p>{one.summary}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <h2>Écouter ailleurs</h2>
      <p>
        Le podcast est gratuit. Pour le suivre dans une application d’écoute, ajoutez-y cette adresse :{' '}
        <a href="/podcast/feed.xml">le flux du podcast</a>. Elle ne demande ni compte, ni nom. Sur un
        téléphone partagé, l’application garde la trace de ce que vous écoutez.
      </p>
    </PublicFrame>
  )
}

function seriesOf(episodes: readonly PublishedEpisode[]) {
  const series = new Map<string | null, { summary: string | null; episodes: PublishedEpisode[] }>()
  for (const one of episodes) {
    const known = series.get(one.series_title)
    if (known) known.episodes.push(one)
    else series.set(one.series_title, { summary: one.series_summary, episodes: [one] })
  }
  return [...series].map(([title, own]) => ({ title, ...own }))
}

/** One episode: its player, what is said in it, and what goes with it. */
export function PodcastEpisodePage({
  episode,
  turns,
  notesHtml,
}: {
  readonly episode: PublishedEpisode
  readonly turns: readonly Turn[]
  readonly notesHtml: string
}) {
  const { slug, format, title, number, chapters, people, links } = episode
  const at = (name: string) => `/podcast/${slug}/${name}`
  const sound = at(`episode.${format}`)
  return (
    <PublicFrame>
      <p>
        <a href="/podcast">Tous les épisodes</a>
      </p>
      <h1>{title}</h1>
      <p className="hint">
        {number && `Épisode ${number} · `}
        {formatDuration(episode.duration_ms)} · {formatDay(episode.published_at)}
        {episode.is_explicit && ' · certains propos peuvent heurter'}
      </p>
      <p>{episode.summary}</p>
      {/* biome-ignore lint/a11y/useMediaCaption: what is said stands on the page, and follows the sound */}
      <audio controls preload="metadata" src={sound} data-follow="" aria-label={`Écouter : ${title}`} />
      <p className="hint">
        Ce que vous écoutez ici ne laisse ni compte ni cookie.{' '}
        <a href={sound} download="">
          Télécharger le son
        </a>
      </p>
      {chapters.length > 0 && (
        <nav aria-label="Chapitres">
          <h2>Chapitres</h2>
          <ol className="chapters">
            {chapters.map((one) => (
              <li key={one.start}>
                <a href={`${sound}#t=${one.start}`} data-seek={one.start}>
                  <span className="clock">{formatClock(one.start * 1000)}</span> {one.title}
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h2 id="transcription">Transcription</h2>
      <Transcript turns={turns} sound={sound} />
      <p className="hint">
        Garder la transcription :{' '}
        <a href={at('transcription.txt')} download="">
          en texte
        </a>{' '}
        ou{' '}
        <a href={at('transcription.vtt')} download="">
          en sous-titres (WebVTT)
        </a>
      </p>
      {notesHtml && (
        <section className="notes">
          <h2>Notes</h2>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: only the few elements that notes may hold are left */}
          <div dangerouslySetInnerHTML={{ __html: notesHtml }} />
        </section>
      )}
      {links.length > 0 && (
        <section>
          <h2>Pour aller plus loin</h2>
          <ul>
            {links.map(({ title: label, url }) => (
              <li key={url}>
                <a href={url} rel="noreferrer">
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>À propos de cet épisode</h2>
      <ul>
        {people.map(({ name, role }) => (
          <li key={`${role} ${name}`}>
            {name} : {podcastRole.label(role).toLowerCase()}
          </li>
        ))}
        <li>Licence : {resourceLicence.label(episode.licence)}</li>
      </ul>
      <script src="/podcast/suivre.js" defer />
    </PublicFrame>
  )
}

function Transcript({ turns, sound }: { readonly turns: readonly Turn[]; readonly sound: string }) {
  return (
    <section
      className="transcript"
      data-transcript=""
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it
      tabIndex={0}
      aria-labelledby="transcription"
    >
      {turns.map(({ speaker, cues }) => {
        const start = cues[0]?.start ?? 0
        return (
          <p key={start}>
            <a className="clock" href={`${sound}#t=${start / 1000}`} data-seek={start / 1000}>
              {formatClock(start)}
            </a>{' '}
            <strong>{speaker}</strong>{' '}
            {cues.map((cue) => (
              <span key={cue.start} className="cue" data-start={cue.start} data-end={cue.end}>
                {cue.text}{' '}
              </span>
            ))}
          </p>
        )
      })}
    </section>
  )
}
