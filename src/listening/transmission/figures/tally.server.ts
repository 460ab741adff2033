import type { Db } from '#kernel/db.server.ts'
import { codesInForce } from '#kernel/list.ts'
import { departement, returnOutcome } from '#vocabulary'
import type { Delay, TransmissionFigures, TransmissionTally } from './contract.ts'
import { type DelayRow, type Period, readCounts, type TallyRow } from './queries.server.ts'

const oneDecimal = (value: number): number => Math.round(value * 10) / 10

function delayOf({ n, quartiles }: DelayRow): Delay {
  const [firstQuartile = null, median = null, thirdQuartile = null] = (quartiles ?? []).map(oneDecimal)
  return { n, firstQuartile, median, thirdQuartile }
}

const tallyOf =
  (labelOf: (row: TallyRow) => string) =>
  (row: TallyRow): TransmissionTally => ({
    code: row.code ?? 'not_asked',
    label: labelOf(row),
    sent: row.sent,
    acknowledged: row.acknowledged,
    due: row.due,
    returned: row.returned,
  })

/** What became of what was sent in a period; outcomes that nobody gave are there with their zero. */
export async function tallySent(db: Db, period: Period): Promise<TransmissionFigures> {
  const counted = await readCounts(db, period)
  const years = [period.from, period.to].map((day) => Number(day.slice(0, 4)))
  const known = new Set([
    ...codesInForce(returnOutcome, years[0] ?? 0, years[1] ?? 0),
    ...Object.keys(counted.outcomes),
  ])
  return {
    period: { from: period.from, to: period.to },
    sent: counted.sent,
    situations: counted.situations,
    urgent: counted.urgent,
    complements: counted.complements,
    redirected: counted.redirected,
    acknowledged: counted.acknowledged,
    acknowledgement: {
      all: delayOf(counted.acknowledgement),
      urgent: delayOf(counted.urgent_acknowledgement),
    },
    returnDelay: delayOf(counted.return_delay),
    returns: {
      due: counted.due,
      received: counted.returned,
      onTime: counted.on_time,
      awaited: counted.awaited,
      rate: counted.due === 0 ? null : oneDecimal((100 * counted.returned) / counted.due),
    },
    byDepartement: counted.departements.map(
      tallyOf(({ code }) => (code === null ? 'Département non renseigné' : departement.label(code))),
    ),
    byAuthority: counted.authorities.map(tallyOf(({ name, code }) => name ?? code ?? '')),
    outcomes: returnOutcome.codes
      .filter((code) => known.has(code))
      .map((code) => ({ code, label: returnOutcome.label(code), count: counted.outcomes[code] ?? 0 })),
  }
}
