import type { Kysely } from 'kysely'
import type { Tables } from '#tables.server.ts'
import type { Banner } from './frame.ts'

/** What was decided to be said, and for how long; without a text, nothing. */
export interface TimedBanner extends Omit<Banner, 'text'> {
  readonly text: string | null
  readonly from: string
  readonly until: string | null
}

/** Reads what stands and what will, the last decided first: the first that has begun is in force. */
export type BannerSource = (database: Kysely<Tables>) => Promise<readonly TimedBanner[]>

const everyMs = 5000

/** What is said at an instant. */
export function bannerAt(banners: readonly TimedBanner[], now: number): Banner | undefined {
  const last = banners.find(({ from }) => Date.parse(from) <= now)
  if (!last || last.text === null) return undefined
  if (last.until !== null && Date.parse(last.until) <= now) return undefined
  const { text, isUrgent, link } = last
  return { text, isUrgent, ...(link && { link }) }
}

/** What is pinned on every page: read every few seconds, kept as it was when the database does not answer. */
export class Board {
  #banners: readonly TimedBanner[] = []
  readonly #read: () => Promise<readonly TimedBanner[]>
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(read: () => Promise<readonly TimedBanner[]>) {
    this.#read = read
  }

  async refresh(): Promise<void> {
    try {
      this.#banners = await this.#read()
    } catch {
      // Yesterday's word is better than none, and the page says what to dial whatever happens.
    }
  }

  start(): void {
    this.#timer = setInterval(() => void this.refresh(), everyMs)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  now(): Banner | undefined {
    return bannerAt(this.#banners, Date.now())
  }
}
