import { sql } from 'kysely'
import { createDataKey, openDataKey } from '#kernel/datakey.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { announce } from '#kernel/live.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { holdSituation } from '#listening/situation/hold.server.ts'
import { demandSituation, situationsSeenBy } from '#listening/situation/policy.server.ts'
import {
  clearFlag,
  createHandover,
  flagSituation,
  listFlags,
  listHandovers,
  previewHandover,
  readHandover,
  takeHandover,
} from './contract.ts'
import { gather, Kept } from './gather.server.ts'
import { findHandover, handoverOf, holdHandover, markTaken, pageOfHandovers } from './queries.server.ts'
import { sealNote, sealSentence, unsealNote } from './secrets.server.ts'
import { readFlags, readSheet } from './sheet.server.ts'

const done = { done: true } as const

/** The hand-over, in the order of its contract. */
export const handover: readonly Handler[] = [
  handle(previewHandover, async ({ actor, db, keys }) => readSheet(actor, db, keys, await gather(actor, db))),

  handle(listHandovers, async ({ query, actor, db, trace }) => {
    const page = await pageOfHandovers(actor, db, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(readHandover, async ({ params, actor, db, keys }) => {
    const row = (await findHandover(actor, db, params.id)) ?? refuse('not_found')
    const key = await openDataKey(db, keys, row.data_key_id)
    return {
      ...handoverOf(actor, row),
      note: unsealNote(keys, key, row.id, row.sealed_note),
      sheet: await readSheet(actor, db, keys, Kept.parse(row.sheet)),
    }
  }),

  handle(createHandover, async ({ input, actor, db, keys, trace }) => {
    const id = newId()
    const key = await createDataKey(db, keys)
    await db
      .insertInto('handover')
      .values({
        id,
        kind: input.kind,
        written_by: actor.id,
        sheet: JSON.stringify(await gather(actor, db)),
        sealed_note: sealNote(keys, key, id, input.note),
        data_key_id: key.id,
        taken_at: null,
        taken_by: null,
      })
      .execute()
    await announce(db, 'handover', id)
    trace(id, input.kind)
    return { id }
  }),

  handle(takeHandover, async ({ params, actor, db }) => {
    const held = (await holdHandover(actor, db, params.id)) ?? refuse('not_found')
    if (held.taken_at) refuse('handover_taken')
    if (held.written_by === actor.id) refuse('handover_own')
    await announce(db, 'handover', held.id)
    return { takenAt: await markTaken(db, held.id, actor.id) }
  }),

  handle(listFlags, async ({ params, actor, db, keys }) => {
    await demandSituation(actor, db, params.id)
    const flags = await readFlags(db, keys, (query) =>
      query.where('flag.situation_id', '=', params.id).where('flag.cleared_at', 'is', null),
    )
    return { items: flags }
  }),

  handle(flagSituation, async ({ params, input, actor, db, keys, trace }) => {
    const held = await holdSituation(actor, db, params.id)
    const key = keys.openDataKey(held.data_key_id, held.key_version, held.key_wrapped)
    const id = newId()
    await db
      .insertInto('handover_flag')
      .values({
        id,
        situation_id: held.id,
        sealed_sentence: sealSentence(keys, key, id, input.sentence),
        data_key_id: held.data_key_id,
        flagged_by: actor.id,
        cleared_at: null,
        cleared_by: null,
      })
      .execute()
    await announce(db, 'handover', held.id)
    trace(held.id)
    return { id }
  }),

  handle(clearFlag, async ({ params, actor, db, trace }) => {
    const cleared = await db
      .updateTable('handover_flag')
      .set({ cleared_at: sql<string>`now()`, cleared_by: actor.id })
      .where('id', '=', params.id)
      .where('cleared_at', 'is', null)
      .where('situation_id', 'in', situationsSeenBy(actor, db).select('situation.id'))
      .returning('situation_id')
      .executeTakeFirst()
    if (!cleared) refuse('not_found')
    await announce(db, 'handover', cleared.situation_id)
    trace(cleared.situation_id)
    return done
  }),
]
