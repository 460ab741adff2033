import { Temporal } from 'temporal-polyfill'
import { formatDuration, formatNumber, formatPercent, plural } from '#kernel/ui/format.ts'
import type { Delay, TransmissionFigures } from './contract.ts'

/** Two days, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** The last twelve months, this year and the one before. */
export function presetsOf(today: string): readonly (Period & { readonly label: string })[] {
  const day = Temporal.PlainDate.from(today)
  return [
    { label: '12 derniers mois', from: day.subtract({ years: 1 }).add({ days: 1 }).toString(), to: today },
    { label: `Année ${day.year}`, from: `${day.year}-01-01`, to: `${day.year}-12-31` },
    { label: `Année ${day.year - 1}`, from: `${day.year - 1}-01-01`, to: `${day.year - 1}-12-31` },
  ]
}

const minutes = (value: number): string => formatDuration(value * 60_000)
const days = (value: number): string =>
  `${formatNumber(value)}\u00a0${Math.abs(value) < 2 ? 'jour' : 'jours'}`

/** « médiane de 12 délais, dont la moitié entre 12 min et 2 h 05 »; of a few, quartiles would say nothing. */
function spread({ n, firstQuartile, thirdQuartile }: Delay, write: (value: number) => string): string {
  if (n === 0) return 'aucun pour le moment'
  const of = n === 1 ? 'un seul délai connu' : `médiane de ${formatNumber(n)}\u00a0délais`
  if (n < 4 || firstQuartile === null || thirdQuartile === null) return of
  return `${of}, dont la moitié entre ${write(firstQuartile)} et ${write(thirdQuartile)}`
}

interface Headline {
  readonly label: string
  readonly value: string
  readonly note: string
}

const medianOf = ({ median }: Delay, write: (value: number) => string): string =>
  median === null ? '–' : write(median)

/** The figures that one remembers, each with what it is counted on. */
export function headlinesOf(figures: TransmissionFigures): readonly Headline[] {
  const { returns, acknowledgement, returnDelay } = figures
  return [
    {
      label: 'Transmissions reçues',
      value: formatNumber(figures.sent),
      note: `pour ${plural(figures.situations, 'situation', 'situations')}, dont ${plural(figures.urgent, 'urgente', 'urgentes')}`,
    },
    {
      label: 'Accusé de réception',
      value: medianOf(acknowledgement.all, minutes),
      note: spread(acknowledgement.all, minutes),
    },
    {
      label: 'Accusé des urgentes',
      value: medianOf(acknowledgement.urgent, minutes),
      note: spread(acknowledgement.urgent, minutes),
    },
    {
      label: 'Taux de retour',
      value: returns.rate === null ? '–' : formatPercent(returns.rate),
      note: `${plural(returns.received, 'retour reçu', 'retours reçus')} sur ${formatNumber(returns.due)} reçus ou échus, dont ${formatNumber(returns.onTime)} dans les trois mois`,
    },
    {
      label: 'Délai de retour',
      value: medianOf(returnDelay, days),
      note: spread(returnDelay, days),
    },
  ]
}

/** « 4 sur 6 ». */
export const ofDue = ({ returned, due }: { returned: number; due: number }): string =>
  due === 0 ? '–' : `${formatNumber(returned)} sur ${formatNumber(due)}`

/** A part of a whole in percent, to one decimal. */
export const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((1000 * part) / whole) / 10
