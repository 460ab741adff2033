import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDatabase, openPool } from '#kernel/db.server.ts'
import { readEnvironment } from '#kernel/env.server.ts'
import { newId } from '#kernel/id.ts'
import { type Cluster, startCluster } from '#kernel/postgres.server.ts'
import { cookieName } from '#kernel/session.server.ts'
import { openSession } from '#office/account/sessions.server.ts'
import { openData } from '#open.server.ts'
import type { Author } from './base/file.ts'
import { type Base, query } from './base/fill.ts'
import { Asker, Connections } from './client.ts'
import type { Watched } from './processes.ts'

/** A process that serves, and where. */
interface Served {
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** All that is measured: the product, the floor, and the PostgreSQL that both lean on. */
export interface Desk {
  readonly base: Base
  readonly dataDir: string
  /** Where the product is reached, as long as it is not restarted. */
  readonly url: () => string
  /** Somebody who coordinates; their connections are kept open. */
  readonly asker: (connections: number) => Asker
  readonly floor: (connections: number) => Connections
  readonly database: Watched
  readonly product: Watched
  readonly floorProcess: Watched
  /** Stops the product and starts it again, for a memory that remembers nothing. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

const root = join(import.meta.dirname, '..')

/** Brings up a PostgreSQL of its own in a temporary folder, with the product and the floor beside it. */
export async function openDesk(
  options: { data: string | undefined; profile: string | undefined },
  say: (line: string) => void,
): Promise<Desk> {
  const dir = options.data ?? mkdtempSync(join(tmpdir(), 'repere-bench-'))
  // The account that runs PostgreSQL for root must be able to pass through.
  chmodSync(dir, 0o755)
  const undo: (() => unknown)[] = options.data ? [] : [() => rmSync(dir, { recursive: true, force: true })]
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    const cluster = await startCluster({ dir, onProgress: say })
    undo.push(() => cluster.stop())
    const { base, cookie } = await prepare(dir, cluster)
    // As bin/ starts the product: with the flags that it gave to this very process.
    const node = process.execArgv
    const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
    const start = () =>
      serve([...node, ...profile, join(root, 'src/main.server.ts')], {
        REPERE_DATA: dir,
        HOST: '127.0.0.1',
        PORT: '0',
      })
    let product = await start()
    undo.push(() => product.stop())
    const floor = await serve([...node, join(import.meta.dirname, 'floor.ts')], {
      FLOOR_URL: await floorUrl(cluster),
    })
    undo.push(() => floor.stop())
    return {
      base,
      dataDir: cluster.dataDir,
      url: () => product.url,
      asker: (count) => new Asker(product.url, count, cookie),
      floor: (count) => new Connections(floor.url, count),
      database: () => cluster.pids(),
      product: () => [product.pid],
      floorProcess: () => [floor.pid],
      restart: async () => {
        await product.stop()
        product = await start()
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Brings the database to today's shape, and adds forty people who work there. */
async function prepare(dir: string, cluster: Cluster): Promise<{ base: Base; cookie: string }> {
  const opened = await openData(
    () => {},
    readEnvironment({ PORT: '0', REPERE_DATA: dir, DATABASE_URL: cluster.ownerUrl }),
  )
  const database = openDatabase(openPool(opened.appUrl, { max: 1 }))
  try {
    const authors: Author[] = await database
      .selectFrom('account')
      .select(['id', 'role'])
      .orderBy('login')
      .execute()
    for (let number = authors.length; number < 40; number += 1) {
      // The first one asks everything of the product, the report included.
      const author = { id: newId(), role: number === 0 ? ('coordinator' as const) : ('listener' as const) }
      const login = `ecoute.${String(number).padStart(2, '0')}`
      await database
        .insertInto('account')
        .values({ ...author, login, name: `Écoute ${number}`, password_hash: '-', last_sign_in_at: null })
        .execute()
      authors.push(author)
    }
    const token = await openSession(database, authors[0]?.id ?? '')
    const [found] = await query<{ until: number; situations: number }>(
      cluster.ownerUrl,
      `select extract(epoch from min(created_at))::float8 * 1000 as until,
         (select count(*)::int from app.situation) as situations from app.account`,
    )
    const until = found?.until ?? Date.now()
    const base: Base = { dir, ownerUrl: cluster.ownerUrl, authors, until, situations: found?.situations ?? 0 }
    return { base, cookie: `${cookieName(false)}=${token}` }
  } finally {
    await database.destroy()
  }
}

/** A database of its own in the same PostgreSQL, so that what it weighs is not counted as ours. */
async function floorUrl(cluster: Cluster): Promise<string> {
  const known = await query(cluster.ownerUrl, `select 1 from pg_database where datname = 'floor'`)
  if (known.length === 0) await query(cluster.ownerUrl, 'create database floor')
  const url = new URL(cluster.ownerUrl)
  url.pathname = '/floor'
  return url.href
}

/** Starts a server that prints its address once it serves. */
function serve(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Served> {
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${args.at(-1)} s’est arrêté (${code}).`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
      if (url && child.pid) resolve({ url, pid: child.pid, stop: () => stop(child) })
    })
  })
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.removeAllListeners('exit').once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
