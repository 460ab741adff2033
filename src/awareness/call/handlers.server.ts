import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { applicationState, departement } from '#vocabulary'
import {
  addMilestone,
  createProjectCall,
  decideApplication,
  exportProjectCall,
  giveReview,
  listProjectCalls,
  listReviewers,
  moveProjectCall,
  readApplication,
  readApplicationFile,
  readProjectCall,
  saveMilestone,
  saveProjectCall,
} from './contract.ts'
import { applicationOf, applicationsOf, callsOf, oneCall } from './read.server.ts'
import { openFile, openName } from './words.server.ts'
import {
  addCall,
  changeCall,
  changeMilestone,
  decide,
  milestone,
  moveCall,
  review,
  reviewersOf,
} from './write.server.ts'

/** A cell of a file for a table: what a sheet would take for a formula is told as words. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const plain = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text
  return /[";\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** The endpoints of the calls for projects, in the order of the contract. */
export const call: readonly Handler[] = [
  handle(listProjectCalls, async ({ query, db }) => callsOf(db, query.after)),

  handle(listReviewers, async ({ db }) => ({ items: await reviewersOf(db) })),

  handle(readProjectCall, async ({ params, db, keys, trace }) => {
    const found = await oneCall(db, params.id)
    const applications = await applicationsOf(db, keys, found)
    trace(params.id, String(applications.length))
    return { call: found, applications }
  }),

  handle(createProjectCall, async ({ input, actor, db, trace }) => {
    const made = await addCall(db, actor.id, input)
    trace(made.id)
    return made
  }),

  handle(saveProjectCall, async ({ params, input, version, db }) => ({
    version: await changeCall(db, params.id, version, input),
  })),

  handle(moveProjectCall, async ({ params, input, version, db, trace }) => {
    trace(params.id, input.status)
    return { version: await moveCall(db, params.id, version, input.status) }
  }),

  handle(exportProjectCall, async ({ params, db, keys, trace }) => {
    const found = await oneCall(db, params.id)
    const rows = await applicationsOf(db, keys, found)
    trace(params.id, String(rows.length))
    const titles = [
      'Référence',
      'Organisme',
      'Projet',
      'Département',
      'État',
      'Demandé',
      'Accordé',
      'Avis',
      'Note',
    ]
    const lines = rows.map((row) => [
      row.reference,
      row.organisation,
      row.title,
      row.departement && departement.label(row.departement),
      applicationState.label(row.state),
      row.amount,
      row.granted,
      `${row.given} sur ${row.awaited}`,
      row.mark === null ? null : String(row.mark).replace('.', ','),
    ])
    const body = `\ufeff${[titles, ...lines].map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`
    return { type: 'text/csv; charset=utf-8', filename: `${found.slug}.csv`, body }
  }),

  handle(readApplication, async ({ params, actor, db, keys }) => applicationOf(db, keys, actor, params.id)),

  handle(readApplicationFile, async ({ params, db, keys, trace }) => {
    const row = await db
      .selectFrom('application_file as file')
      .innerJoin('application', 'application.id', 'file.application_id')
      .select(['file.media_type', 'file.sealed_name', 'file.sealed_file', 'application.id'])
      .where('file.id', '=', params.id)
      .where('application.state', '!=', 'draft')
      .executeTakeFirst()
    if (!row) return refuse('not_found')
    trace(row.id)
    const theirs = keys.zone('public')
    return {
      type: row.media_type,
      filename: openName(theirs, params.id, row.sealed_name),
      body: openFile(theirs, params.id, row.sealed_file),
    }
  }),

  handle(giveReview, async ({ params, input, actor, db, keys, trace }) => {
    trace(params.id, input.hasConflict ? 'conflict' : 'given')
    return { version: await review(db, keys, actor, params.id, input) }
  }),

  handle(decideApplication, async ({ params, input, version, actor, db, keys, trace }) => {
    trace(params.id, input.state)
    return { version: await decide(db, keys, actor, params.id, version, input) }
  }),

  handle(addMilestone, async ({ params, input, db, trace }) => {
    trace(params.id)
    return await milestone(db, params.id, input)
  }),

  handle(saveMilestone, async ({ params, input, version, db }) => ({
    version: await changeMilestone(db, params.id, version, input),
  })),
]
