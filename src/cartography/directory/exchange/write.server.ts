import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { Refusal, sentenceOf } from '#kernel/refusal.ts'
import { insertOrganisation, insertService } from '../keep.server.ts'
import { changesProposed, proposeChange } from '../proposal.server.ts'
import type { ProposedFields } from '../proposed.ts'
import { serviceOf } from '../read.server.ts'
import type { Author } from '../store.server.ts'
import { contactOf, proposedBy } from './compare.ts'
import type { Draft } from './draft.ts'
import { namedId } from './ids.ts'
import { digestOf } from './plan.server.ts'

export interface Writer {
  readonly author: Author
  /** Who made the file. */
  readonly source: string
}

/** The organisation of an entry: the one of its SIRET or of its name, or a new one. */
async function organisationOf(db: Db, { organisation, service }: Draft): Promise<string> {
  const name = organisation.name ?? service.name
  const { rows } = await sql<{ id: string }>`select id from organisation
    where (siret is not null and siret = ${organisation.siret ?? null}) or fold(name) = fold(${name})
    order by siret is not distinct from ${organisation.siret ?? null} and siret is not null desc, active desc, created_at
    limit 1`.execute(db)
  if (rows[0]) return rows[0].id
  const { kind = 'association', siret = null, website = null } = organisation
  return insertOrganisation(db, { name, kind, siret, website })
}

/** Where it stands: a place that the organisation already has there, or a new one. */
async function placeOf(db: Db, organisationId: string, { place }: Draft) {
  if (!place?.departement) return null
  const { address = null, commune = null, precision = 'exact', departement } = place
  const { rows } = await sql<{ id: string }>`select id from service_place
    where organisation_id = ${organisationId} and departement = ${departement} and precision = ${precision}
      and address is not null and fold(address) = fold(${address}) and fold(commune) = fold(${commune}) limit 1`.execute(
    db,
  )
  return rows[0] ?? { ...place, departement }
}

const notesOf = ({ service, leftover }: Draft, source: string): string | null => {
  const kept =
    leftover.length > 0 ? `Repris de « ${source} » :\n${leftover.map((one) => `– ${one}`).join('\n')}` : ''
  return [service.internalNotes, kept].filter(Boolean).join('\n\n').slice(0, 4000) || null
}

async function remember(db: Db, { author, source }: Writer, draft: Draft, serviceId: string): Promise<void> {
  const row = { service_id: serviceId, digest: digestOf(draft), imported_by: author?.id ?? null }
  await db
    .insertInto('service_source')
    .values({ source, reference: draft.reference, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'reference'])
        .doUpdateSet({ ...row, imported_at: sql<string>`clock_timestamp()` }),
    )
    .execute()
}

/** Adds an entry that a file brought, and keeps where it comes from. */
export async function addEntry(db: Db, writer: Writer, draft: Draft): Promise<string> {
  const organisationId = await organisationOf(db, draft)
  const id = await insertService(
    db,
    writer.author,
    {
      ...draft.service,
      internalNotes: notesOf(draft, writer.source),
      contacts: draft.contacts.map(contactOf),
      organisation: { id: organisationId },
      place: await placeOf(db, organisationId, draft),
      verified: null,
    },
    writer.source,
  )
  await remember(db, writer, draft, id)
  return id
}

/** Proposes to an entry what a file says otherwise of it. @returns whether anything differs */
export async function proposeEntry(
  db: Db,
  writer: Writer,
  draft: Draft,
  serviceId: string,
): Promise<boolean> {
  const now = await serviceOf(db, 'internal', serviceId)
  if (!now) return false
  const fields = proposedBy(draft, now)
  const keys = changesProposed(fields, now).map(({ key }) => key)
  await remember(db, writer, draft, serviceId)
  if (keys.length === 0) return false
  await proposeChange(db, {
    serviceId,
    fields: only(fields, keys),
    provenance: {
      source: 'import',
      sourceId: namedId(`${writer.source}\n${draft.reference}`),
      saidBy: writer.source,
    },
  })
  return true
}

/** The fields that differ, and what no field holds. */
function only({ place, remark, ...fields }: ProposedFields, keys: readonly string[]): ProposedFields {
  const differing = Object.entries(place ?? {}).filter(([key]) => keys.includes(`place.${key}`))
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key))),
    // A place that was not there is known by its département.
    ...(differing.length > 0 && {
      place: {
        ...Object.fromEntries(differing),
        ...(place?.departement && { departement: place.departement }),
      },
    }),
    ...(remark && { remark }),
  }
}

/** Does one entry of many: what it refuses is told, and leaves the others as they are. */
export async function attempt<T>(db: Db, work: () => Promise<T>): Promise<{ done: T } | { trouble: string }> {
  await sql`savepoint entry`.execute(db)
  try {
    const done = await work()
    await sql`release savepoint entry`.execute(db)
    return { done }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint entry`.execute(db)
    const fields = error.details.fields?.map(({ message }) => message).join(' ')
    return { trouble: fields || sentenceOf(error.code) }
  }
}
