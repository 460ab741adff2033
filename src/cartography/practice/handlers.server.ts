import { sql } from 'kysely'
import { send } from '#kernel/db.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { departement } from '#vocabulary'
import {
  addPracticeDocument,
  adoptPractice,
  commentPractice,
  createPractice,
  handPractice,
  listPracticeOwners,
  listPractices,
  listPublishedPractices,
  movePractice,
  type PracticeFields,
  readPractice,
  readPracticeDocument,
  readPracticeHistory,
  removeAdoption,
  removePracticeDocument,
  savePractice,
  withdrawComment,
} from './contract.ts'
import { addDocument, documentOf, removeDocument } from './documents.server.ts'
import { remember } from './fields.server.ts'
import { pageOfPractices } from './list.server.ts'
import { handOver, ownersPossible } from './owner.server.ts'
import { holdPractice } from './policy.server.ts'
import { publishedPractices } from './published.server.ts'
import { historyOf, practiceOf } from './read.server.ts'
import { addPractice, changePractice, takeStep } from './write.server.ts'

/** The endpoints of the practices, in the order of the contract; the fixed address before the one that takes anything. */
export const practice: readonly Handler[] = [
  handle(listPractices, async ({ query, actor, db, trace }) => {
    const page = await pageOfPractices(db, actor, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(listPublishedPractices, async ({ query, db, keys, trace }) => {
    const items = await publishedPractices(db, keys, query.audience, query.departement)
    trace(null, `${query.audience} ${items.length}`)
    return { items }
  }),

  handle(listPracticeOwners, async ({ db }) => ({ items: await ownersPossible(db).execute() })),

  handle(readPractice, async ({ params, actor, db, keys }) => practiceOf(db, keys, actor, params.id)),

  handle(readPracticeHistory, async ({ params, actor, db, keys }) => ({
    items: await historyOf(db, keys, actor, params.id),
  })),

  handle(createPractice, async ({ input, actor, db, keys, trace }) => {
    const id = await addPractice(db, keys, actor.id, input)
    trace(id)
    return { id, version: 1 }
  }),

  handle(savePractice, async ({ params, input, version, actor, db, keys }) => ({
    version: await changePractice(db, keys, actor, params.id, version, input as Partial<PracticeFields>),
  })),

  handle(handPractice, async ({ params, input, version, actor, db, keys, trace }) => {
    trace(params.id, input.ownerId)
    return { version: await handOver(db, keys, actor, { id: params.id, version }, input.ownerId) }
  }),

  handle(movePractice, async ({ params, input, version, actor, db, keys, trace }) => {
    trace(params.id, input.step)
    return await takeStep(db, keys, actor, params.id, version, input.step)
  }),

  handle(addPracticeDocument, async ({ params, input, actor, db }) => ({
    id: await addDocument(db, actor.id, params.id, input),
  })),

  handle(removePracticeDocument, async ({ params, actor, db, trace }) => {
    trace(await removeDocument(db, actor.id, params.id))
    return { done: true as const }
  }),

  handle(readPracticeDocument, async ({ params, actor, db, trace }) => {
    const { name, type, file, practiceId } = await documentOf(db, actor, params.id)
    trace(practiceId)
    return { type, filename: name, body: file }
  }),

  handle(commentPractice, async ({ params, input, actor, db }) => {
    await holdPractice(db, params.id)
    const id = newId()
    const row = {
      id,
      practice_id: params.id,
      body: input.body,
      written_by: actor.id,
      withdrawn_at: null,
    }
    await send(db, db.insertInto('practice_comment').values(row).compile())
    return { id }
  }),

  handle(withdrawComment, async ({ params, actor, db }) => {
    const gone = await db
      .updateTable('practice_comment')
      .set({ withdrawn_at: sql<string>`now()` })
      .where('id', '=', params.id)
      .where('written_by', '=', actor.id)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    if (gone.numUpdatedRows === 0n) refuse('not_found')
    return { done: true as const }
  }),

  handle(adoptPractice, async ({ params, input, actor, db }) => {
    const held = await holdPractice(db, params.id)
    const row = {
      practice_id: held.id,
      departement: input.departement,
      adopted_on: input.adoptedOn,
      note: input.note || null,
      recorded_by: actor.id,
    }
    const { adopted_on, note } = row
    await db
      .insertInto('practice_adoption')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['practice_id', 'departement']).doUpdateSet({ adopted_on, note }),
      )
      .execute()
    const change = { field: 'Adoption', before: null, after: departement.label(input.departement) }
    await remember(db, { practiceId: held.id, by: actor.id, kind: 'adopted', changes: [change] })
    return { done: true as const }
  }),

  handle(removeAdoption, async ({ params, query, actor, db }) => {
    const gone = await db
      .deleteFrom('practice_adoption')
      .where('practice_id', '=', params.id)
      .where('departement', '=', query.departement)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) refuse('not_found')
    const change = { field: 'Adoption', before: departement.label(query.departement), after: null }
    await remember(db, { practiceId: params.id, by: actor.id, kind: 'adoption_removed', changes: [change] })
    return { done: true as const }
  }),
]
