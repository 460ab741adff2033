import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import {
  bringAudio,
  createEpisode,
  type EpisodeFields,
  publishEpisode,
  readEpisode,
  saveTranscript,
} from './contract.ts'
import { firstEpisode } from './demonstration.ts'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name))

/** The sound of the first episode, and its transcript. */
export const goodSound = fixture('episode.mp3')
export const goodTranscript = fixture('episode.vtt').toString('utf8')

let count = 0

/** An episode of its own for a test. */
export async function newEpisode(officer: Person, fields: Partial<EpisodeFields> = {}): Promise<string> {
  count += 1
  const slug = `episode-${count}`
  const { id } = await officer.ok(createEpisode, {
    input: { ...firstEpisode, seriesId: null, slug, ...fields },
  })
  return id
}

/** Sends bytes as the sound of an episode. */
export async function sendSound(
  officer: Person,
  id: string,
  bytes: Uint8Array,
  name = 'son.mp3',
): Promise<Response> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  return await officer.fetch(bringAudio.path.replace(':id', id), {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: form,
  })
}

/** Sends a sound and waits until it was listened to. */
export async function bringSound(
  desk: TestDesk,
  officer: Person,
  id: string,
  bytes: Uint8Array,
  name?: string,
) {
  const response = await sendSound(officer, id, bytes, name)
  if (!response.ok) throw new Error(await response.text())
  await runJobs(desk)
  return await officer.ok(readEpisode, { params: { id } })
}

/** An episode that anybody may listen to. */
export async function publishedEpisode(desk: TestDesk, officer: Person, fields: Partial<EpisodeFields> = {}) {
  const id = await newEpisode(officer, fields)
  const { version } = await bringSound(desk, officer, id, goodSound)
  const saved = await officer.ok(saveTranscript, { params: { id }, version, input: { text: goodTranscript } })
  await officer.ok(publishEpisode, { params: { id }, version: saved.version, input: {} })
  return await officer.ok(readEpisode, { params: { id } })
}
