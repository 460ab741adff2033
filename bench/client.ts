import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { z } from 'zod'
import type { Contract, Params } from '#kernel/contract.ts'

/** What came back. */
export interface Answer {
  readonly status: number
  readonly text: string
}

export interface Said {
  readonly method?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Some connections to one server, kept open. */
export class Connections {
  readonly #base: URL
  readonly #agent: Agent
  readonly #headers: Readonly<Record<string, string>>

  constructor(base: string, count: number, headers: Readonly<Record<string, string>> = {}) {
    this.#base = new URL(base)
    this.#agent = new Agent({ keepAlive: true, maxSockets: count, scheduling: 'fifo' })
    this.#headers = headers
  }

  ask(path: string, said: Said = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = { ...this.#headers, ...said.headers }
      if (said.body !== undefined) {
        headers['content-type'] ??= 'application/json'
        headers['content-length'] = Buffer.byteLength(said.body)
      }
      const { hostname, port } = this.#base
      const sent = request(
        { agent: this.#agent, hostname, port, path, method: said.method ?? 'GET', headers },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          )
        },
      )
      // Far beyond any waiting that is allowed: what is still silent then never answers.
      sent.setTimeout(60_000, () => sent.destroy(new Error('no answer within 60 s')))
      sent.on('error', reject)
      sent.end(said.body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

interface Terms<Path extends string, Input extends z.ZodType, Query extends z.ZodType> {
  readonly params?: Params<Path>
  readonly input?: z.input<Input>
  readonly query?: z.input<Query>
  readonly version?: number
}

/** Somebody signed in, who asks through contracts. */
export class Asker {
  readonly connections: Connections

  constructor(base: string, count: number, cookie: string) {
    this.connections = new Connections(base, count, { cookie })
  }

  /** Asks, and says whatever the answer is. */
  try<Path extends string, Input extends z.ZodType, Query extends z.ZodType, Output extends z.ZodType>(
    contract: Contract<Path, Input, Query, Output>,
    terms: Terms<Path, Input, Query> = {},
  ): Promise<Answer> {
    const params = (terms.params ?? {}) as Readonly<Record<string, string>>
    const path = contract.path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '')
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(terms.query ?? {})) {
      if (value !== undefined && value !== null) search.append(name, String(value))
    }
    const headers: Record<string, string> = {}
    if (contract.creates) headers['idempotency-key'] = randomUUID()
    if (terms.version !== undefined) headers['if-match'] = `"${terms.version}"`
    return this.connections.ask(search.size > 0 ? `${path}?${search}` : path, {
      method: contract.method,
      headers,
      ...(terms.input !== undefined && { body: JSON.stringify(terms.input) }),
    })
  }

  /** Asks for something that must be given. */
  async ask<Path extends string, Input extends z.ZodType, Query extends z.ZodType, Output extends z.ZodType>(
    contract: Contract<Path, Input, Query, Output>,
    terms: Terms<Path, Input, Query> = {},
  ): Promise<z.output<Output>> {
    const { status, text } = await this.try(contract, terms)
    if (status === 200) return JSON.parse(text)
    throw new Error(`${contract.method} ${contract.path} : réponse ${status} ${text.slice(0, 300)}`)
  }
}

/** How a batch of operations went: its length and that of each operation, in milliseconds. */
export interface Batch {
  readonly wall: number
  readonly each: readonly number[]
}

/** Does an operation `count` times, `width` at a time. */
export async function repeat(
  count: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<Batch> {
  const each: number[] = []
  let next = 0
  const begun = performance.now()
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      const start = performance.now()
      await work(index)
      each.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane))
  return { wall: performance.now() - begun, each }
}
