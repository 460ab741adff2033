import { setTimeout as sleep } from 'node:timers/promises'
import { askMail } from './canary.server.ts'
import { collect } from './collect.server.ts'
import type { Sending } from './outside.server.ts'
import { readPulse } from './pulse.server.ts'
import { reconcile } from './reconcile.server.ts'

/** How often each thing is done, in milliseconds. */
export interface Rhythm {
  readonly collect: number
  readonly reconcile: number
  readonly mail: number
  readonly look: number
  /** Between two calls of the pager for the same trouble. */
  readonly pageAgain: number
  /** After a start, the first canary needs a moment. */
  readonly grace: number
}

export const usualRhythm: Rhythm = {
  collect: 2000,
  reconcile: 60_000,
  mail: 300_000,
  look: 30_000,
  pageAgain: 15 * 60_000,
  grace: 120_000,
}

export interface Watch {
  readonly stop: () => Promise<void>
}

/**
 * What the server does by itself beside the worker, so that neither can fall without the other noticing: collects what
 * the partner zone tells, reconciles, asks the mail server, and looks at the pulse.
 */
export function startWatch(sending: Sending, rhythm: Rhythm = usualRhythm): Watch {
  const pager = new PagerWatch(sending, rhythm)
  const ending = new AbortController()
  // At a start, whatever was under way died with the server before: nothing of ours runs yet.
  let isFirst = true
  const loops = [
    loop(rhythm.collect, ending.signal, sending, () => collect(sending)),
    loop(rhythm.reconcile, ending.signal, sending, async () => {
      const { dutyOfficer } = await reconcile(sending, undefined, isFirst ? 0 : undefined)
      isFirst = false
      if (dutyOfficer > 0) await sending.outside.pager.page()
    }),
    loop(rhythm.mail, ending.signal, sending, () => askMail(sending)),
    loop(rhythm.look, ending.signal, sending, () => pager.look()),
  ]
  return {
    stop: async () => {
      ending.abort()
      await Promise.all(loops)
    },
  }
}

/** Does something again and again, however it ends, until the end. */
async function loop(
  every: number,
  signal: AbortSignal,
  { outside }: Sending,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      outside.onTrouble(error)
    }
    await sleep(every, undefined, { signal }).catch(() => undefined)
  }
}

/** How long the database may take to say how it is. */
const databasePatience = 10_000

/** Calls the pager when the canary is late, when the mail server is silent, or when the database itself does not answer. */
export class PagerWatch {
  readonly #sending: Sending
  readonly #rhythm: Pick<Rhythm, 'pageAgain' | 'grace'>
  readonly #begun = Date.now()
  #pagedAt: number | undefined
  #silences = 0

  constructor(sending: Sending, rhythm: Pick<Rhythm, 'pageAgain' | 'grace'>) {
    this.#sending = sending
    this.#rhythm = rhythm
  }

  /** Looks once; says whether the pager was called. */
  async look(): Promise<boolean> {
    const trouble = await this.#trouble()
    if (!trouble) {
      this.#pagedAt = undefined
      return false
    }
    const now = Date.now()
    if (this.#pagedAt !== undefined && now - this.#pagedAt < this.#rhythm.pageAgain) return false
    // A call that nobody took is made again at the next look.
    if (await this.#sending.outside.pager.page()) this.#pagedAt = now
    return true
  }

  async #trouble(): Promise<boolean> {
    try {
      const pulse = await within(databasePatience, readPulse(this.#sending.database))
      this.#silences = 0
      const isStarting = Date.now() - this.#begun < this.#rhythm.grace
      return !isStarting && (pulse.late || pulse.mailLate)
    } catch {
      this.#silences += 1
      // One silence may be a restart; two are a trouble.
      return this.#silences >= 2
    }
  }
}

async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  const ending = new AbortController()
  const late = sleep(milliseconds, undefined, { signal: ending.signal }).then(() => {
    throw new Error('no answer in time')
  })
  late.catch(() => undefined)
  try {
    return await Promise.race([promise, late])
  } finally {
    ending.abort()
  }
}
