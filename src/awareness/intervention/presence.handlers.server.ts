import { type Handler, handle } from '#kernel/http.server.ts'
import { closeEvaluationOf, openEvaluationOf } from './evaluation.server.ts'
import { certificateOf, sheetOf } from './paper.server.ts'
import { countPresent, sign, signaturesOf, unsign } from './presence.server.ts'
import {
  addSignatures,
  closeEvaluation,
  countAttendance,
  listSignatures,
  openEvaluation,
  printCertificate,
  printSignatureSheet,
  removeSignature,
} from './presenceContract.ts'
import { holdIntervention } from './read.server.ts'

const pdf = 'application/pdf'

/** Who came, and what they thought of it, in the order of the contract. */
export const presence: readonly Handler[] = [
  handle(countAttendance, async ({ params, input, version, actor, db, keys }) =>
    countPresent(db, { keys, actor }, params.id, version, input.present),
  ),

  handle(listSignatures, async ({ params, db, keys, trace }) => {
    const items = await signaturesOf(db, keys, params.id)
    const held = await holdIntervention(db, params.id)
    trace(params.id, String(items.length))
    return { items, purgeOn: held.purge_on }
  }),

  handle(addSignatures, async ({ params, input, actor, db, keys, trace }) => {
    trace(params.id, String(input.lines.length))
    return await sign(db, { keys, actor }, params.id, input)
  }),

  handle(removeSignature, async ({ params, actor, db, keys, trace }) => {
    trace(await unsign(db, { keys, actor }, params.id))
    return { done: true as const }
  }),

  handle(printSignatureSheet, async ({ params, actor, db, keys }) => ({
    type: pdf,
    filename: 'emargement.pdf',
    body: await sheetOf(db, keys, params.id, actor.role),
  })),

  handle(printCertificate, async ({ params, actor, db, keys }) => ({
    type: pdf,
    filename: 'attestation.pdf',
    body: await certificateOf(db, keys, params.id, actor),
  })),

  handle(openEvaluation, async ({ params, input, db, trace }) => {
    const held = await holdIntervention(db, params.id)
    trace(held.id, input.moment)
    return { code: await openEvaluationOf(db, held.id, input.moment, held.status) }
  }),

  handle(closeEvaluation, async ({ params, input, db, trace }) => {
    await holdIntervention(db, params.id)
    trace(params.id, input.moment)
    return { answers: await closeEvaluationOf(db, params.id, input.moment) }
  }),
]
