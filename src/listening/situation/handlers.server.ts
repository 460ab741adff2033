import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { situationLink } from '#vocabulary'
import {
  addPlace,
  assignSituation,
  changeStage,
  createSituation,
  linkSituations,
  listSituations,
  mergeSituations,
  readNarratives,
  readSituation,
  removePlace,
  savePlace,
  saveSituation,
  unassignSituation,
  undoMerge,
  unlinkSituations,
} from './contract.ts'
import { demandInForce } from './fields.server.ts'
import { holdSituation, isColleague } from './hold.server.ts'
import { pageOfSituations } from './list.server.ts'
import { mergeFiles, undo } from './merge.server.ts'
import { deletePlace, insertPlace, updatePlace } from './place.server.ts'
import { demandSituation } from './policy.server.ts'
import { deleteAssignment, deleteLinks, insertAssignment, upsertLink } from './queries.server.ts'
import { narrativesOf, readWhole } from './read.server.ts'
import { openSituation, saveFields } from './save.server.ts'
import { moveAlong } from './stage.server.ts'
import { moveToTop } from './summary.server.ts'

const done = { done: true } as const

/** The endpoints of a situation, in the order of the contract. */
export const situation: readonly Handler[] = [
  handle(createSituation, async ({ input, actor, db, keys, trace }) => {
    const opened = await openSituation(db, keys, actor, input)
    trace(opened.id)
    return opened
  }),

  handle(readSituation, async ({ params, actor, db, keys, abilities, trace }) => {
    const file = await readWhole(actor, db, keys, params.id, abilities)
    trace(file.id, String(file.contacts.length))
    return file
  }),

  handle(readNarratives, async ({ params, query, actor, db, keys, trace }) => {
    const page = await narrativesOf(actor, db, keys, params.id, query)
    trace(params.id, String(page.items.length))
    return page
  }),

  handle(saveSituation, async ({ params, input, version, actor, db, keys }) => {
    return await saveFields(db, keys, actor, { id: params.id, version }, input)
  }),

  handle(changeStage, async ({ params, input, version, actor, db, keys, trace }) => {
    trace(params.id, input.to)
    return await moveAlong(db, keys, actor, { id: params.id, version }, input)
  }),

  handle(addPlace, async ({ params, input, actor, db, keys }) => {
    return { id: await insertPlace(db, keys, actor, params.id, input) }
  }),

  handle(savePlace, async ({ params, input, actor, db, keys, trace }) => {
    trace(await updatePlace(db, keys, actor, params.id, input))
    return done
  }),

  handle(removePlace, async ({ params, actor, db, trace }) => {
    trace(await deletePlace(db, actor, params.id))
    return done
  }),

  handle(linkSituations, async ({ params, input, actor, db, trace }) => {
    if (params.id === params.other) refuse('same_situation')
    await demandSituation(actor, db, params.id)
    // In the order of the identifiers, so that two people who link the same two files do not wait for each other.
    for (const id of [params.id, params.other].toSorted()) {
      await holdSituation(actor, db, id, { evenClosed: id === params.other })
    }
    demandInForce([['kind', situationLink, input.kind]])
    await upsertLink(db, { from: params.id, to: params.other, kind: input.kind, by: actor.id })
    await moveToTop(db, [params.id])
    trace(params.id, input.kind)
    return done
  }),

  handle(unlinkSituations, async ({ params, actor, db }) => {
    await holdSituation(actor, db, params.id)
    await demandSituation(actor, db, params.other)
    await deleteLinks(db, params.id, params.other)
    await moveToTop(db, [params.id])
    return done
  }),

  handle(assignSituation, async ({ params, actor, db }) => {
    await holdSituation(actor, db, params.id)
    if (!(await isColleague(db, params.account))) refuse('not_found')
    await insertAssignment(db, params.id, params.account)
    await moveToTop(db, [params.id])
    return done
  }),

  handle(unassignSituation, async ({ params, actor, db }) => {
    await holdSituation(actor, db, params.id)
    await deleteAssignment(db, params.id, params.account)
    await moveToTop(db, [params.id])
    return done
  }),

  handle(mergeSituations, async ({ params, input, version, actor, db, keys, trace }) => {
    const merged = await mergeFiles(db, keys, actor, { keep: params.id, absorb: input.absorb, version })
    trace(params.id, merged.mergeId)
    return merged
  }),

  handle(undoMerge, async ({ params, actor, db, keys, trace }) => {
    trace(await undo(db, keys, actor, params.id), params.id)
    return done
  }),

  handle(listSituations, async ({ query, actor, db, keys, trace }) => {
    const page = await pageOfSituations(actor, db, keys, query)
    trace(null, String(page.items.length))
    return page
  }),
]
