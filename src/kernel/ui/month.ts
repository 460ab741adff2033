import { Temporal } from 'temporal-polyfill'

/** The month of a day, as « 2026-11 ». */
export const monthOf = (day: string): string => Temporal.PlainDate.from(day).toPlainYearMonth().toString()

/** Another month, so many further. */
export const monthAfter = (month: string, step: number): string =>
  Temporal.PlainYearMonth.from(month).add({ months: step }).toString()

/** The weeks that a month touches, from Monday to Sunday; a day of another month has its own date. */
export function weeksOf(month: string): string[][] {
  const start = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  const end = start.add({ months: 1 }).subtract({ days: 1 })
  const monday = start.subtract({ days: start.dayOfWeek - 1 })
  const weeks = Math.ceil((monday.until(end).days + 1) / 7)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => monday.add({ days: week * 7 + day }).toString()),
  )
}
