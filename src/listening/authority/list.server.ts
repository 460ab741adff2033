import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { DeliveryChannel } from '#vocabulary'
import type { AuthorityRow, listAuthorities, listUnits, Route } from './contract.ts'
import { authoritiesSeenBy } from './policy.server.ts'
import {
  authorityAnswersTo,
  authorityCovers,
  selectUnits,
  unitAnswersTo,
  unitAsShown,
  unitCovers,
} from './queries.server.ts'
import { houseToday, staleBefore, verificationOf, worstOf } from './verification.ts'

type Asked = z.output<(typeof listAuthorities)['query']>

/** The oldest verification of an entry and of its open units; what was never verified is older than anything. */
const oldest = sql<string>`least(
  coalesce(authority.verified_on, '-infinity'::date),
  (select min(coalesce(u.verified_on, '-infinity'::date)) from authority_unit u
   where u.authority_id = authority.id and u.active))`

const sortKeys = { name: sql<string>`authority.name_key`, verifiedOn: oldest } as const

interface Standing {
  readonly verified_on: string | null
  readonly version: number
}

interface Row extends Standing {
  readonly id: string
  readonly name: string
  readonly channel: DeliveryChannel
  readonly active: boolean
  readonly departements: z.output<typeof Route>[]
  readonly units: number
  readonly standings: readonly Standing[]
  readonly oldest: string
}

function rowOf(row: Row, today: string): AuthorityRow {
  const all = [row, ...row.standings].map((one) => verificationOf(one, today))
  return {
    id: row.id,
    name: row.name,
    channel: row.channel,
    active: row.active,
    departements: row.departements,
    units: row.units,
    verification: worstOf(all),
    verifiedOn: row.oldest === '-infinity' ? null : row.oldest,
  }
}

/** The entries that answer to the filters, whatever the page. */
function matching(actor: Actor, db: Db, asked: Asked) {
  let query = authoritiesSeenBy(actor, db)
  if (!asked.closed) query = query.where('authority.active', '=', true)
  if (asked.text) query = query.where(authorityAnswersTo(asked.text))
  if (asked.departement) query = query.where(authorityCovers(asked.departement))
  return query
}

const isToVerify = (today: string) => sql<SqlBool>`${oldest} < ${staleBefore(today)}::date`

/** One page of the authorities, with how many there are and how many wait to be verified. */
export async function pageOfAuthorities(actor: Actor, db: Db, asked: Asked) {
  const today = houseToday()
  const key = sortKeys[asked.sort]
  const order = asked.direction === 'ascending' ? 'asc' : 'desc'
  let query = matching(actor, db, asked)
  if (asked.toVerify) query = query.where(isToVerify(today))
  if (asked.after) {
    const place = z.tuple([z.literal(asked.sort), z.string(), z.uuid()])
    const [, value, id] = readPlace(place, asked.after)
    const bound = asked.sort === 'verifiedOn' ? sql`${value}::date` : sql`${value}::text`
    const beyond = order === 'asc' ? sql`>` : sql`<`
    query = query.where(sql<SqlBool>`(${key}, authority.id) ${beyond} (${bound}, ${id}::uuid)`)
  }
  const rows = query
    .select(['authority.id', 'authority.name', 'authority.channel', 'authority.active'])
    .select(['authority.verified_on', 'authority.version'])
    .select([sql<string>`${key}::text`.as('key'), sql<string>`${oldest}::text`.as('oldest')])
    .select([
      sql<Row['departements']>`(
        select coalesce(jsonb_agg(jsonb_build_object('departement', r.departement, 'part', r.part)
                        order by r.departement, r.part), '[]')
        from authority_route r join authority_unit u on u.id = r.unit_id where u.authority_id = authority.id)`.as(
        'departements',
      ),
      sql<number>`(select count(*)::int from authority_unit u where u.authority_id = authority.id and u.active)`.as(
        'units',
      ),
      sql<Row['standings']>`(
        select coalesce(jsonb_agg(jsonb_build_object('verified_on', u.verified_on, 'version', u.version)), '[]')
        from authority_unit u where u.authority_id = authority.id and u.active)`.as('standings'),
    ])
    .orderBy(key, order)
    .orderBy('authority.id', order)
    .limit(asked.limit + 1)
    .execute()
  const counted = matching(actor, db, asked)
    .select((row) => [
      row.fn.countAll<number>().as('all'),
      sql<number>`count(*) filter (where ${isToVerify(today)})`.as('to_verify'),
    ])
    .executeTakeFirstOrThrow()
  const [found, counts] = await Promise.all([rows, counted])
  const page = cutPage(
    found,
    asked.limit,
    (row) => [asked.sort, row.key, row.id],
    (row) => rowOf(row, today),
  )
  return { ...page, total: asked.toVerify ? counts.to_verify : counts.all, toVerify: counts.to_verify }
}

/** One page of the open units, by name. */
export async function pageOfUnits(db: Db, asked: z.output<(typeof listUnits)['query']>) {
  let query = selectUnits(db).where('unit.active', '=', true).where('authority.active', '=', true)
  if (asked.text) query = query.where(unitAnswersTo(asked.text))
  if (asked.departement) query = query.where(unitCovers(asked.departement))
  if (asked.recipient) query = query.where('unit.recipient', '=', asked.recipient)
  if (asked.after) {
    const [key, id] = readPlace(z.tuple([z.string(), z.uuid()]), asked.after)
    query = query.where(sql<SqlBool>`(unit.name_key, unit.id) > (${key}, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('unit.name_key')
    .orderBy('unit.id')
    .limit(asked.limit + 1)
    .execute()
  return cutPage(
    rows,
    asked.limit,
    (row) => [row.name_key, row.id],
    (row) => unitAsShown(row),
  )
}
