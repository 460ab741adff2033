import type pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'

/** What the driver gives of an answer. */
export interface Answer {
  command: string
  rowCount: number
  readonly rows: Record<string, unknown>[]
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

/** How the rows of a statement are read: said by PostgreSQL once, the same ever after. */
interface Shape {
  readonly blank: Readonly<Record<string, null>>
  readonly columns: readonly { readonly name: string; readonly parse: (text: string) => unknown }[]
}

const noRows: Shape = { blank: {}, columns: [] }

/** What a connection remembers of the statements that it has prepared, by their names. */
export interface Memory {
  readonly prepared: Set<string>
  readonly shapes: Map<string, Shape>
}

/** The part of the driver's connection that writes, which its types leave out. */
export interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  parse(statement: { name: string; text: string }): void
  bind(statement: { statement: string; values: readonly unknown[] }): void
  describe(what: { type: 'P'; name: '' }): void
  execute(): void
  sync(): void
}

interface Passenger {
  readonly text: string
  /** Without a name it is prepared for this once. */
  readonly name: string
  readonly values: readonly unknown[]
  readonly answer: Answer
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

const completion = /^(\S+)(?: (\d+))?(?: (\d+))?/

/**
 * Statements that travel together: one packet there, one packet back. When one of them fails, PostgreSQL passes over
 * those behind it, and they fail for the same reason. It is what the driver calls a query of one's own.
 */
export class Flight {
  readonly #memory: Memory
  readonly #parserOf: (type: number) => (text: string) => unknown
  readonly #landed: () => void
  readonly #passengers: Passenger[] = []
  /** Names of the statements that PostgreSQL has yet to read, in their order. */
  readonly #unread: string[] = []
  #shape = noRows
  #at = 0

  constructor(client: Pick<pg.Client, 'getTypeParser'>, memory: Memory, landed: () => void) {
    this.#memory = memory
    this.#parserOf = (type) => client.getTypeParser(type, 'text') as (text: string) => unknown
    this.#landed = landed
  }

  /** Takes one more on board; a value that cannot be written leaves it on the ground. */
  board(text: string, name: string, given: readonly unknown[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const values = given.map((value) => prepareValue(value))
      const answer = { command: '', rowCount: 0, rows: [] }
      this.#passengers.push({ text, name, values, answer, resolve, reject })
    })
  }

  submit(wire: Wire): void {
    const { prepared, shapes } = this.#memory
    wire.stream.cork()
    for (const { text, name, values } of this.#passengers) {
      if (name === '' || !(prepared.has(name) || this.#unread.includes(name))) {
        wire.parse({ name, text })
        this.#unread.push(name)
      }
      wire.bind({ statement: name, values })
      if (!shapes.has(name)) wire.describe({ type: 'P', name: '' })
      wire.execute()
    }
    wire.sync()
    wire.stream.uncork()
  }

  /** Once read, a statement stays prepared, even if it fails afterwards. */
  read(): void {
    const name = this.#unread.shift()
    if (name) this.#memory.prepared.add(name)
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#shape = {
      blank: Object.fromEntries(fields.map(({ name }) => [name, null])),
      columns: fields.map(({ name, dataTypeID }) => ({ name, parse: this.#parserOf(dataTypeID) })),
    }
    const name = this.#passengers[this.#at]?.name
    if (name) this.#memory.shapes.set(name, this.#shape)
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const passenger = this.#passengers[this.#at]
    if (!passenger) return
    const { blank, columns } = this.#memory.shapes.get(passenger.name) ?? this.#shape
    const row: Record<string, unknown> = { ...blank }
    for (const [at, { name, parse }] of columns.entries()) {
      const text = fields[at]
      if (text != null) row[name] = parse(text)
    }
    passenger.answer.rows.push(row)
  }

  handleCommandComplete({ text }: { text: string }): void {
    const [, command = '', first, second] = completion.exec(text) ?? []
    const { shapes } = this.#memory
    const passenger = this.#passengers[this.#at++]
    if (!passenger) return
    const { name, answer, resolve } = passenger
    if (name && !shapes.has(name)) shapes.set(name, noRows)
    answer.command = command
    answer.rowCount = Number(second ?? first ?? 0)
    this.#shape = noRows
    resolve(answer)
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleError(error: unknown): void {
    for (const { reject } of this.#passengers.splice(this.#at)) reject(error)
    this.#landed()
  }

  handleReadyForQuery(): void {
    this.#landed()
  }
}
