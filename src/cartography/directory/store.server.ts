import { sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DirectoryChange } from '#vocabulary'
import type { Contact, FieldChange, ServiceFields, ServiceRecord } from './contract.ts'
import { demandNothingTold } from './discretion.ts'
import { mayKeep } from './policy.server.ts'
import { serviceOf } from './read.server.ts'

/** Who writes; nobody of the platform when a partner or a file does. */
export type Author = Pick<Actor, 'id'> | null

interface Happening {
  readonly serviceId: string
  readonly kind: DirectoryChange
  readonly changes?: readonly FieldChange[]
  readonly saidBy?: string | null
}

/** Adds a line to the history of a service. */
export async function remember(db: Db, author: Author, { serviceId, kind, changes = [], saidBy }: Happening) {
  const told = changes.map(({ field, before, after, reason }) => ({
    field,
    before,
    after,
    ...(reason && { reason }),
  }))
  const line = {
    id: newId(),
    service_id: serviceId,
    kind,
    changes: JSON.stringify(told),
    said_by: saidBy ?? null,
    author_id: author?.id ?? null,
  }
  await send(db, db.insertInto('service_history').values(line).compile())
}

/** Brings up to date what searches read of these services. */
export async function indexServices(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`select index_services(${ids}::uuid[])`.execute(db)
}

/** A service held until the end of the request, as it is; refuses a version that somebody has replaced, with what is there now. */
export async function holdService(
  db: Db,
  actor: Actor,
  id: string,
  version: number | null,
): Promise<ServiceRecord> {
  const held = await db.selectFrom('service').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  const whole = held && (await serviceOf(db, 'internal', id))
  if (!whole) return refuse('not_found')
  if (whole.mergedInto) refuse('service_merged')
  if (version !== null && whole.version !== version) {
    refuse('version_conflict', { current: { ...whole, abilities: { edit: mayKeep(actor) } } })
  }
  return whole
}

type Given = Partial<ServiceFields>

const blank = <T>(value: T): T | null =>
  typeof value === 'string' && value.trim() === '' ? null : (value ?? null)

/** The columns of what was written of a service; its sets and its contacts apart. */
export function columnsOf(given: Given) {
  const columns = {
    name: given.name,
    description: given.description && blank(given.description),
    visibility: given.visibility,
    coverage: given.coverage,
    min_age: given.minAge,
    max_age: given.maxAge,
    entry_note: given.entryNote && blank(given.entryNote),
    cost: given.cost,
    cost_note: given.costNote && blank(given.costNote),
    capacity: given.capacity,
    hours: given.hours && JSON.stringify(given.hours),
    time_zone: given.timeZone,
    professional_notes: given.professionalNotes && blank(given.professionalNotes),
    internal_notes: given.internalNotes && blank(given.internalNotes),
    verify_every: given.verifyEvery,
    active: given.active,
  }
  return Object.fromEntries(
    Object.entries(columns)
      .filter(([, value]) => value !== undefined)
      .map(([column, value]) => [column, value === '' ? null : value]),
  ) as Partial<typeof columns>
}

const sets = [
  ['kinds', 'service_offer', 'kind'],
  ['audiences', 'service_public', 'audience'],
  ['entries', 'service_way_in', 'entry'],
  ['reaches', 'service_meeting', 'reach'],
  ['languages', 'service_language', 'language'],
  ['departements', 'service_departement', 'departement'],
] as const

/** Writes the sets and the contacts that were given of a service. */
export async function writeParts(db: Db, id: string, given: Given): Promise<void> {
  for (const [field, table, column] of sets) {
    const codes = given[field]
    if (!codes) continue
    const kept = [...new Set<string>(codes)]
    await sql`delete from ${sql.table(table)} where service_id = ${id}
      and ${sql.ref(column)} <> all(${kept}::text[])`.execute(db)
    await sql`insert into ${sql.table(table)} (service_id, ${sql.ref(column)})
      select ${id}::uuid, unnest(${kept}::text[]) on conflict do nothing`.execute(db)
  }
  if (given.contacts) await writeContacts(db, id, given.contacts)
}

async function writeContacts(db: Db, serviceId: string, contacts: readonly Contact[]): Promise<void> {
  const filled = contacts.filter((one) => one.person || one.function || one.phone || one.email || one.web)
  await sql`delete from service_contact where service_id = ${serviceId}
    and id <> all(${filled.map(({ id }) => id)}::uuid[])`.execute(db)
  for (const [position, one] of filled.entries()) {
    const row = {
      position,
      person: blank(one.person),
      function: blank(one.function),
      phone: blank(one.phone),
      email: blank(one.email),
      web: blank(one.web),
      visibility: one.visibility,
      is_front_gate: one.isFrontGate,
    }
    await db
      .insertInto('service_contact')
      .values({ id: one.id, service_id: serviceId, ...row })
      // The contact of another service keeps what it says.
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(row).where('service_contact.service_id', '=', serviceId),
      )
      .execute()
  }
}

/** Refuses what would tell a confidential address in words. */
export async function demandDiscretion(db: Db, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const whole = await serviceOf(db, 'internal', id)
    const fields = whole ? demandNothingTold(whole) : []
    if (fields.length > 0) refuse('address_told', { fields })
  }
}

/** The services that stand somewhere, or that an organisation answers for. */
export async function servicesAt(
  db: Db,
  by: { placeId: string } | { organisationId: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('service')
    .select('id')
    .where((is) =>
      'placeId' in by ? is('place_id', '=', by.placeId) : is('organisation_id', '=', by.organisationId),
    )
    .execute()
  return rows.map(({ id }) => id)
}
