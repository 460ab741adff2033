import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { isOpenAt, localTime } from '#kernel/hours/hours.ts'
import type {
  OrientationOutcome,
  ServiceAudience,
  ServiceEntry,
  ServiceKind,
  ServiceReach,
  SpokenLanguage,
} from '#vocabulary'
import { departement, orientationOutcome, serviceKind } from '#vocabulary'
import type { Contact, OrganisationShown, PlaceShown, ServiceRecord } from './contract.ts'
import { freshnessOf, houseToday } from './freshness.ts'
import { qualityOf } from './quality.ts'
import { type Audience, isConfidential, visibleTo } from './visible.ts'

type Selects = Pick<Db, 'selectFrom'>
type Departements = ServiceRecord['departements']

const codes = <T>(table: string, column: string) =>
  sql<T[]>`array(select x.${sql.ref(column)} from ${sql.table(table)} x where x.service_id = service.id)`

/** Whole services as they are kept; what of them may be shown, `visibleTo` says. */
function selectServices(db: Selects) {
  return db
    .selectFrom('service')
    .innerJoin('organisation', 'organisation.id', 'service.organisation_id')
    .leftJoin('service_place as place', 'place.id', 'service.place_id')
    .leftJoin('account as verifier', 'verifier.id', 'service.verified_by')
    .leftJoin('service_index as standing', 'standing.service_id', 'service.id')
    .selectAll('service')
    .select(['verifier.name as verifier', 'standing.confirm_on', 'standing.stale_on', 'standing.hidden_on'])
    .select([
      sql<OrganisationShown>`jsonb_build_object('id', organisation.id, 'version', organisation.version,
        'name', organisation.name, 'kind', organisation.kind, 'siret', organisation.siret,
        'website', organisation.website, 'notes', organisation.notes, 'active', organisation.active)`.as(
        'organisation',
      ),
      sql<PlaceShown | null>`case when place.id is not null then jsonb_build_object('id', place.id,
        'version', place.version, 'name', place.name, 'address', place.address, 'postcode', place.postcode,
        'commune', place.commune, 'departement', place.departement, 'latitude', place.latitude,
        'longitude', place.longitude, 'precision', place.precision, 'access', place.access) end`.as('place'),
      sql<Contact[]>`(select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'person', c.person,
        'function', c.function, 'phone', c.phone, 'email', c.email, 'web', c.web, 'visibility', c.visibility,
        'isFrontGate', c.is_front_gate) order by c.position, c.id), '[]')
        from service_contact c where c.service_id = service.id)`.as('contacts'),
      codes<ServiceKind>('service_offer', 'kind').as('kinds'),
      codes<ServiceAudience>('service_public', 'audience').as('audiences'),
      codes<ServiceEntry>('service_way_in', 'entry').as('entries'),
      codes<ServiceReach>('service_meeting', 'reach').as('reaches'),
      codes<SpokenLanguage>('service_language', 'language').as('languages'),
      codes<Departements[number]>('service_departement', 'departement').as('departements'),
      sql<number>`(select count(*)::int from service_proposal w join service asked on asked.id = w.service_id
        where w.state = 'waiting' and service.id in (asked.id, asked.merged_into))`.as('proposals'),
    ])
}
type ServiceRow = Awaited<ReturnType<ReturnType<typeof selectServices>['execute']>>[number]

const inOrderOf = <C extends string>(of: { readonly codes: readonly C[] }, given: readonly C[]): C[] =>
  of.codes.filter((code) => given.includes(code))

interface Outcomes {
  readonly service_id: string | null
  readonly outcome: OrientationOutcome
  readonly count: number
}

/** What came of the orientations towards services, those sent to an entry that was merged since included. */
async function outcomesOf(db: Selects, ids: readonly string[]): Promise<Outcomes[]> {
  return db
    .selectFrom('orientation')
    .innerJoin('action', 'action.id', 'orientation.action_id')
    .innerJoin('service', 'service.id', 'orientation.service_id')
    .select((row) => [
      sql<string>`coalesce(service.merged_into, service.id)`.as('service_id'),
      'orientation.outcome',
      row.fn.countAll<number>().as('count'),
    ])
    .where('action.cancelled_at', 'is', null)
    .where(sql<SqlBool>`(service.id = any(${ids}::uuid[]) or service.merged_into = any(${ids}::uuid[]))`)
    .groupBy([sql`1`, 'orientation.outcome'])
    .execute()
}

function recordOf(row: ServiceRow, outcomes: readonly Outcomes[], now: Temporal.Instant): ServiceRecord {
  const ladder = {
    confirm_on: row.confirm_on ?? row.created_at.slice(0, 10),
    stale_on: row.stale_on ?? row.created_at.slice(0, 10),
    hidden_on: row.hidden_on ?? row.created_at.slice(0, 10),
  }
  const own = outcomes.filter(({ service_id }) => service_id === row.id)
  const whole = {
    id: row.id,
    version: row.version,
    name: row.name,
    description: row.description,
    kinds: inOrderOf(serviceKind, row.kinds),
    audiences: row.audiences,
    minAge: row.min_age,
    maxAge: row.max_age,
    entries: row.entries,
    entryNote: row.entry_note,
    reaches: row.reaches,
    coverage: row.coverage,
    departements: inOrderOf(departement, row.departements),
    cost: row.cost,
    costNote: row.cost_note,
    capacity: row.capacity,
    languages: row.languages,
    hours: row.hours,
    timeZone: row.time_zone,
    visibility: row.visibility,
    professionalNotes: row.professional_notes,
    internalNotes: row.internal_notes,
    verifyEvery: row.verify_every,
    active: row.active,
    contacts: row.contacts,
    organisation: row.organisation,
    place: row.place,
    isConfidential: isConfidential(row.place?.precision),
    isOpen: isOpenAt(row.hours, row.time_zone, now),
    localTime: localTime(row.time_zone, now),
    modifiedAt: row.modified_at,
    freshness: freshnessOf(ladder, houseToday()),
    verifiedOn: row.verified_on,
    verifiedBy: row.verifier ?? row.verified_with,
    verifiedHow: row.verified_how,
    confirmOn: ladder.confirm_on,
    hiddenOn: ladder.hidden_on,
    orientations: {
      total: own.reduce((sum, { count }) => sum + count, 0),
      outcomes: orientationOutcome.codes.flatMap((outcome) => {
        const found = own.find((one) => one.outcome === outcome)
        return found ? [{ outcome, count: found.count }] : []
      }),
    },
    proposals: row.proposals,
    mergedInto: row.merged_into,
    abilities: { edit: false },
  }
  return { ...whole, quality: qualityOf(whole) }
}

/** Services by their ids, in that order, as an audience may know them; the others are left out. */
export async function servicesOf(
  db: Selects,
  audience: Audience,
  ids: readonly string[],
): Promise<ServiceRecord[]> {
  if (ids.length === 0) return []
  const [rows, outcomes] = await Promise.all([
    selectServices(db).where(sql<SqlBool>`service.id = any(${ids}::uuid[])`).execute(),
    audience === 'internal' ? outcomesOf(db, ids) : [],
  ])
  const { service } = visibleTo(audience)
  const now = Temporal.Now.instant()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return (row && service(recordOf(row, outcomes, now))) ?? []
  })
}

/** One service as an audience may know it; nothing when it may not. */
export async function serviceOf(
  db: Selects,
  audience: Audience,
  id: string,
): Promise<ServiceRecord | undefined> {
  return (await servicesOf(db, audience, [id]))[0]
}
