import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Tables } from '#tables.server.ts'
import type { PartnerActor } from '../actor.server.ts'
import type { listPackages, PackageFile, PackageLine } from './contract.ts'
import { packagesSeenBy } from './policy.server.ts'

const pageSize = 30

const columns = [
  'package.id',
  'reference',
  'urgent',
  'sent_at',
  'read_at',
  'acknowledged_at',
  'acknowledged_name',
  'complement_asked_at',
  'redirected_at',
  'returned_at',
  'return_outcome',
] as const

type Seen = { package: Tables['partner.package'] } & Tables

/** The line of a package, and whether the person's own key opens it. */
function lines<Row>(query: SelectQueryBuilder<Seen, 'package', Row>, actor: PartnerActor) {
  return query
    .select(columns)
    .select((is) =>
      is
        .exists(
          is
            .selectFrom('partner.package_recipient as recipient')
            .select(sql`1`.as('one'))
            .whereRef('recipient.package_id', '=', 'package.id')
            .where('recipient.person_id', '=', actor.id),
        )
        .as('readable'),
    )
}

type Line = Awaited<ReturnType<ReturnType<typeof lines>['executeTakeFirstOrThrow']>>

const lineOf = (row: Line): PackageLine => ({
  id: row.id,
  reference: row.reference,
  urgent: row.urgent,
  sentAt: row.sent_at,
  readAt: row.read_at,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_name,
  complementAskedAt: row.complement_asked_at,
  redirectedAt: row.redirected_at,
  returnedAt: row.returned_at,
  returnOutcome: row.return_outcome,
  isReadable: Boolean(row.readable),
})

/** An evaluation that goes on is an answer, not the return. */
const stillExpected = sql<SqlBool>`(return_outcome is null or return_outcome = 'evaluation_ongoing')`

const Place = z.tuple([z.union([z.literal(0), z.literal(1)]), z.string().max(40), z.uuid()])

/** What waits comes urgent first, then the oldest; the whole list comes the latest first. */
export async function pageOfPackages(
  db: Db,
  actor: PartnerActor,
  asked: z.output<typeof listPackages.query>,
): Promise<{ items: PackageLine[]; next: string | null }> {
  const isWaiting = asked.view !== 'all'
  const rank = isWaiting ? sql<0 | 1>`case when urgent then 0 else 1 end` : sql<0 | 1>`0::int`
  let query = lines(packagesSeenBy(actor, db), actor).select(rank.as('rank'))
  if (isWaiting) {
    query = query
      .where('redirected_at', 'is', null)
      .where(stillExpected)
      .where('acknowledged_at', asked.view === 'to_acknowledge' ? 'is' : 'is not', null)
  }
  if (asked.after) {
    const [after, sentAt, id] = readPlace(Place, asked.after)
    const beyond = isWaiting ? sql`>` : sql`<`
    query = query.where(
      sql<SqlBool>`(${rank}, sent_at, package.id) ${beyond} (${after}::int, ${sentAt}::timestamptz, ${id}::uuid)`,
    )
  }
  const order = isWaiting ? 'asc' : 'desc'
  const rows = await query
    .orderBy(rank, order)
    .orderBy('sent_at', order)
    .orderBy('package.id', order)
    .limit(pageSize + 1)
    .execute()
  return cutPage(rows, pageSize, (row) => [row.rank, row.sent_at, row.id], lineOf)
}

/** How many packages nobody of the authority has acknowledged, and how many of them are urgent. */
export function countWaiting(db: Db, actor: PartnerActor): Promise<{ waiting: number; urgent: number }> {
  return packagesSeenBy(actor, db)
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.countAll<number>().filterWhere('urgent', '=', true).as('urgent'),
    ])
    .where('acknowledged_at', 'is', null)
    .where('redirected_at', 'is', null)
    .executeTakeFirstOrThrow()
}

/** A package held still for a change; « not found » for whatever is not there for this person. */
export async function holdPackage(db: Db, actor: PartnerActor, id: string) {
  const found = await packagesSeenBy(actor, db)
    .select([
      'package.id',
      'transmission_id',
      'edition',
      'sealed',
      'read_at',
      'acknowledged_at',
      'redirected_at',
      'return_outcome',
    ])
    .where('package.id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return found ?? refuse('not_found')
}

/** A package with what the authority did about it. */
export async function readFile(db: Db, actor: PartnerActor, id: string): Promise<PackageFile> {
  const row = await lines(packagesSeenBy(actor, db), actor)
    .select('reply_key')
    .where('package.id', '=', id)
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  const history = await db
    .selectFrom('partner.event')
    .select(['id', 'at', 'kind', 'person_name', 'outcome'])
    .where('package_id', '=', id)
    .orderBy('cursor')
    .execute()
  return {
    ...lineOf(row),
    replyKey: row.reply_key,
    history: history.map((one) => ({
      id: one.id,
      at: one.at,
      kind: one.kind,
      personName: one.person_name,
      outcome: one.outcome,
    })),
  }
}

/** Everybody of the person's own authority. */
export function peopleOfMine(db: Db, actor: PartnerActor) {
  return db
    .selectFrom('partner.person')
    .select(['id', 'name', 'email', 'role', 'active', 'last_sign_in_at'])
    .select(sql<boolean>`public_key is not null`.as('has_key'))
    .where('authority_id', '=', actor.authorityId)
    .orderBy('active', 'desc')
    .orderBy(sql`lower(name)`)
    .execute()
}
