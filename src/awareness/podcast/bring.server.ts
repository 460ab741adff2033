import { createReadStream } from 'node:fs'
import type { Kysely } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import type { ReceivedFile } from '#kernel/file/receive.server.ts'
import { servable } from '#kernel/file/serve.server.ts'
import { removeFile, storeFile } from '#kernel/file/store.server.ts'
import { newId } from '#kernel/id.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { formatDuration } from '#kernel/ui/format.ts'
import type { Tables } from '#tables.server.ts'
import type { PodcastAudioFault } from '#vocabulary'
import { type AudioFacts, checkAudio } from './audio.server.ts'
import { faultInWords } from './faults.ts'
import { holdEpisode } from './read.server.ts'
import { remember } from './write.server.ts'

const types = { mp3: 'audio/mpeg', opus: 'audio/ogg; codecs=opus' } as const

/** Keeps the sound that somebody brings, to be listened to by a job. */
export async function bring(db: Db, by: string | null, id: string, received: ReceivedFile): Promise<string> {
  const held = await holdEpisode(db, id)
  if (held.status === 'published' || held.status === 'scheduled') refuse('episode_is_public')
  const { name, size } = received
  const file = await storeFile(db, { name, type: 'application/octet-stream', audience: 'internal', received })
  const audioId = newId()
  const row = { id: audioId, episode_id: id, file_id: file.id, name, size, added_by: by }
  await db
    .insertInto('podcast_audio')
    .values({
      ...row,
      fault: null,
      format: null,
      duration_ms: null,
      bit_rate: null,
      sample_rate: null,
      channels: null,
      loudness: null,
      peak: null,
    })
    .execute()
  await enqueue(db, 'check_audio', { id: audioId }, { key: `check_audio:${audioId}` })
  return audioId
}

/** Listens to a sound that was brought, then takes it as that of its episode or says why not. */
export async function checkBrought(database: Kysely<Tables>, id: string): Promise<void> {
  const found = await database.transaction().execute(async (db) => {
    const row = await db.selectFrom('podcast_audio').selectAll().where('id', '=', id).executeTakeFirst()
    if (row?.state !== 'checking' || !row.file_id) return undefined
    return { row, fileId: row.file_id, file: await servable(db, row.file_id) }
  })
  if (!found) return
  const { row, file, fileId } = found
  const verdict = await checkAudio(file.path, (progress) => {
    void database
      .updateTable('podcast_audio')
      .set({ progress })
      .where('id', '=', id)
      .where('state', '=', 'checking')
      .execute()
      .catch(() => undefined)
  })
  await database.transaction().execute(async (db) => {
    const held = await holdEpisode(db, row.episode_id)
    if ('fault' in verdict) return await refuseBrought(db, { ...row, file_id: fileId }, verdict.fault)
    if (held.status === 'published' || held.status === 'scheduled')
      return await refuseBrought(db, { ...row, file_id: fileId }, 'unread')
    await accept(db, row, fileId, file.path, verdict.facts, held.slug)
  })
}

interface Brought {
  readonly id: string
  readonly episode_id: string
  readonly file_id: string
  readonly added_by: string | null
}

async function refuseBrought(db: Db, row: Brought, fault: PodcastAudioFault): Promise<void> {
  await db
    .updateTable('podcast_audio')
    .set({ state: 'refused', fault, file_id: null })
    .where('id', '=', row.id)
    .execute()
  await removeFile(db, row.file_id)
  await remember(db, row.episode_id, 'audio_refused', row.added_by, faultInWords(fault))
}

/** The sound without what its maker's tools wrote about it: titles, names, pictures. */
async function accept(
  db: Db,
  row: { readonly id: string; readonly episode_id: string; readonly added_by: string | null },
  broughtId: string,
  path: string,
  facts: AudioFacts,
  slug: string,
): Promise<void> {
  const { format, from, to } = facts
  const bare = await storeFile(db, {
    name: `${slug}.${format}`,
    type: types[format],
    audience: 'internal',
    stream: createReadStream(path, { start: from, end: to - 1 }),
  })
  const before = await db
    .selectFrom('podcast_audio')
    .select(['id', 'file_id'])
    .where('episode_id', '=', row.episode_id)
    .where('state', '=', 'accepted')
    .execute()
  await db
    .updateTable('podcast_audio')
    .set({
      state: 'accepted',
      file_id: bare.id,
      size: bare.size,
      progress: 100,
      format,
      duration_ms: facts.durationMs,
      bit_rate: facts.bitRate,
      sample_rate: facts.sampleRate,
      channels: facts.channels,
      loudness: facts.loudness,
      peak: facts.peak,
    })
    .where('id', '=', row.id)
    .execute()
  await db
    .updateTable('podcast_episode')
    .set((set) => ({ audio_id: row.id, version: set('version', '+', 1) }))
    .where('id', '=', row.episode_id)
    .execute()
  await removeFile(db, broughtId)
  for (const { id, file_id } of before) {
    await send(db, db.deleteFrom('podcast_audio').where('id', '=', id).compile())
    if (file_id) await removeFile(db, file_id)
  }
  await remember(db, row.episode_id, 'audio_added', row.added_by, formatDuration(facts.durationMs))
}
