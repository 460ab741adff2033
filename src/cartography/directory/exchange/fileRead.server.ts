import { isUtf8 } from 'node:buffer'
import { setImmediate as breathe } from 'node:timers/promises'
import type { z } from 'zod'
import { typeset } from '#kernel/trouble.ts'
import type { ExchangeFormat } from '#vocabulary'
import type { ExchangeFault } from './contract.ts'
import { checkDraft } from './draft.ts'
import { HsdsService } from './hsds.ts'
import { type Read, readHsds } from './hsdsRead.ts'
import { InclusionService, Structure } from './inclusion.ts'
import { readInclusion } from './inclusionRead.ts'
import { BrokenFile, type Found, readTable } from './tableRead.server.ts'

export { BrokenFile, type Found } from './tableRead.server.ts'

/** Beyond, JSON cannot be read at once. */
const jsonLimit = 400 * 1024 * 1024

/** The text of a file. @throws BrokenFile with the line, when it is no UTF-8 */
function textOf(file: Buffer): string {
  if (file.length === 0) throw new BrokenFile('Le fichier est vide.')
  if (file.length > jsonLimit) throw new BrokenFile('Ce fichier dépasse 400 Mo. Divisez-le en plusieurs.')
  if (isUtf8(file)) return file.toString('utf8').replace(/^\uFEFF/, '')
  const isWide = file[0] === 0xff || file[0] === 0xfe
  let line = 1
  for (let from = 0; !isWide && from < file.length; line++) {
    const end = file.indexOf(0x0a, from)
    const to = end < 0 ? file.length : end + 1
    if (!isUtf8(file.subarray(from, to))) break
    from = to
  }
  throw new BrokenFile(
    `Ce fichier n’est pas en UTF-8${isWide ? '' : ` : un caractère de la ligne ${line} ne se lit pas`}. Enregistrez-le en UTF-8.`,
    isWide ? '' : `ligne ${line}`,
  )
}

/** The JSON of a file. @throws BrokenFile with where it breaks */
function jsonOf(file: Buffer): unknown {
  const text = textOf(file)
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
    const line = text.slice(0, position).split('\n').length
    const isCut = position >= text.trimEnd().length - 1 || /end of JSON|Unterminated/i.test(message)
    throw new BrokenFile(
      isCut
        ? `Le fichier s’arrête avant sa fin, à la ligne ${line}. Renvoyez-le en entier.`
        : `Ce fichier n’est pas du JSON : il ne se lit plus à partir de la ligne ${line}.`,
      `ligne ${line}`,
    )
  }
}

/** Absences that many write as null, where the format has nothing at all. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (part === null ? [] : [[key, withoutNulls(part)]])),
  )
}

const escaped = (part: PropertyKey) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const nameIn = (value: unknown, key: string): string | null =>
  isObject(value) && typeof value[key] === 'string' ? value[key].slice(0, 200) : null

/** Every reason why an object is not of its format, under the pointer where it lies. */
function formatFaults(of: z.ZodType, value: unknown, base: string): ExchangeFault[] {
  const read = of.safeParse(value)
  return (read.error?.issues ?? []).map(({ path, message, code }) => ({
    place: `${base}${path.map((part) => `/${escaped(part)}`).join('')}` || '/',
    field: String(path.findLast((part) => typeof part === 'string') ?? ''),
    message: typeset(isMissing(value, path, code) ? 'Ce champ est obligatoire, il manque.' : message),
  }))
}

function isMissing(value: unknown, path: readonly PropertyKey[], code: string | undefined): boolean {
  if (code !== 'invalid_type' && code !== 'invalid_value') return false
  let part: unknown = value
  for (const key of path) part = Object(part)[key]
  return part === undefined
}

/** An entry that is of its format, as the directory would hold it. */
function found(base: string, name: string | null, { raw, where }: Read): Found {
  const checked = checkDraft(raw)
  if ('draft' in checked) return { place: base || '/', name, draft: checked.draft, faults: [] }
  const pointerOf = (path: string): string => {
    for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const pointer = where.get(at)
      if (pointer !== undefined) return pointer
    }
    return ''
  }
  return {
    place: base || '/',
    name,
    draft: null,
    faults: checked.faults.map(({ path, message }) => ({
      place: `${base}${pointerOf(path)}` || '/',
      field: path.split('.').at(-1) ?? '',
      message: typeset(message),
    })),
  }
}

/** The entries of a JSON document, wherever that format keeps them. */
function itemsOf(document: unknown, keys: readonly string[]): { base: string; items: unknown[] } {
  if (Array.isArray(document)) return { base: '', items: document }
  for (const key of keys)
    if (isObject(document) && Array.isArray(document[key])) return { base: `/${key}`, items: document[key] }
  return { base: '', items: [] }
}

async function* readHsdsFile(file: Buffer, onlyCheck: boolean): AsyncGenerator<Found, void> {
  const document = jsonOf(file)
  const isOne = isObject(document) && 'id' in document && !Array.isArray(document.contents)
  const { base, items } = isOne
    ? { base: '', items: [document] }
    : itemsOf(document, ['contents', 'services', 'service'])
  if (
    items.length === 0 &&
    !Array.isArray(document) &&
    !(isObject(document) && Array.isArray(document.contents))
  )
    throw new BrokenFile(
      'Aucun service HSDS dans ce fichier : un objet « service », un tableau, ou une page « contents » est attendu.',
      '/',
    )
  for (const [index, item] of items.entries()) {
    if (index % 100 === 99) await breathe()
    const place = isOne ? '' : `${base}/${index}`
    const value = onlyCheck ? item : withoutNulls(item)
    const faults = formatFaults(HsdsService, value, place)
    const name = nameIn(item, 'name')
    if (faults.length > 0) yield { place: place || '/', name, draft: null, faults }
    else if (onlyCheck) yield { place: place || '/', name, draft: null, faults: [] }
    else yield found(place, name, readHsds(value as HsdsService))
  }
}

async function* readInclusionFile(file: Buffer, onlyCheck: boolean): AsyncGenerator<Found, void> {
  const document = jsonOf(file)
  const all = Array.isArray(document) ? document : undefined
  const structuresAt = all ? '' : '/structures'
  const servicesAt = all ? '' : '/services'
  const isService = (value: unknown) => isObject(value) && 'structure_id' in value
  const given = (key: string) =>
    isObject(document) && Array.isArray(document[key]) ? document[key] : undefined
  const structures = all ? all.map((one) => (isService(one) ? undefined : one)) : (given('structures') ?? [])
  const services = all ? all.map((one) => (isService(one) ? one : undefined)) : (given('services') ?? [])
  if (!all && !given('structures') && !given('services'))
    throw new BrokenFile(
      'Ni « structures » ni « services » dans ce fichier : un tableau de l’un ou de l’autre est attendu.',
      '/',
    )
  const known = new Map<string, Structure>()
  for (const [index, item] of structures.entries()) {
    if (item === undefined) continue
    if (index % 200 === 199) await breathe()
    const place = `${structuresAt}/${index}`
    const faults = formatFaults(Structure, item, place)
    if (faults.length === 0) known.set((item as Structure).id, item as Structure)
    if (faults.length > 0 || onlyCheck) yield { place, name: nameIn(item, 'nom'), draft: null, faults }
  }
  for (const [index, item] of services.entries()) {
    if (item === undefined) continue
    if (index % 200 === 199) await breathe()
    const place = `${servicesAt}/${index}`
    const name = nameIn(item, 'nom')
    const faults = formatFaults(InclusionService, item, place)
    const structure = isObject(item) ? known.get(String(item.structure_id)) : undefined
    if (faults.length === 0 && !structure && known.size > 0)
      faults.push({
        place: `${place}/structure_id`,
        field: 'structure_id',
        message: 'Cette structure n’est pas dans le fichier, ou elle y est refusée.',
      })
    if (faults.length > 0 || onlyCheck) yield { place, name, draft: null, faults }
    else yield found(place, name, readInclusion(item as InclusionService, structure))
  }
}

/**
 * Reads a file of services entry by entry, with every reason for which one is refused.
 * @param onlyCheck holds it against the rules of its format alone
 * @throws BrokenFile when the whole of it cannot be read
 */
export async function* readServices(
  format: ExchangeFormat,
  file: Buffer,
  onlyCheck: boolean,
): AsyncGenerator<Found, void> {
  if (format === 'hsds') return yield* readHsdsFile(file, onlyCheck)
  if (format === 'data_inclusion') return yield* readInclusionFile(file, onlyCheck)
  if (format === 'csv') textOf(file)
  return yield* readTable(format, file)
}
