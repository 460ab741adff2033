import { join } from 'node:path'
import { destination, type Logger, pino } from 'pino'
import type { Environment } from '#kernel/env.server.ts'

/** Structured logs: in the data folder, so that the terminal stays readable, or on stdout with LOG=stdout. */
export function openLog({ dir, logLevel, logToStdout }: Environment): {
  logger: Logger
  place: string
  close: () => void
} {
  const path = join(dir, 'logs', 'repere.log')
  const out = logToStdout
    ? destination({ dest: 1, sync: false })
    : destination({ dest: path, mkdir: true, sync: false, mode: 0o600 })
  const logger = pino({ level: logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, out)
  return { logger, place: logToStdout ? 'la sortie standard' : path, close: () => out.flushSync() }
}
