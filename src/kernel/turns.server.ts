import { Refusal } from './refusal.ts'

/** How many work at once, how many may wait, and how long each of them. */
export interface Pacing {
  readonly places: number
  readonly waiting: number
  readonly patienceMs: number
}

interface Waiter {
  readonly go: () => void
}

/** What is told to whoever finds the queue full or waited in it for too long. */
const tooMany = () => new Refusal('unavailable', { wait: 30 })

/** A queue before what only few can use at once: whoever comes waits their turn instead of being refused. */
export class Turns {
  readonly #pacing: Pacing
  readonly #line = new Set<Waiter>()
  #taken = 0

  constructor(pacing: Pacing) {
    this.#pacing = pacing
  }

  /** Does the work when a place is free, in the order of arrival. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken < this.#pacing.places) this.#taken += 1
    else await this.#wait()
    try {
      return await work()
    } finally {
      this.#end()
    }
  }

  /** A place goes from hand to hand: nobody who comes meanwhile takes it. */
  #end(): void {
    const [next] = this.#line
    if (!next) {
      this.#taken -= 1
      return
    }
    this.#line.delete(next)
    next.go()
  }

  #wait(): Promise<void> {
    if (this.#line.size >= this.#pacing.waiting) throw tooMany()
    return new Promise((resolve, reject) => {
      const leave = setTimeout(() => {
        this.#line.delete(waiter)
        reject(tooMany())
      }, this.#pacing.patienceMs)
      const waiter = {
        go: () => {
          clearTimeout(leave)
          resolve()
        },
      }
      this.#line.add(waiter)
    })
  }
}
