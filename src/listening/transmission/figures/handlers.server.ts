import { type Bytes, type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { readTransmissionFigures, TransmissionFigures } from './contract.ts'
import { figuresAsCsv } from './csv.server.ts'
import { tallySent } from './tally.server.ts'

/** The endpoint of the figures: counts only, so no row of anyone is read and no policy narrows it. */
export const transmissionFigures: readonly Handler[] = [
  handle(readTransmissionFigures, async ({ query, db, trace }): Promise<Bytes> => {
    const { from, to, format } = query
    if (from > to) refuse('period_reversed')
    const figures = await tallySent(db, { from, to })
    trace(null, `${from}/${to} ${format}`)
    if (format === 'json') {
      return {
        type: 'application/json; charset=utf-8',
        body: JSON.stringify(TransmissionFigures.parse(figures)),
      }
    }
    return {
      type: 'text/csv; charset=utf-8',
      filename: `transmissions-${from}-${to}.csv`,
      body: figuresAsCsv(figures),
    }
  }),
]
