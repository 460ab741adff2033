import { BrokenCsv, delimiterOf, readCsv } from '#kernel/csv.server.ts'
import { nearestCodes } from '#kernel/nearest.ts'
import { typeset } from '#kernel/trouble.ts'
import { type Column, columnByName, columns, contactColumns, readCell } from './columns.ts'
import type { ExchangeFault } from './contract.ts'
import { checkDraft, type Draft, departementOfPostcode, type RawDraft, rawDraft } from './draft.ts'
import { namedId } from './ids.ts'
import { BrokenWorkbook, readXlsx, type SheetRow } from './xlsxRead.server.ts'

/** An entry of a file: what it says, or why it is refused. */
export interface Found {
  readonly place: string
  readonly name: string | null
  readonly draft: Draft | null
  readonly faults: readonly ExchangeFault[]
}

/** The file as a whole cannot be read: nothing of it is. */
export class BrokenFile extends Error {
  readonly fault: ExchangeFault
  constructor(message: string, place = '', field = '') {
    super(message)
    this.fault = { place, field, message: typeset(message) }
  }
}

type Where =
  | { readonly column: Column }
  | {
      readonly contact: number
      readonly field: string
      readonly kind: Column['kind']
      readonly list: Column['list']
    }
interface Header {
  readonly columns: readonly (Where | undefined)[]
  readonly names: readonly string[]
}

const lineName = (line: number) => `ligne ${line}`
const contactByName = new Map(contactColumns.map((one) => [one.name, one]))
/** What many call the only contact of a service. */
const aliases: Readonly<Record<string, string>> = {
  telephone: 'contact_1_telephone',
  courriel: 'contact_1_courriel',
  contact: 'contact_1_personne',
  page: 'contact_1_page',
}

function readHeader(line: number, cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const seen = new Set<string>()
  const found = names.map((name): Where | undefined => {
    if (name === '') return undefined
    const full = aliases[name] ?? name
    if (seen.has(full))
      throw new BrokenFile(
        `La colonne « ${name} » figure deux fois. Gardez-en une seule.`,
        lineName(line),
        name,
      )
    seen.add(full)
    const column = columnByName.get(full)
    if (column) return { column }
    const [, number = '', part = ''] = /^contact_(\d{1,2})_(\w+)$/.exec(full) ?? []
    const contact = contactByName.get(part)
    if (!contact || Number(number) < 1 || Number(number) > 30) throw unknownColumn(line, name)
    const of =
      contact.field === 'isFrontGate'
        ? ('flag' as const)
        : contact.field === 'visibility'
          ? ('code' as const)
          : ('text' as const)
    return {
      contact: Number(number) - 1,
      field: contact.field,
      kind: of,
      list: of === 'code' ? columnByName.get('visibilite')?.list : undefined,
    }
  })
  if (!names.includes('nom'))
    throw new BrokenFile(
      'La colonne « nom » manque. La première ligne doit donner le nom des colonnes.',
      lineName(line),
      'nom',
    )
  return { columns: found, names }
}

function unknownColumn(line: number, name: string): BrokenFile {
  const known = columns.map((one) => one.name)
  const near = nearestCodes(
    {
      name: '',
      codes: known,
      entry: () => undefined,
      label: (code) => code,
      has: (code): code is string => known.includes(code),
    },
    name,
  )
  const meant = near.length > 0 ? ` Vouliez-vous dire ${near.join(' ou ')} ?` : ''
  return new BrokenFile(
    `La colonne « ${name.slice(0, 60)} » n’est pas connue.${meant} Les colonnes attendues : ${known.join(', ')}, contact_1_telephone…`,
    lineName(line),
    name,
  )
}

/** What neutralises a formula is taken away again. */
const clean = (cell: string) => {
  const text = cell.trim()
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text
}

function readRow(header: Header, { line, cells, bad }: SheetRow): Found {
  const place = lineName(line)
  const faults: ExchangeFault[] = []
  const fault = (field: string, message: string) => faults.push({ place, field, message: typeset(message) })
  const raw = rawDraft('')
  const at = new Map<string, string>()
  const contacts: Record<string, unknown>[] = []
  for (const one of bad) fault(header.names[one.at] || one.cell, `${one.cell} : ${one.message}`)
  for (const [index, where] of header.columns.entries()) {
    const text = clean(cells[index] ?? '')
    const name = header.names[index] ?? ''
    if (text === '') continue
    if (where === undefined) {
      fault(
        name,
        'Cette valeur est sous une colonne sans nom. Donnez un nom à la colonne, ou retirez la valeur.',
      )
      continue
    }
    if ('column' in where && where.column.group === 'told') continue
    if (text.includes('\uFFFD'))
      fault(name, 'Cette cellule contient un caractère illisible. Enregistrez le fichier en UTF-8.')
    const read = readCell('column' in where ? where.column : where, text)
    if ('fault' in read) {
      fault(name, read.fault)
      continue
    }
    if ('contact' in where) {
      contacts[where.contact] ??= { person: null, function: null, phone: null, email: null, web: null }
      Object.assign(contacts[where.contact] ?? {}, { [where.field]: read.value })
      at.set(`contact ${where.contact} ${where.field}`, name)
    } else put(raw, where.column, read.value, at)
  }
  const places = Object.keys(contacts).map(Number)
  raw.contacts.push(...Object.values(contacts))
  raw.contacts.forEach((_, index) => {
    for (const { field } of contactColumns)
      at.set(
        `contacts.${index}.${field}`,
        at.get(`contact ${places[index]} ${field}`) ?? `contact_${index + 1}`,
      )
  })
  if (raw.place) raw.place.departement ??= departementOfPostcode(String(raw.place.postcode ?? ''))
  const told = String(raw.service.name ?? '')
  raw.reference ||= namedId(
    JSON.stringify([told, raw.organisation.name, raw.place?.departement, raw.place?.commune]),
  )
  if (told === '') fault('nom', 'Cette cellule est vide, elle doit être remplie.')
  const checked = checkDraft(raw)
  if ('faults' in checked)
    for (const { path, message } of checked.faults)
      if (path !== 'service.name' || told !== '') fault(at.get(path) ?? path.split('.').at(-1) ?? '', message)
  return {
    place,
    name: told || null,
    draft: faults.length === 0 && 'draft' in checked ? checked.draft : null,
    faults,
  }
}

function put(raw: RawDraft, column: Column, value: unknown, at: Map<string, string>): void {
  const { group, field, name } = column
  at.set(`${group}.${field}`, name)
  if (group === 'reference') raw.reference = String(value)
  else if (group === 'place') raw.place = { ...raw.place, [field]: value }
  else if (group === 'organisation') raw.organisation[field] = value
  else raw.service[field] = value
}

async function* csvRows(file: Buffer): AsyncGenerator<SheetRow & { readonly isShort?: string }, void> {
  const open = async function* () {
    for (let from = 0; from < file.length; from += 65_536) yield file.subarray(from, from + 65_536)
  }
  let width = 0
  try {
    for await (const { line, cells } of readCsv(open(), await delimiterOf(open()))) {
      width ||= cells.length
      const count = `${cells.length} ${cells.length > 1 ? 'cellules' : 'cellule'} au lieu de ${width}`
      yield cells.length === width || cells.every((cell) => cell.trim() === '')
        ? { line, cells, bad: [] }
        : {
            line,
            cells,
            bad: [],
            isShort:
              cells.length > width
                ? `Cette ligne a ${count}. Un texte qui contient le séparateur doit être entre guillemets.`
                : `Cette ligne a ${count} : le fichier est peut-être coupé. Complétez-la.`,
          }
    }
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error
    throw new BrokenFile(
      error.isTooLong
        ? 'Cette ligne est démesurée : un guillemet ouvert n’est sans doute jamais fermé. La suite du fichier n’a pas été lue.'
        : 'Les guillemets de cette ligne ne vont pas par deux. La suite du fichier n’a pas été lue.',
      lineName(error.line),
    )
  }
}

async function* sheetRows(file: Buffer): AsyncGenerator<SheetRow & { readonly isShort?: string }, void> {
  try {
    yield* readXlsx(file)
  } catch (error) {
    if (error instanceof BrokenWorkbook) throw new BrokenFile(error.message)
    throw error
  }
}

/** Reads a table of services, CSV or workbook, row by row. @throws BrokenFile when the whole of it cannot be read */
export async function* readTable(format: 'csv' | 'xlsx', file: Buffer): AsyncGenerator<Found, void> {
  let header: Header | undefined
  for await (const row of format === 'csv' ? csvRows(file) : sheetRows(file)) {
    if (row.cells.every((cell) => cell.trim() === '') && row.bad.length === 0) continue
    if (!header) header = readHeader(row.line, row.cells)
    else if (row.isShort) {
      const fault = { place: lineName(row.line), field: '', message: typeset(row.isShort) }
      yield {
        place: fault.place,
        name: row.cells[header.names.indexOf('nom')] || null,
        draft: null,
        faults: [fault],
      }
    } else yield readRow(header, row)
  }
  if (!header) throw new BrokenFile('Le fichier est vide. Il doit commencer par la ligne des colonnes.')
}
