import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { dangerLevel, type SituationStage, situationStage } from '#vocabulary'
import type { listSituations, SituationRow } from './contract.ts'
import { shortName, unsealIdentity } from './identity.server.ts'
import { situationsSeenBy } from './policy.server.ts'

type Asked = z.output<(typeof listSituations)['query']>

/** Whose list is everyone's. */
const everyone = '00000000-0000-0000-0000-000000000000'
const sortKeys = { moved: 'listing.moved_at', opened: 'listing.opened_at' } as const

const placeAt = (sort: Asked['sort']) =>
  z.tuple([z.literal(sort), z.union([instant, z.literal('infinity')]), z.uuid()])

/** One page of the files: the same few reads whatever their number, the filters and the sort. */
export async function pageOfSituations(
  actor: Actor,
  db: Db,
  keys: Keyring,
  asked: Asked,
): Promise<{ items: SituationRow[]; next: string | null }> {
  const rows = await rowsOf(actor, db, asked).execute()
  const shown = rows.slice(0, asked.limit)
  const more = await moreOf(
    db,
    shown.map((row) => row.id),
  )
  const opened = await openDataKeys(
    db,
    keys,
    shown.filter((row) => row.sealed_identity).map((row) => row.data_key_id),
  )
  return cutPage(
    rows,
    asked.limit,
    (row) => [asked.sort, asked.sort === 'moved' ? row.moved_at : (row.opened_at ?? 'infinity'), row.id],
    (row) => rowOf(row, nameOf(keys, opened, row), more.get(row.id)),
  )
}

/** The files of a page, with what the list shows of them; which ones and in what order, the listing says. */
function rowsOf(actor: Actor, db: Db, asked: Asked) {
  const isGrouped = !asked.departement && (asked.stage || asked.dangerLevel)
  const page = isGrouped ? groupedPlaces(actor, db, asked) : placesOf(actor, db, asked)
  const order = asked.direction === 'ascending' ? 'asc' : 'desc'
  return situationsSeenBy(actor, db)
    .innerJoin(page.as('place'), 'place.situation_id', 'situation.id')
    .innerJoin('situation_summary as summary', 'summary.situation_id', 'situation.id')
    .select(['situation.id', 'situation.data_key_id', 'situation.sealed_identity'])
    .select(['summary.reference', 'summary.stage', 'summary.moved_at', 'summary.opened_at'])
    .select(['summary.last_contact_at', 'summary.contact_count', 'summary.caller_profile'])
    .select(['summary.gender', 'summary.age', 'summary.departement', 'summary.danger_level'])
    .orderBy('place.key', order)
    .orderBy('place.situation_id', order)
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** The places of a page in the list of everyone or of the actor, the filters applied as the indexes hold them. */
function placesOf(actor: Actor, db: Db, asked: Asked) {
  const key = sql.ref<string>(sortKeys[asked.sort])
  const order = asked.direction === 'ascending' ? 'asc' : 'desc'
  let query = db
    .selectFrom('situation_listing as listing')
    .select(['listing.situation_id', key.as('key')])
    .where('listing.reader', '=', asked.mine ? actor.id : everyone)
  if (asked.departement) {
    query = query.where('listing.departement', '=', asked.departement)
    if (asked.stage) query = query.where('listing.stage', '=', asked.stage)
    if (asked.dangerLevel) query = query.where('listing.danger_level', '=', asked.dangerLevel)
  }
  if (asked.after) {
    const [, at, id] = readPlace(placeAt(asked.sort), asked.after)
    const beyond = order === 'asc' ? sql`>` : sql`<`
    query = query.where(
      sql<SqlBool>`(${key}, listing.situation_id) ${beyond} (${at}::timestamptz, ${id}::uuid)`,
    )
  }
  return query
    .orderBy(key, order)
    .orderBy('listing.situation_id', order)
    .limit(asked.limit + 1)
}

/** The same without a département: the first places of each group (stage, danger level), side by side. */
function groupedPlaces(actor: Actor, db: Db, asked: Asked) {
  const stages = asked.stage ? [asked.stage] : situationStage.codes
  const dangers = asked.dangerLevel ? [asked.dangerLevel] : ['', ...dangerLevel.codes]
  const order = asked.direction === 'ascending' ? 'asc' : 'desc'
  const group = placesOf(actor, db, asked)
    .where('listing.stage', '=', sql<SituationStage>`wanted.stage`)
    .where('listing.danger_level', '=', sql<string>`wanted.danger`)
  return db
    .selectFrom(
      sql<{ stage: string; danger: string }>`(
        select stage, danger from unnest(${stages}::text[]) as stage, unnest(${dangers}::text[]) as danger
      )`.as('wanted'),
    )
    .innerJoinLateral(group.as('one'), (join) => join.onTrue())
    .select(['one.situation_id', 'one.key'])
    .orderBy('one.key', order)
    .orderBy('one.situation_id', order)
    .limit(asked.limit + 1)
}

/** Who follows each file, and when somebody is to be called back: one statement for the page. */
async function moreOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { assigned: string[]; next: string | null }>()
  const { rows } = await sql<{ id: string; assigned: string[]; next: string | null }>`
    select wanted.id,
           array(select a.name from assignment g join account a on a.id = g.account_id
                 where g.situation_id = wanted.id order by g.assigned_at, a.id) as assigned,
           (select min(c.opens_at) from callback c where c.situation_id = wanted.id and c.settled_at is null) as next
    from unnest(${ids}::uuid[]) as wanted (id)`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

function nameOf(keys: Keyring, opened: ReadonlyMap<string, DataKey>, row: Row): string | null {
  const key = opened.get(row.data_key_id)
  return key ? shortName(unsealIdentity(keys, key, row.id, row.sealed_identity)) : null
}

function rowOf(
  row: Row,
  name: string | null,
  more: { assigned: string[]; next: string | null } | undefined,
): SituationRow {
  return {
    id: row.id,
    reference: row.reference,
    stage: row.stage,
    openedAt: row.opened_at,
    lastContactAt: row.last_contact_at,
    movedAt: row.moved_at,
    contactCount: row.contact_count,
    callerProfile: row.caller_profile,
    gender: row.gender,
    age: row.age,
    departement: row.departement,
    dangerLevel: row.danger_level,
    name,
    assigned: more?.assigned ?? [],
    nextCallbackAt: more?.next ?? null,
  }
}
