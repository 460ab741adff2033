import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { VerificationMethod } from '#vocabulary'
import { timeZoneOf, verificationMethod } from '#vocabulary'
import {
  blankPlace,
  blankService,
  type createPlace,
  type createService,
  type FieldChange,
  OrganisationFields,
  PlaceFields,
  ServiceFields,
  type ServiceRecord,
  type saveOrganisation,
  type savePlace,
  type saveService,
} from './contract.ts'
import { houseToday } from './freshness.ts'
import {
  type Author,
  columnsOf,
  demandDiscretion,
  holdService,
  indexServices,
  remember,
  servicesAt,
  writeParts,
} from './store.server.ts'
import { changesBetween } from './words.ts'

type InputOf<C extends { input: z.ZodType }> = z.output<C['input']>
interface Seen {
  readonly id: string
  readonly version: number
}

/** Who verified, when and how. */
const verificationBy = (author: Author, how: VerificationMethod | null, saidBy: string | null = null) =>
  how === null
    ? {}
    : {
        verified_on: houseToday(),
        verified_by: author?.id ?? null,
        verified_with: author ? null : saidBy,
        verified_how: how,
      }

/** Adds an organisation. */
export async function insertOrganisation(
  db: Db,
  given: Partial<OrganisationFields> & Pick<OrganisationFields, 'name' | 'kind'>,
): Promise<string> {
  const id = newId()
  const { siret = null, website = null, notes = null, ...rest } = given
  await db
    .insertInto('organisation')
    .values({ id, ...rest, siret, website, notes })
    .execute()
  return id
}

/** Adds a place of an organisation. */
export async function insertPlace(
  db: Db,
  organisationId: string | null,
  given: Partial<PlaceFields> & Pick<PlaceFields, 'departement'>,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('service_place')
    .values({ id, organisation_id: organisationId, ...blankPlace(given.departement), ...given })
    .execute()
  return id
}

/** Adds a service, with its organisation and its place when they are new. */
export async function insertService(
  db: Db,
  author: Author,
  { organisation, place, verified, ...given }: InputOf<typeof createService>,
  saidBy: string | null = null,
): Promise<string> {
  const organisationId = 'id' in organisation ? organisation.id : await insertOrganisation(db, organisation)
  const placeId = place && ('id' in place ? place.id : await insertPlace(db, organisationId, place))
  const known = await db
    .selectFrom('organisation')
    .leftJoin('service_place as place', (join) => join.on('place.id', '=', placeId))
    .select(['organisation.id', 'place.id as place_id', 'place.departement'])
    .where('organisation.id', '=', organisationId)
    .executeTakeFirst()
  if (!known || (placeId && !known.place_id)) return refuse('not_found')
  const timeZone = given.timeZone ?? timeZoneOf(known.departement ?? given.departements?.[0] ?? '')
  const whole = { ...blankService(), ...given, timeZone }
  const id = newId()
  await db
    .insertInto('service')
    .values({
      ...columnsOf(whole),
      id,
      organisation_id: organisationId,
      place_id: placeId,
      name: given.name,
      time_zone: timeZone,
      ...verificationBy(author, verified, saidBy),
    })
    .execute()
  await writeParts(db, id, whole)
  await indexServices(db, [id])
  await demandDiscretion(db, [id])
  await remember(db, author, { serviceId: id, kind: 'created', saidBy })
  if (verified)
    await remember(db, author, { serviceId: id, kind: 'verified', saidBy, changes: [howInWords(verified)] })
  return id
}

/** Changes an entry still in the version that the writer saw, or whatever its version when none is given. */
export async function changeService(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number | null },
  {
    verified,
    organisationId,
    placeId,
    ...given
  }: Omit<InputOf<typeof saveService>, 'verified'> & {
    verified: VerificationMethod | null
  },
): Promise<number> {
  const held = await holdService(db, actor, id, version)
  const changes = changesBetween(ServiceFields, held, given)
  const moved =
    (placeId !== undefined && placeId !== (held.place?.id ?? null)) ||
    (organisationId !== undefined && organisationId !== held.organisation.id)
  if (changes.length === 0 && !verified && !moved) return held.version
  if (moved) await demandKnown(db, { organisationId, placeId })
  await db
    .updateTable('service')
    .set({
      ...columnsOf(given),
      ...(organisationId !== undefined && { organisation_id: organisationId }),
      ...(placeId !== undefined && { place_id: placeId }),
      ...verificationBy(actor, verified),
      ...((changes.length > 0 || moved) && { modified_at: sql<string>`clock_timestamp()` }),
      version: held.version + 1,
    })
    .where('id', '=', id)
    .execute()
  await writeParts(db, id, given)
  await indexServices(db, [id])
  await demandDiscretion(db, [id])
  if (given.active !== undefined && given.active !== held.active)
    await remember(db, actor, { serviceId: id, kind: given.active ? 'reopened' : 'closed' })
  const told = [
    ...changes.filter(({ key }) => key !== 'active'),
    ...(moved ? await whereItWent(db, held, { organisationId, placeId }) : []),
  ]
  if (told.length > 0) await remember(db, actor, { serviceId: id, kind: 'edited', changes: told })
  if (verified)
    await remember(db, actor, { serviceId: id, kind: 'verified', changes: [howInWords(verified)] })
  return held.version + 1
}

const howInWords = (how: VerificationMethod) => ({
  field: 'Comment',
  before: null,
  after: verificationMethod.label(how),
})

/** Another organisation, another place or none, as the history tells it. */
async function whereItWent(
  db: Db,
  held: ServiceRecord,
  to: { organisationId?: string | undefined; placeId?: string | null | undefined },
): Promise<FieldChange[]> {
  const { rows } = await sql<{ organisation: string | null; place: string | null }>`select
    (select name from organisation where id = ${to.organisationId ?? null}::uuid) as organisation,
    (select concat_ws(', ', name, address, commune, departement) from service_place
     where id = ${to.placeId ?? null}::uuid) as place`.execute(db)
  const { place } = held
  const was =
    place && [place.name, place.address, place.commune, place.departement].filter(Boolean).join(', ')
  const [found] = rows
  return [
    ...(to.organisationId !== undefined && to.organisationId !== held.organisation.id
      ? [{ field: 'Organisation', before: held.organisation.name, after: found?.organisation ?? null }]
      : []),
    ...(to.placeId !== undefined && to.placeId !== (place?.id ?? null)
      ? [{ field: 'Lieu', before: was, after: found?.place ?? null }]
      : []),
  ]
}

async function demandKnown(
  db: Db,
  { organisationId, placeId }: { organisationId?: string | undefined; placeId?: string | null | undefined },
): Promise<void> {
  const { rows } = await sql<{ known: boolean }>`select
    (${organisationId ?? null}::uuid is null or exists (select from organisation where id = ${organisationId ?? null}))
    and (${placeId ?? null}::uuid is null or exists (select from service_place where id = ${placeId ?? null})) as known`.execute(
    db,
  )
  if (!rows[0]?.known) refuse('not_found')
}

/** Notes that somebody made sure of an entry. */
export const markVerified = (db: Db, actor: Actor, seen: Seen, how: VerificationMethod) =>
  changeService(db, actor, seen, { verified: how })

/** Changes an organisation, for all the services it answers for. */
export async function changeOrganisation(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number | null },
  given: InputOf<typeof saveOrganisation>,
): Promise<number> {
  const held = await db
    .selectFrom('organisation')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  if (version !== null && held.version !== version) refuse('version_conflict', { current: held })
  const changes = changesBetween(OrganisationFields, held, given)
  if (changes.length === 0) return held.version
  await db
    .updateTable('organisation')
    .set({ ...given, version: held.version + 1 })
    .where('id', '=', id)
    .execute()
  await tellServices(db, actor, await servicesAt(db, { organisationId: id }), changes)
  return held.version + 1
}

/** Changes a place, for all the services that stand there. */
export async function changePlace(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number | null },
  given: InputOf<typeof savePlace>,
): Promise<number> {
  const held = await db
    .selectFrom('service_place')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  if (version !== null && held.version !== version) refuse('version_conflict', { current: held })
  const changes = changesBetween(PlaceFields, held, given)
  if (changes.length === 0) return held.version
  await db
    .updateTable('service_place')
    .set({ ...given, version: held.version + 1 })
    .where('id', '=', id)
    .execute()
  const ids = await servicesAt(db, { placeId: id })
  await tellServices(db, actor, ids, changes)
  await demandDiscretion(db, ids)
  return held.version + 1
}

async function tellServices(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  changes: ReturnType<typeof changesBetween>,
) {
  for (const serviceId of ids) await remember(db, actor, { serviceId, kind: 'edited', changes })
  if (ids.length > 0)
    await sql`update service set modified_at = clock_timestamp() where id = any(${ids}::uuid[])`.execute(db)
  await indexServices(db, ids)
}

/** A place for a service that has none. */
export async function givePlace(db: Db, actor: Actor, serviceId: string, given: InputOf<typeof createPlace>) {
  const held = await holdService(db, actor, serviceId, null)
  const id = await insertPlace(db, held.organisation.id, given)
  await changeService(db, actor, { id: serviceId, version: held.version }, { placeId: id, verified: null })
  const changes = changesBetween(PlaceFields, {}, given)
  await remember(db, actor, { serviceId, kind: 'edited', changes })
  return { id, version: 1 }
}
