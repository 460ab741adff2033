import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Tables } from '#tables.server.ts'
import type { Db } from './db.server.ts'
import type { Actor } from './http.server.ts'

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

/**
 * The same for a query about one row, which each role asks in its own form: what a role may see decides on the query,
 * who asks and which row are only values of it.
 */
export function fixedPerRole<Row>(
  build: (actor: Actor, db: Db, id: string) => CompiledQuery<Row>,
): (actor: Actor, id: string) => CompiledQuery<Row> {
  const built = new Map<string, ReturnType<typeof fixed<{ me: string; id: string }, Row>>>()
  return ({ id: me, role }, id) => {
    let query = built.get(role)
    if (!query) {
      query = fixed((db, value) => build(onlyRole(value.me, role), db as Db, value.id))
      built.set(role, query)
    }
    return query({ me, id })
  }
}

/** Of an actor, what a query may be built from. */
function onlyRole(id: string, role: Actor['role']): Actor {
  const unknown = (): never => {
    throw new Error('a query of a role may not depend on anything else of who asks')
  }
  return {
    id,
    role,
    get name() {
      return unknown()
    },
    get sessionId() {
      return unknown()
    },
    get confined() {
      return unknown()
    },
  }
}
