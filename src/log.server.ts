import { once } from 'node:events'
import { join } from 'node:path'
import { destination, type Logger, pino } from 'pino'
import type { Environment } from '#kernel/env.server.ts'

/** Where the service writes what happens to it. */
export interface Log {
  readonly logger: Logger
  readonly place: string
  readonly close: () => void
}

/** Structured logs: in the data folder, so that the terminal stays readable, or on stdout with LOG=stdout. */
export async function openLog(
  { dir, logLevel, logToStdout }: Environment,
  name: 'repere' | 'worker' = 'repere',
): Promise<Log> {
  const path = join(dir, 'logs', `${name}.log`)
  // One write for many lines: a write for each request would cost a tenth of the server's work.
  const gathered = { sync: false, minLength: 8192, periodicFlush: 500 }
  const out = logToStdout
    ? destination({ dest: 1, ...gathered })
    : destination({ dest: path, mkdir: true, mode: 0o600, ...gathered })
  // Until the file is open, leaving would fail for want of a place to write.
  if (!logToStdout) await once(out, 'ready')
  const logger = pino({ level: logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, out)
  return { logger, place: logToStdout ? 'la sortie standard' : path, close: () => out.flushSync() }
}
