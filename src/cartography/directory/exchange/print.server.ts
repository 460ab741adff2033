import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '#kernel/db.server.ts'
import { makePdf } from '#kernel/pdf.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Departement, ServiceVisibility } from '#vocabulary'
import type { ServiceRecord } from '../contract.ts'
import { houseToday } from '../freshness.ts'
import { leaksIn } from './guard.server.ts'
import { type PrintedDirectory, printedDirectory } from './print.ts'
import { gather, type Sight, sightOf } from './produce.server.ts'

const source = readFileSync(join(import.meta.dirname, 'directory.typ'), 'utf8')

interface Asked {
  readonly departement: Departement
  readonly audience: ServiceVisibility
}

/** What is printed of a département, looked through once more before it is. @throws Refusal `export_leaks` */
export async function sheetOf(
  db: Db,
  { departement, audience }: Asked,
  sight: Sight = sightOf(audience),
): Promise<PrintedDirectory> {
  const services: ServiceRecord[] = []
  for await (const page of gather(db, { departement, audience }, sight)) services.push(...page)
  const sheet = printedDirectory(departement, audience, houseToday(), services)
  if (audience !== 'internal' && (await leaksIn(db, audience, entriesOf(sheet, services))).length > 0)
    refuse('export_leaks')
  return sheet
}

/** What is printed of each service, as it was found among what was read. */
function entriesOf(sheet: PrintedDirectory, services: readonly ServiceRecord[]) {
  const printed = sheet.groups.flatMap((group) => group.services)
  return services.map((service) => ({
    id: service.id,
    isStructure: false,
    leaves: printed
      .filter(({ name, organisation }) => name === service.name && organisation === service.organisation.name)
      .flatMap(({ name, description, facts, contacts }) => [
        ['name', name] as const,
        ['description', description ?? ''] as const,
        ...facts,
        ...contacts.map((text) => ['contacts', text] as const),
      ]),
  }))
}

/** The directory of a département on paper: an accessible PDF. */
export async function printDepartement(db: Db, asked: Asked): Promise<Buffer> {
  const sheet = await sheetOf(db, asked)
  return makePdf(source, { ...sheet, issuedAt: `${houseToday()}T08:00:00Z` })
}
