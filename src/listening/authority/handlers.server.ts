import { type Handler, handle } from '#kernel/http.server.ts'
import {
  addUnit,
  createAuthority,
  listAuthorities,
  listUnits,
  proposeForSituation,
  readAuthority,
  readCoverage,
  routeUnit,
  saveAuthority,
  saveUnit,
  verifyAuthority,
  verifyUnit,
} from './contract.ts'
import { coverageOf } from './coverage.server.ts'
import {
  changeAuthority,
  changeUnit,
  insertAuthority,
  insertUnit,
  leadTo,
  markUnitVerified,
  markVerified,
} from './keep.server.ts'
import { pageOfAuthorities, pageOfUnits } from './list.server.ts'
import { readWholeAuthority } from './read.server.ts'
import { proposeRecipients } from './routes.server.ts'

/** The endpoints of the authorities, in the order of the contract. */
export const authority: readonly Handler[] = [
  handle(listAuthorities, ({ query, actor, db }) => pageOfAuthorities(actor, db, query)),

  handle(readCoverage, ({ db }) => coverageOf(db)),

  handle(readAuthority, ({ params, actor, db }) => readWholeAuthority(actor, db, params.id)),

  handle(createAuthority, async ({ input, actor, db, trace }) => {
    const id = await insertAuthority(db, actor, input)
    trace(id)
    return { id }
  }),

  handle(saveAuthority, async ({ params, input, version, actor, db }) => ({
    version: await changeAuthority(db, actor, { id: params.id, version }, input),
  })),

  handle(verifyAuthority, async ({ params, version, actor, db }) => ({
    version: await markVerified(db, actor, { id: params.id, version }),
  })),

  handle(addUnit, ({ params, input, actor, db }) => insertUnit(db, actor, params.id, input)),

  handle(listUnits, ({ query, db }) => pageOfUnits(db, query)),

  handle(saveUnit, async ({ params, input, version, actor, db, trace }) => {
    const saved = await changeUnit(db, actor, { id: params.id, version }, input)
    trace(saved.authorityId)
    return saved
  }),

  handle(verifyUnit, async ({ params, version, actor, db, trace }) => {
    const saved = await markUnitVerified(db, actor, { id: params.id, version })
    trace(saved.authorityId)
    return saved
  }),

  handle(routeUnit, async ({ params, input, version, actor, db, trace }) => {
    trace(await leadTo(db, actor, { id: params.id, version }, input), input.departement)
    return { version }
  }),

  handle(proposeForSituation, async ({ params, query, actor, db, trace }) => {
    const proposed = await proposeRecipients(db, actor, params.id, query)
    trace(params.id, String(proposed.recipients.length))
    return proposed
  }),
]
