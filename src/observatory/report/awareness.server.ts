import { countInterventions, countProfessionals } from '#awareness/intervention/figures.server.ts'
import { interventions, professionalsReached } from '#awareness/intervention/figures.ts'
import { countPodcastDownloads } from '#awareness/podcast/figures.server.ts'
import { podcastDownloads } from '#awareness/podcast/figures.ts'
import { countResourcesSent } from '#awareness/resource/figures.server.ts'
import { resourcesSent } from '#awareness/resource/figures.ts'
import type { Db } from '#kernel/db.server.ts'
import { awarenessOfReport } from './awareness.ts'
import type { ReportFigure } from './contract.ts'
import { type Period, type Span, spanOf } from './period.ts'
import { percentOf } from './rows.ts'

/** What a count is made over: the days of the period, the instants between which they lie, and some départements or all. */
export interface AwarenessScope extends Period, Span {
  readonly departements: readonly string[]
}

/** Counts one figure: its rows in reading order, zeros included. Their sum is the base. */
export type AwarenessCount = (
  db: Db,
  scope: AwarenessScope,
) => Promise<readonly { readonly code: string; readonly label: string; readonly count: number }[]>

/** Who counts each figure, by its identifier. */
const counts: Readonly<Record<string, AwarenessCount>> = {
  [interventions.id]: countInterventions,
  [professionalsReached.id]: countProfessionals,
  [podcastDownloads.id]: countPodcastDownloads,
  [resourcesSent.id]: countResourcesSent,
}

type Counted = Pick<ReportFigure, 'base' | 'rows'>

/** Counts what the awareness axis gives to the report; nothing is asked of the database that no figure needs. */
export async function countAwareness(
  db: Db,
  period: Period,
  departements: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Counted>> {
  const scope = { ...period, ...spanOf(period), departements }
  const found = await Promise.all(
    awarenessOfReport
      .filter(({ id }) => wanted.has(id))
      .map(async ({ id }): Promise<[string, Counted]> => {
        const given = (await counts[id]?.(db, scope)) ?? []
        const base = given.reduce((sum, { count }) => sum + count, 0)
        return [id, { base, rows: given.map((row) => ({ ...row, percent: percentOf(row.count, base) })) }]
      }),
  )
  return new Map(found)
}
