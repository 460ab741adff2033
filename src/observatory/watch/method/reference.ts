import { Temporal } from 'temporal-polyfill'
import type { Series } from './series.ts'

const day = (epochDays: number): Temporal.PlainDate =>
  Temporal.PlainDate.from('1970-01-01').add({ days: epochDays })

const epochDay = (date: Temporal.PlainDate): number =>
  Temporal.PlainDate.from('1970-01-01').until(date, { largestUnit: 'days' }).days

/** The same day some years before; the 29th of February of a common year is the 1st of March. */
function yearsBefore(date: Temporal.PlainDate, years: number): Temporal.PlainDate {
  const back = date.subtract({ years })
  return back.day === date.day ? back : back.add({ days: 1 })
}

/** The nearest date, before or after, that is the same day of the week: at most three days away. */
function sameWeekday(date: Temporal.PlainDate, weekday: number): Temporal.PlainDate {
  const ahead = (weekday - date.dayOfWeek + 7) % 7
  return date.add({ days: ahead > 3 ? ahead - 7 : ahead })
}

/**
 * The times of the years before that stand for time `k` (both from 1), the nearest year first; undefined when the series
 * does not go back that far.
 */
export function referenceTimes(series: Series, k: number, years: number): readonly number[] | undefined {
  const places = new Map(series.epoch.map((value, index) => [value, index + 1]))
  const found: number[] = []
  for (let year = 1; year <= years; year += 1) {
    const time = series.epochAsDate ? byCalendar(series, places, k, year) : k - year * series.freq
    if (time === undefined || time < 1) return undefined
    found.push(time)
  }
  return found
}

function byCalendar(
  series: Series,
  places: ReadonlyMap<number, number>,
  k: number,
  year: number,
): number | undefined {
  const now = day(series.epoch[k - 1] as number)
  const then = yearsBefore(now, year)
  return places.get(epochDay(series.freq === 52 ? sameWeekday(then, now.dayOfWeek) : then))
}

/**
 * Which level of the season each time belongs to (index 0 is time 1): windows of `w` around the references and before
 * `k` are level `periods`, the gaps between them are cut into the other levels; undefined is outside the baseline
 * (Noufaily et al. 2013, §3.3).
 */
export function seasonLevels(
  k: number,
  references: readonly number[],
  w: number,
  periods: number,
  pastNotIncluded: number,
): readonly (number | undefined)[] {
  const levels: (number | undefined)[] = new Array(k).fill(undefined)
  const set = (from: number, to: number, level: number | undefined) => {
    for (let time = Math.max(1, from); time <= Math.min(k, to); time += 1) levels[time - 1] = level
  }
  set(k - w, k, periods)
  let later = k
  for (const reference of references) {
    set(reference - w, reference + w, periods)
    if (periods > 1) {
      const gap = later - 2 * w - 1 - reference
      const length = Math.floor(gap / (periods - 1))
      const longer = gap % (periods - 1)
      let start = reference + w + 1
      for (let level = 1; level < periods; level += 1) {
        const size = length + (level <= longer ? 1 : 0)
        set(start, start + size - 1, level)
        start += size
      }
    }
    later = reference
  }
  set(k - pastNotIncluded, k, undefined)
  return levels
}
