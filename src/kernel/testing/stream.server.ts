import { type IncomingMessage, request } from 'node:http'
import { followLive } from '../live.ts'
import type { Person } from './harness.server.ts'

/** One event as it came. */
export interface Told {
  readonly event: string
  readonly data: unknown
}

/** A desk that listens. */
export interface Following {
  readonly status: number
  readonly told: readonly Told[]
  /** Waits for the first event, told or yet to be, that is this one. */
  readonly until: (is: (told: Told) => boolean) => Promise<Told>
  /** Resolves at the end of the stream. */
  readonly ended: Promise<void>
  readonly leave: () => void
}

/** Follows what changes on a server, as a browser does, and waits for the greeting. */
export async function follow(url: string, person: Pick<Person, 'cookie'>): Promise<Following> {
  const { asked, response } = await open(new URL(followLive.path, url), person.cookie)
  const status = response.statusCode ?? 0
  const told: Told[] = []
  const waiting = new Set<() => void>()
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const event = /^event: (.*)$/m.exec(part)?.[1]
      if (event) told.push({ event, data: JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? 'null') })
    }
    for (const look of waiting) look()
  })
  const ended = new Promise<void>((done) => response.on('close', () => done()))
  response.on('error', () => undefined)
  const until = (is: (one: Told) => boolean) =>
    new Promise<Told>((found) => {
      const look = () => {
        const one = told.find(is)
        if (!one) return
        waiting.delete(look)
        found(one)
      }
      waiting.add(look)
      look()
    })
  if (status === 200) await until(({ event }) => event === 'hello')
  return { status, told, until, ended, leave: () => void asked.destroy() }
}

/** A connection of its own: `fetch` would open another one as soon as this one is left, and never use it. */
function open(at: URL, cookie: string | undefined) {
  return new Promise<{ asked: ReturnType<typeof request>; response: IncomingMessage }>((done, fail) => {
    const asked = request(at, { agent: false, headers: cookie ? { cookie } : {} })
    asked.on('response', (response) => done({ asked, response }))
    asked.on('error', fail)
    asked.end()
  })
}

/** Whether an event says that this has changed. */
export const tells =
  (topic: string, id: string) =>
  ({ event, data }: Told): boolean =>
    event === 'change' && (data as [string, string][]).some(([a, b]) => a === topic && b === id)
