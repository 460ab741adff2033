import { createServer, request, type Server } from 'node:http'

/** What happens to what goes through. */
export type Fault = 'none' | 'lost' | 'answer_lost' | 'twice' | 'late'

export interface Line {
  readonly url: string
  /** How many of each. */
  readonly counts: Record<Fault, number>
  readonly close: () => Promise<void>
}

/** Stands between the worker and the relay, and spoils a part of what goes through: 0.3 is three requests in ten. */
export async function openProxy(target: string, rate: number): Promise<Line> {
  const counts: Record<Fault, number> = { none: 0, lost: 0, answer_lost: 0, twice: 0, late: 0 }
  const faults: readonly Fault[] = ['lost', 'answer_lost', 'twice', 'late']
  const server: Server = createServer((incoming, response) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('error', () => undefined)
    incoming.on('end', async () => {
      const fault =
        Math.random() < rate ? (faults[Math.floor(Math.random() * faults.length)] ?? 'none') : 'none'
      counts[fault] += 1
      const body = Buffer.concat(parts)
      const forward = () =>
        pass(target, incoming.method ?? 'GET', incoming.url ?? '/', incoming.headers, body)
      if (fault === 'lost') return incoming.socket.destroy()
      if (fault === 'late') await new Promise((done) => setTimeout(done, 200 + Math.random() * 800))
      if (fault === 'twice') await forward().catch(() => undefined)
      const answer = await forward().catch(() => undefined)
      // What was received and is not known to be: the worst, since it comes again.
      if (!answer || fault === 'answer_lost') return incoming.socket.destroy()
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

interface Passed {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

function pass(
  target: string,
  method: string,
  path: string,
  headers: Record<string, unknown>,
  body: Buffer,
): Promise<Passed> {
  const { authorization, 'content-type': type } = headers
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(path, target),
      {
        method,
        agent: false,
        headers: {
          ...(typeof authorization === 'string' && { authorization }),
          ...(typeof type === 'string' && { 'content-type': type }),
          'content-length': body.length,
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 502,
            type: answer.headers['content-type'] ?? 'application/json',
            body: Buffer.concat(parts),
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
