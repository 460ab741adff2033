import { Temporal } from 'temporal-polyfill'
import type { Verification } from './contract.ts'

/** After so long, contact details are asked again. */
export const monthsFresh = 6

/** The day of the house. */
export const houseToday = (): string => Temporal.Now.plainDateISO('Europe/Paris').toString()

/** The last day on which a verification counts as too old. */
export const staleBefore = (today: string): string =>
  Temporal.PlainDate.from(today).subtract({ months: monthsFresh }).toString()

interface Checked {
  readonly verified_on: string | null
  readonly version: number
}

/** How far what is written can be trusted today. */
export function verificationOf({ verified_on, version }: Checked, today: string): Verification {
  if (verified_on === null) return version > 1 ? 'changed' : 'never'
  return verified_on < staleBefore(today) ? 'stale' : 'fresh'
}

const worstFirst = ['never', 'changed', 'stale', 'fresh'] as const

/** The least sure of several. */
export const worstOf = (all: readonly Verification[]): Verification =>
  worstFirst.find((one) => all.includes(one)) ?? 'never'
