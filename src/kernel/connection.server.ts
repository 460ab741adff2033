import type { CompiledQuery, ConnectionProvider, DatabaseConnection, Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from '#tables.server.ts'
import { type Answer, Flight, type Memory } from './flight.server.ts'

const namedStatements = 2000

const statementNames = new Map<string, string>()

/** The name under which a statement is prepared on every connection; none once there are too many. */
function nameOf(text: string): string {
  const known = statementNames.get(text)
  if (known !== undefined || statementNames.size >= namedStatements) return known ?? ''
  const name = `s${statementNames.size}`
  statementNames.set(text, name)
  return name
}

/** The values of statements whose answer nobody waits for. */
const unawaited = new WeakSet<readonly unknown[]>()

/**
 * Sends a statement of a transaction whose answer says nothing, and goes on: it travels with those that follow, and
 * whatever it has to complain about is heard at the commit, which then does not take place.
 */
export async function send(db: Transaction<Tables>, query: CompiledQuery): Promise<void> {
  unawaited.add(query.parameters)
  await db.executeQuery(query)
}

const nothing: Answer = { command: '', rowCount: 0, rows: [] }
const transactionAborted = '25P02'
/** What may be prepared without any value to give: one statement, and an ordinary one. */
const plain = /^\s*(begin|commit|rollback|savepoint|release|select|with|insert|update|delete)\b[^;]*$/i

/**
 * A connection that spares both sides what they already know: statements are prepared once, and those that are asked
 * at the same instant, or while others are under way, leave in one packet and are answered in one.
 */
export class ThriftyClient extends pg.Client {
  /** Takes on board until it leaves. */
  #boarding: Flight | undefined
  /** Under way, or waiting behind one that is. */
  readonly #flights: Flight[] = []
  readonly #memory: Memory = { prepared: new Set(), shapes: new Map() }
  /** What failed in this transaction while nobody waited for it. */
  #fault: unknown
  readonly #ask: (...given: unknown[]) => Promise<unknown>

  constructor(config?: pg.ClientConfig) {
    super(config)
    this.#ask = this.query.bind(this) as (...given: unknown[]) => Promise<unknown>
    this.query = ((...given: unknown[]) => this.#query(...given)) as typeof this.query
    const { connection } = this as unknown as { connection: NodeJS.EventEmitter }
    connection.on('parseComplete', () => this.#flights[0]?.read())
  }

  #query(...given: unknown[]): unknown {
    const [text, values, ...rest] = given
    const isOurs = typeof text === 'string' && Array.isArray(values) && rest.length === 0
    if (!isOurs || (values.length === 0 && !plain.test(text))) {
      this.#leave()
      return this.#ask(...given)
    }
    if (values.length === 0 && /^(begin|rollback)/.test(text)) {
      this.#fault = undefined
      // On board with a statement that fails, it would be passed over.
      this.#leave()
    }
    const answer = this.#board(text, values)
    if (!unawaited.has(values)) return this.#hear(text, answer)
    answer.catch((error) => {
      this.#fault ??= error
    })
    return Promise.resolve(nothing)
  }

  #board(text: string, values: readonly unknown[]): Promise<Answer> {
    if (!this.#boarding) {
      this.#boarding = new Flight(this, this.#memory, () => {
        this.#flights.shift()
        process.nextTick(() => this.#leaveIfFree())
      })
      // What is asked until the end of the present instant comes along.
      process.nextTick(() => this.#leaveIfFree())
    }
    return this.#boarding.board(text, nameOf(text), values)
  }

  #leaveIfFree(): void {
    if (this.#flights.length === 0) this.#leave()
  }

  #leave(): void {
    const flight = this.#boarding
    if (!flight) return
    this.#boarding = undefined
    this.#flights.push(flight)
    void this.#ask(flight)
  }

  /** A commit is one only if everything before it went well; what failed first is the reason of what fails after it. */
  async #hear(text: string, coming: Promise<Answer>): Promise<Answer> {
    try {
      const answer = await coming
      if (text === 'commit' && this.#fault) throw this.#fault
      return answer
    } catch (error) {
      throw (error as { code?: string }).code === transactionAborted ? (this.#fault ?? error) : error
    }
  }
}

/** Lets statements of one transaction travel together when they are asked together: the driver answers them in order. */
export function sideBySide(single: ConnectionProvider): ConnectionProvider {
  let held: Promise<DatabaseConnection> | undefined
  return {
    provideConnection: async (consumer) => {
      held ??= single.provideConnection(async (connection) => connection)
      return await consumer(await held)
    },
  }
}
