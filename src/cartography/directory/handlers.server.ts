import { sql } from 'kysely'
import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  createPlace,
  createService,
  decideProposal,
  findDuplicates,
  findTowns,
  forgetApart,
  keepApart,
  listDue,
  listOrganisations,
  listPairs,
  listProposals,
  mergeServices,
  readHistory,
  readService,
  saveOrganisation,
  savePlace,
  saveService,
  searchDirectory,
  undoMerge,
  verifyService,
} from './contract.ts'
import { historyOf, verificationsDue } from './due.server.ts'
import {
  changeOrganisation,
  changePlace,
  changeService,
  givePlace,
  insertService,
  markVerified,
} from './keep.server.ts'
import { duplicatesOf, merge, mergesInto, unmerge } from './merge.server.ts'
import { organisationsLike } from './organisations.server.ts'
import { pairsAlike } from './pairs.server.ts'
import { audienceOf, mayKeep } from './policy.server.ts'
import { decide, pageOfProposals } from './proposal.server.ts'
import { serviceOf } from './read.server.ts'
import { searchServices } from './search.server.ts'
import { townsLike } from './towns.server.ts'

/** The endpoints of the directory, in the order of the contract. */
export const directory: readonly Handler[] = [
  handle(searchDirectory, ({ query, actor, db }) => searchServices(db, audienceOf(actor, query.as), query)),

  handle(findTowns, async ({ query, db }) => ({ items: await townsLike(db, query.text) })),

  handle(readService, async ({ params, query, actor, db }) => {
    const found = await serviceOf(db, audienceOf(actor, query.as), params.id)
    if (!found) return refuse('not_found')
    return { ...found, abilities: { edit: mayKeep(actor) && !found.mergedInto } }
  }),

  handle(createService, async ({ input, actor, db, trace }) => {
    const id = await insertService(db, actor, input)
    trace(id)
    return { id, version: 1 }
  }),

  handle(saveService, async ({ params, input, version, actor, db }) => ({
    version: await changeService(db, actor, { id: params.id, version }, input),
  })),

  handle(verifyService, async ({ params, input, version, actor, db, trace }) => {
    trace(params.id, input.how)
    return { version: await markVerified(db, actor, { id: params.id, version }, input.how) }
  }),

  handle(readHistory, ({ params, query, db }) => historyOf(db, params.id, query)),

  handle(listDue, ({ query, db }) => verificationsDue(db, query)),

  handle(listOrganisations, async ({ query, db }) => ({ items: await organisationsLike(db, query.text) })),

  handle(saveOrganisation, async ({ params, input, version, actor, db }) => ({
    version: await changeOrganisation(db, actor, { id: params.id, version }, input),
  })),

  handle(createPlace, ({ params, input, actor, db }) => givePlace(db, actor, params.id, input)),

  handle(savePlace, async ({ params, input, version, actor, db }) => ({
    version: await changePlace(db, actor, { id: params.id, version }, input),
  })),

  handle(findDuplicates, async ({ params, db }) => ({
    items: await duplicatesOf(db, params.id),
    merges: await mergesInto(db, params.id),
  })),

  handle(listPairs, async ({ query, db }) => ({ items: await pairsAlike(db, query.departement) })),

  handle(mergeServices, async ({ params, input, version, actor, db, trace }) => {
    trace(params.id, input.goneId)
    return merge(db, actor, { id: params.id, version }, input.goneId)
  }),

  handle(undoMerge, async ({ params, actor, db, trace }) => {
    trace(await unmerge(db, actor, params.id))
    return { done: true as const }
  }),

  handle(keepApart, async ({ params, input, actor, db }) => {
    if (params.id === input.otherId) refuse('same_service')
    await sql`insert into service_distinct (one_id, other_id, said_by)
      select least(a.id, b.id), greatest(a.id, b.id), ${actor.id}::uuid from service a, service b
      where a.id = ${params.id} and b.id = ${input.otherId} on conflict do nothing`.execute(db)
    return { done: true as const }
  }),

  handle(forgetApart, async ({ params, db }) => {
    await sql`delete from service_distinct where one_id = least(${params.id}::uuid, ${params.other}::uuid)
      and other_id = greatest(${params.id}::uuid, ${params.other}::uuid)`.execute(db)
    return { done: true as const }
  }),

  handle(listProposals, ({ query, db }) => pageOfProposals(db, query)),

  handle(decideProposal, async ({ params, input, version, actor, db, trace }) => {
    const serviceId = await decide(db, actor, { id: params.id, version }, input)
    trace(params.id, serviceId ?? undefined)
    return { serviceId }
  }),
]
