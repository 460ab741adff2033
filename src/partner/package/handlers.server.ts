import { sql, type UpdateObject } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Handler } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Tables } from '#tables.server.ts'
import { handlePartner } from '../actor.server.ts'
import {
  acknowledgePackage,
  askComplement,
  listMyPeople,
  listPackages,
  openPackage,
  readPackage,
  recordReturn,
  redirectPackage,
} from './contract.ts'
import { addEvent } from './events.server.ts'
import { countWaiting, holdPackage, pageOfPackages, peopleOfMine, readFile } from './queries.server.ts'

const now = sql<string>`now()`

/** Nothing more is expected from the authority. */
const isSettled = (held: Awaited<ReturnType<typeof holdPackage>>): boolean =>
  held.redirected_at !== null ||
  (held.return_outcome !== null && held.return_outcome !== 'evaluation_ongoing')

/** Every endpoint of what is sent to an authority, in the contract's order. */
export const packages: readonly Handler[] = [
  handlePartner(listPackages, async ({ query, actor, db, trace }) => {
    const page = await pageOfPackages(db, actor, query)
    trace(null, `${query.view} ${page.items.length}`)
    return { ...page, ...(await countWaiting(db, actor)) }
  }),
  handlePartner(readPackage, ({ params, actor, db }) => readFile(db, actor, params.id)),
  handlePartner(openPackage, async ({ params, actor, db }) => {
    const held = await holdPackage(db, actor, params.id)
    if (!held.read_at) {
      await change(db, held.id, { read_at: now })
      await addEvent(db, actor, { kind: 'read', package: held })
    }
    return { edition: held.edition, sealed: (held.sealed ?? refuse('not_found')).toString('base64') }
  }),
  handlePartner(acknowledgePackage, async ({ params, actor, db }) => {
    const held = await holdPackage(db, actor, params.id)
    if (held.redirected_at) refuse('package_settled')
    // Two colleagues at once: the first one's name stays, and the second learns it.
    if (!held.acknowledged_at) {
      await change(db, held.id, {
        acknowledged_at: now,
        acknowledged_by: actor.id,
        acknowledged_name: actor.name,
      })
      await addEvent(db, actor, { kind: 'acknowledged', package: held })
    }
    return readFile(db, actor, held.id)
  }),
  handlePartner(askComplement, async ({ params, input, actor, db }) => {
    const held = await holdPackage(db, actor, params.id)
    if (isSettled(held)) refuse('package_settled')
    await change(db, held.id, { complement_asked_at: now })
    await addEvent(db, actor, { kind: 'complement_asked', package: held, sealedNote: input.sealedNote })
    return readFile(db, actor, held.id)
  }),
  handlePartner(redirectPackage, async ({ params, input, actor, db }) => {
    const held = await holdPackage(db, actor, params.id)
    if (isSettled(held)) refuse('package_settled')
    await change(db, held.id, { redirected_at: now })
    await addEvent(db, actor, { kind: 'redirected', package: held, sealedNote: input.sealedNote })
    return readFile(db, actor, held.id)
  }),
  handlePartner(recordReturn, async ({ params, input, actor, db, trace }) => {
    const held = await holdPackage(db, actor, params.id)
    if (isSettled(held)) refuse('package_settled')
    if (!held.acknowledged_at) refuse('package_not_acknowledged')
    await change(db, held.id, { returned_at: now, return_outcome: input.outcome })
    await addEvent(db, actor, {
      kind: 'return_recorded',
      package: held,
      outcome: input.outcome,
      sealedNote: input.sealedNote,
    })
    trace(held.id, input.outcome)
    return readFile(db, actor, held.id)
  }),
  handlePartner(listMyPeople, async ({ actor, db }) => {
    const people = await peopleOfMine(db, actor)
    return {
      items: people.map((one) => ({
        id: one.id,
        name: one.name,
        email: one.email,
        role: one.role,
        active: one.active,
        hasKey: one.has_key,
        lastSignInAt: one.last_sign_in_at,
      })),
    }
  }),
]

type Change = UpdateObject<Tables, 'partner.package'>

async function change(db: Db, id: string, values: Change): Promise<void> {
  await db.updateTable('partner.package').set(values).where('id', '=', id).execute()
}
