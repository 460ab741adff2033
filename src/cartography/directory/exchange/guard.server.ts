import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { departement, departementName, type ExchangeFormat, type ServiceVisibility } from '#vocabulary'
import type { Leak } from './contract.ts'
import { type Entry, entriesOf } from './leaves.server.ts'

type Asks = Pick<Db, 'getExecutor'>

/** What an audience may read, said again here: this check shares nothing with what it checks. */
const allowed: Readonly<Record<ServiceVisibility, readonly ServiceVisibility[]>> = {
  public: ['public'],
  professionals_only: ['public', 'professionals_only'],
  internal: ['public', 'professionals_only', 'internal'],
}

const batchSize = 250
/** Leaks that are told; one is enough to refuse. */
const most = 50

/** What a service hides from an audience. */
interface Hidden {
  readonly id: string
  readonly name: string
  readonly is_hidden: boolean
  readonly addresses: readonly string[]
  readonly commune: string | null
  readonly postcode: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly notes: readonly string[]
  readonly people: readonly string[]
}

async function hiddenOf(
  db: Asks,
  audience: ServiceVisibility,
  ids: readonly string[],
): Promise<Map<string, Hidden>> {
  const seen = allowed[audience]
  const { rows } = await sql<Hidden>`
    select s.id, s.name, s.visibility <> all(${seen}::text[]) or s.merged_into is not null as is_hidden,
      array(select q.address from service_place q where q.address is not null and q.precision <> 'exact'
        and (q.id = p.id or q.organisation_id = s.organisation_id)) as addresses,
      case when p.precision = 'departement' then p.commune end as commune,
      case when p.precision <> 'exact' then p.postcode end as postcode,
      case when p.precision <> 'exact' then p.latitude end as latitude,
      case when p.precision <> 'exact' then p.longitude end as longitude,
      array_remove(array[s.internal_notes, o.notes,
        case when 'professionals_only' <> all(${seen}::text[]) then s.professional_notes end], null) as notes,
      array(select c.person from service_contact c where c.service_id = s.id and c.person is not null
        and (c.visibility <> all(${seen}::text[]) or (p.precision <> 'exact' and not c.is_front_gate))
        and not exists (select from service_contact v where v.service_id = s.id and v.person = c.person
          and v.visibility = any(${seen}::text[]) and (p.precision is not distinct from 'exact' or p.id is null or v.is_front_gate))
      ) as people
    from service s join organisation o on o.id = s.organisation_id left join service_place p on p.id = s.place_id
    where s.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Of numbers and addresses found in a file, those that the directory holds for nobody of this audience. */
async function keptBack(
  db: Asks,
  audience: ServiceVisibility,
  phones: readonly string[],
  emails: readonly string[],
): Promise<Set<string>> {
  const seen = allowed[audience]
  const { rows } = await sql<{ found: string }>`
    with held as (
      select coalesce(c.phone_key, '') as phone, lower(coalesce(c.email, '')) as email,
        c.visibility = any(${seen}::text[]) and s.visibility = any(${seen}::text[]) and s.merged_into is null
          and (p.id is null or p.precision = 'exact' or c.is_front_gate) as is_shown
      from service_contact c join service s on s.id = c.service_id left join service_place p on p.id = s.place_id
      where c.phone_key = any(${phones}::text[]) or lower(c.email) = any(${emails}::text[]))
    select phone as found from held where phone = any(${phones}::text[]) group by 1 having not bool_or(is_shown)
    union all
    select email from held where email = any(${emails}::text[]) group by 1 having not bool_or(is_shown)`.execute(
    db,
  )
  return new Set(rows.map(({ found }) => found))
}

async function structuresShown(
  db: Asks,
  audience: ServiceVisibility,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select distinct organisation_id as id from service
    where organisation_id = any(${ids}::uuid[]) and visibility = any(${allowed[audience]}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

const fold = (text: string) =>
  ` ${text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `

const phoneKeys = (text: string): string[] =>
  [...text.matchAll(/\+?\d(?:[\s.\-()\u00a0]*\d){8,14}/g)].map(([found]) =>
    found.replace(/\D/g, '').slice(-9),
  )
const emailsIn = (text: string): string[] =>
  [...text.matchAll(/[^\s<>"'(),;:|/]+@[^\s<>"'(),;:|/]+/g)].map(([found]) =>
    found.toLowerCase().replace(/\.$/, ''),
  )

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Where the name of a town says nothing: an organisation's own name, a time zone. */
const isNeutral = (field: string) =>
  /organi[sz]ation(\/name)?$|^\/nom$|website$|^site(_web)?$|timeZone$|^fuseau$|^\/structure_id$/.test(field)
/** Paris and Mayotte are towns and départements alike; the département is never hidden. */
const territories = new Set(departement.codes.map((code) => fold(departementName(code))))

/** Words that are the secret, or hold it: a short one only when it is all that is said. */
const holds = (text: string, secret: string, longEnough: boolean) =>
  longEnough ? text.includes(secret) : text === secret && secret.trim().length >= 8

/** What one entry tells of what it hides. */
function* toldBy(entry: Entry, hidden: Hidden): Generator<{ field: string; what: string }> {
  const near = (value: string, to: number | null) =>
    to !== null && /^'?-?\d+(\.\d+)?$/.test(value) && Math.abs(Number(value.replace("'", '')) - to) < 0.002
  const [addresses, notes, people] = [hidden.addresses, hidden.notes, hidden.people].map((all) =>
    all.map(fold),
  )
  const commune = fold(hidden.commune ?? '')
  const seeks = commune.trim().length >= 3
  for (const [field, value] of entry.leaves) {
    const text = fold(value)
    if (addresses?.some((one) => holds(text, one, /\d/.test(one) && one.length > 8)))
      yield { field, what: 'l’adresse confidentielle' }
    if (seeks && !isNeutral(field) && !territories.has(text) && text.includes(commune))
      yield { field, what: 'la commune confidentielle' }
    if (hidden.postcode && value.replace("'", '').trim() === hidden.postcode)
      yield { field, what: 'le code postal confidentiel' }
    if (near(value, hidden.latitude) || near(value, hidden.longitude))
      yield { field, what: 'le point confidentiel' }
    if (notes?.some((one) => holds(text, one, one.length > 24))) yield { field, what: 'une note réservée' }
    if (people?.some((one) => holds(text, one, one.trim().includes(' '))))
      yield { field, what: 'une personne réservée' }
  }
}

/**
 * Looks through a file that was made for what its audience must not read, against what the directory hides now.
 * It knows nothing of how the file was made: neither of the filter, nor of the formats' writers.
 */
export async function findLeaks(
  db: Asks,
  { format, audience }: { format: ExchangeFormat; audience: ServiceVisibility },
  bytes: AsyncIterable<Buffer>,
): Promise<Leak[]> {
  if (audience === 'internal') return []
  const leaks: Leak[] = []
  let waiting: Entry[] = []
  const look = async () => {
    if (leaks.length < most) leaks.push(...(await leaksIn(db, audience, waiting)))
    waiting = []
  }
  for await (const entry of entriesOf(format, bytes)) {
    waiting.push(entry)
    if (waiting.length >= batchSize) await look()
  }
  await look()
  return leaks.slice(0, most)
}

/** What entries tell that their audience must not read. */
export async function leaksIn(
  db: Asks,
  audience: ServiceVisibility,
  entries: readonly Entry[],
): Promise<Leak[]> {
  const known = entries.filter(({ id }) => isUuid.test(id))
  const ids = (isStructure: boolean) =>
    known.filter((one) => one.isStructure === isStructure).map(({ id }) => id)
  const texts = entries.flatMap(({ leaves }) => leaves.filter(([, value]) => !isUuid.test(value)))
  const [services, structures, back] = await Promise.all([
    hiddenOf(db, audience, ids(false)),
    structuresShown(db, audience, ids(true)),
    keptBack(
      db,
      audience,
      texts.flatMap(([, value]) => phoneKeys(value)),
      texts.flatMap(([, value]) => emailsIn(value)),
    ),
  ])
  const leaks: Leak[] = []
  for (const entry of entries) {
    const hidden = entry.isStructure ? undefined : services.get(entry.id)
    const add = (field: string, what: string) =>
      leaks.push({ serviceId: hidden?.id ?? null, name: hidden?.name ?? null, field, what })
    if (entry.isStructure ? !structures.has(entry.id) : (hidden?.is_hidden ?? true))
      add('', 'une fiche réservée')
    for (const [field, value] of entry.leaves) {
      if (isUuid.test(value)) continue
      if (phoneKeys(value).some((key) => back.has(key))) add(field, 'un numéro réservé')
      if (emailsIn(value).some((email) => back.has(email))) add(field, 'une adresse électronique réservée')
    }
    if (hidden) for (const { field, what } of toldBy(entry, hidden)) add(field, what)
  }
  return leaks
}
