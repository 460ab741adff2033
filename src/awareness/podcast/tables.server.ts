import type { ColumnType, Generated } from 'kysely'
import type {
  PodcastAudioFault,
  PodcastAudioState,
  PodcastEvent,
  PodcastKind,
  PodcastRole,
  PodcastStatus,
  ResourceLicence,
} from '#vocabulary'
import type { Chapter, Cue, EpisodeLink } from './contract.ts'

/** What PostgreSQL keeps as JSON: read as it is, written as text. */
type Json<Shape> = ColumnType<readonly Shape[], string | undefined, string>

/** Tables of the podcast. */
export interface PodcastTables {
  podcast_show: {
    id: Generated<boolean>
    version: Generated<number>
    guid: Generated<string>
    title: string
    summary: string
    author: string
    owner_email: string | null
    licence: ResourceLicence
    is_locked: Generated<boolean>
    updated_at: Generated<string>
  }
  podcast_series: {
    id: string
    version: Generated<number>
    number: number
    title: string
    summary: string | null
    created_at: Generated<string>
  }
  podcast_audio: {
    id: string
    episode_id: string
    file_id: string | null
    name: string
    size: number
    state: Generated<PodcastAudioState>
    fault: PodcastAudioFault | null
    progress: Generated<number>
    format: 'mp3' | 'opus' | null
    duration_ms: number | null
    bit_rate: number | null
    sample_rate: number | null
    channels: number | null
    loudness: number | null
    peak: number | null
    added_at: Generated<string>
    added_by: string | null
  }
  podcast_episode: {
    id: string
    version: Generated<number>
    guid: Generated<string>
    slug: string
    series_id: string | null
    number: number | null
    kind: PodcastKind
    title: string
    summary: string
    notes: string | null
    licence: ResourceLicence
    is_explicit: Generated<boolean>
    links: Json<EpisodeLink>
    chapters: Json<Chapter>
    audio_id: string | null
    cues: Json<Cue>
    transcript_file_id: string | null
    text_file_id: string | null
    chapters_file_id: string | null
    status: Generated<PodcastStatus>
    publish_at: string | null
    published_at: string | null
    withdrawn_reason: string | null
    created_at: Generated<string>
    updated_at: Generated<string>
  }
  podcast_person: { episode_id: string; position: number; name: string; role: PodcastRole }
  podcast_history: {
    id: string
    episode_id: string
    kind: PodcastEvent
    detail: string | null
    happened_at: Generated<string>
    author_id: string | null
  }
  podcast_download: { episode_id: string; day: string; count: number }
  published_episode: {
    id: string
    guid: string
    slug: string
    number: number | null
    kind: PodcastKind
    title: string
    summary: string
    notes: string | null
    licence: ResourceLicence
    is_explicit: boolean
    links: readonly EpisodeLink[]
    chapters: readonly Chapter[]
    cues: readonly Cue[]
    published_at: string
    updated_at: string
    transcript_file_id: string
    text_file_id: string
    chapters_file_id: string | null
    audio_file_id: string
    format: 'mp3' | 'opus'
    size: number
    duration_ms: number
    series_number: number | null
    series_title: string | null
    series_summary: string | null
    people: readonly { readonly name: string; readonly role: PodcastRole }[]
  }
}
