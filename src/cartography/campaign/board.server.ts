import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { percentOf } from '#kernel/percent.ts'
import { type CampaignResponseStatus, questionnaireAddressee } from '#vocabulary'
import type { Board, BoardRow, StatusCounts } from './contract.ts'
import { noCounts, tallied } from './read.server.ts'

const share = (count: number, base: number) => ({ count, base, percent: percentOf(count, base) })

/** One row for each authority, one cell for each addressee, in one statement; what is above them is counted from them. */
export async function readBoardOf(db: Db, campaignId: string): Promise<Board> {
  const cells = await db
    .selectFrom('campaign_target as target')
    .leftJoin(
      (of) =>
        of
          .selectFrom('campaign_person as person')
          .innerJoin('campaign_target as own', 'own.id', 'person.target_id')
          .leftJoin('campaign_message as message', (join) =>
            join.onRef('message.person_id', '=', 'person.id').on('message.kind', '=', 'reminder'),
          )
          .select('person.target_id')
          .select(
            sql<number>`count(distinct person.id) filter (where person.removed_at is null)`.as('people'),
          )
          .select(sql<string | null>`max(message.sent_at)`.as('reminded_at'))
          .where('own.campaign_id', '=', campaignId)
          .groupBy('person.target_id')
          .as('around'),
      (join) => join.onRef('around.target_id', '=', 'target.id'),
    )
    .select([
      'target.id',
      'target.addressee',
      'target.authority_id',
      'target.territory',
      'target.departements',
    ])
    .select(['target.region', 'target.status', 'target.refusal', 'target.answered', 'target.asked'])
    .select(['around.people', 'around.reminded_at'])
    .where('target.campaign_id', '=', campaignId)
    .orderBy(sql`target.departements[1]`)
    .orderBy('target.territory')
    .execute()
  const rows = new Map<string, { -readonly [K in keyof BoardRow]: BoardRow[K] }>()
  const counts = new Map<string, StatusCounts>()
  for (const cell of cells) {
    const row = rows.get(cell.authority_id) ?? {
      authorityId: cell.authority_id,
      territory: cell.territory,
      departements: cell.departements,
      region: cell.region,
      cells: {},
    }
    row.cells[cell.addressee] = {
      targetId: cell.id,
      status: cell.status,
      refusal: cell.refusal,
      answered: cell.answered,
      asked: cell.asked,
      people: cell.people ?? 0,
      remindedAt: cell.reminded_at,
    }
    rows.set(cell.authority_id, row)
    counts.set(cell.addressee, tallied(counts.get(cell.addressee) ?? noCounts(), cell.status, 1))
  }
  const all = [...rows.values()]
  const over = (test: (statuses: readonly CampaignResponseStatus[]) => boolean) =>
    share(
      all.filter(({ cells: of }) => test(Object.values(of).map(({ status }) => status))).length,
      all.length,
    )
  const isComplete = (status: CampaignResponseStatus) => status === 'submitted'
  const isBegun = (status: CampaignResponseStatus) => status === 'submitted' || status === 'partial'
  return {
    byAddressee: questionnaireAddressee.codes.flatMap((addressee) => {
      const found = counts.get(addressee)
      return found ? [{ addressee, ...found }] : []
    }),
    all: cells.reduce((sum, { status }) => tallied(sum, status, 1), noCounts()),
    anyOf: { complete: over((of) => of.some(isComplete)), withPartials: over((of) => of.some(isBegun)) },
    allOf: { complete: over((of) => of.every(isComplete)), withPartials: over((of) => of.every(isBegun)) },
    rows: all,
  }
}
