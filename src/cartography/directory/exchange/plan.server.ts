import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { typeset } from '#kernel/trouble.ts'
import type { ExchangeVerdict } from '#vocabulary'
import type { FieldChange, ServiceRecord } from '../contract.ts'
import { demandNothingTold } from '../discretion.ts'
import { changesProposed } from '../proposal.server.ts'
import { servicesOf } from '../read.server.ts'
import { isConfidential } from '../visible.ts'
import { contactOf, proposedBy } from './compare.ts'
import type { Draft } from './draft.ts'

/** What an entry of a file is to the directory. */
export interface Planned {
  readonly verdict: ExchangeVerdict
  readonly serviceId: string | null
  readonly changes: readonly FieldChange[]
  readonly reasons: readonly string[]
  /** Why it may not be written, although it reads well. */
  readonly faults: readonly { readonly field: string; readonly message: string }[]
}

type Selects = Pick<Db, 'selectFrom' | 'getExecutor'>

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, sorted(part)]),
        )
      : value

/** The same draft, the same digest. */
export const digestOf = (draft: Draft): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(draft)))
    .digest('base64url')

interface Known {
  readonly reference: string
  readonly service_id: string
  readonly digest: string | null
}

/** The entries that these references already are: brought before from the same source, or ours. */
async function knownBy(
  db: Selects,
  source: string,
  references: readonly string[],
): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    with asked as (select distinct unnest(${references}::text[]) as reference)
    select a.reference, coalesce(s.merged_into, s.id) as service_id, f.digest
    from asked a left join service_source f on f.source = ${source} and f.reference = a.reference
    join service s on s.id = coalesce(f.service_id,
      case when a.reference ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then a.reference::uuid end)`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.reference, row]))
}

interface Like {
  readonly place: number
  readonly id: string
  readonly same_phone: boolean
  readonly same_email: boolean
  readonly same_address: boolean
  readonly likeness: number
}

/** For each draft that nothing knows, the entry of the directory that looks most like it, if one does. */
async function likesOf(
  db: Selects,
  drafts: readonly { place: number; draft: Draft }[],
): Promise<Map<number, Like>> {
  if (drafts.length === 0) return new Map()
  const asked = drafts.map(({ place, draft }) => ({
    place,
    name: draft.service.name,
    organisation: draft.organisation.name ?? '',
    phones: draft.contacts.flatMap(({ phone }) => phone?.replace(/\D/g, '').slice(-9) || []),
    emails: draft.contacts.flatMap(({ email }) => email?.toLowerCase() ?? []),
    address: draft.place?.address ?? '',
    commune: draft.place?.commune ?? '',
    departement: draft.place?.departement ?? null,
  }))
  const { rows } = await sql<Like>`
    select d.place, best.* from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as d(place int, name text,
      organisation text, phones text[], emails text[], address text, commune text, departement text)
    cross join lateral (
      select *, least(1, likeness * 0.6 + case when same_phone or same_email then 0.35 else 0 end
          + case when same_address then 0.25 else 0 end) as sum from (
        select i.service_id as id, round(similarity(i.name_key, fold(d.name))::numeric, 2)::float8 as likeness,
          exists (select from service_contact c where c.service_id = i.service_id and c.phone_key = any(d.phones)) as same_phone,
          exists (select from service_contact c where c.service_id = i.service_id and lower(c.email) = any(d.emails)) as same_email,
          fold(d.address) <> '' and fold(p.address) is not distinct from fold(d.address)
            and fold(p.commune) is not distinct from fold(d.commune) as same_address,
          i.stands_in is not distinct from d.departement as same_departement
        from (
          (select x.service_id from service_index x where x.search_text % fold(d.name || ' ' || d.organisation) limit 100)
          union (select c.service_id from service_contact c where c.phone_key = any(d.phones) limit 20)
          union (select c.service_id from service_contact c where lower(c.email) = any(d.emails) limit 20)) near
        join service_index i on i.service_id = near.service_id join service s on s.id = i.service_id
        left join service_place p on p.id = s.place_id) judged
      where (same_departement and likeness >= 0.55) or ((same_phone or same_email) and likeness >= 0.25)
        or (same_address and likeness >= 0.25)
      order by sum desc, id limit 1) best`.execute(db)
  return new Map(rows.map((row) => [row.place, row]))
}

const reasonsOf = (like: Like): string[] =>
  [
    like.likeness >= 0.55 && 'nom très proche',
    like.same_phone && 'même téléphone',
    like.same_email && 'même courriel',
    like.same_address && 'même adresse',
  ].filter((one) => one !== false)

/** What would be told of a new entry, looked through as every entry is: a confidential address may not stand in its words. */
function toldBy(draft: Draft): Planned['faults'] {
  const { place, service, organisation } = draft
  const whole = {
    description: null,
    entryNote: null,
    costNote: null,
    professionalNotes: null,
    ...service,
    place: place && { name: null, address: null, commune: null, precision: 'exact', ...place },
    isConfidential: isConfidential(place?.precision),
    contacts: draft.contacts.map(contactOf),
    organisation,
  } as unknown as ServiceRecord
  return demandNothingTold(whole).map(({ field, message }) => ({ field, message: typeset(message) }))
}

const refusedFor = (faults: Planned['faults']): Planned => ({
  verdict: 'refused',
  serviceId: null,
  changes: [],
  reasons: [],
  faults,
})

/** Says of each draft what it is to the directory, in their order. */
export async function plan(db: Selects, source: string, drafts: readonly Draft[]): Promise<Planned[]> {
  const known = await knownBy(
    db,
    source,
    drafts.map(({ reference }) => reference),
  )
  const ids = [...new Set([...known.values()].map(({ service_id }) => service_id))]
  const records = new Map((await servicesOf(db, 'internal', ids)).map((one) => [one.id, one]))
  const unknown = drafts.flatMap((draft, place) => (known.has(draft.reference) ? [] : [{ place, draft }]))
  const likes = await likesOf(db, unknown)
  return drafts.map((draft, place): Planned => {
    const own = known.get(draft.reference)
    const like = likes.get(place)
    const now = records.get(own?.service_id ?? '')
    if (!own || !now) {
      const faults = toldBy(draft)
      if (faults.length > 0) return refusedFor(faults)
      return like
        ? { verdict: 'duplicate', serviceId: like.id, changes: [], reasons: reasonsOf(like), faults: [] }
        : { verdict: 'fresh', serviceId: null, changes: [], reasons: [], faults: [] }
    }
    const changes = own.digest === digestOf(draft) ? [] : changesProposed(proposedBy(draft, now), now)
    return {
      verdict: changes.length > 0 ? 'changed' : 'unchanged',
      serviceId: now.id,
      changes,
      reasons: [],
      faults: [],
    }
  })
}
