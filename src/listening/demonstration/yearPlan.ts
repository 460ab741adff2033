import { Temporal } from 'temporal-polyfill'
import type { CallerProfile, Departement, KnownToChildProtection, MinorGender } from '#vocabulary'
import { type Draws, spread } from './random.ts'
import {
  actions,
  hideouts,
  known,
  modes,
  openings,
  places,
  problems,
  profiles,
  signs,
} from './yearFigures.ts'

export const houseZone = 'Europe/Paris'
/** The year of the report ends here, included. */
export const lastDay = Temporal.PlainDate.from('2024-04-02')
const count = 143

/** One situation before its contacts are told: what the year's figures ask of it. */
export interface Plan {
  readonly index: number
  readonly opens: Temporal.PlainDate
  readonly size: number
  readonly gender: MinorGender
  readonly age: number | null
  readonly departement: Departement
  readonly caller: CallerProfile
  readonly known: KnownToChildProtection | null
  readonly problems: readonly string[]
  readonly signs: readonly string[]
  readonly modes: readonly string[]
  readonly hideouts: readonly string[]
  readonly actions: readonly string[]
}

/** What each of the situations of the year must hold, so that the whole counts are the published ones. */
export function planYear(draws: Draws): Plan[] {
  const opens = openingDays(draws)
  const sizes = sizesOf(draws)
  const genders = draws.shuffle(spread<MinorGender>({ girl: 134, boy: 7, transgender: 2 }))
  const ages = draws.shuffle<number | null>([
    ...spread({ a11: 2, a12: 9, a13: 14, a14: 24, a15: 32, a16: 30, a17: 24, a18: 3 }).map((key) =>
      Number(key.slice(1)),
    ),
    ...Array<null>(5).fill(null),
  ])
  const departements = draws.shuffle(places)
  const callers = draws.shuffle(spread(profiles))
  const answers = draws.shuffle<KnownToChildProtection | null>([
    ...spread(known),
    ...Array<null>(4).fill(null),
  ])
  const problemsOf = allot(draws, problems)
  const signsOf = allot(draws, signs)
  const modesOf = allot(draws, modes)
  const hideoutsOf = allot(draws, hideouts)
  const actionsOf = allot(draws, actions)
  return opens.map((day, index) => ({
    index,
    opens: day,
    size: sizes[index] ?? 1,
    gender: genders[index] ?? 'girl',
    age: ages[index] ?? null,
    departement: departements[index] ?? '75',
    caller: callers[index] ?? 'first_circle',
    known: answers[index] ?? null,
    problems: problemsOf[index] ?? [],
    signs: signsOf[index] ?? [],
    modes: modesOf[index] ?? [],
    hideouts: hideoutsOf[index] ?? [],
    actions: actionsOf[index] ?? [],
  }))
}

/** About twelve new situations a month, on weekdays. */
function openingDays(draws: Draws): Temporal.PlainDate[] {
  return openings
    .flatMap(([month, howMany]) => {
      const first = month === '2023-04' ? 3 : 1
      const length = Temporal.PlainYearMonth.from(month).daysInMonth
      return Array.from({ length: howMany }, () => {
        const day = Temporal.PlainYearMonth.from(month).toPlainDate({ day: draws.between(first, length) })
        return weekday(day, Temporal.PlainYearMonth.from(month).toPlainDate({ day: length }))
      })
    })
    .toSorted(Temporal.PlainDate.compare)
}

/** The same day, or the nearest weekday that is not after `latest`. */
export function weekday(day: Temporal.PlainDate, latest: Temporal.PlainDate): Temporal.PlainDate {
  const beyond = day.dayOfWeek - 5
  if (beyond <= 0) return day
  const monday = day.add({ days: 3 - beyond })
  return Temporal.PlainDate.compare(monday, latest) > 0 ? day.subtract({ days: beyond }) : monday
}

/** How many contacts each situation gathers: 439 in all; those that open at the very end have had time for few. */
function sizesOf(draws: Draws): number[] {
  const sizes = draws.shuffle(
    spread({ s1: 38, s2: 25, s3: 33, s4: 18, s5: 12, s6: 7, s7: 5, s8: 3, s9: 1, s10: 1 }).map((key) =>
      Number(key.slice(1)),
    ),
  )
  for (let late = count - 14; late < count; late++) {
    const size = sizes[late] ?? 1
    if (size <= 2) continue
    const early = sizes.findIndex((other) => other <= 2)
    sizes[late] = sizes[early] ?? 1
    sizes[early] = size
  }
  return sizes
}

/** Gives each code to exactly as many situations as its count says. */
function allot(draws: Draws, counts: Readonly<Partial<Record<string, number>>>): string[][] {
  const given: string[][] = Array.from({ length: count }, () => [])
  const everyone = Array.from({ length: count }, (_, index) => index)
  for (const [code, howMany] of Object.entries(counts)) {
    for (const index of draws.sample(everyone, howMany ?? 0)) given[index]?.push(code)
  }
  return given
}

/** A time of day at which the platform is called. */
export const callTime = (draws: Draws): Temporal.PlainTime =>
  Temporal.PlainTime.from({
    hour: draws.pick([9, 10, 10, 11, 11, 13, 14, 14, 15, 16, 16, 17, 18, 19]),
    minute: draws.under(60),
  })
