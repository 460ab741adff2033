import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run, runMigrations, type TaskList, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db.server.ts'
import { appRole, workerRole } from './migrate.server.ts'

/** Prepares the queue of jobs, owned by its own role; the application can only add to it, through one function. */
export async function migrateJobs(ownerUrl: string, workerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock(121)')
    const database = owner.escapeIdentifier(owner.database ?? '')
    await owner.query(`create schema if not exists graphile_worker`)
    await owner.query(`grant all on schema graphile_worker to ${workerRole}`)
    await owner.query(`grant connect, create on database ${database} to ${workerRole}`)
    await runMigrations({ connectionString: workerUrl, noHandleSignals: true } as Parameters<
      typeof runMigrations
    >[0])
    await owner.query(`revoke create on database ${database} from ${workerRole}`)
    const worker = new pg.Client({ connectionString: workerUrl })
    await worker.connect()
    await worker.query(`
      create or replace function graphile_worker.enqueue(task text, payload json, job_key text, run_at timestamptz)
        returns void language sql security definer set search_path = graphile_worker, pg_temp
        as $$ select graphile_worker.add_job(task, payload, job_key => job_key, run_at => run_at) $$;
      revoke execute on function graphile_worker.enqueue from public;
      grant execute on function graphile_worker.enqueue to ${appRole}, ${worker.escapeIdentifier(owner.user ?? '')};
    `)
    await worker.end()
    await owner.query(`grant usage on schema graphile_worker to ${appRole}`)
  } finally {
    await owner.end()
  }
}

/** Adds a job in the transaction of the request: it exists if and only if the request is committed. Only identifiers travel in it. */
export async function enqueue(
  db: Pick<Db, 'getExecutor'>,
  task: string,
  payload: Readonly<Record<string, string | number>>,
  options: { key?: string; at?: string } = {},
): Promise<void> {
  await sql`select graphile_worker.enqueue(${task}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, ${options.at ?? null}::timestamptz)`.execute(
    db,
  )
}

/** Whether some process works on the queue: a worker, here or elsewhere, has a connection of its own role. */
export async function workerIsThere(db: Pick<Db, 'getExecutor'>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from pg_stat_activity
                   where usename = ${workerRole} and datname = current_database()) as there`.execute(db)
  return rows[0]?.there ?? false
}

export interface Jobs {
  /** Whether the worker still runs. */
  readonly alive: () => boolean
  readonly stop: () => Promise<void>
}

/** Starts the worker on its own connections. */
export async function startJobs(
  workerUrl: string,
  tasks: TaskList,
  onTrouble: (error: unknown) => void,
): Promise<Jobs> {
  const pool = new pg.Pool({ connectionString: workerUrl, max: 4, application_name: 'repere-jobs' })
  pool.on('error', onTrouble)
  // A connection that is lost while a job holds it says so here, and nowhere else.
  pool.on('connect', (client) => void client.on('error', onTrouble))
  const supervisor = new Supervisor(pool, tasks, onTrouble)
  await supervisor.start()
  return {
    alive: () => supervisor.isAlive,
    stop: async () => {
      await supervisor.stop()
      await pool.end()
    },
  }
}

const pauseBeforeAgain = 1000

/** Keeps a worker running: one that fell with its connections is replaced. */
class Supervisor {
  isAlive = false
  readonly #pool: pg.Pool
  readonly #tasks: TaskList
  readonly #onTrouble: (error: unknown) => void
  #runner: Runner | undefined
  #isStopping = false
  #replacing: Promise<void> | undefined

  constructor(pool: pg.Pool, tasks: TaskList, onTrouble: (error: unknown) => void) {
    this.#pool = pool
    this.#tasks = tasks
    this.#onTrouble = onTrouble
  }

  async start(): Promise<void> {
    const events: WorkerEvents = new EventEmitter()
    const runner = await run({
      pgPool: this.#pool,
      taskList: this.#tasks,
      concurrency: 2,
      noHandleSignals: true,
      pollInterval: 5000,
      // Schedules are computed by our code, in the time of Paris.
      parsedCronItems: [],
      logger: new Logger(() => () => undefined),
      events,
    })
    this.#runner = runner
    this.isAlive = true
    const fallen = (error: unknown) => {
      this.#onTrouble(error)
      this.#replace(runner)
    }
    // One that could not say that its job is done does no other.
    events.on('worker:fatalError', ({ error }) => fallen(error))
    runner.promise.then(() => this.#replace(runner), fallen)
  }

  /** Only the worker of today is replaced, and once. */
  #replace(fallen: Runner): void {
    if (this.#isStopping || this.#runner !== fallen || this.#replacing) return
    this.isAlive = false
    this.#replacing = (async () => {
      await fallen.stop().catch(() => undefined)
      while (!this.#isStopping) {
        await sleep(pauseBeforeAgain)
        try {
          if (!this.#isStopping) await this.start()
          break
        } catch (error) {
          this.#onTrouble(error)
        }
      }
    })().finally(() => {
      this.#replacing = undefined
    })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#replacing
    if (this.isAlive) await this.#runner?.stop().catch(this.#onTrouble)
    this.isAlive = false
  }
}
