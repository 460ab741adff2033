import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { TransmissionStatus } from '#vocabulary'
import type { listTransmissions, TransmissionView } from './contract.ts'
import { transmissionsSeenBy } from './policy.server.ts'
import { rowOf, type SelectedTransmission, selectTransmissions } from './queries.server.ts'

type Asked = z.output<(typeof listTransmissions)['query']>

/** What each view shows, by status; the others follow below. */
const statuses: Partial<Record<TransmissionView, readonly TransmissionStatus[]>> = {
  to_validate: ['submitted'],
  writing: ['draft', 'returned'],
  under_way: ['validated', 'sent', 'redirected'],
  return_expected: ['acknowledged', 'return_due'],
  late: ['acknowledged', 'return_due', 'return_overdue'],
}

const today = () => Temporal.Now.zonedDateTimeISO('Europe/Paris').toPlainDate().toString()

/** The rows of a view that the actor may list: a listener their own, a coordinator everybody's. */
function rowsIn(actor: Actor, db: Db, asked: Asked) {
  let query = selectTransmissions(actor, db)
  if (asked.mine || actor.role !== 'coordinator') query = query.where('transmission.author_id', '=', actor.id)
  const among = statuses[asked.view]
  if (among) query = query.where('transmission.status', 'in', among)
  // What nobody has sent to the right authority yet is still on its way.
  if (asked.view === 'under_way') query = query.where('transmission.readdressed_as', 'is', null)
  if (asked.view === 'return_expected') query = query.where('transmission.return_due_on', '>=', today())
  if (asked.view === 'late') query = query.where('transmission.return_due_on', '<', today())
  if (asked.status) query = query.where('transmission.status', '=', asked.status)
  if (asked.departement) query = query.where('transmission.departement', '=', asked.departement)
  if (asked.urgent !== undefined) query = query.where('transmission.urgent', '=', asked.urgent)
  return query
}

/** One page of a view, in the order in which it is worked through. */
export async function pageOfTransmissions(actor: Actor, db: Db, asked: Asked) {
  const order = orderOf(asked.view)
  let query = rowsIn(actor, db, asked)
  if (asked.after) {
    const place = readPlace(order.place, asked.after).slice(1)
    query = query.where(order.beyond(place))
  }
  for (const [column, direction] of order.by) query = query.orderBy(column, direction)
  const rows = await query.limit(asked.limit + 1).execute()
  const page = cutPage(rows, asked.limit, (row) => [asked.view, ...order.placeOf(row)], rowOf)
  return { ...page, counts: await countsFor(actor, db) }
}

interface Order {
  readonly by: readonly (readonly [ReturnType<typeof sql<unknown>>, 'asc' | 'desc'])[]
  readonly place: z.ZodType<readonly (string | number | null)[]>
  readonly placeOf: (row: SelectedTransmission) => (string | number | null)[]
  readonly beyond: (place: readonly (string | number | null)[]) => ReturnType<typeof sql<SqlBool>>
}

/** The urgent first then the longest waiting; returns by their date; the rest by the last movement. */
function orderOf(view: TransmissionView): Order {
  if (view === 'to_validate') {
    return {
      by: [
        [sql`(not transmission.urgent)`, 'asc'],
        [sql`transmission.submitted_at`, 'asc'],
        [sql`transmission.id`, 'asc'],
      ],
      place: z.tuple([z.literal(view), z.union([z.literal(0), z.literal(1)]), instant, z.uuid()]),
      placeOf: (row) => [row.urgent ? 0 : 1, row.submitted_at, row.id],
      beyond: ([later, at, id]) =>
        sql<SqlBool>`((not transmission.urgent), transmission.submitted_at, transmission.id)
          > (${later === 1}::boolean, ${at}::timestamptz, ${id}::uuid)`,
    }
  }
  if (view === 'return_expected' || view === 'late') {
    return {
      by: [
        [sql`transmission.return_due_on`, 'asc'],
        [sql`transmission.id`, 'asc'],
      ],
      place: z.tuple([z.literal(view), z.iso.date(), z.uuid()]),
      placeOf: (row) => [row.return_due_on, row.id],
      beyond: ([on, id]) =>
        sql<SqlBool>`(transmission.return_due_on, transmission.id) > (${on}::date, ${id}::uuid)`,
    }
  }
  return {
    by: [
      [sql`transmission.moved_at`, 'desc'],
      [sql`transmission.id`, 'desc'],
    ],
    place: z.tuple([z.literal(view), instant, z.uuid()]),
    placeOf: (row) => [row.moved_at, row.id],
    beyond: ([at, id]) =>
      sql<SqlBool>`(transmission.moved_at, transmission.id) < (${at}::timestamptz, ${id}::uuid)`,
  }
}

/** What waits for somebody: the second reading, the corrections of whoever asks, the returns that do not come. */
async function countsFor(actor: Actor, db: Db) {
  const mine =
    actor.role === 'coordinator' ? sql<SqlBool>`true` : sql<SqlBool>`transmission.author_id = ${actor.id}`
  const waiting: readonly TransmissionStatus[] = [
    'submitted',
    'returned',
    'acknowledged',
    'return_due',
    'return_overdue',
  ]
  return await transmissionsSeenBy(actor, db)
    .where('transmission.status', 'in', waiting)
    .select([
      sql<number>`count(*) filter (where status = 'submitted' and ${mine})`.as('toValidate'),
      sql<number>`count(*) filter (where status = 'submitted' and transmission.urgent and ${mine})`.as(
        'urgentToValidate',
      ),
      sql<number>`count(*) filter (where status = 'returned' and transmission.author_id = ${actor.id})`.as(
        'toCorrect',
      ),
      sql<number>`count(*) filter (where transmission.return_due_on < ${today()} and ${mine}
        and status in ('acknowledged', 'return_due', 'return_overdue'))`.as('late'),
    ])
    .executeTakeFirstOrThrow()
}
