import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { ClosingReason, Measure, SituationLink, SituationStage } from '#vocabulary'
import type { SituationColumns } from './fields.server.ts'

/** Writes a file that is still in the version the writer saw, and moves it to the top; the new version, or nothing. */
export async function updateSituation(
  db: Db,
  id: string,
  version: number,
  columns: SituationColumns,
): Promise<number | undefined> {
  const written = await db
    .updateTable('situation')
    .set({ ...columns, version: version + 1, moved_at: sql<string>`clock_timestamp()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return written?.version
}

export async function measuresOf(db: Db, id: string): Promise<Measure[]> {
  const rows = await db
    .selectFrom('situation_measure')
    .select('measure')
    .where('situation_id', '=', id)
    .orderBy('measure')
    .execute()
  return rows.map((row) => row.measure)
}

/** Adds and takes away the measures that changed; those that stay keep where they come from. */
export async function changeMeasures(
  db: Db,
  id: string,
  before: readonly Measure[],
  after: readonly Measure[],
): Promise<void> {
  const gone = before.filter((one) => !after.includes(one))
  const fresh = [...new Set(after)].filter((one) => !before.includes(one))
  if (gone.length > 0) {
    await db
      .deleteFrom('situation_measure')
      .where('situation_id', '=', id)
      .where('measure', 'in', gone)
      .execute()
  }
  if (fresh.length > 0) {
    await db
      .insertInto('situation_measure')
      .values(fresh.map((measure) => ({ situation_id: id, measure })))
      .execute()
  }
}

/** Who last changed a file, and when: what its journal says. */
export function lastChange(db: Db, id: string) {
  return db
    .selectFrom('journal')
    .leftJoin('account', 'account.id', 'journal.actor_id')
    .select(['journal.at', 'account.name'])
    .where('journal.entity_id', '=', id)
    .where('journal.action', 'in', [
      'situation.create',
      'situation.save',
      'situation.stage',
      'situation.merge',
    ])
    .where('journal.outcome', '=', 'done')
    .orderBy('journal.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface NewStageChange {
  readonly situationId: string
  readonly from: SituationStage
  readonly to: SituationStage
  readonly closingReason: ClosingReason | null
  readonly happenedAt: string
  readonly by: string
}

export async function insertStageChange(db: Db, change: NewStageChange): Promise<void> {
  await db
    .insertInto('stage_change')
    .values({
      id: newId(),
      situation_id: change.situationId,
      from_stage: change.from,
      to_stage: change.to,
      closing_reason: change.closingReason,
      happened_at: change.happenedAt,
      recorded_by: change.by,
    })
    .execute()
}

/** Assigns; an assignment lent by an absorbed file becomes the file's own. */
export async function insertAssignment(db: Db, situationId: string, accountId: string): Promise<void> {
  await db
    .insertInto('assignment')
    .values({ situation_id: situationId, account_id: accountId })
    .onConflict((conflict) =>
      conflict.columns(['situation_id', 'account_id']).doUpdateSet({ inherited: false }),
    )
    .execute()
}

export async function deleteAssignment(db: Db, situationId: string, accountId: string): Promise<void> {
  await db
    .deleteFrom('assignment')
    .where('situation_id', '=', situationId)
    .where('account_id', '=', accountId)
    .execute()
}

/** Links two files that are both held: one link a pair, from the one that names it. */
export async function upsertLink(
  db: Db,
  link: { readonly from: string; readonly to: string; readonly kind: SituationLink; readonly by: string },
): Promise<void> {
  await db
    .deleteFrom('situation_link')
    .where('situation_id', '=', link.to)
    .where('other_id', '=', link.from)
    .execute()
  await db
    .insertInto('situation_link')
    .values({ situation_id: link.from, other_id: link.to, kind: link.kind, recorded_by: link.by })
    .onConflict((conflict) =>
      conflict
        .columns(['situation_id', 'other_id'])
        .doUpdateSet({ kind: link.kind, recorded_by: link.by, recorded_at: sql`now()` }),
    )
    .execute()
}

/** Takes away every link between two files and those that they absorbed. */
export async function deleteLinks(db: Db, one: string, other: string): Promise<void> {
  await sql`
    with recursive side (root, id) as (
      select id, id from unnest(array[${one}, ${other}]::uuid[]) as id
      union all select side.root, s.id from situation s join side on s.merged_into = side.id
    )
    delete from situation_link l using side a, side b
    where l.situation_id = a.id and l.other_id = b.id and a.root <> b.root`.execute(db)
}
