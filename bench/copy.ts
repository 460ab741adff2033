import type { Client } from 'pg'

/** How a column is written in PostgreSQL's binary COPY. */
export type ColumnType = 'uuid' | 'text' | 'bytea' | 'int2' | 'int4' | 'int8' | 'timestamptz' | 'bool'
/** An instant is given in milliseconds since 1970, an int8 in decimal. */
export type Value = string | number | boolean | Buffer | null

const signature = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
const epoch = 946_684_800_000n

/** Rows on their way into one table. */
export class Rows {
  readonly table: string
  readonly #columns: readonly (readonly [string, ColumnType])[]
  #bytes = Buffer.allocUnsafe(1 << 20)
  #length = signature.copy(this.#bytes)
  count = 0

  constructor(table: string, columns: Readonly<Record<string, ColumnType>>) {
    this.table = table
    this.#columns = Object.entries(columns)
  }

  add(values: readonly Value[]): void {
    this.#room(2)
    this.#length = this.#bytes.writeInt16BE(this.#columns.length, this.#length)
    for (const [index, [, type]] of this.#columns.entries()) this.#write(type, values[index] ?? null)
    this.count += 1
  }

  get text(): string {
    return `copy ${this.table} (${this.#columns.map(([name]) => name).join(', ')}) from stdin (format binary)`
  }

  /** All of it, ready to be sent; the rows start afresh. */
  take(): Buffer {
    this.#room(2)
    this.#length = this.#bytes.writeInt16BE(-1, this.#length)
    const whole = Buffer.from(this.#bytes.subarray(0, this.#length))
    this.#length = signature.copy(this.#bytes)
    this.count = 0
    return whole
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const wider = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more))
    this.#bytes.copy(wider, 0, 0, this.#length)
    this.#bytes = wider
  }

  #write(type: ColumnType, value: Value): void {
    const bytes = value === null ? null : encode(type, value)
    this.#room(4 + (bytes?.length ?? 0))
    this.#length = this.#bytes.writeInt32BE(bytes?.length ?? -1, this.#length)
    if (bytes) this.#length += bytes.copy(this.#bytes, this.#length)
  }
}

function encode(type: ColumnType, value: Exclude<Value, null>): Buffer {
  if (Buffer.isBuffer(value)) return value
  switch (type) {
    case 'uuid':
      return Buffer.from(String(value).replaceAll('-', ''), 'hex')
    case 'int2':
      return fixed(2, (bytes) => bytes.writeInt16BE(Number(value)))
    case 'int4':
      return fixed(4, (bytes) => bytes.writeInt32BE(Number(value)))
    case 'int8':
      return fixed(8, (bytes) => bytes.writeBigInt64BE(BigInt(value)))
    case 'timestamptz':
      return fixed(8, (bytes) => bytes.writeBigInt64BE((BigInt(Math.round(Number(value))) - epoch) * 1000n))
    case 'bool':
      return Buffer.from([value ? 1 : 0])
    default:
      return Buffer.from(String(value), 'utf8')
  }
}

const fixed = (length: number, write: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.allocUnsafe(length)
  write(bytes)
  return bytes
}

/** The part of the driver's connection that COPY needs and its types leave out. */
interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** Sends rows in one COPY. */
export function copyIn(client: Client, rows: Rows): Promise<void> {
  if (rows.count === 0) return Promise.resolve()
  const { text } = rows
  const bytes = rows.take()
  return new Promise((resolve, reject) => {
    let fault: Error | undefined
    // The driver accepts any object that speaks its protocol.
    const copying = {
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse: (wire: Wire) => {
        wire.sendCopyFromChunk(bytes)
        wire.endCopyFrom()
      },
      handleCommandComplete: () => {},
      handleError: (error: Error) => {
        fault = error
        reject(error)
      },
      handleReadyForQuery: () => {
        if (!fault) resolve()
      },
    }
    client.query(copying as never)
  })
}
