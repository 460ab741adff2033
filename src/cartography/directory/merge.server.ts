import { type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Duplicate } from './contract.ts'
import type { Brought } from './proposed.ts'
import { holdService, indexServices, remember, writeParts } from './store.server.ts'

interface Like extends Omit<Duplicate, 'reasons'> {
  readonly same_phone: boolean
  readonly same_email: boolean
  readonly same_address: boolean
  readonly name_likeness: number
}

/** The entries that may be the same service as this one, and why; those said to be another are left out. */
export async function duplicatesOf(db: Db, id: string): Promise<Duplicate[]> {
  const { rows } = await sql<Like>`
    with own as (
      select i.*, p.departement, fold(p.address) as address, fold(p.commune) as commune
      from service_index i join service s on s.id = i.service_id left join service_place p on p.id = s.place_id
      where i.service_id = ${id}),
    near as (
      (select i.service_id from own join service_index i on i.search_text % own.search_text limit 200)
      union (select c.service_id from service_contact o join service_contact c on c.phone_key = o.phone_key
             where o.service_id = ${id} and o.phone_key is not null limit 50)
      union (select c.service_id from service_contact o join service_contact c on lower(c.email) = lower(o.email)
             where o.service_id = ${id} and o.email is not null limit 50)),
    judged as (
      select i.service_id as id, s.version, s.name, o.name as organisation, p.commune, i.stands_in as "standsIn",
        round(similarity(i.name_key, own.name_key)::numeric, 2)::float8 as name_likeness,
        exists (select from service_contact a join service_contact b on a.phone_key = b.phone_key
          where a.service_id = ${id} and b.service_id = i.service_id) as same_phone,
        exists (select from service_contact a join service_contact b on lower(a.email) = lower(b.email)
          where a.service_id = ${id} and b.service_id = i.service_id) as same_email,
        coalesce(own.address <> '' and fold(p.address) = own.address and fold(p.commune) = own.commune, false)
          as same_address,
        i.stands_in is not distinct from own.stands_in as same_departement
      from near join service_index i on i.service_id = near.service_id and i.service_id <> ${id} cross join own
        join service s on s.id = i.service_id join organisation o on o.id = s.organisation_id
        left join service_place p on p.id = s.place_id
      where not exists (select from service_distinct d where d.one_id = least(i.service_id, ${id}::uuid)
                        and d.other_id = greatest(i.service_id, ${id}::uuid)))
    select *, least(1, name_likeness * 0.6 + case when same_phone or same_email then 0.35 else 0 end
        + case when same_address then 0.25 else 0 end) as likeness
    from judged
    where (same_departement and name_likeness >= 0.55)
      or ((same_phone or same_email) and name_likeness >= 0.25) or (same_address and name_likeness >= 0.25)
    order by likeness desc, name limit 10`.execute(db)
  return rows.map(({ same_phone, same_email, same_address, name_likeness, ...row }) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    organisation: row.organisation,
    commune: row.commune,
    standsIn: row.standsIn,
    likeness: Number(row.likeness),
    reasons: [
      name_likeness >= 0.55 && 'nom très proche',
      same_phone && 'même téléphone',
      same_email && 'même courriel',
      same_address && 'même adresse',
    ].filter((one) => one !== false),
  }))
}

/** The merges towards an entry that still stand. */
export function mergesInto(db: Db, id: string) {
  return db
    .selectFrom('service_merge as m')
    .innerJoin('service as gone', 'gone.id', 'm.gone_id')
    .leftJoin('account', 'account.id', 'm.merged_by')
    .select(['m.id', 'm.gone_id as goneId', 'gone.name', 'm.merged_at as mergedAt', 'account.name as by'])
    .where('m.kept_id', '=', id)
    .where('m.undone_at', 'is', null)
    .orderBy('m.merged_at', 'desc')
    .execute()
}

const reachKey = (one: { phone: string | null; email: string | null; web: string | null }) =>
  `${(one.phone ?? '').replace(/\D/g, '').slice(-9)}|${one.email?.toLowerCase() ?? ''}|${one.web ?? ''}`

/** Makes one of two entries: the one that goes leaves its kinds, départements and contacts to the one that stays. */
export async function merge(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
  goneId: string,
) {
  if (id === goneId) refuse('same_service')
  // Always in one order: two people who merge the same pair, each their way, do not wait for each other.
  await sql`select id from service where id in (${id}, ${goneId}) order by id for update`.execute(db)
  const kept = await holdService(db, actor, id, version)
  const gone = await holdService(db, actor, goneId, null)
  const reached = new Set(kept.contacts.map(reachKey))
  const contacts = gone.contacts
    .filter((one) => !reached.has(reachKey(one)))
    // What is brought never becomes more visible: the gate of one address is not that of another, and what a
    // confidential address kept inside stays inside.
    .map((one) => ({
      ...one,
      id: newId(),
      isFrontGate: false,
      visibility: gone.isConfidential && !one.isFrontGate ? ('internal' as const) : one.visibility,
    }))
  const kinds = gone.kinds.filter((one) => !kept.kinds.includes(one))
  const departements = gone.departements.filter((one) => !kept.departements.includes(one))
  const brought: Brought = { kinds, departements, contacts: contacts.map((one) => one.id) }
  await writeParts(db, id, {
    kinds: [...kept.kinds, ...kinds],
    departements: [...kept.departements, ...departements],
    contacts: [...kept.contacts, ...contacts],
  })
  const mergeId = newId()
  await db
    .insertInto('service_merge')
    .values({
      id: mergeId,
      kept_id: id,
      gone_id: goneId,
      brought: JSON.stringify(brought),
      merged_by: actor.id,
      undone_at: null,
      undone_by: null,
    })
    .execute()
  await db
    .updateTable('service')
    .set({ merged_into: id, version: gone.version + 1 })
    .where('id', '=', goneId)
    .execute()
  // What had been merged into it before follows.
  await db.updateTable('service').set({ merged_into: id }).where('merged_into', '=', goneId).execute()
  await db
    .updateTable('service')
    .set({ version: version + 1, modified_at: sql<string>`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
  await indexServices(db, [id, goneId])
  const told = { field: 'Réunion', before: `${gone.name} (${gone.organisation.name})`, after: kept.name }
  await remember(db, actor, { serviceId: id, kind: 'merged', changes: [told] })
  await remember(db, actor, { serviceId: goneId, kind: 'merged', changes: [told] })
  return { mergeId, version: version + 1 }
}

/** Takes back exactly what a merge brought, whatever was written since. */
export async function unmerge(db: Db, actor: Actor, mergeId: string): Promise<string> {
  const held = await db
    .selectFrom('service_merge')
    .selectAll()
    .where('id', '=', mergeId)
    .where('undone_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!held) return refuse('not_found')
  const { kept_id: keptId, gone_id: goneId, brought } = held
  await sql`select id from service where id in (${keptId}, ${goneId}) order by id for update`.execute(db)
  await db
    .deleteFrom('service_contact')
    .where('service_id', '=', keptId)
    .where(sql<SqlBool>`id = any(${brought.contacts}::uuid[])`)
    .execute()
  await db
    .deleteFrom('service_offer')
    .where('service_id', '=', keptId)
    .where(sql<SqlBool>`kind = any(${brought.kinds}::text[])`)
    .execute()
  await db
    .deleteFrom('service_departement')
    .where('service_id', '=', keptId)
    .where(sql<SqlBool>`departement = any(${brought.departements}::text[])`)
    .execute()
  await db
    .updateTable('service')
    .set({ merged_into: null, version: sql`version + 1` })
    .where('id', '=', goneId)
    .execute()
  // Those that had come with it go back with it.
  await sql`update service set merged_into = ${goneId} where id in (
    select m.gone_id from service_merge m where m.kept_id = ${goneId} and m.undone_at is null)`.execute(db)
  await db.updateTable('service').set({ version: sql`version + 1` }).where('id', '=', keptId).execute()
  await db
    .updateTable('service_merge')
    .set({ undone_at: sql<string>`clock_timestamp()`, undone_by: actor.id })
    .where('id', '=', mergeId)
    .execute()
  await indexServices(db, [keptId, goneId])
  for (const serviceId of [keptId, goneId]) await remember(db, actor, { serviceId, kind: 'unmerged' })
  return keptId
}
