import {
  CompiledQuery,
  type ControlledTransaction,
  Kysely as Database,
  type DatabaseConnection,
  type Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { Tables } from '#tables.server.ts'
import { sideBySide, ThriftyClient } from './connection.server.ts'

export { send } from './connection.server.ts'

/** A transaction of the request in progress: what every handler and query receives. */
export type Db = Transaction<Tables>
export type { ControlledTransaction }

// Counts and sizes stay far below 2^53: a bigint comes back as a number, a date as it is written.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
// An instant keeps its microseconds: a place in a list that lost them would skip or repeat a row.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, readInstant)

/** `2026-11-23 19:32:05.123456+00` → `2026-11-23T19:32:05.123456Z`: PostgreSQL speaks UTC on every connection of ours. */
function readInstant(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, 'Z')}`
}

/** Sends `begin` together with the first statement instead of waiting for its answer. */
class EagerDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // If the connection is dead, the statement that follows says so.
    connection.executeQuery(CompiledQuery.raw('begin')).catch(() => undefined)
  }
}

export interface PoolOptions {
  readonly max?: number
  readonly applicationName?: string
  readonly onError?: (error: Error) => void
  /** Where tables without a schema in their name are; `app` unless told. */
  readonly schema?: string
}

/** Opens a pool on the database; a connection that cannot be had within 10 s is refused, never awaited for ever. */
export function openPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    Client: ThriftyClient,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: options.applicationName ?? 'repere',
    options: `-c search_path=${options.schema ?? 'app'} -c timezone=UTC -c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s`,
  } as unknown as pg.PoolConfig)
  // Without a listener, a restart of PostgreSQL would end the process.
  pool.on('error', (error) => options.onError?.(error))
  // A connection that dies in the hands of a request says so here, and nowhere else.
  pool.on('connect', (client) => void client.on('error', (error) => options.onError?.(error)))
  return pool
}

/** The typed query builder over a pool. */
export function openDatabase(pool: pg.Pool): Kysely<Tables> {
  const database = new Database<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new EagerDriver({ pool }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  // Kysely would have a transaction ask one thing at a time; our connections answer in order by themselves.
  const executor = database.getExecutor()
  const withProvider = executor.withConnectionProvider.bind(executor)
  executor.withConnectionProvider = (provider) => withProvider(sideBySide(provider))
  return database
}
