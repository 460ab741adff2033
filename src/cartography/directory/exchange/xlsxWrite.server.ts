import { Zip, ZipDeflate } from 'fflate'

export type SheetCell = string | number | null

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'

/** The parts of a workbook of one sheet, but the sheet. */
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Services" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** What XML can hold, escaped. */
const xml = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold.
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark)

/** The letters of a column: 0 is A, 26 is AA. */
export function letters(index: number): string {
  const before = Math.floor(index / 26)
  return `${before > 0 ? letters(before - 1) : ''}${String.fromCharCode(65 + (index % 26))}`
}

function rowXml(cells: readonly SheetCell[], row: number): string {
  const style = row === 1 ? ' s="1"' : ''
  const written = cells.map((cell, at) => {
    const place = `r="${letters(at)}${row}"${style}`
    if (cell === null || cell === '') return ''
    return typeof cell === 'number'
      ? `<c ${place}><v>${cell}</v></c>`
      : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`
  })
  return `<row r="${row}">${written.join('')}</row>`
}

/** Writes a workbook of one sheet row by row: what is written is given away at once. */
export async function* writeXlsx(rows: AsyncIterable<readonly SheetCell[]>): AsyncGenerator<Buffer, void> {
  const ready: Buffer[] = []
  let broken: Error | null = null
  const zip = new Zip((error, data) => {
    if (error) broken = error
    else ready.push(Buffer.from(data))
  })
  const add = (name: string) => {
    const part = new ZipDeflate(name, { level: 4 })
    // Without a date of its own, the same directory makes the same file.
    part.mtime = '1980-01-01T00:00:00'
    zip.add(part)
    return part
  }
  for (const [name, text] of Object.entries(parts)) add(name).push(Buffer.from(head + text), true)
  const sheet = add('xl/worksheets/sheet1.xml')
  const push = (text: string, isLast = false) => sheet.push(Buffer.from(text), isLast)
  push(
    `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`,
  )
  let count = 0
  for await (const cells of rows) {
    count += 1
    push(rowXml(cells, count))
    yield* ready.splice(0)
  }
  push('</sheetData></worksheet>', true)
  zip.end()
  if (broken) throw broken
  yield* ready.splice(0)
}
