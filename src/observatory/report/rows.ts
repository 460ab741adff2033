import type { Figure } from '#kernel/figure.ts'
import { codesInForce } from '#kernel/list.ts'
import { percentOf } from '#kernel/percent.ts'
import { absence } from '#vocabulary'
import type { ReportFigure } from './contract.ts'
import { monthsOf, type Period } from './period.ts'

export { percentOf }

/** How many units gave each answer; those that gave none are under `null`. */
export type Counts = ReadonlyMap<string | null, number>

/** Lays the counts on the words that had to be there: zeros included, retired words only when they were counted. */
export function rowsOf(figure: Figure, counts: Counts, base: number, period: Period): ReportFigure['rows'] {
  const row = (code: string, label: string, count: number) => ({
    code,
    label,
    count,
    percent: percentOf(count, base),
  })
  const beside = figure.beside.map(({ code, label }) => row(code, label, counts.get(code) ?? 0))
  if (figure.mayBeUnasked) beside.push(row('not_asked', absence.label('not_asked'), counts.get(null) ?? 0))
  return [
    ...wordsOf(figure, counts, period).map(({ code, label }) => row(code, label, counts.get(code) ?? 0)),
    ...beside,
  ]
}

function wordsOf({ list }: Figure, counts: Counts, period: Period) {
  if (!list) return monthsOf(period)
  const inForce = new Set<string>(codesInForce(list, yearOf(period.from), yearOf(period.to)))
  return list.codes
    .filter((code) => inForce.has(code) || (counts.get(code) ?? 0) > 0)
    .map((code) => ({ code, label: list.label(code) }))
}

const yearOf = (day: string): number => Number(day.slice(0, 4))
