import { createHash, randomBytes } from 'node:crypto'
import { isbot } from 'isbot'
import type { Span } from '#kernel/file/range.ts'

/** One answer that was sent, and to whom, for the time it takes to count it. */
export interface Sent {
  readonly episodeId: string
  readonly address: string
  readonly agent: string | undefined
  readonly method: string
  /** What was asked, and how many of its bytes left. */
  readonly span: Span
  readonly bytes: number
  /** Bytes of the whole sound, and of one minute of it. */
  readonly size: number
  readonly minute: number
  readonly day: string
}

/** Only asks whether parts may be asked for. */
const isProbe = ({ from, to }: Span): boolean => to - from < 2

/** Applications with which people listen: their short names look like those of robots. */
const applications =
  /^(AntennaPod|AppleCoreMedia|Castbox|Castro|CastMix|Deezer|Fountain|Overcast|Player FM|Pocket ?Casts|Podcast ?Addict|Podcasts|PodcastGuru|Podverse|Radio ?France|RSSRadio|Spotify|stagefright|TrueFans|VLC)\b|ExoPlayer/i

/** A machine that nobody listens behind; that of an application says so too. */
export const isRobot = (agent: string): boolean =>
  applications.test(agent) ? /bot\b|crawl|spider|sync|fetch|feed/i.test(agent) : isbot(agent)

/** More listeners than that in one day are not told apart any more: memory stays flat. */
const mostListeners = 200_000

/**
 * Who has had how much of what today. A listener is a digest that nobody can go back from: its salt is drawn each day,
 * lives in memory only and is forgotten with the day.
 */
export class Listeners {
  #day = ''
  #salt = randomBytes(32)
  readonly #parts = new Map<string, Span[] | 'counted'>()

  /** How many listeners are remembered: none of yesterday's. */
  get size(): number {
    return this.#parts.size
  }

  /**
   * Hears of an answer. True when it makes a download: once per listener, episode and day, when a minute of sound has
   * left, or the whole of a shorter one; robots and probes are nobody.
   */
  hear(sent: Sent): boolean {
    const { method, span, bytes, agent } = sent
    if (method !== 'GET' || bytes <= 0 || isProbe(span) || !agent || isRobot(agent)) return false
    this.#turn(sent.day)
    const key = this.#keyOf(sent)
    const known = this.#parts.get(key)
    if (known === 'counted' || (!known && this.#parts.size >= mostListeners)) return false
    const parts = joined([
      ...(known ?? []),
      { from: span.from, to: Math.min(span.to, span.from + bytes - 1) },
    ])
    const had = parts.reduce((sum, { from, to }) => sum + to - from + 1, 0)
    const isDownload = had >= Math.min(sent.minute, sent.size)
    this.#parts.set(key, isDownload ? 'counted' : parts)
    return isDownload
  }

  #turn(day: string): void {
    if (day === this.#day) return
    this.#day = day
    this.#salt = randomBytes(32)
    this.#parts.clear()
  }

  #keyOf({ address, agent, episodeId }: Sent): string {
    return createHash('sha256')
      .update(this.#salt)
      .update(`${address}\n${agent}\n${episodeId}`)
      .digest('base64url')
  }
}

/** Parts that touch or overlap make one: what is sent twice is had once. */
function joined(parts: readonly Span[]): Span[] {
  const whole: { from: number; to: number }[] = []
  for (const { from, to } of parts.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to)
    else whole.push({ from, to })
  }
  return whole
}
