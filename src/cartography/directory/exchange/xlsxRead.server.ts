import { setImmediate as breathe } from 'node:timers/promises'
import { Unzip, UnzipInflate } from 'fflate'
import { letters } from './xlsxWrite.server.ts'

/** Why a workbook cannot be read, in French. */
export class BrokenWorkbook extends Error {}

/** One row of a sheet; `bad` names the cells that hold nothing that can be read. */
export interface SheetRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly bad: readonly { readonly cell: string; readonly at: number; readonly message: string }[]
}

/** What a workbook may weigh once opened: a file of a few kilobytes can hold gigabytes. */
const openedLimit = 300 * 1024 * 1024
const entryLimit = 2000
/** Of the texts that cells share, which are held while the sheet is read. */
const headLimit = 80 * 1024 * 1024
const rowLimit = 200_000
const columnLimit = 500
const rowBytes = 4_000_000
const piece = 16_384

const tooBig =
  'Ce classeur est démesuré une fois ouvert. Enregistrez la feuille seule, sans images, ou exportez-la en CSV.'

/** Opens a workbook piece by piece; `wanted` says which parts to read, and takes what they hold. */
async function* unzip(
  file: Buffer,
  wanted: (name: string) => boolean,
): AsyncGenerator<{ name: string; data: Uint8Array }, void> {
  const ready: { name: string; data: Uint8Array }[] = []
  let opened = 0
  let entries = 0
  let broken = false
  const zip = new Unzip((part) => {
    entries += 1
    if (!wanted(part.name)) return
    part.ondata = (error, data) => {
      if (error) broken = true
      else {
        opened += data.length
        ready.push({ name: part.name, data })
      }
    }
    part.start()
  })
  zip.register(UnzipInflate)
  for (let at = 0; at < file.length; at += piece) {
    try {
      zip.push(file.subarray(at, at + piece), at + piece >= file.length)
    } catch {
      broken = true
    }
    if (opened > openedLimit || entries > entryLimit) throw new BrokenWorkbook(tooBig)
    if (broken)
      throw new BrokenWorkbook(
        'Ce classeur est abîmé : une de ses parties ne s’ouvre pas. Enregistrez-le de nouveau.',
      )
    yield* ready.splice(0)
    // The rest of the service goes on meanwhile.
    if ((at / piece) % 8 === 0) await breathe()
  }
}

const bare = (xml: string) => xml.replace(/<(\/?)[\w-]+:/g, '<$1')

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decode = (text: string) =>
  text
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
      (all, hex?: string, dec?: string, name?: string) => {
        if (name) return named[name] ?? all
        const code = hex ? Number.parseInt(hex, 16) : Number(dec)
        return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '\uFFFD'
      },
    )
    .replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const textsOf = (xml: string) =>
  decode(
    [...xml.replace(/<rPh\b.*?<\/rPh>/gs, '').matchAll(/<t(?:\s[^>]*)?>(.*?)<\/t>/gs)]
      .map(([, text]) => text ?? '')
      .join(''),
  )

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]

/** Where the first sheet lies, and the texts that cells share. */
async function contentsOf(file: Buffer): Promise<{ sheet: string; shared: string[] }> {
  const decoders = new Map<string, { decoder: TextDecoder; text: string }>()
  const isHead = (name: string) =>
    /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml)$/.test(name)
  for await (const { name, data } of unzip(file, isHead)) {
    const held = decoders.get(name) ?? { decoder: new TextDecoder(), text: '' }
    held.text += held.decoder.decode(data, { stream: true })
    if (held.text.length > headLimit) throw new BrokenWorkbook(tooBig)
    decoders.set(name, held)
  }
  const of = (name: string) => bare(decoders.get(name)?.text ?? '')
  const first = /<sheet\b[^>]*>/.exec(of('xl/workbook.xml'))?.[0]
  if (!first)
    throw new BrokenWorkbook(
      'Ce fichier ne contient pas de feuille. Enregistrez-le depuis votre tableur en .xlsx.',
    )
  const id = /\bid="([^"]*)"/.exec(first.replace(/sheetId="[^"]*"/, ''))?.[1]
  const relation = [...of('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)].find(
    ([tag]) => attribute(tag, 'Id') === id,
  )?.[0]
  const target = relation ? (attribute(relation, 'Target') ?? '') : 'worksheets/sheet1.xml'
  const sheet = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
  const shared = [...of('xl/sharedStrings.xml').matchAll(/<si\b[^>]*?(?:\/>|>(.*?)<\/si>)/gs)].map(
    ([, inside]) => textsOf(inside ?? ''),
  )
  return { sheet, shared }
}

/** Reads the first sheet of a workbook row by row. @throws BrokenWorkbook with what to do */
export async function* readXlsx(file: Buffer): AsyncGenerator<SheetRow, void> {
  if (file.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    throw new BrokenWorkbook(
      'Ce classeur est d’un format ancien (.xls), ou protégé par un mot de passe. Enregistrez-le en .xlsx, sans mot de passe.',
    )
  if (file.subarray(0, 2).toString('latin1') !== 'PK')
    throw new BrokenWorkbook(
      'Ce fichier n’est pas un classeur .xlsx. Enregistrez-le depuis votre tableur au format .xlsx.',
    )
  // The directory of an archive is at its end.
  if (file.subarray(-66_000).lastIndexOf('PK\u0005\u0006', undefined, 'latin1') < 0)
    throw new BrokenWorkbook('Ce classeur est coupé : sa fin manque. Renvoyez-le en entier.')
  const { sheet, shared } = await contentsOf(file)
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0
  let isSheet = false
  for await (const { data } of unzip(file, (name) => name === sheet)) {
    isSheet = true
    rest += decoder.decode(data, { stream: true })
    const rows = rest.split(/<\/(?:[\w-]+:)?row>/)
    rest = rows.pop() ?? ''
    if (rows.some((text) => text.length > rowBytes) || rest.length > rowBytes)
      throw new BrokenWorkbook(tooBig)
    for (const text of rows) {
      const row = rowOf(bare(text), line, shared)
      line = row.line
      if (line > rowLimit)
        throw new BrokenWorkbook(
          `Cette feuille va jusqu’à la ligne ${line}. Effacez ce qui traîne sous le tableau, puis renvoyez-la.`,
        )
      yield row
    }
  }
  if (!isSheet)
    throw new BrokenWorkbook('La première feuille de ce classeur manque. Enregistrez-le de nouveau.')
}

function rowOf(text: string, before: number, shared: readonly string[]): SheetRow {
  const opening = /<row\b[^>]*>/.exec(text)?.[0] ?? ''
  const line = Number(attribute(opening, 'r') ?? before + 1)
  const cells: string[] = []
  const bad: { cell: string; at: number; message: string }[] = []
  let at = -1
  for (const [, tag = '', inside = ''] of text.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const place = attribute(tag, 'r')
    at = place ? columnOf(place) : at + 1
    if (at >= columnLimit)
      throw new BrokenWorkbook(
        `La ligne ${line} a plus de ${columnLimit} colonnes. Effacez ce qui traîne à droite du tableau.`,
      )
    const value = /<v(?:\s[^>]*)?>(.*?)<\/v>/s.exec(inside)?.[1]
    const kind = attribute(tag, 't') ?? 'n'
    const cell = place ?? `${letters(at)}${line}`
    if (kind === 'e')
      bad.push({
        cell,
        at,
        message: 'Cette cellule affiche une erreur de calcul. Remplacez-la par sa valeur.',
      })
    else if (/<f\b/.test(inside) && value === undefined)
      bad.push({
        cell,
        at,
        message: 'Cette cellule contient une formule qui n’a pas été calculée. Remplacez-la par sa valeur.',
      })
    else cells[at] = textIn(kind, value ?? '', inside, shared).trim()
  }
  return { line, cells: Array.from(cells, (one) => one ?? ''), bad }
}

function textIn(kind: string, value: string, inside: string, shared: readonly string[]): string {
  if (kind === 's') return shared[Number(value)] ?? ''
  if (kind === 'inlineStr') return textsOf(inside)
  if (kind === 'b') return value === '1' ? 'oui' : 'non'
  if (kind === 'n' && value !== '' && Number.isFinite(Number(value))) return String(Number(value))
  return decode(value)
}

const columnOf = (place: string): number =>
  [...place.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
