import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'

/** One row of a CSV file, with the line of the file on which it begins. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
  /** Bytes read so far, of the whole file. */
  readonly bytes: number
}

/** The quotes of the file are broken from this line on: nothing after it can be told apart. */
export class BrokenCsv extends Error {
  readonly line: number
  /** Which cell of the row, from 0. */
  readonly cell: number
  readonly isTooLong: boolean

  constructor(line: number, cell: number, isTooLong: boolean) {
    super('broken quotes')
    this.line = line
    this.cell = cell
    this.isTooLong = isTooLong
  }
}

/** Comma or semicolon, whichever the first line of the file holds more of. */
export async function delimiterOf(source: AsyncIterable<Buffer>): Promise<',' | ';'> {
  let head = ''
  for await (const chunk of source) {
    head += chunk.toString('latin1')
    if (head.includes('\n') || head.length > 65_536) break
  }
  const line = head.split('\n', 1)[0] ?? ''
  return line.split(';').length > line.split(',').length ? ';' : ','
}

/** The longest narrative in four-byte characters, with the rest of its row. */
const rowLimit = 1_000_000
const newline = 0x0a

/**
 * Reads a CSV file row by row: RFC 4180, rows ended by CRLF or LF, with or without a byte order mark.
 * Blank lines are passed over. @throws BrokenCsv when the quotes cannot be followed
 */
export async function* readCsv(
  source: AsyncIterable<Buffer>,
  delimiter: ',' | ';',
): AsyncGenerator<CsvRow, void> {
  const lines = new LineCounter()
  let broken: { after: number; cell: number; isTooLong: boolean } | undefined
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: rowLimit,
    // An error thrown by the parser would take with it the good rows that wait to be read: it is noted, and met in its turn.
    skip_records_with_error: true,
    on_skip: (error) => {
      broken ??= {
        after: Number(error?.records ?? 0),
        cell: Number(error?.column) || 0,
        isTooLong: error?.code === 'CSV_MAX_RECORD_SIZE',
      }
      return undefined
    },
  })
  const feeding = pipeline(source, lines.tap(), parser)
  // The failure reaches the reader below; here it would only end the process.
  feeding.catch(() => undefined)
  let begins = 0
  let count = 0
  for await (const { record, info } of parser as AsyncIterable<Parsed>) {
    if (broken && count >= broken.after) break
    count += 1
    const line = lines.lineAt(begins)
    begins = info.bytes
    if (record.length === 1 && record[0] === '') continue
    yield { line, cells: record, bytes: info.bytes }
  }
  if (broken) throw new BrokenCsv(lines.lineAt(begins), broken.cell, broken.isTooLong)
  await feeding
}

interface Parsed {
  readonly record: string[]
  readonly info: { readonly bytes: number }
}

/**
 * Knows on which line of the file a byte lies. The parser's own count is off when a quoted cell holds CRLF,
 * so line ends are noted as they pass, and forgotten once a row has gone beyond them.
 */
class LineCounter {
  #ends: number[] = []
  #next = 0
  #line = 1
  #read = 0

  tap(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) {
          this.#ends.push(this.#read + at)
        }
        this.#read += chunk.length
        done(null, chunk)
      },
    })
  }

  /** Offsets must be asked for in increasing order. */
  lineAt(offset: number): number {
    for (let end = this.#ends[this.#next]; end !== undefined && end < offset; end = this.#ends[this.#next]) {
      this.#next += 1
      this.#line += 1
    }
    if (this.#next > 4096) {
      this.#ends = this.#ends.slice(this.#next)
      this.#next = 0
    }
    return this.#line
  }
}
