import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Tables } from '#tables.server.ts'

type PostgresType = 'uuid' | 'text' | 'timestamptz' | 'smallint' | 'bytea' | 'bigint' | 'integer' | 'boolean'
type Row = Readonly<Record<string, string | number | Buffer | null>>

/**
 * Adds many rows to a table in one statement whose text does not depend on their number: one array a column.
 * @param types of the columns that are written, in PostgreSQL's words
 */
export async function insertAll<Columns extends string>(
  db: Db,
  table: keyof Tables,
  types: Readonly<Record<Columns, PostgresType>>,
  rows: readonly Readonly<Record<Columns, Row[string]>>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.entries<PostgresType>(types)
  const names = sql.join(columns.map(([name]) => sql.ref(name)))
  const arrays = columns.map(
    ([name, type]) => sql`${rows.map((row) => row[name as Columns])}::${sql.raw(type)}[]`,
  )
  await sql`insert into ${sql.table(table)} (${names}) select * from unnest(${sql.join(arrays)})`.execute(db)
}
