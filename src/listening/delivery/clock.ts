import { Temporal } from 'temporal-polyfill'
import type {
  ClockStep,
  DeliveryChannel,
  DeliveryState,
  EscalationKind,
  EscalationOutcome,
  TransmissionStatus,
} from '#vocabulary'

/** What the clock waits for. */
export type ClockPhase = 'urgent' | 'ordinary' | 'return'

/** When a step rings: minutes after the start of its phase; whole days around its date for a return. */
export interface ClockSetting {
  readonly step: ClockStep
  readonly delayMinutes: number
  readonly repeatMinutes: number | null
}

/** The steps whose delay is a setting, with what they wait for and whom they concern, in the order in which they climb. */
export const settledSteps = [
  { step: 'urgent_reminder', phase: 'urgent', kind: 'reminder' },
  { step: 'urgent_phone_task', phase: 'urgent', kind: 'phone_task' },
  { step: 'urgent_duty_officer', phase: 'urgent', kind: 'duty_officer' },
  { step: 'ordinary_reminder', phase: 'ordinary', kind: 'reminder' },
  { step: 'ordinary_phone_task', phase: 'ordinary', kind: 'phone_task' },
  { step: 'ordinary_duty_officer', phase: 'ordinary', kind: 'duty_officer' },
  { step: 'return_before', phase: 'return', kind: 'reminder' },
  { step: 'return_due', phase: 'return', kind: 'reminder' },
  { step: 'return_late', phase: 'return', kind: 'phone_task' },
  { step: 'return_very_late', phase: 'return', kind: 'phone_task' },
] as const satisfies readonly { step: ClockStep; phase: ClockPhase; kind: EscalationKind }[]

/** The delays of the first day, until somebody changes them. */
export const firstSettings: readonly ClockSetting[] = [
  { step: 'urgent_reminder', delayMinutes: 15, repeatMinutes: null },
  { step: 'urgent_phone_task', delayMinutes: 30, repeatMinutes: null },
  { step: 'urgent_duty_officer', delayMinutes: 60, repeatMinutes: 30 },
  { step: 'ordinary_reminder', delayMinutes: 24 * 60, repeatMinutes: null },
  { step: 'ordinary_phone_task', delayMinutes: 48 * 60, repeatMinutes: null },
  { step: 'ordinary_duty_officer', delayMinutes: 72 * 60, repeatMinutes: 24 * 60 },
  { step: 'return_before', delayMinutes: -14 * 1440, repeatMinutes: null },
  { step: 'return_due', delayMinutes: 0, repeatMinutes: null },
  { step: 'return_late', delayMinutes: 14 * 1440, repeatMinutes: null },
  { step: 'return_very_late', delayMinutes: 30 * 1440, repeatMinutes: 30 * 1440 },
]

/** What the clock knows of a transmission; instants are ISO 8601, the date of the return a day. */
export interface Clocked {
  readonly status: TransmissionStatus
  readonly urgent: boolean
  readonly channel: DeliveryChannel
  readonly deliveryState: DeliveryState
  readonly sendAfter: string | null
  readonly undeliverableAt: string | null
  readonly redirectedAt: string | null
  /** What was written to the right authority instead has left. */
  readonly isReaddressed: boolean
  readonly returnDueOn: string | null
  readonly rung: readonly Rung[]
}

/** A step that rang already. */
export interface Rung {
  readonly step: ClockStep
  readonly round: number
  readonly doneAt: string | null
  readonly outcome: EscalationOutcome | null
}

/** A step that rings, or will. */
export interface Ring {
  readonly step: ClockStep
  readonly round: number
  readonly kind: EscalationKind
  readonly dueAt: string
}

export interface ClockReading {
  /** What should have rung by now and has not. */
  readonly due: readonly Ring[]
  /** The next step that will ring if nothing happens. */
  readonly next: Ring | undefined
  /** Where the wait for a return has come to, when it moved. */
  readonly status: 'return_due' | 'return_overdue' | undefined
}

const silent: ClockReading = { due: [], next: undefined, status: undefined }

/**
 * Reads the clock of one transmission: what is due at that moment, what comes next, and where the return stands.
 * The reconciler does the same to all of them at once, in SQL; a test holds the two against each other.
 */
export function clockOf(of: Clocked, settings: readonly ClockSetting[], now: string): ClockReading {
  const rings = [...ringsOf(of, settings)].filter(
    (ring) => !of.rung.some((one) => one.step === ring.step && one.round === ring.round),
  )
  if (rings.length === 0 && phaseOf(of) === undefined) return silent
  const isDue = (ring: Ring) => Temporal.Instant.compare(ring.dueAt, now) <= 0
  const coming = rings.filter((ring) => !isDue(ring))
  return {
    due: rings.filter(isDue),
    next: coming.toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))[0],
    status: returnStatus(of, settings, now),
  }
}

/** What a transmission waits for: a named person, a return, or nothing any more. */
export function phaseOf({ status, urgent, returnDueOn }: Clocked): ClockPhase | undefined {
  if (status === 'validated' || status === 'sent') return urgent ? 'urgent' : 'ordinary'
  const isWithReceiver = status === 'acknowledged' || status === 'return_due' || status === 'return_overdue'
  return isWithReceiver && returnDueOn ? 'return' : undefined
}

function* ringsOf(of: Clocked, settings: readonly ClockSetting[]): Generator<Ring> {
  const phase = phaseOf(of)
  const once = (step: ClockStep, dueAt: string): Ring => ({ step, round: 1, kind: 'phone_task', dueAt })
  if (of.status === 'redirected' && of.redirectedAt && !of.isReaddressed) {
    yield once('redirected', of.redirectedAt)
    const last = lastRung(of, 'redirected')
    if (last?.doneAt && last.outcome && !settlesRedirection.includes(last.outcome)) {
      const dueAt = later(last.doneAt, redirectedRepeatMinutes)
      yield { step: 'redirected', round: last.round + 1, kind: 'phone_task', dueAt }
    }
  }
  if (phase === undefined) return
  if (phase !== 'return') {
    if (of.channel === 'hand_over' && of.sendAfter) yield once('hand_over', of.sendAfter)
    if (of.deliveryState === 'undeliverable' && of.undeliverableAt) {
      yield once('undeliverable', of.undeliverableAt)
    }
  }
  for (const known of settledSteps) {
    if (known.phase !== phase) continue
    const setting = settings.find((one) => one.step === known.step)
    if (!setting) continue
    const dueAt = startOf(of, phase, setting.delayMinutes)
    if (!dueAt) continue
    const kind = kindOf(known.kind, of.channel)
    yield { step: known.step, round: 1, kind, dueAt }
    const last = lastRung(of, known.step)
    if (setting.repeatMinutes !== null && last?.doneAt) {
      yield {
        step: known.step,
        round: last.round + 1,
        kind,
        dueAt: later(last.doneAt, setting.repeatMinutes),
      }
    }
  }
}

const later = (at: string, minutes: number): string => Temporal.Instant.from(at).add({ minutes }).toString()

/** What ends the wait of a redirected transmission before another has left in its place: somebody says so by name. */
export const settlesRedirection: readonly EscalationOutcome[] = ['sent_again', 'other_way_found']
/** Anything else rings again a day later. */
export const redirectedRepeatMinutes = 1440

/** Nobody receives e-mails for what is handed over: somebody calls. */
const kindOf = (kind: EscalationKind, channel: DeliveryChannel): EscalationKind =>
  channel === 'hand_over' && kind === 'reminder' ? 'phone_task' : kind

const lastRung = (of: Clocked, step: ClockStep): Rung | undefined =>
  of.rung.filter((one) => one.step === step).toSorted((a, b) => b.round - a.round)[0]

function startOf(of: Clocked, phase: ClockPhase, delayMinutes: number): string | undefined {
  if (phase === 'return') return of.returnDueOn ? dayInParis(of.returnDueOn, delayMinutes / 1440) : undefined
  return of.sendAfter ? later(of.sendAfter, delayMinutes) : undefined
}

/** The first instant of a day that many days from a date, by the clock of Paris. */
const dayInParis = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toZonedDateTime('Europe/Paris').toInstant().toString()

/** A return is expected from its first reminder on, and overdue the day after its date. */
function returnStatus(
  of: Clocked,
  settings: readonly ClockSetting[],
  now: string,
): 'return_due' | 'return_overdue' | undefined {
  if (phaseOf(of) !== 'return' || !of.returnDueOn) return undefined
  const isPast = (days: number) => Temporal.Instant.compare(dayInParis(of.returnDueOn ?? '', days), now) <= 0
  const before = settings.find((one) => one.step === 'return_before')?.delayMinutes ?? 0
  if (isPast(1)) return of.status === 'return_overdue' ? undefined : 'return_overdue'
  return of.status === 'acknowledged' && isPast(before / 1440) ? 'return_due' : undefined
}
