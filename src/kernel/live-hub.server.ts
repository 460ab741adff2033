import type { ServerResponse } from 'node:http'
import { isToldOf, isTopic, type Topic } from '#topics.ts'
import type { Role } from '#vocabulary'
import type { LiveEvent } from './live.ts'

/** A session that is alive: the instant at which it ends by itself, and who holds it. */
export interface SessionState {
  readonly until: number
  readonly role: Role
}

interface Stream {
  readonly sessionId: string
  readonly role: Role
  readonly out: ServerResponse
  until: number
}

interface HubOptions {
  readonly sessionsAlive: (ids: readonly string[]) => Promise<ReadonlyMap<string, SessionState>>
  readonly onError: (error: unknown) => void
}

const heartbeat = 20_000
/** News of the same instant travel together; nobody sees the difference, five hundred desks do. */
const gathering = 25
/** More at once than a desk would read one by one. */
const handful = 200
/** What a desk may leave unread before it is let go: it comes back and reads everything anew. */
const unreadLimit = 64 * 1024
/** Far more windows than anybody opens. */
const streamsPerSession = 30

const write = (event: LiveEvent, data: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** The streams of one process: what is heard goes out to them, and each ends with its session. */
export class Hub {
  readonly #options: HubOptions
  readonly #streams = new Set<Stream>()
  readonly #heard = new Map<string, readonly [Topic, string]>()
  #isLost = false
  #flushing: ReturnType<typeof setTimeout> | undefined
  #beating: ReturnType<typeof setInterval> | undefined
  #isOver = false

  constructor(options: HubOptions) {
    this.#options = options
  }

  start(beat: () => Promise<void>): void {
    this.#beating = setInterval(() => {
      for (const stream of this.#streams) this.#send(stream, ': still here\n\n')
      void beat()
      void this.#review()
    }, heartbeat)
    this.#beating.unref()
  }

  add(given: Omit<Stream, 'until'>): void {
    if (this.#isOver) {
      given.out.end()
      return
    }
    const stream: Stream = { ...given, until: Number.POSITIVE_INFINITY }
    const mine = [...this.#streams].filter(({ sessionId }) => sessionId === stream.sessionId)
    if (mine.length >= streamsPerSession && mine[0]) this.#drop(mine[0])
    this.#streams.add(stream)
    stream.out.on('close', () => this.#streams.delete(stream))
    stream.out.on('error', () => this.#drop(stream))
    this.#send(stream, `retry: 2000\n${write('hello', null)}`)
    // Between the moment it was let in and now, its session may have ended.
    void this.#review([stream])
  }

  /** One thing said by any of the processes. */
  hear(word: string, rest: string): void {
    if (word === 'session') this.#end((stream) => stream.sessionId === rest)
    if (word === 'account') void this.#review()
    if (!isTopic(word)) return
    if (rest === '*' || this.#heard.size >= handful) this.#isLost = true
    else this.#heard.set(`${word} ${rest}`, [word, rest])
    this.#flushing ??= setTimeout(() => this.#flush(), gathering)
  }

  /** Something may have been missed. */
  catchUp(): void {
    this.#isLost = true
    this.#flush()
    void this.#review()
  }

  close(): void {
    this.#isOver = true
    clearInterval(this.#beating)
    clearTimeout(this.#flushing)
    for (const { out } of this.#streams) {
      if (out.writableLength > 0) out.destroy()
      else out.end()
    }
    this.#streams.clear()
  }

  #flush(): void {
    clearTimeout(this.#flushing)
    this.#flushing = undefined
    const heard = [...this.#heard.values()]
    const isLost = this.#isLost
    this.#heard.clear()
    this.#isLost = false
    const texts = new Map<Role, string>()
    for (const stream of this.#streams) {
      const { role } = stream
      const known = texts.get(role)
      const text = known ?? (isLost ? write('lost', null) : changesFor(role, heard))
      if (known === undefined) texts.set(role, text)
      if (text) this.#send(stream, text)
    }
  }

  #send(stream: Stream, text: string): void {
    if (stream.out.writableLength > unreadLimit) this.#drop(stream)
    else stream.out.write(text)
  }

  #drop(stream: Stream): void {
    this.#streams.delete(stream)
    stream.out.destroy()
  }

  #end(which: (stream: Stream) => boolean): void {
    for (const stream of this.#streams) {
      if (!which(stream)) continue
      this.#streams.delete(stream)
      stream.out.end(write('end', null))
    }
  }

  /** Ends the streams whose session is over, or will be before the next look. */
  async #review(streams: Iterable<Stream> = this.#streams): Promise<void> {
    const looked = [...streams]
    if (looked.length === 0) return
    try {
      const alive = await this.#options.sessionsAlive([...new Set(looked.map((one) => one.sessionId))])
      for (const stream of looked) {
        const state = alive.get(stream.sessionId)
        if (!state) this.#end((one) => one === stream)
        // Another role sees other things: the stream is opened again under it.
        else if (state.role !== stream.role) this.#drop(stream)
        else this.#endAt(stream, state.until)
      }
    } catch (error) {
      this.#options.onError(error)
    }
  }

  #endAt(stream: Stream, until: number): void {
    stream.until = until
    const left = until - Date.now()
    if (left > heartbeat * 1.5) return
    setTimeout(
      () => {
        if (stream.until === until) this.#end((one) => one === stream)
      },
      Math.max(0, left),
    ).unref()
  }
}

function changesFor(role: Role, heard: readonly (readonly [Topic, string])[]): string {
  const told = heard.filter(([topic]) => isToldOf(role, topic))
  return told.length === 0 ? '' : write('change', told)
}
