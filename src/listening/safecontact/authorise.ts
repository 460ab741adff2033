import { Temporal } from 'temporal-polyfill'
import type { ReachRefusal, SafeChannel } from '#vocabulary'

/** Days of the week on which somebody may be reached from one hour to another; past midnight when it ends before it begins. */
export interface WeeklyWindow {
  /** 1 for Monday to 7 for Sunday, of the evening on which it begins. */
  readonly days: readonly number[]
  /** `HH:MM`, on the clock of the person. */
  readonly from: string
  /** `HH:MM`, `24:00` for midnight. */
  readonly to: string
}

/** What the decision knows of one way of reaching one person. */
export interface MeansOfContact {
  readonly id: string
  readonly personId: string
  readonly channel: SafeChannel
  readonly isAllowed: boolean
  readonly hasValue: boolean
  readonly timeZone: string
  readonly windows: readonly WeeklyWindow[]
  readonly confirmedAt: string | null
  readonly withdrawnAt: string | null
}

/** Who wants to reach whom. */
export interface ReachRequest {
  readonly safeContactId: string
  readonly actorId: string
  /** The person that a promise was made to, when there is one. */
  readonly personId?: string
  /** Who agreed to it, beside the one who asks. */
  readonly secondId?: string | null
}

export interface ReachRules {
  /** After how many days without being confirmed a means is no longer good. */
  readonly staleAfterDays: number
}

export const usualRules: ReachRules = { staleAfterDays: 30 }

export type ReachDecision =
  | { readonly isAllowed: true; readonly means: MeansOfContact }
  | { readonly isAllowed: false; readonly reason: ReachRefusal; readonly opensAt?: string }

const day = 86_400_000

/**
 * The only door to reaching somebody: yes, or the first reason why not. Whatever is not said is a no. It looks at
 * nothing but what it is given, and no emergency changes its answer.
 */
export function authoriseContact(
  records: readonly MeansOfContact[],
  request: ReachRequest,
  now: string,
  rules: ReachRules = usualRules,
): ReachDecision {
  const means = records.find(({ id }) => id === request.safeContactId)
  if (!means) return no('unknown')
  const at = Date.parse(now)
  if (means.withdrawnAt !== null) return no('withdrawn')
  if (request.personId !== undefined && request.personId !== means.personId) return no('other_person')
  if (means.isAllowed !== true) return no('not_allowed')
  const confirmed = means.confirmedAt === null ? Number.NaN : Date.parse(means.confirmedAt)
  // Confirmed tomorrow is not confirmed: a clock was wrong.
  if (!(confirmed <= at)) return no('never_confirmed')
  if (!(at - confirmed <= rules.staleAfterDays * day)) return no('stale')
  if (!means.hasValue) return no('no_value')
  if (means.channel === 'post') {
    if (!request.secondId) return no('second_person_missing')
    return request.secondId === request.actorId ? no('same_person') : { isAllowed: true, means }
  }
  if (means.windows.length === 0) return no('no_window')
  const clock = clockOf(at, means.timeZone)
  if (!clock) return no('unknown_zone')
  if (!isInside(clock, means.windows)) {
    const opensAt = nextOpening(clock, means.windows)
    return { isAllowed: false, reason: 'outside_window', ...(opensAt && { opensAt }) }
  }
  return isRepeated(clock) ? no('repeated_hour') : { isAllowed: true, means }
}

const no = (reason: ReachRefusal): ReachDecision => ({ isAllowed: false, reason })

function clockOf(at: number, zone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  } catch {
    return null
  }
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

function isInside(clock: Temporal.ZonedDateTime, windows: readonly WeeklyWindow[]): boolean {
  const minute = clock.hour * 60 + clock.minute
  const today = clock.dayOfWeek
  const yesterday = today === 1 ? 7 : today - 1
  return windows.some(({ days, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)]
    if (start === end) return false
    if (start < end) return days.includes(today) && start <= minute && minute < end
    return (days.includes(today) && minute >= start) || (days.includes(yesterday) && minute < end)
  })
}

/** Whether what the clock shows now, it shows twice: when summer time ends, nobody knows which of both was meant. */
function isRepeated(clock: Temporal.ZonedDateTime): boolean {
  const shown = clock.toPlainDateTime()
  const [first, second] = (['earlier', 'later'] as const).map(
    (disambiguation) => shown.toZonedDateTime(clock.timeZoneId, { disambiguation }).epochMilliseconds,
  )
  return first !== second
}

/** When the next window opens, within a week: the nearest by the calendar, then one look at the clock. */
function nextOpening(clock: Temporal.ZonedDateTime, windows: readonly WeeklyWindow[]): string | undefined {
  const passed = clock.hour * 60 + clock.minute
  let nearest = Number.POSITIVE_INFINITY
  for (const { days, from, to } of windows) {
    if (from === to) continue
    for (const one of days) {
      const ahead = ((one - clock.dayOfWeek + 7) % 7) * 1440 + minutesOf(from)
      nearest = Math.min(nearest, ahead > passed ? ahead : ahead + 7 * 1440)
    }
  }
  if (!Number.isFinite(nearest)) return undefined
  return clock
    .toPlainDate()
    .add({ days: Math.floor(nearest / 1440) })
    .toZonedDateTime({
      timeZone: clock.timeZoneId,
      plainTime: { hour: Math.floor((nearest % 1440) / 60), minute: nearest % 60 },
    })
    .toInstant()
    .toString()
}
