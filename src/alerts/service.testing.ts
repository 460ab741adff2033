import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { connectCluster } from '#kernel/postgres.server.ts'
import type { Person } from '#kernel/testing/harness.server.ts'
import { personOf } from '#kernel/testing/harness.server.ts'
import type { Role } from '#vocabulary'
import { within } from './patience.testing.ts'

const source = join(import.meta.dirname, '..')

/**
 * A real Repère over data of its own: a server and a worker, each in a process that can be killed, and their PostgreSQL,
 * which nobody but they start again.
 */
export class Service {
  readonly url: string
  readonly #env: NodeJS.ProcessEnv
  readonly #dir: string
  readonly #children = { server: undefined, worker: undefined } as {
    [part in Part]: ChildProcess | undefined
  }
  #ownerUrl: string | undefined
  /** How often one of them ended by itself and was started again. */
  restarts = 0

  constructor(dir: string, port: number, env: Record<string, string>) {
    this.#dir = dir
    this.url = `http://localhost:${port}`
    this.#env = { ...process.env, ...env, REPERE_DATA: dir, PORT: String(port) }
    process.on('exit', () => {
      for (const child of Object.values(this.#children)) child?.kill('SIGTERM')
    })
  }

  /** Adds an account from the command line, as an operator does, and gives its password. */
  addAccount(login: string, name: string, of: Role): string {
    const password = randomBytes(18).toString('base64')
    const words = ['account', 'create', '--login', login, '--name', name, '--role', of, '--password-stdin']
    const { status, stderr } = spawnSync(process.execPath, [join(source, 'cli.server.ts'), ...words], {
      env: this.#env,
      input: password,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return password
  }

  async start(): Promise<void> {
    this.#open('server')
    await within('the server', async () => {
      const child = this.#children.server
      if (child && child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}`)
      return (await this.#health()) !== undefined
    })
    this.#open('worker')
    await this.recovers()
  }

  #open(part: Part): void {
    const words = [join(source, 'main.server.ts'), part === 'server' ? '--no-worker' : '--worker-only']
    const child = spawn(process.execPath, words, { env: this.#env, stdio: ['ignore', 'ignore', 'inherit'] })
    this.#children[part] = child
  }

  /** `kill -9` of one of the two processes, then another in its place, as a supervisor does. */
  async kill(part: Part): Promise<void> {
    await this.#end(part, 'SIGKILL')
    this.#open(part)
    await this.recovers()
  }

  async #end(part: Part, signal: NodeJS.Signals): Promise<void> {
    const child = this.#children[part]
    child?.kill(signal)
    await within(
      `the end of the ${part}`,
      () => !child || child.exitCode !== null || child.signalCode !== null,
    )
  }

  /** Both leave; the last one stops their PostgreSQL. */
  async stop(): Promise<void> {
    await this.#end('worker', 'SIGTERM')
    await this.#end('server', 'SIGTERM')
  }

  /** Signs in, as often as it takes. */
  async signIn(path: string, login: object): Promise<Person> {
    let cookie: string | undefined
    await within('signing in', async () => {
      const answer = await fetch(new URL(path, this.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(login),
      }).catch(() => undefined)
      cookie = answer?.ok ? answer.headers.getSetCookie()[0]?.split(';')[0] : undefined
      if (answer && answer.status < 500 && !cookie) throw new Error(`signing in answered ${answer.status}`)
      return cookie !== undefined
    })
    return personOf(this.url, { id: '', login: '', name: '', cookie })
  }

  /** Joins the cluster only to ask where it is: it is for the server and the worker to watch over it. */
  async #cluster(): Promise<{ ownerUrl: string; postmaster: number | undefined } | undefined> {
    const cluster = await connectCluster({ dir: this.#dir })
    if (!cluster) return undefined
    const [postmaster] = cluster.pids()
    await cluster.stop()
    return { ownerUrl: cluster.ownerUrl, postmaster }
  }

  /** Asks the database itself, as the owner of the tables. */
  async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    let rows: Row[] = []
    await within('the database', async () => {
      this.#ownerUrl ??= (await this.#cluster())?.ownerUrl
      if (!this.#ownerUrl) return false
      const client = new pg.Client({
        connectionString: this.#ownerUrl,
        connectionTimeoutMillis: 5000,
        options: '-c search_path=app',
      })
      // A connection that dies while nothing is asked says so here.
      client.on('error', () => undefined)
      try {
        await client.connect()
        rows = (await client.query(text, values)).rows
        return true
      } catch (error) {
        const { code } = error as { code?: string }
        // Being killed, or coming back: asked again.
        if (code !== undefined && !/^(57P|08|ECONN|ENOENT|EPIPE)/.test(code)) throw error
        return false
      } finally {
        await client.end().catch(() => undefined)
      }
    })
    return rows
  }

  /** `kill -9` of one of the processes of PostgreSQL: all of them stop, and what was committed is read from the log. */
  async killBackend(): Promise<void> {
    const [one] = await this.sql<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'repere' limit 1`,
    )
    if (one) killNow(one.pid)
    await this.recovers()
  }

  /** `kill -9` of the first process of PostgreSQL: nothing is left of it, and whoever leans on it starts it again. */
  async killPostgres(): Promise<void> {
    const cluster = await this.#cluster()
    if (!cluster?.postmaster) throw new Error('the database is not running')
    killNow(cluster.postmaster)
    await this.recovers()
  }

  #health = () => fetch(`${this.url}/health`, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined)

  /** The server says that all is well, worker included, and goes on saying so. */
  async recovers(): Promise<void> {
    let well = 0
    await within('the service', async () => {
      for (const part of ['server', 'worker'] as const) {
        if (this.#children[part]?.exitCode === null) continue
        // It ended by itself, saying why: a supervisor starts it again.
        this.restarts += 1
        if (this.restarts > 100) throw new Error(`the ${part} does not stay up`)
        this.#open(part)
      }
      well = (await this.#health())?.ok ? well + 1 : 0
      return well === 3
    })
  }
}

type Part = 'server' | 'worker'

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // Dead already: so much the better.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
