import { stringify } from 'csv-stringify/sync'
import type { Delay, TransmissionFigures } from './contract.ts'

type Line = readonly [figure: string, code: string, label: string, value: number | null, unit: string]

const delayLines = (
  figure: string,
  unit: string,
  { n, firstQuartile, median, thirdQuartile }: Delay,
): Line[] => [
  [figure, 'n', 'Délais connus', n, 'transmissions'],
  [figure, 'first_quartile', 'Premier quartile', firstQuartile, unit],
  [figure, 'median', 'Médiane', median, unit],
  [figure, 'third_quartile', 'Troisième quartile', thirdQuartile, unit],
]

function linesOf(figures: TransmissionFigures): Line[] {
  const { returns } = figures
  const places = (figure: string, rows: TransmissionFigures['byDepartement']) =>
    rows.flatMap(({ code, label, sent, acknowledged, due, returned }): Line[] => [
      [`${figure}.sent`, code, label, sent, 'transmissions'],
      [`${figure}.acknowledged`, code, label, acknowledged, 'transmissions'],
      [`${figure}.due`, code, label, due, 'retours'],
      [`${figure}.returned`, code, label, returned, 'retours'],
    ])
  return [
    ['sent', 'all', 'Transmissions reçues par leur destinataire', figures.sent, 'transmissions'],
    ['sent', 'urgent', 'Dont urgentes', figures.urgent, 'transmissions'],
    ['sent', 'complements', 'Dont compléments', figures.complements, 'transmissions'],
    ['sent', 'redirected', 'Dont déclarées hors compétence', figures.redirected, 'transmissions'],
    ['sent', 'acknowledged', 'Dont accusées de réception', figures.acknowledged, 'transmissions'],
    ['sent', 'situations', 'Situations concernées', figures.situations, 'situations'],
    ...delayLines('acknowledgement', 'minutes', figures.acknowledgement.all),
    ...delayLines('acknowledgement.urgent', 'minutes', figures.acknowledgement.urgent),
    ...delayLines('return_delay', 'jours', figures.returnDelay),
    ['returns', 'due', 'Retours reçus ou échus', returns.due, 'retours'],
    ['returns', 'received', 'Retours reçus', returns.received, 'retours'],
    ['returns', 'on_time', 'Dont dans les trois mois', returns.onTime, 'retours'],
    ['returns', 'awaited', 'Retours pas encore échus', returns.awaited, 'retours'],
    ['returns', 'rate', 'Taux de retour', returns.rate, '%'],
    ...places('departement', figures.byDepartement),
    ...places('authority', figures.byAuthority),
    ...figures.outcomes.map(({ code, label, count }): Line => ['outcome', code, label, count, 'retours']),
  ]
}

/** The figures as CSV, a line for each; a cell that a spreadsheet would run as a formula is made text. */
export function figuresAsCsv(figures: TransmissionFigures): string {
  const { from, to } = figures.period
  return stringify(
    linesOf(figures).map((line) => [...line, from, to]),
    {
      header: true,
      columns: ['figure', 'code', 'label', 'value', 'unit', 'from', 'to'],
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  )
}
