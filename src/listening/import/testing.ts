import { stringify } from 'csv-stringify/sync'
import { type ColumnName, importColumns } from './columns.ts'
import type { Source } from './run.server.ts'

/** One row of a test file: what it leaves out is empty, or goes without saying. */
export type TestRow = Partial<Record<ColumnName, string>>

let drawn = 0

/** A good row, but for what is said. */
export function row(said: TestRow = {}): TestRow {
  drawn += 1
  return {
    contact_ref: `c-${drawn}`,
    situation_ref: `s-${drawn}`,
    occurred_at: '2024-05-14T10:30:00+02:00',
    channel: 'phone',
    direction: 'inbound',
    ...said,
  }
}

export interface Writing {
  readonly delimiter?: ',' | ';'
  readonly bom?: boolean
  readonly ends?: '\n' | '\r\n'
  readonly columns?: readonly string[]
}

/** The rows as the text of a file. */
export function csv(rows: readonly TestRow[], writing: Writing = {}): string {
  const {
    delimiter = ',',
    bom = false,
    ends = '\r\n',
    columns = importColumns.map(({ name }) => name),
  } = writing
  const cells = rows.map((one) => columns.map((name) => one[name as ColumnName] ?? ''))
  return stringify([columns, ...cells], { delimiter, bom, record_delimiter: ends, quoted_match: /[\r\n]/ })
}

/** A text as a file that is read in small pieces. */
export function sourceOf(text: string | Buffer, piece = 1000): Source {
  const file = Buffer.from(text)
  return {
    size: file.length,
    open: async function* () {
      for (let at = 0; at < file.length; at += piece) yield file.subarray(at, at + piece)
    },
  }
}
