/**
 * Slows down whoever guesses. Counted in memory: a restart forgives, which is what somebody locked out needs, and the
 * pace of guessing stays bounded because a restart is not in the guesser's hands.
 */
export interface Pace {
  /** Failures that cost nothing: people mistype. */
  readonly free: number
  /** The longest wait, in seconds. */
  readonly longest: number
}

const forgottenAfter = 60 * 60_000
const remembered = 20_000

interface Tally {
  failures: number
  /** Before this instant every try is turned away unread. */
  until: number
  last: number
}

/** Failures by account or by address, each doubling the wait after the free ones. */
export class Throttle {
  readonly #tallies = new Map<string, Tally>()
  readonly #pace: Pace
  readonly #now: () => number

  constructor(pace: Pace, now: () => number = Date.now) {
    this.#pace = pace
    this.#now = now
  }

  /** Whole seconds to wait before the next try; 0 when it may go on. */
  waitOf(key: string): number {
    const tally = this.#tallies.get(key)
    return tally ? Math.max(0, Math.ceil((tally.until - this.#now()) / 1000)) : 0
  }

  failed(key: string): void {
    const now = this.#now()
    const known = this.#tallies.get(key)
    const failures = known && now - known.last < forgottenAfter ? known.failures + 1 : 1
    const seconds =
      failures < this.#pace.free ? 0 : Math.min(2 ** (failures - this.#pace.free), this.#pace.longest)
    this.#tallies.delete(key)
    this.#tallies.set(key, { failures, until: now + seconds * 1000, last: now })
    if (this.#tallies.size > remembered) {
      const oldest = this.#tallies.keys().next()
      if (!oldest.done) this.#tallies.delete(oldest.value)
    }
  }

  /** One try was not a failure after all; the others stay counted. */
  forgive(key: string): void {
    const tally = this.#tallies.get(key)
    if (!tally) return
    tally.failures -= 1
    tally.until = this.#now()
  }

  succeeded(key: string): void {
    this.#tallies.delete(key)
  }
}
