import { resolve } from 'node:path'

/** What the surroundings decide, read once. */
export interface Environment {
  readonly port: number
  readonly host: string
  /** Where keys, the embedded database and uploads lie. */
  readonly dir: string
  /** Another PostgreSQL instead of the embedded one, with the right to create roles. */
  readonly databaseUrl: string | undefined
  /** Whether the cookie may only travel over TLS; the host in front of Repère ends TLS. */
  readonly secure: boolean
  readonly logLevel: string
  /** Structured logs on stdout instead of a file of the data folder. */
  readonly logToStdout: boolean
}

/** Reads the environment; an unreadable port falls back to 1190. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const port = Number(env.PORT)
  return {
    port: Number.isInteger(port) && port >= 0 && env.PORT !== '' ? port : 1190,
    host: env.HOST ?? 'localhost',
    dir: resolve(env.REPERE_DATA ?? 'data'),
    databaseUrl: env.DATABASE_URL || undefined,
    secure: env.REPERE_SECURE === '1',
    logLevel: env.LOG_LEVEL ?? 'info',
    logToStdout: env.LOG === 'stdout',
  }
}
