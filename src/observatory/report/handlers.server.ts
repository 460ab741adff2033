import { type Bytes, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { Report, readReport } from './contract.ts'
import { reportAsCsv } from './csv.server.ts'
import { tally } from './tally.server.ts'

const listOf = <Item>(given: Item | Item[] | undefined): Item[] | undefined =>
  given === undefined ? undefined : Array.isArray(given) ? given : [given]

/** The endpoint of the report: counts only, so no row of anyone is read and no policy narrows it. */
export const report = [
  handle(readReport, async ({ query, db, trace }): Promise<Bytes> => {
    const { from, to, format } = query
    if (from > to) refuse('period_reversed')
    const counted = await tally(db, {
      from,
      to,
      departements: listOf(query.departement),
      callerProfiles: listOf(query.callerProfile),
      figures: listOf(query.figures),
    })
    trace(null, `${from}/${to} ${format}`)
    if (format === 'json')
      return { type: 'application/json; charset=utf-8', body: JSON.stringify(Report.parse(counted)) }
    return {
      type: 'text/csv; charset=utf-8',
      filename: `rapport-${from}-${to}.csv`,
      body: reportAsCsv(counted),
    }
  }),
]
