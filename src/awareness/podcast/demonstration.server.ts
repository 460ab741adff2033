import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spool } from '#kernel/file/receive.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { bring, checkBrought } from './bring.server.ts'
import { firstEpisode, secondEpisode } from './demonstration.ts'
import { holdEpisode } from './read.server.ts'
import { addEpisode, changeTranscript, publish } from './write.server.ts'

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name)

/** Publishes a first episode, by the same checks as any other, and begins a second one. */
export async function inventPodcast({ database }: Pick<Services, 'database'>): Promise<void> {
  const begun = await database.transaction().execute(async (db) => {
    // A load that was interrupted after this is not made twice.
    if ((await db.selectFrom('podcast_episode').select('id').limit(1).execute()).length > 0) return undefined
    const officer = await db
      .selectFrom('account')
      .select('id')
      .where('demonstration', '=', true)
      .where('role', '=', 'awareness_officer')
      .executeTakeFirst()
    const by = officer?.id ?? null
    await db.updateTable('podcast_show').set({ owner_email: 'podcast@exemple.test' }).execute()
    const seriesId = newId()
    await db
      .insertInto('podcast_series')
      .values({
        id: seriesId,
        number: 1,
        title: 'Les écrans et nous',
        summary: 'Comprendre ce qui se joue en ligne, sans peur et sans reproche.',
      })
      .execute()
    const id = await addEpisode(db, by, { ...firstEpisode, seriesId })
    await addEpisode(db, by, { ...secondEpisode, seriesId })
    await changeTranscript(db, by, id, 1, readFileSync(fixture('episode.vtt'), 'utf8'))
    const sound = await spool(createReadStream(fixture('episode.mp3')), 'derriere-l-ecran.mp3')
    try {
      return { id, by, audioId: await bring(db, by, id, sound) }
    } finally {
      await sound.discard()
    }
  })
  if (!begun) return
  await checkBrought(database, begun.audioId)
  await database.transaction().execute(async (db) => {
    const { version } = await holdEpisode(db, begun.id)
    await publish(db, begun.by, begun.id, version, null)
  })
}
