import { sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { type FieldFault, refuse } from '#kernel/refusal.ts'
import { formatDateTime } from '#kernel/ui/format.ts'
import type { PodcastEvent, PodcastStatus } from '#vocabulary'
import type { EpisodeFields } from './contract.ts'
import { forgetFiles, openFiles, writeFiles } from './files.server.ts'
import { audioRow, episodeOf, type HeldEpisode, holdEpisode, missingOf } from './read.server.ts'
import { readTranscript } from './transcript.server.ts'

/** Writes down what happened to an episode; nobody did it when it happened by itself. */
export const remember = (
  db: Db,
  episodeId: string,
  kind: PodcastEvent,
  by: string | null,
  detail: string | null = null,
) =>
  send(
    db,
    db
      .insertInto('podcast_history')
      .values({ id: newId(), episode_id: episodeId, kind, detail, author_id: by })
      .compile(),
  )

const columns = {
  title: 'title',
  slug: 'slug',
  seriesId: 'series_id',
  number: 'number',
  kind: 'kind',
  summary: 'summary',
  notes: 'notes',
  licence: 'licence',
  isExplicit: 'is_explicit',
} as const

type Plain = Partial<Record<(typeof columns)[keyof typeof columns], unknown>>

function rowOf(fields: Partial<EpisodeFields>) {
  const row: Record<string, unknown> = {}
  for (const [name, column] of Object.entries(columns)) {
    const value = fields[name as keyof typeof columns]
    if (value !== undefined) row[column] = value
  }
  if (fields.links) row.links = JSON.stringify(fields.links)
  if (fields.chapters) row.chapters = JSON.stringify(fields.chapters)
  return row as Plain & { links?: string; chapters?: string }
}

async function demandSound(db: Db, fields: Partial<EpisodeFields>, id: string | null): Promise<void> {
  const faults: FieldFault[] = []
  if (fields.slug) {
    const taken = await db
      .selectFrom('podcast_episode')
      .select('id')
      .where('slug', '=', fields.slug)
      .executeTakeFirst()
    if (taken && taken.id !== id)
      faults.push({ field: 'slug', message: 'Un autre épisode a déjà cette adresse.' })
    if (['feed.xml', 'feed', 'suivre', 'couverture'].includes(fields.slug))
      faults.push({ field: 'slug', message: 'Cette adresse sert déjà. Choisissez-en une autre.' })
  }
  const starts = fields.chapters?.map(({ start }) => start) ?? []
  if (starts.some((start, index) => index > 0 && start <= (starts[index - 1] ?? 0)))
    faults.push({ field: 'chapters', message: 'Chaque chapitre commence après le précédent.' })
  if (faults.length > 0) refuse('malformed', { fields: faults })
}

async function writePeople(db: Db, id: string, people: EpisodeFields['people'] | undefined): Promise<void> {
  if (!people) return
  await send(db, db.deleteFrom('podcast_person').where('episode_id', '=', id).compile())
  const rows = people.map(({ name, role }, position) => ({ episode_id: id, position, name, role }))
  if (rows.length > 0) await send(db, db.insertInto('podcast_person').values(rows).compile())
}

/** Begins an episode, as a draft. */
export async function addEpisode(db: Db, by: string | null, fields: EpisodeFields): Promise<string> {
  await demandSound(db, fields, null)
  const id = newId()
  const { title, slug, kind, summary, licence } = fields
  await db
    .insertInto('podcast_episode')
    .values({
      id,
      title,
      slug,
      kind,
      summary,
      licence,
      notes: fields.notes,
      series_id: fields.seriesId,
      number: fields.number,
      is_explicit: fields.isExplicit,
      links: JSON.stringify(fields.links),
      chapters: JSON.stringify(fields.chapters),
      cues: '[]',
      audio_id: null,
      transcript_file_id: null,
      text_file_id: null,
      chapters_file_id: null,
      publish_at: null,
      published_at: null,
      withdrawn_reason: null,
    })
    .execute()
  await writePeople(db, id, fields.people)
  await remember(db, id, 'created', by)
  return id
}

/** Refuses to write over what somebody else wrote meanwhile. */
export async function demandVersion(db: Db, held: HeldEpisode, version: number): Promise<void> {
  if (held.version !== version) refuse('version_conflict', { current: await episodeOf(db, held.id) })
}

/** Writes an episode again: what is not given stays; the files made from it follow. */
export async function change(
  db: Db,
  held: HeldEpisode,
  row: ReturnType<typeof rowOf> & { readonly cues?: string },
): Promise<number> {
  const next = {
    slug: (row.slug as string | undefined) ?? held.slug,
    title: (row.title as string | undefined) ?? held.title,
    cues: row.cues === undefined ? held.cues : JSON.parse(row.cues),
    chapters: row.chapters === undefined ? held.chapters : JSON.parse(row.chapters),
    isPublic: held.status === 'published',
  }
  const isOfFiles = ['slug', 'title', 'cues', 'chapters'].some((name) => name in row)
  const files = isOfFiles ? await writeFiles(db, next) : {}
  const version = held.version + 1
  await db
    .updateTable('podcast_episode')
    .set({ ...(row as object), ...files, version, updated_at: sql<string>`now()` })
    .where('id', '=', held.id)
    .execute()
  if (isOfFiles) await forgetFiles(db, held)
  return version
}

/** Changes what is written of an episode; a published one stays whole. */
export async function changeEpisode(
  db: Db,
  by: string,
  id: string,
  version: number,
  fields: Partial<EpisodeFields>,
): Promise<number> {
  const held = await holdEpisode(db, id)
  await demandVersion(db, held, version)
  await demandSound(db, fields, id)
  if (held.published_at && fields.slug !== undefined && fields.slug !== held.slug)
    refuse('malformed', {
      fields: [
        { field: 'slug', message: 'Cette adresse a été publiée : d’autres y mènent, elle ne change plus.' },
      ],
    })
  const row = rowOf(fields)
  if (row.chapters !== undefined) {
    const audio = await audioRow(db, held.audio_id)
    const missing = missingOf({ ...held, chapters: JSON.parse(row.chapters) }, audio)
    const late = missing.find(({ field }) => field === 'chapters')
    if (late) refuse('malformed', { fields: [late] })
  }
  const next = await change(db, held, row)
  await writePeople(db, id, fields.people)
  await remember(db, id, 'changed', by)
  return next
}

/** Keeps the transcript of an episode, or refuses it with each thing to correct and its line. */
export async function changeTranscript(
  db: Db,
  by: string | null,
  id: string,
  version: number,
  text: string,
): Promise<number> {
  const held = await holdEpisode(db, id)
  await demandVersion(db, held, version)
  const { cues, faults } = readTranscript(text)
  if (faults.length > 0)
    refuse('transcript_refused', {
      fields: faults.slice(0, 20).map(({ line, message }) => ({
        field: 'transcript',
        message: line === undefined ? message : `Ligne ${line} : ${message}`,
      })),
    })
  const audio = await audioRow(db, held.audio_id)
  const row = { cues: JSON.stringify(cues) }
  const against = missingOf({ ...held, cues, transcript_file_id: 'to come' }, audio).filter(
    ({ field }) => field === 'transcript',
  )
  if (audio && against.length > 0) refuse('transcript_refused', { fields: against })
  const next = await change(db, held, row)
  await remember(db, id, 'transcript_added', by, `${cues.length} répliques`)
  return next
}

interface Moved {
  readonly version: number
  readonly status: PodcastStatus
}

async function move(
  db: Db,
  held: HeldEpisode,
  status: PodcastStatus,
  more: { readonly publish_at?: string; readonly withdrawn_reason?: string | null } = {},
): Promise<Moved> {
  const version = held.version + 1
  await db
    .updateTable('podcast_episode')
    .set({
      status,
      version,
      publish_at: more.publish_at ?? null,
      withdrawn_reason: more.withdrawn_reason ?? null,
      updated_at: sql<string>`now()`,
      ...(status === 'published' && { published_at: sql<string>`coalesce(published_at, now())` }),
    })
    .where('id', '=', held.id)
    .execute()
  const audio = await audioRow(db, held.audio_id)
  await openFiles(db, held, audio?.file_id ?? null, status === 'published')
  return { version, status }
}

/** Publishes an episode, now or at an instant to come. */
export async function publish(
  db: Db,
  by: string | null,
  id: string,
  version: number,
  at: string | null,
): Promise<Moved> {
  const held = await holdEpisode(db, id)
  await demandVersion(db, held, version)
  if (held.status === 'published') refuse('episode_moved')
  const missing = missingOf(held, await audioRow(db, held.audio_id))
  if (missing.length > 0) refuse('episode_incomplete', { fields: missing })
  if (at === null || Date.parse(at) <= Date.now()) {
    await remember(db, id, 'published', by)
    return await move(db, held, 'published')
  }
  await enqueue(db, 'publish_episode', { id }, { key: `publish_episode:${id}`, at })
  await remember(db, id, 'scheduled', by, `Pour le ${formatDateTime(at)}`)
  return await move(db, held, 'scheduled', { publish_at: at })
}

/** Publishes what was planned for now; somebody may have changed their mind since. */
export async function publishPlanned(db: Db, id: string): Promise<void> {
  const held = await holdEpisode(db, id)
  if (held.status !== 'scheduled' || !held.publish_at || Date.parse(held.publish_at) > Date.now()) return
  await remember(db, id, 'published', null)
  await move(db, held, 'published')
}

/** Takes back what is published, gives up what is planned, or makes a draft again of what was withdrawn. */
export async function withdraw(
  db: Db,
  by: string,
  id: string,
  version: number,
  reason: string | null,
): Promise<Moved> {
  const held = await holdEpisode(db, id)
  await demandVersion(db, held, version)
  if (held.status === 'draft') refuse('episode_moved')
  if (held.status === 'published') {
    await remember(db, id, 'withdrawn', by, reason)
    return await move(db, held, 'withdrawn', { withdrawn_reason: reason })
  }
  await remember(db, id, 'resumed', by)
  return await move(db, held, 'draft')
}
