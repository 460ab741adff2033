import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Pair } from './contract.ts'

type Twin = Pair['one']

interface Row {
  readonly one: Twin
  readonly other: Twin
  readonly same_name: boolean
  readonly same_phone: boolean
  readonly same_email: boolean
}

/** How many pairs are shown: whoever settled these will be shown the next. */
const most = 50

// One switchboard serves many: far apart, the names must be nearly the same.
const alike = sql`similarity(a.name_key, b.name_key) >=
  case when a.stands_in is not distinct from b.stands_in then 0.25 else 0.6 end`

/**
 * The entries that may be written twice, the surest first: the same name in one département, or the same telephone or
 * e-mail under names that look alike. Equal values are joined, so that the whole directory is looked through at once;
 * what is only alike shows on the page of each service.
 */
export async function pairsAlike(db: Pick<Db, 'getExecutor'>, departement?: string): Promise<Pair[]> {
  const { rows } = await sql<Row>`
    with reached as (
      select distinct i.service_id, i.name_key, i.stands_in, c.phone_key, lower(c.email) as email
      from service_index i join service_contact c on c.service_id = i.service_id),
    found as (
      select a.service_id as a, b.service_id as b, true as same_name, false as same_phone, false as same_email
        from service_index a join service_index b on b.name_key = a.name_key
        and b.stands_in is not distinct from a.stands_in and b.service_id > a.service_id
      union all
      select a.service_id, b.service_id, false, true, false from reached a
        join reached b on b.phone_key = a.phone_key and b.service_id > a.service_id
        where ${alike}
      union all
      select a.service_id, b.service_id, false, false, true from reached a
        join reached b on b.email = a.email and b.service_id > a.service_id
        where ${alike}),
    pairs as (
      select a, b, bool_or(same_name) as same_name, bool_or(same_phone) as same_phone, bool_or(same_email) as same_email
      from found where not exists (select from service_distinct d where d.one_id = a and d.other_id = b)
      group by a, b),
    twin as (
      select i.service_id, i.stands_in, i.departements, jsonb_build_object('id', s.id, 'name', s.name,
        'organisation', o.name, 'standsIn', i.stands_in) as told
      from service_index i join service s on s.id = i.service_id join organisation o on o.id = s.organisation_id)
    select x.told as one, y.told as other, same_name, same_phone, same_email
    from pairs join twin x on x.service_id = pairs.a join twin y on y.service_id = pairs.b
    where ${departement ?? null}::text is null or ${departement ?? null} in (x.stands_in, y.stands_in)
      or (x.departements || y.departements) @> array[${departement ?? null}::text]
    order by same_name::int + same_phone::int + same_email::int desc, x.told ->> 'name', pairs.a, pairs.b
    limit ${most}`.execute(db)
  return rows.map(({ one, other, same_name, same_phone, same_email }) => ({
    one,
    other,
    reasons: [same_name && 'même nom', same_phone && 'même téléphone', same_email && 'même courriel'].filter(
      (reason) => reason !== false,
    ),
  }))
}
