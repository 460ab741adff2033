import { Changes, followLive, type LiveEvent } from './live.ts'

/** What a window does with what it hears. */
export interface LiveListener {
  readonly onChanges: (changes: readonly (readonly [string, string])[]) => void
  /** Something was missed, or nothing can be heard for now: everything shown may be out of date. */
  readonly onLost: () => void
  readonly onEnd: () => void
}

const name = 'repere live'
const pauses = { first: 1000, longest: 60_000, polling: 30_000 }

type Message = { readonly event: LiveEvent; readonly data: unknown }

/**
 * Follows what changes until the returned function is called. Of all the windows of a person one holds the stream and
 * tells the others: a browser opens six connections to a server, and no more.
 */
export function follow(listener: LiveListener): () => void {
  const channel = new BroadcastChannel(name)
  const over = new AbortController()
  const hear = ({ event, data }: Message) => {
    if (event === 'end') return listener.onEnd()
    if (event !== 'change') return listener.onLost()
    const changes = Changes.safeParse(data)
    if (changes.success) listener.onChanges(changes.data)
  }
  channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data)
  const tell = (message: Message) => {
    hear(message)
    channel.postMessage(message)
  }
  // Without locks (a server reached without TLS), each window holds a stream of its own.
  if (!navigator.locks) hold(hear, over.signal)
  else {
    navigator.locks
      .request(name, { signal: over.signal }, () => hold(tell, over.signal))
      .catch(() => undefined)
  }
  return () => {
    over.abort()
    channel.close()
  }
}

/** Holds the stream; lost, tries again less and less often, and meanwhile says from time to time that all may have changed. */
function hold(tell: (message: Message) => void, over: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let pause = pauses.first
    const polling = setInterval(() => {
      if (source?.readyState !== EventSource.OPEN) tell({ event: 'lost', data: null })
    }, pauses.polling)
    const open = () => {
      const stream = new EventSource(followLive.path)
      source = stream
      for (const event of ['hello', 'change', 'lost', 'end'] as const) {
        stream.addEventListener(event, ({ data }: MessageEvent<string>) => {
          pause = pauses.first
          if (event === 'end') stream.close()
          tell({ event, data: JSON.parse(data) })
        })
      }
      stream.onerror = () => {
        stream.close()
        clearTimeout(timer)
        // Not all at the same instant: a server that starts has five hundred desks before its door.
        timer = setTimeout(open, pause * (0.5 + Math.random()))
        pause = Math.min(pause * 2, pauses.longest)
      }
    }
    open()
    over.addEventListener('abort', () => {
      clearTimeout(timer)
      clearInterval(polling)
      source?.close()
      done()
    })
  })
}
