import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { dutyOfficer } from '#office/shift/queries.server.ts'
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
  mail: 120_000,
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
  const rounds = new Rounds(sending, pager)
  const loops = [
    loop(rhythm.collect, ending.signal, sending, () => collect(sending)),
    loop(rhythm.reconcile, ending.signal, sending, () => rounds.round()),
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

/** Reading everything that is open at each round is what is wanted, as long as it costs nothing. */
const cheap = 500
/** However dear it is, everything is read that often. */
const wholeEvery = 600_000

/** The rounds of the reconciler, the whole of what is open as often as can be. */
class Rounds {
  readonly #sending: Sending
  readonly #pager: PagerWatch
  #wholeAt: number | undefined
  #wholeTook = 0

  constructor(sending: Sending, pager: PagerWatch) {
    this.#sending = sending
    this.#pager = pager
  }

  async round(): Promise<void> {
    const begun = Date.now()
    const isFirst = this.#wholeAt === undefined
    const everything = isFirst || this.#wholeTook < cheap || begun - (this.#wholeAt ?? 0) >= wholeEvery
    // At a start, whatever was under way died with the server before: nothing of ours runs yet.
    const found = await reconcile(this.#sending, {
      everything,
      ...(isFirst && { lostAfterSeconds: 0 }),
    })
    if (everything) {
      this.#wholeAt = begun
      this.#wholeTook = Date.now() - begun
    }
    if (found.dutyOfficer > 0) await this.#pager.look()
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
    if (await this.#callDutyOfficer()) return true
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

  /** The clock has reached the duty officer: called once for all that waits, and again until the call is taken. */
  async #callDutyOfficer(): Promise<boolean> {
    const { database, outside } = this.#sending
    // A database that does not answer is a trouble of its own.
    const owed = await within(databasePatience, this.#owed()).catch(() => [])
    if (owed.length === 0) return false
    const officer = await dutyOfficer(database)
    if (!(await outside.pager.page(officer?.name))) return true
    await database
      .updateTable('escalation')
      .set({ called_at: sql<string>`clock_timestamp()`, called_account_id: officer?.accountId ?? null })
      .where(
        'id',
        'in',
        owed.map((one) => one.id),
      )
      .execute()
    return true
  }

  async #owed() {
    return await this.#sending.database
      .selectFrom('escalation')
      .select('id')
      .where('kind', '=', 'duty_officer')
      .where('done_at', 'is', null)
      .where('called_at', 'is', null)
      .limit(1000)
      .execute()
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
