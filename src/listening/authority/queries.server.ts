import { type SqlBool, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { isOpenAt, localTime } from '#kernel/hours/hours.ts'
import { departement, departementName } from '#vocabulary'
import type { Route, Unit } from './contract.ts'
import { nameKey } from './names.ts'
import { houseToday, verificationOf } from './verification.ts'

type RouteOf = z.output<typeof Route>

/** Units with their authority, who verified them and for whom they answer; what to keep of them, the caller says. */
export function selectUnits(db: Pick<Db, 'selectFrom'>) {
  return db
    .selectFrom('authority_unit as unit')
    .innerJoin('authority', 'authority.id', 'unit.authority_id')
    .leftJoin('account as verifier', 'verifier.id', 'unit.verified_by')
    .selectAll('unit')
    .select(['authority.name as authority', 'authority.channel', 'authority.hours as authority_hours'])
    .select(['authority.active as authority_active', 'verifier.name as verifier'])
    .select(
      // Named as text: codes such as '75' would pass for numbers.
      sql<RouteOf[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('departement', r.departement, 'part', r.part)
                        order by r.departement, r.part), '[]')
        from authority_route r where r.unit_id = unit.id)`.as('answers_for'),
    )
}
export type UnitRow = Awaited<ReturnType<ReturnType<typeof selectUnits>['execute']>>[number]

/** A unit as it is shown; without hours of its own it has those of its authority. */
export function unitAsShown(row: UnitRow, now = Temporal.Now.instant()): Unit {
  return {
    id: row.id,
    version: row.version,
    authorityId: row.authority_id,
    authority: row.authority,
    channel: row.channel,
    recipient: row.recipient,
    name: row.name,
    phone: row.phone,
    email: row.email,
    address: row.address,
    notes: row.notes,
    timeZone: row.time_zone,
    hours: row.hours,
    active: row.active,
    isFallback: row.is_fallback,
    answersFor: row.answers_for,
    verification: verificationOf(row, houseToday()),
    verifiedOn: row.verified_on,
    verifiedBy: row.verifier,
    isOpen: isOpenAt(row.hours ?? row.authority_hours, row.time_zone, now),
    localTime: localTime(row.time_zone, now),
  }
}

/** The codes of the départements that a text names: by number, or by a part of the name. */
function departementsNamed(text: string): string[] {
  const key = nameKey(text)
  return departement.codes.filter(
    (code) => code.toLowerCase() === key || (key.length > 1 && nameKey(departementName(code)).includes(key)),
  )
}

const patternOf = (text: string) => `%${nameKey(text).replace(/[\\%_]/g, '\\$&')}%`

/** Whether an authority answers to that text: its name, that of one of its units, or a département. */
export const authorityAnswersTo = (text: string) => sql<SqlBool>`(
  authority.name_key like ${patternOf(text)}
  or exists (select from authority_unit u where u.authority_id = authority.id and (
    u.name_key like ${patternOf(text)}
    or exists (select from authority_route r where r.unit_id = u.id and r.departement = any(${departementsNamed(text)}::text[])))))`

/** Whether an authority answers for that département. */
export const authorityCovers = (code: string) => sql<SqlBool>`exists (
  select from authority_route r join authority_unit u on u.id = r.unit_id
  where u.authority_id = authority.id and r.departement = ${code})`

/** The same for a unit alone. */
export const unitAnswersTo = (text: string) => sql<SqlBool>`(
  unit.name_key like ${patternOf(text)} or authority.name_key like ${patternOf(text)}
  or exists (select from authority_route r where r.unit_id = unit.id and r.departement = any(${departementsNamed(text)}::text[])))`

/** Whether a unit answers for that département, or belongs to an authority that does. */
export const unitCovers = (code: string) => sql<SqlBool>`exists (
  select from authority_route r join authority_unit u on u.id = r.unit_id
  where u.authority_id = unit.authority_id and r.departement = ${code})`
