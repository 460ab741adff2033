import { stringify } from 'csv-stringify/sync'
import { type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { Departement, ExchangeFormat, ServiceVisibility } from '#vocabulary'
import type { OrganisationShown, ServiceRecord } from '../contract.ts'
import { houseToday } from '../freshness.ts'
import { servicesOf } from '../read.server.ts'
import { visibleTo } from '../visible.ts'
import { columns, contactCell, contactColumns } from './columns.ts'
import { writeHsds } from './hsdsWrite.ts'
import { writeInclusion, writeStructure } from './inclusionWrite.ts'
import { type SheetCell, writeXlsx } from './xlsxWrite.server.ts'

/** What reads the directory for an export; the discretion rules are in it. */
export interface Sight {
  readonly rows: readonly ServiceVisibility[]
  readonly read: (db: Db, ids: readonly string[]) => Promise<ServiceRecord[]>
}

export const sightOf = (audience: ServiceVisibility): Sight => ({
  rows: visibleTo(audience).rows,
  read: (db, ids) => servicesOf(db, audience, ids),
})

export interface Asked {
  readonly format: ExchangeFormat
  readonly audience: ServiceVisibility
  /** Only what serves it. */
  readonly departement: Departement | null
}

/** How many services are read at once. */
const pageSize = 250

const served = (departement: Departement | null) =>
  departement
    ? sql<SqlBool>`(i.departements @> array[${departement}::text] or i.is_anywhere or i.stands_in = ${departement})`
    : sql<SqlBool>`true`
/** Outside, what is closed is not told, nor what nobody has verified for so long that no search shows it. */
const open = (audience: ServiceVisibility) =>
  audience === 'internal'
    ? sql<SqlBool>`true`
    : sql<SqlBool>`i.active and i.hidden_on > ${houseToday()}::date`

/** The services of an export, page by page, in the order of their identifiers. */
export async function* gather(
  db: Db,
  { audience, departement }: Omit<Asked, 'format'>,
  sight: Sight,
): AsyncGenerator<ServiceRecord[], void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<{ service_id: string }>`
      select i.service_id from service_index i
      where i.service_id > ${after}::uuid and i.visibility = any(${sight.rows}::text[])
        and ${open(audience)} and ${served(departement)}
      order by i.service_id limit ${pageSize}`.execute(db)
    const ids = rows.map(({ service_id }) => service_id)
    const last = ids.at(-1)
    if (last === undefined) return
    yield await sight.read(db, ids)
    after = last
  }
}

/** How many services an export will hold. */
export async function countServices(db: Db, { audience, departement }: Asked, sight: Sight): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from service_index i
    where i.visibility = any(${sight.rows}::text[]) and ${open(audience)} and ${served(departement)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** A cell that a spreadsheet would run as a formula is made text; a number stays one. */
export const harmless = (cell: SheetCell): SheetCell =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell

/** The rows of a table, its header first. */
async function* rowsOf(db: Db, asked: Asked, sight: Sight, onPage: (count: number) => void) {
  const shown = columns.filter(({ from }) => from === undefined || visibleTo(asked.audience).sees(from))
  const groups = await mostContacts(db, sight)
  yield [
    ...shown.map(({ name }) => name),
    ...Array.from({ length: groups }, (_, at) =>
      contactColumns.map(({ name }) => `contact_${at + 1}_${name}`),
    ).flat(),
  ]
  for await (const page of gather(db, asked, sight)) {
    for (const service of page) {
      yield [
        ...shown.map(({ write }) => harmless(write(service))),
        ...Array.from({ length: groups }, (_, at) =>
          contactColumns.map(({ field }) => harmless(contactCell(service.contacts[at], field))),
        ).flat(),
      ]
    }
    onPage(page.length)
  }
}

async function mostContacts(db: Db, { rows: allowed }: Sight): Promise<number> {
  const { rows } = await sql<{ most: number | null }>`select max(n) as most from (
    select count(*) as n from service_contact where visibility = any(${allowed}::text[]) group by service_id) c`.execute(
    db,
  )
  return Math.max(1, rows[0]?.most ?? 1)
}

const textOf = (cell: SheetCell) => (cell === null ? '' : String(cell))

async function* csv(rows: AsyncIterable<readonly SheetCell[]>): AsyncGenerator<Buffer, void> {
  let isFirst = true
  let waiting: string[][] = []
  const flush = () => {
    // A mark first, so that spreadsheets read the accents.
    const text = `${isFirst ? '\uFEFF' : ''}${stringify(waiting, { delimiter: ';', record_delimiter: 'windows' })}`
    isFirst = false
    waiting = []
    return Buffer.from(text)
  }
  for await (const cells of rows) {
    waiting.push(cells.map(textOf))
    if (waiting.length >= pageSize) yield flush()
  }
  if (waiting.length > 0) yield flush()
}

/** Entries one a line, between brackets. */
async function* lines(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<Buffer, void> {
  let isFirst = true
  for await (const page of pages) {
    if (page.length === 0) continue
    yield Buffer.from(`${isFirst ? '' : ',\n'}${page.map((one) => JSON.stringify(one)).join(',\n')}`)
    isFirst = false
  }
}

async function* pagesOf(
  db: Db,
  asked: Asked,
  sight: Sight,
  write: (of: ServiceRecord) => unknown,
  onPage: (count: number) => void,
) {
  for await (const page of gather(db, asked, sight)) {
    yield page.map(write)
    onPage(page.length)
  }
}

/** The organisations that answer for the services of an export, each once. */
async function* structures(db: Db, asked: Asked, sight: Sight) {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<OrganisationShown & { modified_at: string }>`
      select o.id, o.version, o.name, o.kind, o.siret, o.website, null as notes, o.active, m.modified_at
      from organisation o join lateral (
        select max(s.modified_at) as modified_at from service s join service_index i on i.service_id = s.id
        where s.organisation_id = o.id and i.visibility = any(${sight.rows}::text[])
          and ${open(asked.audience)} and ${served(asked.departement)}) m on m.modified_at is not null
      where o.id > ${after}::uuid order by o.id limit ${pageSize}`.execute(db)
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ modified_at, ...organisation }) => writeStructure(organisation, modified_at))
    after = last.id
  }
}

/** An export, in pieces, as it is made; `onPage` hears of each page of services. */
export async function* produce(
  db: Db,
  asked: Asked,
  sight: Sight,
  onPage: (count: number) => void = () => undefined,
): AsyncGenerator<Buffer, void> {
  switch (asked.format) {
    case 'csv':
      return yield* csv(rowsOf(db, asked, sight, onPage))
    case 'xlsx':
      return yield* writeXlsx(rowsOf(db, asked, sight, onPage))
    case 'hsds':
      yield Buffer.from('[\n')
      yield* lines(pagesOf(db, asked, sight, writeHsds, onPage))
      return yield Buffer.from('\n]\n')
    case 'data_inclusion':
      yield Buffer.from('{"structures": [\n')
      yield* lines(structures(db, asked, sight))
      yield Buffer.from('\n], "services": [\n')
      yield* lines(pagesOf(db, asked, sight, writeInclusion, onPage))
      return yield Buffer.from('\n]}\n')
  }
}

export const fileTypes: Readonly<Record<ExchangeFormat, { type: string; extension: string }>> = {
  hsds: { type: 'application/json; charset=utf-8', extension: 'hsds.json' },
  data_inclusion: { type: 'application/json; charset=utf-8', extension: 'data-inclusion.json' },
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx' },
}

const audienceNames: Readonly<Record<ServiceVisibility, string>> = {
  public: 'public',
  professionals_only: 'professionnels',
  internal: 'interne',
}

/** What the file of an export is called. */
export const fileNameOf = ({ format, audience, departement }: Asked): string =>
  `annuaire-${audienceNames[audience]}${departement ? `-${departement}` : ''}.${fileTypes[format].extension}`
