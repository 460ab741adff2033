import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { type Hours, isOpenAt } from '#kernel/hours/hours.ts'
import type {
  Departement,
  PlaceAccess,
  ServiceAudience,
  ServiceCost,
  ServiceEntry,
  ServiceKind,
  ServiceReach,
  SpokenLanguage,
} from '#vocabulary'

type Executes = Pick<Db, 'getExecutor'>

/** A service as anyone may read it. */
export interface PublishedService {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly description: string | null
  readonly website: string | null
  readonly kinds: readonly ServiceKind[]
  readonly audiences: readonly ServiceAudience[]
  readonly entries: readonly ServiceEntry[]
  readonly reaches: readonly ServiceReach[]
  readonly languages: readonly SpokenLanguage[]
  readonly departements: readonly Departement[]
  /** Served wherever one is. */
  readonly isAnywhere: boolean
  readonly standsIn: Departement | null
  readonly isConfidential: boolean
  readonly placeName: string | null
  readonly address: string | null
  readonly postcode: string | null
  readonly commune: string | null
  readonly access: readonly PlaceAccess[]
  readonly minAge: number | null
  readonly maxAge: number | null
  readonly entryNote: string | null
  readonly cost: ServiceCost | null
  readonly costNote: string | null
  readonly hours: Hours | null
  /** Null: nobody knows. */
  readonly isOpen: boolean | null
  readonly verifiedOn: string | null
  readonly contacts: readonly {
    readonly person: string | null
    readonly function: string | null
    readonly phone: string | null
    readonly email: string | null
    readonly web: string | null
  }[]
}

/**
 * The services that anyone may be told of in a département: first those that stand there, then those that come, then
 * those that answer from anywhere. Reads `published_service` only, which the role of the public pages may read.
 */
export async function publishedServices(
  db: Executes,
  asked: {
    readonly departement: Departement
    readonly kind?: ServiceKind | undefined
    readonly limit?: number
  },
): Promise<PublishedService[]> {
  const { departement, kind = null, limit = 200 } = asked
  // Found first, read next: the contacts of all the others are not gathered.
  const { rows: found } = await sql<{ id: string }>`
    select id from published_service
    where (departements @> array[${departement}::text] or is_anywhere)
      and (${kind}::text is null or kinds @> array[${kind}::text])
    order by case when is_anywhere then 2 when stands_in = ${departement} then 0 else 1 end, name_key, id
    limit ${limit}`.execute(db)
  return publishedByIds(
    db,
    found.map(({ id }) => id),
  )
}

/** One service that anyone may be told of; nothing when it is not so. */
export async function publishedService(db: Executes, id: string): Promise<PublishedService | undefined> {
  return (await publishedByIds(db, [id]))[0]
}

type Row = Omit<PublishedService, 'isOpen'> & { readonly timeZone: string }

async function publishedByIds(db: Executes, ids: readonly string[]): Promise<PublishedService[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`
    select id, name, organisation, description, website, kinds, audiences, entries, reaches, languages, departements,
      is_anywhere as "isAnywhere", stands_in as "standsIn", coalesce(is_confidential, false) as "isConfidential",
      place_name as "placeName", address, postcode, commune, access, min_age as "minAge", max_age as "maxAge",
      entry_note as "entryNote", cost, cost_note as "costNote", hours, time_zone as "timeZone",
      verified_on as "verifiedOn", contacts
    from published_service where id = any(${ids}::uuid[])`.execute(db)
  const now = Temporal.Now.instant()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { timeZone, ...service } = row
    return [{ ...service, isOpen: isOpenAt(row.hours, timeZone, now) }]
  })
}
