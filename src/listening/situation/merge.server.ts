import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { holdSituation } from './hold.server.ts'
import { keepSituationHashes } from './lookup.server.ts'
import {
  findMerge,
  giveBack,
  holdFiles,
  holdMerges,
  insertMerge,
  lend,
  type Moved,
  markAbsorbed,
  markUndone,
  mergesAbove,
  moveRows,
  moveVersion,
  takeBack,
  writeMoved,
} from './merge.queries.server.ts'
import { demandSituation } from './policy.server.ts'
import { demandVersion } from './save.server.ts'
import { moveToTop } from './summary.server.ts'

/** Makes one file of two: every row of the absorbed one moves to the one that stays, and is noted. */
export async function mergeFiles(
  db: Db,
  keys: Keyring,
  actor: Actor,
  files: { readonly keep: string; readonly absorb: string; readonly version: number },
): Promise<{ mergeId: string; version: number }> {
  const { keep, absorb } = files
  if (keep === absorb) refuse('same_situation')
  await demandSituation(actor, db, keep)
  await demandSituation(actor, db, absorb)
  await holdMerges(db)
  const held = await holdFiles(db, [absorb], [keep, absorb])
  if (held.get(absorb)?.merged_into) refuse('situation_merged')
  // What was archived was emptied on purpose: it neither grows nor moves.
  if (held.get(absorb)?.stage === 'archived') refuse('situation_closed')
  await demandVersion(db, keys, await holdSituation(actor, db, keep), files.version)
  const moved = await moveRows(db, absorb, keep)
  await lend(db, absorb, keep)
  await markAbsorbed(db, absorb, keep)
  const version = await moveVersion(db, keep)
  const mergeId = await insertMerge(db, { keptId: keep, absorbedId: absorb, moved, by: actor.id })
  await moveToTop(db, [keep, absorb])
  await keepSituationHashes(db, keys, keep)
  return { mergeId, version }
}

/**
 * Undoes a merge: the absorbed file gets back what came from it and is still in the file that stays today, were that
 * one absorbed in its turn. What was added since stays, what was moved elsewhere since is left where it is. A merge
 * above no longer counts these rows as its own: undone later, it leaves them where they now are.
 */
export async function undo(db: Db, keys: Keyring, actor: Actor, mergeId: string): Promise<string> {
  if (!(await findMerge(actor, db, mergeId))) refuse('not_found')
  await holdMerges(db)
  const merge = (await findMerge(actor, db, mergeId)) ?? refuse('not_found')
  if (merge.undoneAt) refuse('merge_undone')
  const above = await mergesAbove(db, merge.keptId)
  const path = [merge.keptId, ...above.map((one) => one.keptId)]
  const top = path.at(-1) ?? merge.keptId
  const held = await holdFiles(db, [top], [merge.absorbedId, ...path])
  const stage = held.get(top)?.stage
  if (stage === 'closed' || stage === 'archived') refuse('situation_closed')

  await giveBack(db, merge.moved, top, merge.absorbedId)
  for (const one of above) await writeMoved(db, one.id, without(one.moved, merge.moved))
  await markAbsorbed(db, merge.absorbedId, null)
  for (const id of path) await takeBack(db, id)
  for (const id of path) await moveVersion(db, id)
  await markUndone(db, merge.id, actor.id)
  await moveToTop(db, [top, merge.absorbedId])
  await keepSituationHashes(db, keys, top)
  await keepSituationHashes(db, keys, merge.absorbedId)
  return top
}

/** What a merge moved, less what was not its own. */
function without(moved: Moved, given: Moved): Moved {
  const gone = new Set([
    ...given.contacts.map((one) => one.id),
    ...given.actions,
    ...given.callbacks,
    ...given.safeContacts,
    ...given.places,
    ...given.stageChanges,
    ...given.dueItems,
    ...given.transmissions,
  ])
  const stays = (id: string) => !gone.has(id)
  return {
    contacts: moved.contacts.filter((one) => stays(one.id)),
    actions: moved.actions.filter(stays),
    callbacks: moved.callbacks.filter(stays),
    safeContacts: moved.safeContacts.filter(stays),
    places: moved.places.filter(stays),
    stageChanges: moved.stageChanges.filter(stays),
    dueItems: moved.dueItems.filter(stays),
    transmissions: moved.transmissions.filter(stays),
  }
}
