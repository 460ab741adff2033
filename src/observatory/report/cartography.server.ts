import { countSurveys } from '#cartography/campaign/figures.server.ts'
import { anyOfFour, phenomenonMet, surveyResponses } from '#cartography/campaign/figures.ts'
import { cartographyFigures } from '#cartography/meeting/figures.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { questionnaireAddressee } from '#vocabulary'
import { actorsMet, workingSessions } from './cartography.ts'
import type { ReportFigure } from './contract.ts'
import { type Period, spanOf } from './period.ts'
import { percentOf } from './rows.ts'

type Counted = Pick<ReportFigure, 'base' | 'rows'>

/** Counts what the cartography gives to the report; nothing is asked of the database that no figure needs. */
export async function countCartography(
  db: Db,
  period: Period,
  departements: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Counted>> {
  const isAsked = wanted.has(surveyResponses.id) || wanted.has(phenomenonMet.id)
  const isMet = wanted.has(workingSessions.id) || wanted.has(actorsMet.id)
  const [surveys, meetings] = await Promise.all([
    isAsked ? countSurveys(db, { ...period, end: spanOf(period).end, departements }) : undefined,
    isMet ? cartographyFigures(db, period) : [],
  ])
  const found = new Map<string, Counted>(meetings.map(({ id, base, rows }) => [id, { base, rows }]))
  if (!surveys) return found
  const row = (code: string, label: string, count: number, base: number) => ({
    code,
    label,
    count,
    percent: percentOf(count, base),
    base,
  })
  const { any, addressees } = surveys
  found.set(surveyResponses.id, {
    base: any.asked,
    rows: [
      ...addressees.map(({ addressee, asked, answered }) =>
        row(addressee, questionnaireAddressee.label(addressee), answered, asked),
      ),
      row(anyOfFour.code, anyOfFour.label, any.answered, any.asked),
    ],
  })
  found.set(phenomenonMet.id, {
    base: addressees.reduce((sum, { told }) => sum + told, 0),
    rows: addressees.map(({ addressee, told, met }) =>
      row(addressee, questionnaireAddressee.label(addressee), met, told),
    ),
  })
  return found
}
