import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A way to PostgreSQL that can be cut and mended, as if it had been stopped and started again. */
export interface Cable {
  readonly url: string
  readonly cut: () => Promise<void>
  readonly mend: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Lays a cable to the database of an address; the rest of the address stays as it is. */
export async function layCable(url: string): Promise<Cable> {
  const real = new URL(url)
  const port = real.searchParams.get('port') ?? real.port ?? '5432'
  const folder = real.searchParams.get('host')
  const socket = folder ? join(folder, `.s.PGSQL.${port}`) : undefined
  const dir = mkdtempSync(join(tmpdir(), 'repere-cable-'))
  const path = join(dir, `.s.PGSQL.${port}`)
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    const far = socket ? connect(socket) : connect(Number(port), real.hostname)
    for (const end of [near, far]) {
      ends.add(end)
      end.on('error', () => undefined)
      end.on('close', () => {
        ends.delete(end)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  const mend = () => new Promise<void>((done) => server.listen(path, done))
  const cut = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      for (const end of ends) end.destroy()
    })
  await mend()
  const near = new URL(url)
  if (!near.searchParams.has('user')) {
    near.searchParams.set('user', real.username)
    near.searchParams.set('password', decodeURIComponent(real.password))
    near.username = ''
    near.password = ''
    near.host = ''
  }
  near.searchParams.set('host', dir)
  near.searchParams.set('port', port)
  return {
    url: near.href,
    cut,
    mend,
    close: async () => {
      if (server.listening) await cut()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
