import { sql } from 'kysely'
import { servable } from '#kernel/file/serve.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { bring } from './bring.server.ts'
import {
  bringAudio,
  createEpisode,
  createSeries,
  type EpisodeFields,
  listEpisodes,
  publishEpisode,
  readAudio,
  readEpisode,
  readEpisodeHistory,
  readShow,
  saveEpisode,
  saveSeries,
  saveShow,
  saveTranscript,
  withdrawEpisode,
} from './contract.ts'
import { audioRow, episodeOf, historyOf, pageOfEpisodes, showOf } from './read.server.ts'
import { addEpisode, changeEpisode, changeTranscript, publish, withdraw } from './write.server.ts'

const numberTaken = () =>
  refuse('malformed', { fields: [{ field: 'number', message: 'Une autre série porte déjà ce numéro.' }] })

/** The endpoints of the podcast, in the order of the contract. */
export const podcast: readonly Handler[] = [
  handle(listEpisodes, async ({ query, db }) => await pageOfEpisodes(db, query)),

  handle(readEpisode, async ({ params, db }) => await episodeOf(db, params.id)),

  handle(readEpisodeHistory, async ({ params, db }) => ({ items: await historyOf(db, params.id) })),

  handle(createEpisode, async ({ input, actor, db, trace }) => {
    const id = await addEpisode(db, actor.id, input)
    trace(id)
    return { id, version: 1 }
  }),

  handle(saveEpisode, async ({ params, input, version, actor, db }) => ({
    version: await changeEpisode(db, actor.id, params.id, version, input as Partial<EpisodeFields>),
  })),

  handle(bringAudio, async ({ params, received, actor, db }) => ({
    id: await bring(db, actor.id, params.id, received),
  })),

  handle(readAudio, async ({ params, db }) => {
    const episode = await db
      .selectFrom('podcast_episode')
      .select('audio_id')
      .where('id', '=', params.id)
      .executeTakeFirst()
    const audio = episode && (await audioRow(db, episode.audio_id))
    return { file: await servable(db, audio?.file_id ?? refuse('not_found')) }
  }),

  handle(saveTranscript, async ({ params, input, version, actor, db }) => ({
    version: await changeTranscript(db, actor.id, params.id, version, input.text),
  })),

  handle(publishEpisode, async ({ params, input, version, actor, db, trace }) => {
    const moved = await publish(db, actor.id, params.id, version, input.at)
    trace(params.id, moved.status)
    return moved
  }),

  handle(withdrawEpisode, async ({ params, input, version, actor, db, trace }) => {
    const moved = await withdraw(db, actor.id, params.id, version, input.reason)
    trace(params.id, moved.status)
    return moved
  }),

  handle(readShow, async ({ db }) => await showOf(db)),

  handle(saveShow, async ({ input, version, db }) => {
    const { ownerEmail, isLocked, ...rest } = input
    const saved = await db
      .updateTable('podcast_show')
      .set((set) => ({
        ...rest,
        ...(ownerEmail !== undefined && { owner_email: ownerEmail }),
        ...(isLocked !== undefined && { is_locked: isLocked }),
        updated_at: sql<string>`now()`,
        version: set('version', '+', 1),
      }))
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst()
    return saved ?? refuse('version_conflict', { current: await showOf(db) })
  }),

  handle(createSeries, async ({ input, db, trace }) => {
    const id = newId()
    const row = await db
      .insertInto('podcast_series')
      .values({ id, ...input })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returning('version')
      .executeTakeFirst()
    if (!row) return numberTaken()
    trace(id)
    return { id, version: row.version }
  }),

  handle(saveSeries, async ({ params, input, version, db }) => {
    if (input.number !== undefined) {
      const other = await db
        .selectFrom('podcast_series')
        .select('id')
        .where('number', '=', input.number)
        .where('id', '!=', params.id)
        .executeTakeFirst()
      if (other) numberTaken()
    }
    const saved = await db
      .updateTable('podcast_series')
      .set((set) => ({ ...input, version: set('version', '+', 1) }))
      .where('id', '=', params.id)
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst()
    return saved ?? refuse('version_conflict')
  }),
]
