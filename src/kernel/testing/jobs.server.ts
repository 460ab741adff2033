import { Logger, type Runner, run, runOnce } from 'graphile-worker'
import pg from 'pg'
import type { Mail } from '#kernel/mail.server.ts'
import { openMail } from '#kernel/mail.server.ts'
import { collect } from '#listening/delivery/collect.server.ts'
import type { Outside, Sending } from '#listening/delivery/outside.server.ts'
import { openPager, type Pager } from '#listening/delivery/pager.server.ts'
import { tasksOf } from '../../tasks.server.ts'
import { urlOf, workerRole } from '../migrate.server.ts'
import type { TestDesk } from './harness.server.ts'

export interface JobOptions {
  /** Where the partner zone is reached; the desk's own server unless told. */
  readonly partnerUrl?: string
  readonly mail?: Mail
  readonly pager?: Pager
  /** Does now what is planned for later too: what has five minutes to be recalled, what waits before another attempt. */
  readonly hurry?: boolean
}

/** What the desk of a test sends with; what goes wrong is kept, and a test may look at it. */
export function sendingOf(
  desk: TestDesk,
  options: JobOptions = {},
): Sending & { readonly troubles: unknown[] } {
  const troubles: unknown[] = []
  const outside: Outside = {
    partnerUrl: () => options.partnerUrl ?? desk.url,
    publicUrl: () => desk.url,
    mail: options.mail ?? openMail({}),
    pager: options.pager ?? openPager({}),
    onTrouble: (error) => troubles.push(error),
  }
  return { database: desk.database, keys: desk.keys, outside, troubles }
}

const quiet = new Logger(() => () => undefined)

/**
 * Runs the product's own jobs until none is left to run now, then collects what the partner zone has to tell, and runs
 * what follows from it. Fails when something broke that should not have.
 */
export async function runJobs(desk: TestDesk, options: JobOptions = {}): Promise<void> {
  const sending = sendingOf(desk, options)
  const pool = workerPool(desk)
  try {
    for (const _round of [1, 2]) {
      if (options.hurry) await bringForward(desk)
      await runOnce({
        pgPool: pool,
        taskList: tasksOf(desk.services, sending.outside),
        noHandleSignals: true,
        logger: quiet,
      })
      await collect(sending)
    }
  } finally {
    await pool.end()
  }
  const [trouble] = sending.troubles
  if (trouble) throw trouble
}

/** A worker that runs until it is stopped, as in the service. */
export async function startWorker(desk: TestDesk, sending: Sending): Promise<{ stop: () => Promise<void> }> {
  const pool = workerPool(desk)
  const runner: Runner = await run({
    pgPool: pool,
    taskList: tasksOf(desk.services, sending.outside),
    noHandleSignals: true,
    parsedCronItems: [],
    concurrency: 2,
    pollInterval: 200,
    logger: quiet,
  })
  return {
    stop: async () => {
      await runner.stop()
      await pool.end()
    },
  }
}

function workerPool(desk: TestDesk): pg.Pool {
  const pool = new pg.Pool({ connectionString: urlOf(desk.ownerUrl, workerRole, desk.keys), max: 4 })
  // A connection lost while a job holds it is told of twice; the job itself is made again.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/** Five minutes pass, and so does every wait. */
async function bringForward(desk: TestDesk): Promise<void> {
  await desk.ownerSql(
    `update app.delivery set send_after = created_at - interval '1 second', next_attempt_at = now()
     where send_after > now() and state <> 'recalled'`,
  )
  await desk.ownerSql('update graphile_worker._private_jobs set run_at = now() where run_at > now()')
}
