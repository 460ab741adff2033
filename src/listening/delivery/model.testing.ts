/** What may happen to an alert between two looks at the clock. */
export type Deed =
  | 'nothing'
  | 'arrive'
  | 'acknowledge'
  | 'redirect'
  | 'strand'
  | 'return'
  | 'settle_reached'
  | 'settle_not_reached'
  | 'settle_sent_again'

interface Task {
  readonly step: string
  readonly round: number
  readonly kind: string
  done: boolean
}

const minute = 60_000
const day = 1440 * minute
const outcomes: Partial<Record<Deed, string>> = {
  settle_reached: 'reached',
  settle_not_reached: 'not_reached',
  settle_sent_again: 'sent_again',
}

/**
 * The clock told another way: timers that are set when something happens, ring, and are put out when what they waited
 * for comes. It shares nothing with the product but the delays, written here a second time.
 */
export class Model {
  readonly everything: Task[] = []
  #status: 'validated' | 'sent' | 'acknowledged' | 'redirected' | 'return_received' = 'validated'
  #stranded = false
  readonly #isHanded: boolean
  #timers: { step: string; round: number; kind: string; at: number }[] = []
  readonly #ladder: readonly (readonly [string, string, number])[]
  readonly #again: number

  constructor(urgent: boolean, channel: string, since: number) {
    this.#isHanded = channel === 'hand_over'
    const prefix = urgent ? 'urgent' : 'ordinary'
    const delays = urgent ? [15, 30, 60] : [24 * 60, 48 * 60, 72 * 60]
    this.#again = (urgent ? 30 : 24 * 60) * minute
    const kinds = [this.#isHanded ? 'phone_task' : 'reminder', 'phone_task', 'duty_officer']
    this.#ladder = ['reminder', 'phone_task', 'duty_officer'].map(
      (rung, place) => [`${prefix}_${rung}`, kinds[place] ?? '', (delays[place] ?? 0) * minute] as const,
    )
    for (const [step, kind, delay] of this.#ladder) this.#set(step, kind, since + delay)
    if (this.#isHanded) this.#set('hand_over', 'phone_task', since)
  }

  #set(step: string, kind: string, at: number, round = 1): void {
    this.#timers.push({ step, kind, at, round })
  }

  /** Everything that should have rung by then rings. */
  tick(now: number): void {
    const ringing = this.#timers.filter((timer) => timer.at <= now)
    this.#timers = this.#timers.filter((timer) => timer.at > now)
    for (const { step, round, kind } of ringing) this.everything.push({ step, round, kind, done: false })
  }

  /** Lets something happen; gives the statements that make it happen to the row ($1 which ones, $2 when). */
  act(deed: Deed, now: number): string[] {
    if (deed in outcomes) return this.#settle(outcomes[deed] ?? '', now)
    if (deed === 'arrive' && this.#status === 'validated') return this.#arrive()
    if (deed === 'strand' && this.#status === 'validated') return this.#strand(now)
    if (deed === 'acknowledge' && this.#status === 'sent') return this.#acknowledge(now)
    if (deed === 'redirect' && (this.#status === 'sent' || this.#status === 'acknowledged')) {
      return this.#redirect(now)
    }
    if (deed === 'return' && this.#status === 'acknowledged') return this.#receiveReturn()
    return []
  }

  #arrive(): string[] {
    this.#status = 'sent'
    this.#stranded = false
    this.#putOut('undeliverable')
    return [
      `update app.transmission set status = 'sent', sent_at = $2::timestamptz where id = any ($1)`,
      `update app.delivery set state = 'delivered', delivered_at = $2::timestamptz where transmission_id = any ($1)`,
    ]
  }

  #strand(now: number): string[] {
    if (this.#stranded || this.#isHanded || this.everything.some((one) => one.step === 'undeliverable'))
      return []
    this.#stranded = true
    this.#set('undeliverable', 'phone_task', now)
    return [
      `update app.delivery set state = 'undeliverable', undeliverable_at = $2::timestamptz where transmission_id = any ($1)`,
    ]
  }

  #acknowledge(now: number): string[] {
    this.#status = 'acknowledged'
    this.#timers = []
    this.#putOutAll()
    const due = new Date(now + 92 * day).toISOString().slice(0, 10)
    this.#set('return_before', this.#isHanded ? 'phone_task' : 'reminder', midnightInParis(due, -14))
    this.#set('return_due', this.#isHanded ? 'phone_task' : 'reminder', midnightInParis(due, 0))
    this.#set('return_late', 'phone_task', midnightInParis(due, 14))
    this.#set('return_very_late', 'phone_task', midnightInParis(due, 30))
    return [
      `update app.transmission set status = 'acknowledged', acknowledged_at = $2::timestamptz,
         acknowledged_by = 'Personne Fictive', return_due_on = '${due}' where id = any ($1)`,
      `update app.delivery set state = 'acknowledged', acknowledged_at = $2::timestamptz where transmission_id = any ($1)`,
    ]
  }

  #redirect(now: number): string[] {
    this.#status = 'redirected'
    this.#timers = []
    this.#putOutAll()
    this.#set('redirected', 'phone_task', now)
    return [
      `update app.transmission set status = 'redirected', redirected_at = $2::timestamptz where id = any ($1)`,
    ]
  }

  #receiveReturn(): string[] {
    this.#status = 'return_received'
    this.#timers = []
    this.#putOutAll()
    return [
      `update app.transmission set status = 'return_received', return_received_at = $2::timestamptz,
         return_outcome = 'closed_no_action' where id = any ($1)`,
    ]
  }

  /** Somebody answers everything that is open; the last rung of each ladder rings again. */
  #settle(outcome: string, now: number): string[] {
    for (const task of this.everything) {
      if (task.done) continue
      task.done = true
      const { step, round } = task
      if (step.endsWith('duty_officer')) this.#set(step, task.kind, now + this.#again, round + 1)
      if (step === 'return_very_late') this.#set(step, task.kind, now + 30 * day, round + 1)
      if (step === 'redirected' && outcome !== 'sent_again') this.#set(step, task.kind, now + day, round + 1)
    }
    return [
      `update app.escalation set done_at = $2::timestamptz, outcome = '${outcome}'
       where transmission_id = any ($1) and done_at is null`,
    ]
  }

  #putOut(step: string): void {
    this.#timers = this.#timers.filter((timer) => timer.step !== step)
    for (const task of this.everything) if (task.step === step) task.done = true
  }

  #putOutAll(): void {
    for (const task of this.everything) task.done = true
  }
}

/** The first instant of a day in Paris, by the offset that its clocks show around that night. */
function midnightInParis(date: string, days: number): number {
  const utc = Date.parse(`${date}T00:00:00Z`) + days * day
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' })
    .formatToParts(utc - 2 * 60 * minute)
    .find((part) => part.type === 'timeZoneName')?.value
  return utc - (shown === 'GMT+02:00' ? 2 : 1) * 60 * minute
}
