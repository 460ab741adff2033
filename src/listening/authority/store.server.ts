import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { type Hours, hoursInWords } from '#kernel/hours/hours.ts'
import type { Actor } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { refuse } from '#kernel/refusal.ts'
import { type AuthorityChange, departementName } from '#vocabulary'
import type { AuthorityFields, FieldChange, UnitFields } from './contract.ts'
import { nameKey } from './names.ts'
import { authoritiesSeenBy } from './policy.server.ts'
import { readWholeAuthority } from './read.server.ts'
import { houseToday } from './verification.ts'

interface Happening {
  readonly authorityId: string
  readonly unitId?: string
  readonly kind: AuthorityChange
  readonly changes?: readonly FieldChange[]
}

/** Adds a line to the history of an authority. */
export async function remember(db: Db, actor: Actor, { authorityId, unitId, kind, changes = [] }: Happening) {
  await db
    .insertInto('authority_history')
    .values({
      id: newId(),
      authority_id: authorityId,
      unit_id: unitId ?? null,
      kind,
      changes: JSON.stringify(changes),
      author_id: actor.id,
    })
    .execute()
}

/** An authority held until the end of the request: whoever writes it, its units or its routes comes one after the other. */
export async function holdAuthority(actor: Actor, db: Db, id: string) {
  const row = await authoritiesSeenBy(actor, db)
    .selectAll('authority')
    .where('authority.id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

/** A unit and its authority, both held; refuses a version that somebody has replaced, with what is there now. */
export async function holdUnit(actor: Actor, db: Db, id: string, version: number) {
  const found = await db
    .selectFrom('authority_unit')
    .select('authority_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) return refuse('not_found')
  const authority = await holdAuthority(actor, db, found.authority_id)
  const unit = await db
    .selectFrom('authority_unit')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (unit.version !== version) {
    const whole = await readWholeAuthority(actor, db, authority.id)
    refuse('version_conflict', { current: whole.units.find((one) => one.id === id) })
  }
  return { authority, unit }
}

/** Refuses a name that another entry has, however it is written. */
export async function demandOwnName(
  db: Db,
  table: 'authority' | 'authority_unit',
  name: string,
  ownId: string | null,
) {
  // Two people who take the same name at the same moment come one after the other.
  await sql`select pg_advisory_xact_lock(122)`.execute(db)
  const other = await db
    .selectFrom(table)
    .select('id')
    .where('name_key', '=', nameKey(name))
    .where('id', 'is distinct from', ownId)
    .executeTakeFirst()
  if (other) refuse('authority_name_taken', { fields: [{ field: 'name', message: 'Ce nom est déjà pris.' }] })
}

const inWords = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return Array.isArray(value) ? hoursInWords(value as Hours).join(' ; ') || 'jamais ouvert' : String(value)
}

/** What a change changes, field by field, in words. */
export function changesBetween(
  shape: typeof AuthorityFields | typeof UnitFields,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldChange[] {
  return Object.entries(shape.shape).flatMap(([field, of]) => {
    const [was, is] = [inWords(before[field]), inWords(after[field])]
    if (after[field] === undefined || was === is) return []
    return [{ field: of.meta()?.title ?? field, before: was, after: is }]
  })
}

/** What a change makes of a verification: made now, or lost when what was verified is no longer what is written. */
export function verificationAfter(actor: Actor, verified: boolean, touches: boolean) {
  if (verified) return { verified_on: houseToday(), verified_by: actor.id }
  return touches ? { verified_on: null, verified_by: null } : {}
}

const hoursAsJson = (hours: Hours | null | undefined) =>
  hours === undefined ? {} : { hours: hours === null ? null : JSON.stringify(hours) }

/** The columns of what was written of an authority or of a unit. */
export function columnsOf<F extends Partial<AuthorityFields> | Partial<UnitFields>>(given: F) {
  const { timeZone, hours, ...rest } = given
  return {
    ...rest,
    ...(given.name !== undefined && { name_key: nameKey(given.name) }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...hoursAsJson(hours),
  }
}

/** The routes that lead to a unit, or to any unit of an authority. */
export async function leadsSomewhere(
  db: Db,
  by: { unitId: string } | { authorityId: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('authority_route as route')
    .innerJoin('authority_unit as unit', 'unit.id', 'route.unit_id')
    .select('route.departement')
    .where((is) =>
      'unitId' in by ? is('unit.id', '=', by.unitId) : is('unit.authority_id', '=', by.authorityId),
    )
    .orderBy('route.departement')
    .execute()
  return rows.map(({ departement }) => departementName(departement))
}
