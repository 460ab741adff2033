import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { ProposalSource } from '#vocabulary'
import {
  type decideProposal,
  type listProposals,
  PlaceFields,
  type Proposal,
  ServiceFields,
  type ServiceRecord,
} from './contract.ts'
import { changeOrganisation, changePlace, changeService, givePlace, insertService } from './keep.server.ts'
import { ProposedFields } from './proposed.ts'
import { servicesOf } from './read.server.ts'
import { remember } from './store.server.ts'
import { changesBetween } from './words.ts'

/** Where a proposal comes from. */
export interface Provenance {
  readonly source: ProposalSource
  /** The answer, the link or the file; a second proposal from there takes the place of the first while it waits. */
  readonly sourceId?: string | null
  readonly saidBy?: string | null
}

export interface Proposed {
  /** Null: a service that the directory does not know. */
  readonly serviceId: string | null
  readonly fields: z.input<typeof ProposedFields>
  readonly provenance: Provenance
}

/** Proposes what somebody else says of a service; a cartographer will accept it or not, field by field. */
export async function proposeChange(
  db: Pick<Db, 'insertInto' | 'deleteFrom'>,
  { serviceId, fields, provenance }: Proposed,
): Promise<string> {
  const said = ProposedFields.parse(fields)
  const { source, sourceId = null, saidBy = null } = provenance
  if (sourceId) {
    await db
      .deleteFrom('service_proposal')
      .where('source', '=', source)
      .where('source_id', '=', sourceId)
      .where('service_id', 'is not distinct from', serviceId)
      .where('state', '=', 'waiting')
      .execute()
  }
  const id = newId()
  await db
    .insertInto('service_proposal')
    .values({
      id,
      service_id: serviceId,
      fields: JSON.stringify(said),
      source,
      source_id: sourceId,
      said_by: saidBy,
      decided_at: null,
    })
    .execute()
  return id
}

/** What a proposal would change of a service as it is now, in words; a place's fields are `place.address`. */
export function changesProposed(fields: ProposedFields, now: ServiceRecord | undefined) {
  const { place, organisation, remark: _, ...own } = fields
  const of = changesBetween(ServiceFields, now ?? {}, own)
  const where = place ? changesBetween(PlaceFields, now?.place ?? {}, place) : []
  const named =
    organisation && organisation !== now?.organisation.name
      ? [
          {
            key: 'organisation',
            field: 'Organisation',
            before: now?.organisation.name ?? null,
            after: organisation,
          },
        ]
      : []
  return [...of, ...where.map((one) => ({ ...one, key: `place.${one.key}` })), ...named]
}

/** The entry that a proposal is about today: the one that stays, when it was merged since. */
const standing = sql<string | null>`(select coalesce(s.merged_into, s.id) from service s
  where s.id = service_proposal.service_id)`

async function standingOf(db: Db, id: string | null): Promise<string | null> {
  if (!id) return null
  const found = await db
    .selectFrom('service')
    .select(['id', 'merged_into'])
    .where('id', '=', id)
    .executeTakeFirst()
  return found?.merged_into ?? id
}

/** One page of the proposals that wait, the oldest first. */
export async function pageOfProposals(db: Db, asked: z.output<(typeof listProposals)['query']>) {
  let query = db
    .selectFrom('service_proposal')
    .selectAll()
    .select(standing.as('standing'))
    .where('state', '=', 'waiting')
  if (asked.service) query = query.where(standing, '=', asked.service)
  if (asked.after) {
    const [at, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(sql<SqlBool>`(proposed_at, id) > (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('proposed_at')
    .orderBy('id')
    .limit(asked.limit + 1)
    .execute()
  const ids = [...new Set(rows.flatMap((row) => row.standing ?? []))]
  const services = new Map((await servicesOf(db, 'internal', ids)).map((one) => [one.id, one]))
  return cutPage(
    rows,
    asked.limit,
    (row) => [row.proposed_at, row.id],
    (row): Proposal => {
      const now = row.standing ? services.get(row.standing) : undefined
      return {
        id: row.id,
        version: row.version,
        serviceId: row.standing,
        service: now?.name ?? row.fields.name ?? null,
        source: row.source,
        saidBy: row.said_by,
        state: row.state,
        proposedAt: row.proposed_at,
        fields: row.fields,
        changes: changesProposed(row.fields, now),
        remark: row.fields.remark ?? null,
      }
    },
  )
}

const only = <T extends object>(fields: T, keys: readonly string[]): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key))) as Partial<T>

/** Writes the fields that are accepted of a proposal; accepting none refuses it. */
export async function decide(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
  { accept, reasons, verified }: z.output<(typeof decideProposal)['input']>,
): Promise<string | null> {
  const held = await db
    .selectFrom('service_proposal')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  if (held.state !== 'waiting' || held.version !== version) refuse('proposal_settled')
  const saidBy = held.said_by
  const { place, organisation, remark: _, ...own } = ProposedFields.parse(held.fields)
  const chosen = only(own, accept)
  const chosenPlace = only(
    place ?? {},
    accept.map((key) => key.replace(/^place\./, '')).filter((key, at) => accept[at] !== key),
  )
  // What is said of an entry that was merged since is said of the one that stays.
  let serviceId = await standingOf(db, held.service_id)
  const [now] = serviceId ? await servicesOf(db, 'internal', [serviceId]) : []
  const all = changesProposed(held.fields, now)
  const left = all
    .filter(({ key }) => !accept.includes(key))
    .map((one) => ({ ...one, ...(reasons[one.key] && { reason: reasons[one.key] }) }))
  if (accept.length > 0 && serviceId) {
    if (!now) return refuse('not_found')
    const changes = all.filter(({ key }) => accept.includes(key))
    await changeService(db, actor, { id: serviceId, version: null }, { ...chosen, verified })
    if (Object.keys(chosenPlace).length > 0) {
      if (now.place) await changePlace(db, actor, { id: now.place.id, version: null }, chosenPlace)
      else if (place?.departement)
        await givePlace(db, actor, serviceId, { ...chosenPlace, departement: place.departement })
    }
    if (organisation && accept.includes('organisation'))
      await changeOrganisation(db, actor, { id: now.organisation.id, version: null }, { name: organisation })
    if (left.length > 0) await remember(db, actor, { serviceId, kind: 'refused', changes: left, saidBy })
    await remember(db, actor, { serviceId, kind: 'accepted', changes, saidBy })
  } else if (accept.length > 0) {
    const name =
      own.name ??
      organisation ??
      refuse('malformed', { fields: [{ field: 'name', message: 'Il manque un nom.' }] })
    const departement = place?.departement ?? own.departements?.[0]
    serviceId = await insertService(db, actor, {
      // Nobody of the platform has looked at it before: it is for all once somebody says so.
      visibility: 'professionals_only',
      ...chosen,
      name,
      organisation: { name: organisation ?? name, kind: 'association' },
      place: place && departement ? { ...place, departement } : null,
      verified,
    })
    await remember(db, actor, { serviceId, kind: 'accepted', saidBy })
  } else if (serviceId) await remember(db, actor, { serviceId, kind: 'refused', changes: left, saidBy })
  await db
    .updateTable('service_proposal')
    .set({
      state: accept.length > 0 ? 'accepted' : 'refused',
      service_id: serviceId,
      decided_at: sql<string>`clock_timestamp()`,
      decided_by: actor.id,
      accepted: accept,
      reasons: JSON.stringify(left.flatMap(({ field, reason }) => (reason ? [{ field, reason }] : []))),
      version: version + 1,
    })
    .where('id', '=', id)
    .execute()
  return serviceId
}
