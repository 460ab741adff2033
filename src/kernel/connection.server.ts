import type { CompiledQuery, ConnectionProvider, DatabaseConnection, Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from '#tables.server.ts'

const namedStatements = 2000

const statementNames = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = statementNames.get(text)
  if (known || statementNames.size >= namedStatements) return known
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

const nothing = { command: '', rowCount: 0, rows: [] }
const transactionAborted = '25P02'

/** The stream that the driver writes on, which its types leave out. */
interface Wire {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}

/**
 * A connection that spares both sides what they already know: parameterised statements are prepared once, and those
 * that are sent at the same instant leave in one packet.
 */
export class ThriftyClient extends pg.Client {
  #isGathering = false
  #sent: Promise<unknown>[] = []
  readonly #ask: (...given: unknown[]) => Promise<unknown>

  constructor(config?: pg.ClientConfig) {
    super(config)
    this.#ask = this.query.bind(this) as (...given: unknown[]) => Promise<unknown>
    this.query = ((...given: unknown[]) => this.#query(...given)) as typeof this.query
  }

  #query(...given: unknown[]): unknown {
    this.#gather()
    const [text, values, ...rest] = given
    if (typeof text !== 'string' || !Array.isArray(values)) return this.#ask(...given)
    const name = values.length > 0 ? nameOf(text) : undefined
    const answer = name ? this.#ask({ text, values, name }, ...rest) : this.#ask(...given)
    if (unawaited.has(values)) {
      answer.catch(() => undefined)
      this.#sent.push(answer)
      return Promise.resolve(nothing)
    }
    if (this.#sent.length === 0) return answer
    if (text === 'rollback') this.#sent = []
    return text === 'commit' ? this.#settle(answer) : answer.catch((error) => this.#explain(error))
  }

  /** Holds back what is written until the end of the present instant. */
  #gather(): void {
    if (this.#isGathering) return
    const { stream } = (this as unknown as Wire).connection
    this.#isGathering = true
    stream.cork()
    process.nextTick(() => {
      this.#isGathering = false
      stream.uncork()
    })
  }

  /** A commit is one only if everything before it went well. */
  async #settle(commit: Promise<unknown>): Promise<unknown> {
    const sent = this.#sent
    this.#sent = []
    await Promise.all([...sent, commit])
    return await commit
  }

  /** What failed first is the reason, not what PostgreSQL refused after it. */
  async #explain(error: unknown): Promise<never> {
    if ((error as { code?: string }).code === transactionAborted) await Promise.all(this.#sent)
    throw error
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
