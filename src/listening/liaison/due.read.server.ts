import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { today } from '#listening/situation/fields.server.ts'
import type { DueItem, listDueItems } from './contract.ts'
import { dueItemsSeenBy } from './policy.server.ts'
import { dueWords, exchangeWords, orientationWords } from './words.server.ts'

/** What is due, with the record it comes from and the names of whoever follows it, in one statement whatever their number. */
export function selectDueItems(actor: Actor, db: Db) {
  return dueItemsSeenBy(actor, db)
    .leftJoin('exchange', 'exchange.action_id', 'due_item.action_id')
    .leftJoin('orientation', 'orientation.action_id', 'due_item.action_id')
    .leftJoin('account as assignee', 'assignee.id', 'due_item.assignee_id')
    .leftJoin('account as recorder', 'recorder.id', 'due_item.recorded_by')
    .leftJoin('account as settler', 'settler.id', 'due_item.settled_by')
    .selectAll('due_item')
    .select(['situation.reference', 'action.data_key_id as record_key_id', 'action.orientation_kind'])
    .select(['exchange.sealed_words as exchange_words', 'exchange.version as exchange_version'])
    .select([
      'orientation.sealed_words as orientation_words',
      'orientation.version as orientation_version',
      'orientation.outcome',
    ])
    .select(['assignee.name as assignee', 'recorder.name as recorder', 'settler.name as settler'])
}
export type DueRow = Awaited<ReturnType<ReturnType<typeof selectDueItems>['execute']>>[number]

/** The keys under which something due, and the record it comes from, are sealed. */
export const keysOfDue = (rows: readonly DueRow[]): string[] =>
  rows.flatMap((row) => [row.data_key_id, row.record_key_id ?? row.data_key_id])

/** Something due, opened, with where it stands today. */
export function dueItemOf(
  keys: Keyring,
  opened: ReadonlyMap<string, DataKey>,
  row: DueRow,
  may: (action: string) => boolean,
): DueItem {
  const words = dueWords.open(keys, opened.get(row.data_key_id), row.id, row.sealed_words)
  const from = sourceOf(keys, opened, row)
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    situation: { id: row.situation_id, reference: row.reference },
    recordId: row.action_id,
    recordVersion: row.exchange_version ?? row.orientation_version,
    service: from?.service ?? null,
    person: words.person ?? from?.person ?? null,
    reach: words.reach ?? from?.reach ?? null,
    orientationKind: row.orientation_kind,
    outcome: row.outcome,
    what: words.what,
    answer: words.answer ?? from?.answer ?? null,
    askedOn: row.asked_on,
    dueOn: row.due_on,
    state: stateOf(row),
    assigneeId: row.assignee_id,
    assignee: row.assignee,
    recordedAt: row.recorded_at,
    recordedBy: row.recorder,
    settledAt: row.settled_at,
    settledAs: row.settled_as,
    settledBy: row.settler,
    abilities: {
      edit: row.settled_at === null && may('due.save'),
      settle: row.settled_at === null && may('due.settle'),
      reopen: row.settled_at !== null && may('due.reopen'),
    },
  }
}

/** What the record behind it says. */
function sourceOf(keys: Keyring, opened: ReadonlyMap<string, DataKey>, row: DueRow) {
  if (!row.action_id) return null
  const key = opened.get(row.record_key_id ?? '')
  if (row.exchange_words) {
    const { service, person, reach } = exchangeWords.open(keys, key, row.action_id, row.exchange_words)
    return { service, person, reach, answer: null }
  }
  const told = orientationWords.open(keys, key, row.action_id, row.orientation_words)
  return { service: told.service, person: told.person, reach: null, answer: told.outcomeNote }
}

function stateOf(row: Pick<DueRow, 'settled_at' | 'due_on'>): DueItem['state'] {
  if (row.settled_at) return 'settled'
  const now = today().toString()
  if (row.due_on === now) return 'due'
  return row.due_on < now ? 'overdue' : 'planned'
}

type Asked = z.output<(typeof listDueItems)['query']>

/** One page of what is due: open, the most overdue first; settled, the latest first. */
export async function pageOfDueItems(
  actor: Actor,
  db: Db,
  keys: Keyring,
  asked: Asked,
  abilities: readonly string[],
) {
  const isSettled = asked.view === 'settled'
  const column = isSettled ? 'due_item.settled_at' : 'due_item.due_on'
  const order = isSettled ? 'desc' : 'asc'
  let query = selectDueItems(actor, db).where('due_item.settled_at', isSettled ? 'is not' : 'is', null)
  if (asked.view === 'overdue') query = query.where('due_item.due_on', '<', today().toString())
  if (asked.kind) query = query.where('due_item.kind', '=', asked.kind)
  if (asked.mine) query = query.where(isMine(actor))
  if (asked.after) {
    const shape = z.tuple([z.literal(asked.view), isSettled ? instant : z.iso.date(), z.uuid()])
    const [, at, id] = readPlace(shape, asked.after)
    const beyond = isSettled ? sql`<` : sql`>`
    const type = isSettled ? sql`timestamptz` : sql`date`
    query = query.where(
      sql<SqlBool>`(${sql.ref(column)}, due_item.id) ${beyond} (${at}::${type}, ${id}::uuid)`,
    )
  }
  const rows = await query
    .orderBy(column, order)
    .orderBy('due_item.id', order)
    .limit(asked.limit + 1)
    .execute()
  const opened = await openDataKeys(db, keys, keysOfDue(rows))
  const page = cutPage(
    rows,
    asked.limit,
    (row) => [asked.view, isSettled ? row.settled_at : row.due_on, row.id],
    (row) => dueItemOf(keys, opened, row, (one) => abilities.includes(one)),
  )
  return { ...page, overdue: await countOverdue(actor, db, asked) }
}

async function countOverdue(actor: Actor, db: Db, { mine, kind }: Asked): Promise<number> {
  let late = dueItemsSeenBy(actor, db)
    .where('due_item.settled_at', 'is', null)
    .where('due_item.due_on', '<', today().toString())
  if (kind) late = late.where('due_item.kind', '=', kind)
  if (mine) late = late.where(isMine(actor))
  const counted = await late.select((row) => row.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return counted.count
}

/** Theirs: given to them, or to nobody while the file is theirs. */
const isMine = (actor: Actor) => sql<SqlBool>`(due_item.assignee_id = ${actor.id} or (
  due_item.assignee_id is null and exists (
    select from assignment a where a.situation_id = due_item.situation_id and a.account_id = ${actor.id})))`
