import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { Unzip, UnzipInflate } from 'fflate'
import type { ExchangeFormat } from '#vocabulary'

/** One entry of a file that was made, read back without knowing how it was made. */
export interface Entry {
  readonly id: string
  readonly isStructure: boolean
  /** Everything that it says, with the name of the field. */
  readonly leaves: readonly (readonly [string, string])[]
}

function leavesOf(value: unknown, key: string, into: [string, string][]): void {
  if (value === null || value === undefined) return
  if (typeof value === 'object') {
    for (const [name, part] of Object.entries(value))
      leavesOf(part, Array.isArray(value) ? key : `${key}/${name}`, into)
  } else into.push([key, String(value)])
}

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest) yield rest
}

/** The entries of JSON that has one a line. What is on no line of its own cannot be looked through. */
async function* ofJson(bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry, void> {
  for await (const line of linesOf(bytes)) {
    const text = line.replace(/,$/, '')
    if (!text.startsWith('{"') || text.endsWith('[')) {
      if (/^[[\]{},": a-z]*$/.test(text)) continue
      throw new Error('a line is no entry')
    }
    const read: { id: string; structure_id?: string; source?: string } = JSON.parse(text)
    const leaves: [string, string][] = []
    leavesOf(read, '', leaves)
    yield {
      id: read.id.replace(/^repere--/, ''),
      isStructure: read.source !== undefined && read.structure_id === undefined,
      leaves,
    }
  }
}

const entryOf = (header: readonly string[], cells: readonly string[]): Entry => ({
  id: cells[header.indexOf('identifiant')] ?? '',
  isStructure: false,
  leaves: cells.flatMap((cell, at) => (cell === '' ? [] : [[header[at] ?? String(at), cell] as const])),
})

async function* ofRows(rows: AsyncIterable<readonly string[]>): AsyncGenerator<Entry, void> {
  let header: readonly string[] | undefined
  for await (const cells of rows) {
    if (header) yield entryOf(header, cells)
    else header = cells
  }
}

async function* csvRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<string[], void> {
  const parser = Readable.from(bytes).pipe(parse({ bom: true, delimiter: ';', relax_column_count: true }))
  for await (const cells of parser) yield cells as string[]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decoded = (text: string) => text.replace(/&(\w+);/g, (all, name: string) => entities[name] ?? all)
const columnOf = (place: string) =>
  [...place.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** The rows of the only sheet of a workbook. */
async function* xlsxRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<string[], void> {
  const pieces: Uint8Array[] = []
  const unzip = new Unzip((file) => {
    if (!/^xl\/worksheets\//.test(file.name)) return
    file.ondata = (error, data) => {
      if (error) throw error
      pieces.push(data)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    unzip.push(chunk)
    for (const piece of pieces.splice(0)) rest += decoder.decode(piece, { stream: true })
    const parts = rest.split('</row>')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const cells: string[] = []
      for (const [, place = '', inside = ''] of part.matchAll(/<c r="([A-Z]+)\d+"[^>]*>(.*?)<\/c>/gs))
        cells[columnOf(place)] = decoded(inside.replace(/<[^>]*>/g, ''))
      yield Array.from(cells, (cell) => cell ?? '')
    }
  }
  unzip.push(new Uint8Array(0), true)
}

/** Reads back what was made, entry by entry. */
export function entriesOf(format: ExchangeFormat, bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry, void> {
  if (format === 'csv') return ofRows(csvRows(bytes))
  if (format === 'xlsx') return ofRows(xlsxRows(bytes))
  return ofJson(bytes)
}
