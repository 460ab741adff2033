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
  /** Where the partner zone answers, when it is another server than this one. */
  readonly partnerAddress: string | undefined
  /** Where the public pages answer, when it is another address than this server's: the links of messages begin with it. */
  readonly publicAddress: string | undefined
  /** `smtps://user:password@host:465`, and whom e-mails come from: both, or no e-mail leaves. */
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  /** Ways to call somebody that share neither the e-mail nor the database: an address to POST to, a command to run. */
  readonly pagerUrl: string | undefined
  readonly pagerCommand: string | undefined
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
    partnerAddress: env.PARTNER_URL || undefined,
    publicAddress: env.PUBLIC_URL || undefined,
    smtpUrl: env.SMTP_URL || undefined,
    mailFrom: env.MAIL_FROM || undefined,
    pagerUrl: env.PAGER_URL || undefined,
    pagerCommand: env.PAGER_COMMAND || undefined,
  }
}
