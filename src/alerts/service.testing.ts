import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, connectCluster } from '#kernel/postgres.server.ts'
import type { Person } from '#kernel/testing/harness.server.ts'
import { personOf } from '#kernel/testing/harness.server.ts'
import type { Role } from '#vocabulary'

const source = join(import.meta.dirname, '..')

/** A real Repère in a process of its own, that can be killed and started again over the same data. */
export class Service {
  readonly url: string
  readonly #env: NodeJS.ProcessEnv
  readonly #dir: string
  #child: ChildProcess | undefined
  #cluster: Cluster | undefined

  constructor(dir: string, port: number, env: Record<string, string>) {
    this.#dir = dir
    this.url = `http://localhost:${port}`
    this.#env = { ...process.env, ...env, REPERE_DATA: dir, PORT: String(port) }
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
    const child = spawn(process.execPath, [join(source, 'main.server.ts')], {
      env: this.#env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    this.#child = child
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}`)
      const health = await fetch(`${this.url}/health`).catch(() => undefined)
      if (health?.ok) return
      await sleep(50)
    }
  }

  /** `kill -9` of the server, worker included. */
  async kill(): Promise<void> {
    const child = this.#child
    child?.kill('SIGKILL')
    while (child && child.exitCode === null && child.signalCode === null) await sleep(10)
  }

  async stop(): Promise<void> {
    this.#child?.kill('SIGTERM')
    while (this.#child?.exitCode === null && this.#child.signalCode === null) await sleep(20)
    await this.#cluster?.stop()
  }

  /** Signs in, as often as it takes. */
  async signIn(path: string, login: object): Promise<Person> {
    for (;;) {
      const answer = await fetch(new URL(path, this.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(login),
      }).catch(() => undefined)
      const cookie = answer?.headers.getSetCookie()[0]?.split(';')[0]
      if (answer?.ok && cookie) return personOf(this.url, { id: '', login: '', name: '', cookie })
      if (answer && answer.status < 500) throw new Error(`signing in answered ${answer.status}`)
      await sleep(100)
    }
  }

  async #reach(): Promise<Cluster> {
    this.#cluster ??= await connectCluster({ dir: this.#dir })
    if (!this.#cluster) throw new Error('the database is not running')
    return this.#cluster
  }

  /** Asks the database itself, as the owner of the tables. */
  async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    for (;;) {
      const { ownerUrl } = await this.#reach()
      const client = new pg.Client({
        connectionString: ownerUrl,
        connectionTimeoutMillis: 5000,
        options: '-c search_path=app',
      })
      // A connection that dies while nothing is asked says so here.
      client.on('error', () => undefined)
      try {
        await client.connect()
        return (await client.query(text, values)).rows
      } catch (error) {
        const { code } = error as { code?: string }
        // Being killed, or coming back: asked again.
        if (code !== undefined && !/^(57P|08|ECONN|ENOENT|EPIPE)/.test(code)) throw error
        await sleep(100)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  }

  /** Takes the connections of the worker away from it, in the middle of whatever it does. */
  async cutWorker(): Promise<void> {
    await this.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'repere-jobs'`,
    )
  }

  /** `kill -9` of a process of PostgreSQL: all of them stop, and what was committed is read again from the log. */
  async killDatabase(): Promise<void> {
    const [first] = await this.sql<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'repere' limit 1`,
    )
    if (first) process.kill(first.pid, 'SIGKILL')
  }

  /** The server says that it is well again, worker included, without having been started again. */
  async recovers(): Promise<void> {
    const until = Date.now() + 90_000
    await sleep(1000)
    for (;;) {
      const health = await fetch(`${this.url}/health`).catch(() => undefined)
      if (health?.ok) return
      if (Date.now() > until) throw new Error(`the service did not recover: ${await health?.text()}`)
      await sleep(200)
    }
  }
}
