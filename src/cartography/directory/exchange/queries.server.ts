import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { type ExchangeVerdict, exchangeVerdict } from '#vocabulary'
import type { ExchangeRun } from './contract.ts'

type SealedColumn = 'sealed_name' | 'sealed_file'
/** Where a sealed value of a file lies. */
export const placeOf = (column: SealedColumn, row: string) => ({ table: 'exchange_run', column, row })

/** The files that an actor may see: all of them for who keeps the directory, none for anyone else. */
export const runsSeenBy = (actor: Pick<Actor, 'role'>, db: Db) =>
  db.selectFrom('exchange_run').where((where) => where.lit(actor.role === 'cartographer'))

/** Files as a person follows them, the last first. */
export function selectRuns(actor: Actor, db: Db) {
  return runsSeenBy(actor, db)
    .innerJoin('account', 'account.id', 'exchange_run.uploaded_by')
    .select(['exchange_run.id', 'only_check', 'format', 'source', 'state', 'uploaded_at', 'ended_at'])
    .select(['progress', 'fault_count', 'created', 'proposed', 'sealed_name', 'account.name as uploader'])
    .select(
      sql<
        Partial<Record<ExchangeVerdict, number>>
      >`(select coalesce(jsonb_object_agg(v.verdict, v.n), '{}') from (
        select i.verdict, count(*) as n from exchange_item i where i.run_id = exchange_run.id group by 1) v)`.as(
        'counts',
      ),
    )
    .orderBy('uploaded_at', 'desc')
}
type Run = Awaited<ReturnType<ReturnType<typeof selectRuns>['executeTakeFirstOrThrow']>>

export const runOf = (keys: Keyring, run: Run): ExchangeRun => ({
  id: run.id,
  name: keys.unsealAlone(placeOf('sealed_name', run.id), run.sealed_name),
  onlyCheck: run.only_check,
  format: run.format,
  source: run.source,
  state: run.state,
  uploadedAt: run.uploaded_at,
  uploadedBy: run.uploader,
  endedAt: run.ended_at,
  progress: run.progress,
  counts: Object.fromEntries(
    exchangeVerdict.codes.map((code) => [code, run.counts[code] ?? 0]),
  ) as ExchangeRun['counts'],
  faults: run.fault_count,
  created: run.created,
  proposed: run.proposed,
})

/** Files that nobody answered for a week are given up; what was made to leave is gone after a day. */
export async function giveUpForgotten(db: Db): Promise<void> {
  await sql`update exchange_run set state = 'cancelled', ended_at = clock_timestamp(), sealed_file = null
    where state = 'checked' and uploaded_at < now() - interval '7 days'`.execute(db)
  await sql`update exchange_item set draft = null where draft is not null and run_id in (
    select id from exchange_run where state in ('cancelled', 'failed'))`.execute(db)
  await sql`delete from exchange_export where state <> 'making' and requested_at < now() - interval '1 day'`.execute(
    db,
  )
}
