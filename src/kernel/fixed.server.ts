import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Tables } from '#tables.server.ts'

/** The place of a value in a query that is built before there is any. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Where queries are written down; it never reaches a database. */
const board = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) })

/**
 * A query asked all day long, built once: only its values change, and building costs more than asking.
 * What is built may not depend on the values: they are not known yet.
 */
export function fixed<Values extends object, Row>(
  build: (db: Kysely<Tables>, value: Values) => CompiledQuery<Row>,
): (values: Values) => CompiledQuery<Row> {
  let query: CompiledQuery<Row> | undefined
  return (values) => {
    query ??= build(board, slots as Values)
    const given = values as Readonly<Record<string, unknown>>
    const parameters = query.parameters.map((one) => (one instanceof Slot ? given[one.name] : one))
    return { ...query, parameters }
  }
}
