import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { newId } from '#kernel/id.ts'
import { query } from '../base/fill.ts'
import { median, quantile } from '../figures.ts'
import { memoryOf } from '../processes.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

const listeners = 200
const megabytes = 20

/** A sound of 20 MB to two hundred listeners at once: how long each waits for its first byte, and what it costs in memory. */
export const measureAudio: Measure = async ({ desk, contacts, quick }) => {
  const { ownerUrl } = desk.base
  const size = megabytes * 1_000_000
  const slug = `mesure-${newId()}`
  const ids = { file: newId(), text: newId(), audio: newId(), episode: newId() }
  const chunk = 262_144
  // Bytes that nothing compresses; what they sound like does not matter to whoever sends them.
  const bytes = randomBytes(size)
  const sha = createHash('sha256').update(bytes).digest('hex')
  await query(ownerUrl, `insert into app.file_content (sha256, size) values ('\\x${sha}', ${size})`)
  for (let position = 0; position * chunk < size; position += 1) {
    const hex = bytes.subarray(position * chunk, (position + 1) * chunk).toString('hex')
    await query(
      ownerUrl,
      `insert into app.file_chunk (sha256, position, bytes) values ('\\x${sha}', ${position}, '\\x${hex}')`,
    )
  }
  await query(
    ownerUrl,
    `insert into app.file (id, sha256, name, media_type, is_public) values
       ('${ids.file}', '\\x${sha}', 'mesure.mp3', 'audio/mpeg', true), ('${ids.text}', '\\x${sha}', 'mesure.vtt', 'text/vtt', true);
     insert into app.podcast_episode (id, slug, kind, title, summary, licence)
       values ('${ids.episode}', '${slug}', 'full', 'Mesure', 'Mesure', 'cc_by');
     insert into app.podcast_audio (id, episode_id, file_id, name, size, state, format, duration_ms)
       values ('${ids.audio}', '${ids.episode}', '${ids.file}', 'mesure.mp3', ${size}, 'accepted', 'mp3', 900000);
     update app.podcast_episode set audio_id = '${ids.audio}', transcript_file_id = '${ids.text}',
       text_file_id = '${ids.text}', status = 'published', published_at = now() where id = '${ids.episode}'`,
  )
  const [pid = 0] = desk.product()
  const address = new URL(`/podcast/${slug}/episode.mp3`, desk.url())
  try {
    // The first fetches the sound from the database; it is not one of those that are measured.
    await listen(address)
    const before = memoryOf(pid)
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, memoryOf(pid))
    }, 100)
    const begun = performance.now()
    const heard = await Promise.all(Array.from({ length: quick ? 50 : listeners }, () => listen(address)))
    const took = (performance.now() - begun) / 1000
    clearInterval(watch)
    const wrong = heard.filter((one) => one.bytes !== size).length
    const firsts = heard.map(({ first }) => first)
    return [
      line(
        'son de 20 Mo à 200 auditeurs : mémoire en plus, au plus',
        {
          contacts,
          connections: heard.length,
          value: wrong > 0 ? Number.POSITIVE_INFINITY : most - before,
          unit: 'Mo',
          details: {
            'au départ, Mo': before,
            'Mo/s': (heard.length * megabytes) / took,
            'premier octet, ms médiane': median(firsts),
            'premier octet, ms p99': quantile(firsts, 0.99),
            'mal reçus': wrong,
          },
        },
        100,
      ),
    ]
  } finally {
    await query(
      ownerUrl,
      `update app.podcast_episode set status = 'draft', audio_id = null, transcript_file_id = null, text_file_id = null
         where id = '${ids.episode}';
       delete from app.podcast_audio where id = '${ids.audio}';
       delete from app.podcast_episode where id = '${ids.episode}';
       delete from app.file where id in ('${ids.file}', '${ids.text}');
       delete from app.file_content where sha256 = '\\x${sha}'`,
    )
  }
}

/** Somebody who listens to the whole, and keeps nothing of it. */
function listen(address: URL): Promise<{ readonly bytes: number; readonly first: number }> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request(address, { agent: false }, (response) => {
      let bytes = 0
      let first = 0
      response.on('data', (part: Buffer) => {
        first ||= performance.now() - begun
        bytes += part.length
      })
      response.on('end', () => resolve({ bytes, first }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}
