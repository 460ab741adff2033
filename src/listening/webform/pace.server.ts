import { setTimeout as sleep } from 'node:timers/promises'
import type { Keyring } from '#kernel/seal.server.ts'
import { Throttle } from '#kernel/throttle.server.ts'

/** Seconds that a letter waits at most: nobody is refused, and a crowd costs its senders time. */
export interface PaceRules {
  /** Letters from one place within an hour that wait for nothing: a whole school may stand behind it. */
  readonly free: number
  readonly longest: number
  /** What a letter waits that came without the calculation. */
  readonly unproven: number
}

export const usualPace: PaceRules = { free: 10, longest: 20, unproven: 3 }

/** Nobody waits any more behind so many others: the memory of the server has an end. */
const mostWaiting = 500

/** How fast letters come from one place; in memory, under a keyed mark, for an hour: an address is never written. */
export class Pace {
  readonly #throttle: Throttle
  readonly #rules: PaceRules
  #waiting = 0

  constructor(rules: PaceRules = usualPace) {
    this.#rules = rules
    this.#throttle = new Throttle({ free: rules.free, longest: rules.longest })
  }

  /** Counts a letter, makes it wait if it must, and says what is to be noted of it. */
  async take(
    keys: Keyring,
    address: string,
    isProven: boolean,
  ): Promise<{ readonly isFrequent: boolean; readonly waited: number }> {
    const mark = keys.digest(`address ${address}`).toString('base64')
    this.#throttle.failed(mark)
    const crowd = this.#throttle.waitOf(mark)
    const waited = Math.min(Math.max(crowd, isProven ? 0 : this.#rules.unproven), this.#rules.longest)
    if (waited > 0 && this.#waiting < mostWaiting) {
      this.#waiting += 1
      try {
        await sleep(waited * 1000)
      } finally {
        this.#waiting -= 1
      }
    }
    return { isFrequent: crowd > 0, waited }
  }
}
